// What a status is worth now: everything ages, silence is never availability.
import { local } from "./firm_time.ts";
import type { Code, Settings, Shown, Tile } from "./shapes.ts";

/** The order in which a tally counts people. */
export const TALLY: Shown[] = ["help", "available", "soon", "working", "travelling", "on_break", "silent", "off"];

/** The order of every board. */
export const ORDER: Shown[] = ["help", "available", "soon", "silent", "working", "travelling", "on_break", "off"];

/** The firm's hours and thresholds, as the server counts them. */
export interface Rules { zone: string; starts: number; ends: number; days: number[]; agedAfter: number; silentAfter: number }

/** What to show: `code` may be silent, `aged` looks old, `since` is when it began. */
export interface Effective { code: Shown; since: number | null; aged: boolean; unconfirmed: boolean }

export function rules(settings: Settings, zone: string): Rules {
  return {
    zone, starts: minutes(settings.work_starts), ends: minutes(settings.work_ends), days: settings.work_days,
    agedAfter: settings.aged_after_minutes * 60_000, silentAfter: settings.silent_after_minutes * 60_000,
  };
}

/** What a declared availability is worth now; the server counts by the same rules. */
export function effective(declared: Code | null, saidAt: number | null, freeFrom: number | null, now: number, rules: Rules): Effective {
  if (declared === null || saidAt === null) return { code: "silent", since: saidAt, aged: true, unconfirmed: false };
  if (saidAt < local(now, rules.zone).dayStart) {
    const gone = declared === "off" && !workingHours(now, rules);
    return { code: gone ? "off" : "silent", since: saidAt, aged: true, unconfirmed: false };
  }
  return today(declared, saidAt, freeFrom, now, rules);
}

/** What a person's tile is worth now. */
export function worth({ teamfeed }: Tile, now: number, rules: Rules): Effective {
  return effective(teamfeed.availability, moment(teamfeed.said_at), moment(teamfeed.free_from), now, rules);
}

/** Whether people are at work at this time. */
export function workingHours(now: number, rules: Rules): boolean {
  const { weekday, minutes } = local(now, rules.zone);
  return rules.days.includes(weekday) && minutes >= rules.starts && minutes < rules.ends;
}

export function moment(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}

function today(declared: Code, saidAt: number, freeFrom: number | null, now: number, rules: Rules): Effective {
  const age = now - saidAt;
  const aged = age >= rules.agedAfter && declared !== "off";
  const neverSilent = declared === "off" || declared === "help";
  if (!neverSilent && age >= rules.silentAfter && workingHours(now, rules)) {
    return { code: "silent", since: saidAt, aged: true, unconfirmed: false };
  }
  if (declared === "soon" && freeFrom !== null && freeFrom <= now) {
    return { code: "available", since: freeFrom, aged, unconfirmed: true };
  }
  return { code: declared, since: saidAt, aged, unconfirmed: false };
}

function minutes(hour: string): number {
  const [h = "0", m = "0"] = hour.split(":");
  return Number(h) * 60 + Number(m);
}
