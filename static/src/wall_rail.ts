// The wall's right quarter: newest photo, last five posts, the sites.
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Line } from "./board.ts";
import { local } from "./entry.ts";
import { meter } from "./icons.ts";
import { t } from "./messages.ts";
import type { Said, Site, Status } from "./shapes.ts";
import { hour, margin, percent, placeName, word } from "./words.ts";

const MOST_SITES = 6;

export function rail(photo: Status | null, posts: readonly Status[], sites: Site[], lines: Line[], now: number): TemplateResult {
  return html`${picture(photo, now)}
    <ol class="posts">${posts.map((post) => line(post, now))}</ol>
    <ul class="sites">${busiest(sites, lines).map(site)}</ul>`;
}

/** The sites to watch, by name: what is blocked, then where most people are. */
function busiest(sites: Site[], lines: Line[]): Site[] {
  const people = (site: Site): number => lines.filter(({ tile }) => tile.teamfeed.site?.id === site.id).length + (site.blocked ? 1000 : 0);
  const watched = sites.filter(({ progress, blocked }) => progress !== null || blocked);
  const chosen = new Set([...watched].sort((one, other) => people(other) - people(one)).slice(0, MOST_SITES));
  return watched.filter((site) => chosen.has(site));
}

function picture(post: Status | null, now: number): TemplateResult {
  const photo = post?.media_attachments[0];
  if (!post || !photo) return html`<div class="newest"></div>`;
  return html`<figure class="newest"><img src=${local(photo.preview_url)} alt=${photo.description ?? t("Photo")}>
    <figcaption>${[post.account.display_name, placeName(post.teamfeed.site), hourSaid(post, now)].filter(Boolean).join(" · ")}</figcaption></figure>`;
}

function line(post: Status, now: number): TemplateResult {
  const { availability, site: place } = post.teamfeed;
  return html`<li><p class="post-who"><time>${hourSaid(post, now)}</time> <strong>${post.account.display_name}</strong> <span>${placeName(place)}</span></p>
    ${post.text ? html`<p class="post-text">${post.text}</p>`
      : availability ? html`<p class="post-text" data-availability=${availability}>${said(post.teamfeed)}</p>` : html`<p class="post-text">${t("Photo")}</p>`}</li>`;
}

function said({ availability, free_from, progress }: Said): string {
  return [availability ? word(availability, free_from) : "", progress === null ? "" : percent(progress)].filter(Boolean).join(" ");
}

function hourSaid(post: Status, now: number): string {
  return margin(post.teamfeed.said_at, now).day || hour(post.teamfeed.said_at);
}

function site({ name, progress, blocked }: Site): TemplateResult {
  return html`<li><span>${name}</span> ${blocked ? html`<strong class="blocked">${t("BLOCKED")}</strong>` : progress === null ? nothing : meter(progress, name)}
    <b>${progress === null ? "" : percent(progress)}</b></li>`;
}
