// What I can do with my own posts: correct them for some minutes, take them away.
import { html, nothing, type TemplateResult } from "lit/html.js";
import { bootstrap } from "./bootstrap.ts";
import { ask, Refused } from "./http.ts";
import { t } from "./messages.ts";
import type { Said, Status } from "./shapes.ts";
import { textLength } from "./text_length.ts";

/** The fields of a post as the server takes them. */
export interface Draft {
  status?: string; availability?: string; free_from?: string; site_id?: string; site?: string;
  progress?: number; blocked?: boolean; media_ids?: string[]; in_reply_to_id?: string;
  position?: { lat: number; lon: number; accuracy_m: number; at: string };
}

export class OwnPosts {
  private correcting = "";
  private removing = "";
  private fault = "";

  constructor(private readonly redraw: () => void, private readonly put: (post: Status) => void, private readonly gone: (id: string) => void) {}

  mine({ account, teamfeed }: Status): boolean {
    const me = bootstrap().you?.id;
    return me !== undefined && (account.id === me || teamfeed.on_behalf_of?.id === me);
  }

  /** The buttons under a post of mine, or the field to correct it. */
  actions(post: Status, now: number): TemplateResult | typeof nothing {
    if (!this.mine(post) || now - Date.parse(post.teamfeed.received_at) > bootstrap().settings.correct_minutes * 60_000) return nothing;
    if (this.correcting === post.id) return this.field(post);
    if (this.removing === post.id) return this.sure(post);
    return html`<div class="entry-actions">
      <button type="button" @click=${() => this.open({ correcting: post.id })}>${t("correct")}</button>
      <button type="button" @click=${() => this.open({ removing: post.id })}>${t("remove")}</button></div>`;
  }

  /** Take a post away, everywhere. */
  async remove(id: string): Promise<void> {
    await ask(`/api/v1/statuses/${id}`, { method: "DELETE" });
    this.gone(id);
  }

  /** Replace what a post says. */
  async correct(id: string, draft: Draft): Promise<Status> {
    const post = await ask<Status>(`/api/v1/statuses/${id}`, { method: "PUT", body: draft });
    this.put(post);
    return post;
  }

  private field(post: Status): TemplateResult {
    const id = `correct-${post.id}`;
    return html`<form class="entry-correct" @submit=${(event: Event) => void this.save(event, post)}>
      <label class="aloud" for=${id}>${t("Correct the text")}</label>
      <input class="field" id=${id} name="status" .value=${post.text} autocomplete="off">
      ${this.fault ? html`<p class="entry-note" data-state="refused" role="alert">${this.fault}</p>` : nothing}
      <p><button class="button" data-size="small" data-kind="main">${t("Save")}</button>
      <button class="button" data-size="small" type="button" @click=${() => this.open({})}>${t("Cancel")}</button></p></form>`;
  }

  private sure(post: Status): TemplateResult {
    return html`<div class="entry-actions"><button type="button" @click=${() => void this.attempt(() => this.remove(post.id))}><b>${t("really remove")}</b></button>
      <button type="button" @click=${() => this.open({})}>${t("keep")}</button></div>
      ${this.fault ? html`<p class="entry-note" data-state="refused" role="alert">${this.fault}</p>` : nothing}`;
  }

  private async save(event: Event, post: Status): Promise<void> {
    event.preventDefault();
    const status = String(new FormData(event.target as HTMLFormElement).get("status") ?? "");
    const limit = bootstrap().settings.text_limit;
    if (textLength(status) > limit) return this.say(t("At most %(limit)s characters fit.", { limit }));
    await this.attempt(() => this.correct(post.id, { ...kept(post.teamfeed), status }));
  }

  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.open({});
    } catch (fault) {
      this.say(fault instanceof Refused ? fault.message : t("Not reached the server. Try again."));
    }
  }

  private open({ correcting = "", removing = "" }): void {
    Object.assign(this, { correcting, removing, fault: "" });
    this.redraw();
    if (correcting) document.getElementById(`correct-${correcting}`)?.focus();
  }

  private say(fault: string): void {
    this.fault = fault;
    this.redraw();
  }
}

/** What a correction of the words leaves as it was. */
export function kept({ availability, free_from, site, progress, blocked }: Said): Draft {
  return {
    ...(availability && { availability }), ...(free_from && { free_from }),
    ...(site?.id ? { site_id: site.id } : site ? { site: site.name } : {}),
    ...(progress !== null && { progress }), ...(blocked && { blocked }),
  };
}
