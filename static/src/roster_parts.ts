// The parts of the roster: sentence, grid of trades and sites, the silent, the free, the sites.
import { html, nothing, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { bootstrap } from "./bootstrap.ts";
import type { Line } from "./board.ts";
import { boardLine } from "./board_lines.ts";
import { meter, ring, shape } from "./icons.ts";
import { t } from "./messages.ts";
import type { Shown, Site, Trade } from "./shapes.ts";
import { age, longDay, hour, percent, placeName, tileWord, trade, word } from "./words.ts";

/** A number of the sentence that was touched. */
export type Wanted = "" | "expected" | "ready" | "free" | "help" | "silent";

const FITS: Record<Exclude<Wanted, "">, (line: Line) => boolean> = {
  expected: ({ code }) => code !== "off",
  ready: ({ code }) => code !== "off" && code !== "silent",
  free: ({ code }) => code === "available" || code === "soon",
  help: ({ code }) => code === "help",
  silent: ({ code }) => code === "silent",
};

export function sentence(lines: Line[], wanted: Wanted, choose: (wanted: Wanted) => void): TemplateResult {
  const part = (name: Exclude<Wanted, "">, words: string, code: Shown | ""): TemplateResult | typeof nothing => {
    const count = lines.filter(FITS[name]).length;
    if (name === "help" && count === 0) return nothing;
    return html`${name === "expected" ? nothing : " · "}<button type="button" aria-pressed=${wanted === name} data-availability=${code || nothing}
      data-count=${name} @click=${() => choose(name)}><b>${count}</b> ${words}</button>`;
  };
  return html`${part("expected", t("expected"), "")}${part("ready", t("ready"), "working")}${part("free", t("free now or soon"), "available")}${part("help", t("need help"), "help")}${part("silent", t("no news"), "silent")}`;
}

/** Sites are rows and trades columns; who is nowhere stands in the last row. */
export function grid(lines: Line[], sites: Site[], wanted: Wanted, now: number): TemplateResult {
  const trades = bootstrap().trades;
  const placed = new Set(sites.map((site) => site.id));
  const rows = sites.filter((site) => lines.some((line) => at(line, site.id)));
  const elsewhere = lines.filter((line) => !placed.has(line.tile.teamfeed.site?.id ?? ""));
  return html`<table class="grid"><caption class="aloud">${t("Who is where, by site and trade")}</caption>
    <thead><tr><th scope="col">${t("Site")}</th>${trades.map((one) => html`<th scope="col">${one.name} <small>${lines.filter((line) => line.tile.teamfeed.trade === one.code).length}</small></th>`)}</tr></thead>
    <tbody>${repeat(rows, (site) => site.id, (site) => row(html`<a href=${`/s/${site.id}`}>${site.name}</a> <small>${street(site.address)}</small>`, lines.filter((line) => at(line, site.id)), trades, wanted, now))}
    ${elsewhere.length > 0 ? row(html`${t("Elsewhere")}`, elsewhere, trades, wanted, now) : nothing}</tbody></table>`;
}

/** Without the town: the firm knows where it is. */
function street(address: string): string {
  return address.replace(/,\s*\d{5}\s+\S+$/, "");
}

function at({ tile }: Line, siteId: string): boolean {
  return tile.teamfeed.site?.id === siteId;
}

function row(head: TemplateResult, lines: Line[], trades: Trade[], wanted: Wanted, now: number): TemplateResult {
  return html`<tr><th scope="row">${head}</th>${trades.map((one) => {
    const there = lines.filter((line) => line.tile.teamfeed.trade === one.code);
    return there.length === 0 ? html`<td class="none" data-trade=${one.name.toLowerCase()}><span aria-hidden="true">–</span></td>`
      : html`<td data-trade=${one.name.toLowerCase()}><ul class="who">${there.map((line) => person(line, wanted, now))}</ul></td>`;
  })}</tr>`;
}

function person(line: Line, wanted: Wanted, now: number): TemplateResult {
  const { tile, code, aged, since } = line;
  const faded = wanted !== "" && !FITS[wanted](line);
  const place = tile.teamfeed.site?.id ? "" : placeName(tile.teamfeed.site);
  return html`<li data-availability=${code} ?data-faded=${faded}>${shape(code)}<span class="aloud">${tileWord(tile, line)}</span>
    <a href=${`/u/${tile.acct}`} data-age=${aged && code !== "off" ? "old" : "fresh"}>${tile.display_name}</a>
    ${code === "soon" ? html`<small>${hour(tile.teamfeed.free_from ?? "")}</small>` : nothing}
    ${aged && since !== null && code !== "off" && code !== "silent" ? html`<small>${age(since, now)}</small>` : nothing}
    ${place ? html`<small>${place}</small>` : nothing}</li>`;
}

export function silentPeople(lines: Line[], now: number): TemplateResult {
  const silent = lines.filter(FITS.silent);
  return html`<h2><span class="plate" data-availability="silent">${shape("silent")} ${silent.length} ${t("no news")}</span></h2>
    <ul>${repeat(silent, ({ tile }) => tile.id, (line) => html`<li data-availability="silent">${shape("silent")}
      <strong><a href=${`/u/${line.tile.acct}`}>${line.tile.display_name}</a></strong> ${ring(trade(line.tile.teamfeed.trade))} <span>${lastWord(line, now)}</span></li>`)}
      ${silent.length === 0 ? html`<li class="hint">${t("Everybody has said something.")}</li>` : nothing}</ul>`;
}

function lastWord({ tile: { teamfeed }, since }: Line, now: number): string {
  if (since === null || !teamfeed.availability) return t("no word yet");
  const said = [word(teamfeed.availability, teamfeed.free_from), placeName(teamfeed.site)].filter(Boolean).join(", ");
  return t("last word %(day)s at %(time)s: %(said)s", { day: now - since < 86_400_000 && longDay(since) === longDay(now) ? t("today") : longDay(since), time: hour(since), said });
}

export function freePeople(lines: Line[], now: number): TemplateResult {
  const free = lines.filter((line) => FITS.free(line) || FITS.help(line));
  return html`<h2><span class="plate" data-availability="available">${shape("available")} ${free.length} ${t("free now or soon")}</span></h2>
    <ul class="lines">${repeat(free, ({ tile }) => tile.id, (line) => boardLine(line, now))}
      ${free.length === 0 ? html`<li class="empty">${t("Nobody is free just now.")}</li>` : nothing}</ul>`;
}

export function sitesNow(sites: Site[]): TemplateResult {
  return html`<h2>${t("Sites")}</h2><ul>${repeat(sites, (site) => site.id, ({ id, name, progress, blocked }) => html`<li>
    <strong><a href=${`/s/${id}`}>${name}</a></strong>
    <span>${blocked ? html`<strong class="blocked">${t("BLOCKED")}</strong>` : progress === null ? nothing : meter(progress, name)}</span>
    <b>${progress === null ? "–" : percent(progress)}</b></li>`)}</ul>`;
}
