// The log: my waiting posts on top, then everybody's, newest first.
import { html, nothing, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { entry } from "./entry.ts";
import { icon, plate } from "./icons.ts";
import { t } from "./messages.ts";
import type { Item, Outbox } from "./outbox.ts";
import type { OwnPosts } from "./own_posts.ts";
import type { Status } from "./shapes.ts";
import { hour, isCode } from "./words.ts";

export function log(posts: readonly Status[], now: number, own: OwnPosts, current = ""): TemplateResult {
  return html`${repeat(posts, (post) => post.id, (post) =>
    entry(post, now, { mine: own.mine(post), actions: own.actions(post, now), current: post.id === current }))}
    ${posts.length === 0 ? html`<li class="empty">${t("Nothing here yet.")}</li>` : nothing}`;
}

/** Posts of mine that the server has not taken yet, or has refused. */
export function waitingLog(outbox: Outbox): TemplateResult {
  return html`${repeat(outbox.all(), (item) => item.clientId, (item) => waitingEntry(item, outbox))}`;
}

function waitingEntry(item: Item, outbox: Outbox): TemplateResult {
  const { draft, saidAt, state, reason } = item;
  const refused = state === "refused";
  return html`<li class="entry" data-waiting=${item.clientId}>
    <div class="entry-hour"><time datetime=${saidAt}>${hour(saidAt)}</time>
      <span data-state=${state}>${icon(refused ? "warn" : "wait")}</span></div>
    <p class="entry-who"><strong>${t("Me")}</strong> ${isCode(draft.availability) ? plate(draft.availability, draft.free_from ?? null) : nothing}
      ${item.photo ? html`<span class="age">${t("with a photo")}</span>` : nothing}</p>
    ${draft.status && !refused ? html`<p class="entry-text">${draft.status}</p>` : nothing}
    <p class="entry-note" data-state=${state}>${refused ? t("not taken: %(reason)s", { reason }) : t("waiting · leaves when there is a network")}</p>
    ${refused ? correction(item, outbox) : nothing}
    <div class="entry-actions"><button type="button" @click=${() => outbox.drop(item)}>${t("throw away")}</button></div></li>`;
}

/** The words of a refused post, to be sent in others. */
function correction(item: Item, outbox: Outbox): TemplateResult {
  const id = `again-${item.clientId}`;
  return html`<form class="entry-correct" @submit=${(event: Event) => {
    event.preventDefault();
    outbox.revise(item, (document.getElementById(id) as HTMLInputElement).value.trim());
  }}><label class="aloud" for=${id}>${t("Correct the text")}</label>
    <input class="field" id=${id} value=${item.draft.status ?? ""} autocomplete="off">
    <p><button class="button" data-size="small" data-kind="main">${t("send again")}</button></p></form>`;
}
