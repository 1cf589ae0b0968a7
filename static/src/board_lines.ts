// The board in small: one person a line, counts on top, one trade or all.
import { html, nothing, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { TALLY } from "./availability.ts";
import { bootstrap } from "./bootstrap.ts";
import { counts, type Line } from "./board.ts";
import { ring, shape } from "./icons.ts";
import { t } from "./messages.ts";
import { personName } from "./person_name.ts";
import { age, counted, placeName, tileWord, trade, until } from "./words.ts";

export function boardCounts(lines: Line[]): TemplateResult {
  const found = counts(lines);
  return html`<p class="counts">${TALLY.filter((code) => found[code] > 0).map((code) =>
    html`<span class="plate" data-availability=${code}>${shape(code)} ${found[code]}<span class="aloud"> ${counted(code, found[code])}</span></span>`)}</p>`;
}

export function tradeFilter(chosen: string, choose: (trade: string) => void): TemplateResult {
  const chip = (code: string, name: string, label: string): TemplateResult =>
    html`<button type="button" class="chip" aria-pressed=${chosen === code} aria-label=${name} title=${name} @click=${() => choose(code)}>${label}</button>`;
  return html`<p class="filter" role="group" aria-label=${t("Trade")}>${chip("", t("all"), t("all"))}
    ${bootstrap().trades.map(({ code, name, letter }) => chip(code, name, letter))}</p>`;
}

export function boardLines(lines: Line[], now: number): TemplateResult {
  return html`<ul class="lines">${repeat(lines, (line) => line.tile.id, (line) => boardLine(line, now))}
    ${lines.length === 0 ? html`<li class="empty">${t("Nobody here.")}</li>` : nothing}</ul>`;
}

export function boardLine(line: Line, now: number): TemplateResult {
  const { tile, code, aged } = line;
  return html`<li class="line" data-availability=${code} data-tile=${tile.username} data-age=${aged ? "old" : "fresh"}>
    ${shape(code)}
    <p><strong>${personName(tile)}</strong> ${ring(trade(tile.teamfeed.trade))} <span class="age">${where(line)}</span></p>
    <p><span class="word">${tileWord(tile, line)}</span> <span class="age" data-age=${aged ? "old" : "fresh"}>${when(line, now)}</span></p></li>`;
}

function where({ code, tile }: Line): string {
  const place = placeName(tile.teamfeed.site);
  return code === "silent" && place ? t("last word at %(place)s", { place }) : place;
}

/** since 48 min; in 3 h 18 for who will be free; nothing for who never spoke. */
export function when({ code, since, unconfirmed, tile }: Line, now: number): string {
  const free = Date.parse(tile.teamfeed.free_from ?? "");
  if (code === "soon" && free) return until(free, now);
  if (since === null) return "";
  if (unconfirmed) return `${age(since, now)} · ${t("not confirmed")}`;
  return code === "available" ? t("for %(time)s", { time: age(since, now) }) : age(since, now);
}
