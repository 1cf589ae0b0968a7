// After a tap: a choice that makes the status more exact, and that may be ignored.
import { html, type TemplateResult } from "lit/html.js";
import { bootstrap } from "./bootstrap.ts";
import { iso } from "./clock.ts";
import { atMinutes, local } from "./firm_time.ts";
import { t } from "./messages.ts";
import type { Draft } from "./own_posts.ts";
import { percent } from "./words.ts";

const NOON = 720;
const EVENING = 1080;
const MINUTE = 60_000;

export interface Chip { key: string; label: string; aloud?: string; change: Draft }

/** Free: now, in half an hour, at noon, tonight; a time of the day that is over gives way to one that is not. */
export function whenFree(now: number): Chip[] {
  const { minutes } = local(now, bootstrap().zone);
  const at = (key: string, label: string, time: number): Chip => ({ key, label, change: { availability: "soon", free_from: iso(time) } });
  return [
    { key: "now", label: t("now"), change: { availability: "available" } },
    at("half", t("30 min"), now + 30 * MINUTE),
    minutes < NOON - 15 ? at("noon", t("noon"), onDay(now, NOON)) : at("hour", t("1 h"), now + 60 * MINUTE),
    minutes < EVENING - 75 ? at("tonight", t("tonight"), onDay(now, EVENING)) : at("two", t("2 h"), now + 120 * MINUTE),
  ];
}

/** Done for today: how far the site is, and whether something blocks it. */
export function howFar(): Chip[] {
  const done = (progress: number, label: string): Chip => ({ key: String(progress), label, aloud: percent(progress), change: { progress } });
  return [done(25, "¼"), done(50, "½"), done(75, "¾"), done(100, "✔"), { key: "blocked", label: t("BLOCKED"), change: { blocked: true } }];
}

export function chips(label: string, choices: Chip[], pressed: Set<string>, choose: (chip: Chip) => void): TemplateResult {
  return html`<legend class="aloud">${label}</legend>${choices.map((chip) => html`<button type="button" class="chip" data-chip=${chip.key}
    aria-pressed=${pressed.has(chip.key)} aria-label=${chip.aloud ?? chip.label} @click=${() => choose(chip)}>${chip.label}</button>`)}`;
}

function onDay(now: number, minutes: number): number {
  return atMinutes(now, minutes, bootstrap().zone);
}
