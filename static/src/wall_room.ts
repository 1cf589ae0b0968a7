// What a wall does in its room: stays awake, and chimes softly when somebody needs help.

/** Keep the screen on; asked again each time the page comes back. */
export function stayAwake(): void {
  const ask = (): void => {
    if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => undefined); // low battery: the system decides
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

/** Two soft notes; silent where the browser wants a touch first. */
export function chime(): void {
  const room = new AudioContext();
  for (const [at, pitch] of [[0, 660], [0.35, 880]] as const) note(room, at, pitch);
  setTimeout(() => void room.close(), 2500);
}

function note(room: AudioContext, at: number, pitch: number): void {
  const start = room.currentTime + at;
  const tone = new OscillatorNode(room, { type: "sine", frequency: pitch });
  const volume = new GainNode(room, { gain: 0 });
  volume.gain.setTargetAtTime(0.18, start, 0.02);
  volume.gain.setTargetAtTime(0, start + 0.25, 0.25);
  tone.connect(volume).connect(room.destination);
  tone.start(start);
  tone.stop(start + 1.6);
}
