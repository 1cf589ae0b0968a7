// Hours and days in the firm's time zone, not the device's.
export interface Local { weekday: number; minutes: number; dayStart: number }

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Weekday (Monday is 0), minutes since midnight and the midnight itself. */
export function local(at: number, zone: string): Local {
  const parts = fields(at, zone);
  const minutes = Number(parts["hour"]) * 60 + Number(parts["minute"]);
  return { weekday: DAYS.indexOf(parts["weekday"] ?? ""), minutes, dayStart: midnight(at, minutes, zone) };
}

/** The time of a local hour of the same day as `at`. */
export function atMinutes(at: number, minutes: number, zone: string): number {
  const guess = local(at, zone).dayStart + minutes * 60_000;
  return guess + (minutes - local(guess, zone).minutes) * 60_000;
}

function midnight(at: number, minutes: number, zone: string): number {
  const guess = at - (at % 60_000) - minutes * 60_000;
  const there = fields(guess, zone);
  const wrong = Number(there["hour"]) * 60 + Number(there["minute"]);
  if (wrong === 0) return guess;
  // The clocks were changed since midnight.
  return wrong < 720 ? guess - wrong * 60_000 : guess + (1440 - wrong) * 60_000;
}

function fields(at: number, zone: string): Record<string, string> {
  const format = cached(`${zone}|fields`, "en-GB", { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

/** An Intl format, made once: making one costs more than using it. */
export function cached(key: string, language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const found = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, found);
  return found;
}
