// My status now: a solid plate; after a tap it confirms, and can be undone.
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Effective } from "./availability.ts";
import { icon, shape } from "./icons.ts";
import { t } from "./messages.ts";
import type { Item } from "./outbox.ts";
import type { Shown, Tile } from "./shapes.ts";
import { hour, isCode, placeName, word } from "./words.ts";

/** What the plate says, and whether it can be trusted. */
export interface Plate { code: Shown | ""; word: string; note: string; waiting: boolean; doubt: boolean }

/** What I said last, as everybody sees it. */
export function fromTile(tile: Tile, worth: Effective): Plate {
  const { availability, since, free_from, site } = tile.teamfeed;
  const place = placeName(site);
  if (!availability || !since) return { code: "", word: t("Hello!"), note: t("Touch a key: the crew sees it."), waiting: false, doubt: false };
  const doubt = worth.code === "silent" || worth.unconfirmed;
  const note = [place, worth.unconfirmed ? t("not confirmed") : t("since %(time)s", { time: hour(worth.code === "silent" ? tile.teamfeed.said_at ?? since : since) })];
  return { code: worth.code, word: word(worth.code, free_from), note: note.filter(Boolean).join(" · "), waiting: false, doubt };
}

/** What I have just said, wherever it is on its way. */
export function fromItem({ draft, saidAt, state }: Item, place: string): Plate | null {
  if (!isCode(draft.availability)) return null;
  const note = [place, hour(saidAt)].filter(Boolean).join(" · ");
  return { code: draft.availability, word: word(draft.availability, draft.free_from ?? null), note, waiting: state === "waiting", doubt: false };
}

export function statusPlate(plate: Plate, undo: { seconds: number; call: () => void } | null, late: boolean): TemplateResult {
  return html`${plate.code ? shape(plate.code) : icon("people")}
    <p><strong>${plate.word}</strong> <span>${late ? html`${icon("wait")} ${t("kept here, leaves by itself")}` : plate.note}</span></p>
    ${undo ? html`<button type="button" class="undo" @click=${undo.call}>${t("UNDO")} <span class="undo-ring" aria-hidden="true">${undo.seconds}</span></button>` : nothing}`;
}
