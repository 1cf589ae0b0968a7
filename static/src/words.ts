// How availability, hours and ages are said: the same on every screen.
import type { Effective } from "./availability.ts";
import { bootstrap } from "./bootstrap.ts";
import { cached, local } from "./firm_time.ts";
import { many, t } from "./messages.ts";
import type { Code, Place, Shown, Tile } from "./shapes.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** LIBRE, LIBRE À 14:00, ... */
export function word(code: Shown, freeFrom: string | null = null): string {
  if (code === "soon") return freeFrom ? t("FREE AT %(time)s", { time: hour(freeFrom) }) : t("FREE SOON");
  return {
    available: t("FREE"), working: t("WORKING"), travelling: t("ON THE WAY"), on_break: t("BREAK"),
    help: t("NEED HELP"), off: t("OFF"), silent: t("NO NEWS"),
  }[code];
}

/** The word of a person's tile. */
export function tileWord(tile: Tile, worth: Effective): string {
  return word(worth.code, tile.teamfeed.free_from);
}

/** What so many people are, in small letters; the number stands beside it. */
export function counted(code: Shown, count: number): string {
  return phrase(code, count).replace(/^\d+\s/, "");
}

function phrase(code: Shown, count: number): string {
  return {
    help: many(count, t("1 HELP"), t("%(count)s HELP")), available: many(count, t("1 free"), t("%(count)s free")),
    soon: many(count, t("1 soon"), t("%(count)s soon")), silent: many(count, t("1 no news"), t("%(count)s no news")),
    working: many(count, t("1 working"), t("%(count)s working")), travelling: many(count, t("1 on the way"), t("%(count)s on the way")),
    on_break: many(count, t("1 on break"), t("%(count)s on break")), off: many(count, t("1 off"), t("%(count)s off")),
  }[code];
}

/** 9:58, in the firm's zone. */
export function hour(at: string | number): string {
  const { minutes } = local(typeof at === "number" ? at : Date.parse(at), bootstrap().zone);
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}`;
}

/** 10:42:07 in two parts, for a clock whose seconds are quieter. */
export function clockParts(at: number): [string, string] {
  const { minutes } = local(at, bootstrap().zone);
  return [`${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}:`, pad(Math.floor(at / 1000) % 60)];
}

/** The hour of a post in the log's margin; "yesterday" and a date before. */
export function margin(at: string, now: number): { hour: string; day: string } {
  const start = local(now, bootstrap().zone).dayStart;
  const said = Date.parse(at);
  if (said >= start) return { hour: hour(said), day: "" };
  return { hour: hour(said), day: said >= start - DAY ? t("yesterday") : shortDate(said) };
}

/** 24 nov. */
export function shortDate(at: number): string {
  return date(at, "day", { day: "numeric", month: "short" });
}

/** mar. 24 nov. */
export function shortDay(at: number): string {
  return date(at, "weekday", { weekday: "short", day: "numeric", month: "short" });
}

/** mardi 24 novembre */
export function longDay(at: number): string {
  return date(at, "long", { weekday: "long", day: "numeric", month: "long" });
}

/** 0 min, 48 min, 3 h 10, 2 d. */
export function age(since: number, now: number): string {
  const past = Math.max(0, now - since);
  if (past < HOUR) return t("%(minutes)s min", { minutes: Math.floor(past / MINUTE) });
  if (past < DAY) return t("%(hours)s h %(minutes)s", { hours: Math.floor(past / HOUR), minutes: pad(Math.floor((past % HOUR) / MINUTE)) });
  return t("%(days)s d", { days: Math.floor(past / DAY) });
}

/** in 18 min, in 3 h 10. */
export function until(at: number, now: number): string {
  return t("in %(time)s", { time: age(now, at + MINUTE - 1) });
}

/** 2 s ago, 5 min ago. */
export function ago(at: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  return seconds < 100 ? t("%(seconds)s s", { seconds }) : age(at, now);
}

export function placeName(place: Place | null): string {
  return place?.name ?? "";
}

export function trade(code: string | null): { name: string; letter: string } | undefined {
  return bootstrap().trades.find((found) => found.code === code);
}

/** 75 %, with the space that the language wants. */
export function percent(progress: number): string {
  return new Intl.NumberFormat(bootstrap().language, { style: "percent" }).format(progress / 100);
}

export function isCode(value: string | null | undefined): value is Code {
  return ["available", "soon", "working", "travelling", "on_break", "help", "off"].includes(value ?? "");
}

function date(at: number, key: string, options: Intl.DateTimeFormatOptions): string {
  const { language, zone } = bootstrap();
  return cached(key, language === "en" ? "en-GB" : language, { timeZone: zone, ...options }).format(at);
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
