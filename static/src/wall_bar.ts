// The wall's header: a clock that moves, the tally, the truth; or the band that takes its place.
import { html, type TemplateResult } from "lit/html.js";
import { TALLY } from "./availability.ts";
import { counts, type Line } from "./board.ts";
import type { Feed } from "./feed.ts";
import { shape } from "./icons.ts";
import { t } from "./messages.ts";
import { freshness } from "./truth.ts";
import { clockParts, counted, hour, shortDay } from "./words.ts";

const TALLIED = TALLY.filter((code) => !["soon", "off"].includes(code));

export function bar(time: number, lines: Line[], feed: Feed): TemplateResult {
  const found = counts(lines);
  const shown = TALLIED.filter((code) => found[code] > 0);
  return html`${clock(time)}
    <ul class="tally" ?data-full=${shown.length > 4}>${shown.map((code) => html`<li class="count" data-availability=${code} ?data-solid=${code === "help"}>
      ${shape(code)} <b>${found[code]}</b> <span class="count-word">${counted(code, found[code])}</span></li>`)}</ul>
    <p class="truth">${shortDay(time)}<br>${freshness(feed)}</p>`;
}

/** The server has been silent: say since when, and that what stands here is frozen. */
export function band(time: number, since: number): TemplateResult {
  return html`${clock(time)}<p class="band-what" role="alert">${t("CONNECTION LOST SINCE %(time)s – DATA FROZEN", { time: hour(since) })}</p>`;
}

function clock(time: number): TemplateResult {
  const [minutes, seconds] = clockParts(time);
  return html`<time class="clock" aria-label=${hour(time)}>${minutes}<span>${seconds}</span></time>`;
}
