// The server's time, counted on by this device's own clock.
let ahead = 0;

/** Now by the server's clock, in milliseconds since 1970. */
export function now(): number {
  return Date.now() + ahead;
}

/** Learn the server's time; small differences are the network's, not the clock's. */
export function heard(serverTime: string): void {
  const difference = Date.parse(serverTime) - Date.now();
  if (Math.abs(difference - ahead) > 2000) ahead = difference;
}

/** Call at once and then at every full second, as a clock on the wall does. */
export function ticking(call: () => void): void {
  call();
  setTimeout(() => ticking(call), 1000 - (now() % 1000));
}

/** Now, as the API writes times. */
export function iso(at = now()): string {
  return new Date(at).toISOString();
}
