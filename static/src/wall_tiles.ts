// The wall's tiles, and the same as a table for who does not see them.
import { html, nothing, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import type { Line } from "./board.ts";
import { when } from "./board_lines.ts";
import { ring, shape } from "./icons.ts";
import { t } from "./messages.ts";
import type { Shown as Paged } from "./wall_pages.ts";
import { age, placeName, tileWord, trade } from "./words.ts";

const LONG = 9;
const VERY_LONG = 12;

export function tiles({ lines, page, pages, passed }: Paged, now: number, lit: (id: string) => boolean): TemplateResult {
  return html`<ul class="tiles">${repeat(lines, (line) => line.tile.id, (line) => tile(line, now, lit(line.tile.id)))}
    ${lines.length === 0 ? html`<li class="nobody">${t("Nobody here.")}</li>` : nothing}</ul>
    ${pages > 1 ? html`<div class="pages"><progress max="1" value=${passed} aria-label=${t("page %(page)s of %(pages)s", { page: page + 1, pages })}></progress></div>` : nothing}`;
}

function tile(line: Line, now: number, lit: boolean): TemplateResult {
  const { tile: { display_name: name, username, teamfeed }, code, aged, unconfirmed, since } = line;
  const length = name.length > VERY_LONG ? "very" : name.length > LONG ? "yes" : nothing;
  return html`<li class="tile" data-availability=${code} data-tile=${username} data-age=${aged ? "old" : "fresh"} ?data-changed=${lit} ?data-unconfirmed=${unconfirmed}>
    <p class="tile-name" data-long=${length}><span>${name}</span> ${shape(code)}</p>
    <p class="tile-word">${tileWord(line.tile, line)}</p>
    <p class="tile-where">${ring(trade(teamfeed.trade))} <span>${placeName(teamfeed.site)}</span>
      <span class="age" data-age=${aged ? "old" : "fresh"}>${since === null ? "" : age(since, now)}</span></p></li>`;
}

/** Everybody, on whatever page, as a table. */
export function aloud(lines: Line[], now: number): TemplateResult {
  return html`<table><caption>${t("Who is what, and where")}</caption>
    <thead><tr><th scope="col">${t("Name")}</th><th scope="col">${t("Trade")}</th><th scope="col">${t("Status")}</th><th scope="col">${t("Site")}</th><th scope="col">${t("Since")}</th></tr></thead>
    <tbody>${lines.map((line) => html`<tr><th scope="row">${line.tile.display_name}</th><td>${trade(line.tile.teamfeed.trade)?.name}</td>
      <td>${tileWord(line.tile, line)}</td><td>${placeName(line.tile.teamfeed.site)}</td><td>${when(line, now)}</td></tr>`)}</tbody></table>`;
}
