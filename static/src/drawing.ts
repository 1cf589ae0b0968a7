// Draw at once when idle, and at most ten times a second when much happens.
const PAUSE_MS = 100;

export function drawing(draw: () => void): () => void {
  let last = 0;
  let planned = false;
  const now = (): void => {
    planned = false;
    last = Date.now();
    draw();
  };
  return () => {
    if (planned) return;
    const wait = last + PAUSE_MS - Date.now();
    if (wait <= 0 || wait > PAUSE_MS) return now();
    planned = true;
    setTimeout(now, wait);
  };
}
