// One post in the log: hour in the margin, who, where, words, photo.
import { html, nothing, type TemplateResult } from "lit/html.js";
import { icon, meter, plate, ring } from "./icons.ts";
import { t } from "./messages.ts";
import { personName } from "./person_name.ts";
import { richText } from "./rich_text.ts";
import type { Photo, Said, Status } from "./shapes.ts";
import { hour, margin, percent, trade } from "./words.ts";

const MINUTE = 60_000;

/** What may stand beside a post: its state when it is mine, and what I can do with it. */
export interface Beside { mine?: boolean; actions?: TemplateResult | typeof nothing; current?: boolean }

export function entry(post: Status, now: number, { mine = false, actions = nothing, current = false }: Beside = {}): TemplateResult {
  const { account, teamfeed } = post;
  const said = margin(teamfeed.said_at, now);
  return html`<li class="entry" id=${`post-${post.id}`} data-post=${post.id} tabindex="-1"
      data-kind=${teamfeed.availability === "help" ? "help" : "post"} aria-current=${current ? "true" : nothing}>
    <div class="entry-hour"><a href=${`/p/${post.id}`}><time datetime=${teamfeed.said_at}>${said.hour}</time></a>
      ${said.day ? html`<small>${said.day}</small>` : nothing}
      ${mine ? html`${icon("tick")}<span class="aloud">${t("sent")}</span>` : nothing}</div>
    <p class="entry-who"><strong>${personName(account)}</strong> ${ring(trade(account.teamfeed.trade))}
      ${teamfeed.availability ? plate(teamfeed.availability, teamfeed.free_from) : nothing} ${place(teamfeed)}</p>
    ${post.text ? html`<p class="entry-text">${richText(post.text)}</p>` : nothing}
    ${progress(teamfeed)}
    ${post.media_attachments.map(photo)}
    ${note(post)}
    ${actions}
  </li>`;
}

function place({ site }: Said): TemplateResult | typeof nothing {
  if (!site) return nothing;
  return html`<span class="age">${site.id ? html`<a href=${`/s/${site.id}`}>${site.name}</a>` : site.name}</span>`;
}

function progress({ progress: done, blocked }: Said): TemplateResult | typeof nothing {
  if (done === null && !blocked) return nothing;
  return html`<p class="entry-progress">
    ${done === null ? nothing : html`${meter(done, t("progress"))} ${percent(done)}`}
    ${blocked ? html`<strong class="blocked">${t("BLOCKED")}</strong>` : nothing}</p>`;
}

function photo({ url, preview_url, description, meta }: Photo): TemplateResult {
  const { width, height } = meta?.small ?? { width: 480, height: 270 };
  return html`<figure class="entry-photo"><a href=${local(url)}><img src=${local(preview_url)} width=${width} height=${height}
    loading="lazy" decoding="async" alt=${description ?? t("Photo")}></a></figure>`;
}

/** Photos are asked for by path, so that a page works under any name of the server. */
export function local(url: string): string {
  return new URL(url, location.href).pathname;
}

function note({ teamfeed, edited_at }: Status): TemplateResult | typeof nothing {
  const said = Date.parse(teamfeed.said_at);
  const received = Date.parse(teamfeed.received_at);
  const words = [
    received - said > MINUTE ? t("said %(said)s · received %(received)s", { said: hour(said), received: hour(received) }) : "",
    teamfeed.said_at_clamped ? t("the phone's clock was wrong") : "",
    teamfeed.on_behalf_of ? t("for %(name)s", { name: teamfeed.on_behalf_of.display_name }) : "",
    late(edited_at, received) ? t("corrected") : "",
  ].filter(Boolean);
  return words.length > 0 ? html`<p class="entry-note">${words.join(" · ")}</p>` : nothing;
}

/** A touch on a chip right after the key is part of saying it, not a correction. */
function late(edited: string | null, received: number): boolean {
  return edited !== null && Date.parse(edited) - received > MINUTE;
}
