// The firm's places of work, live; and the list to choose one from.
import { html, render, type TemplateResult } from "lit/html.js";
import { bootstrap } from "./bootstrap.ts";
import { t } from "./messages.ts";
import type { Change, Place, Site } from "./shapes.ts";

export class Sites {
  private sites = new Map(bootstrap().sites.map((site) => [site.id, site]));

  /** Apply a change of the feed; says whether it was ours. */
  apply(change: Change): boolean {
    if (change.kind !== "site") return false;
    const site = change as unknown as Site;
    this.sites.set(site.id, site);
    return true;
  }

  replace(sites: Site[]): void {
    this.sites = new Map(sites.map((site) => [site.id, site]));
  }

  open(): Site[] {
    return [...this.sites.values()].filter((site) => site.open).sort((one, other) => one.name.localeCompare(other.name));
  }

  get(id: string): Site | undefined {
    return this.sites.get(id);
  }
}

/** The list under the thumb: two taps to change it, "Elsewhere" opens a field. */
export class SiteChoice {
  /** Whether a hand chose it; then nothing else changes it. */
  byHand = false;

  constructor(private readonly list: HTMLSelectElement, private readonly other: HTMLInputElement, private readonly sites: Sites) {
    const { value } = list;
    list.replaceChildren(); // what the server drew for who has no script
    list.addEventListener("change", () => {
      this.byHand = true;
      if (list.value === "other") other.focus();
    });
    this.draw();
    list.value = value;
  }

  /** Propose a place: the last post's of today, the nearest. */
  propose(place: Place | null): void {
    if (this.byHand) return;
    if (place?.id && this.sites.get(place.id)?.open) this.list.value = place.id;
    else if (place && !place.id) {
      this.list.value = "other";
      this.other.value = place.name;
    }
  }

  chosen(): { site_id: string } | { site: string } | Record<string, never> {
    const { value } = this.list;
    if (value !== "other") return value ? { site_id: value } : {};
    const site = this.other.value.trim();
    return site ? { site } : {};
  }

  name(): string {
    return this.list.value === "other" ? this.other.value.trim() : (this.sites.get(this.list.value)?.name ?? "");
  }

  draw(): void {
    const { value } = this.list;
    render(this.options(), this.list);
    this.list.value = value;
  }

  private options(): TemplateResult {
    return html`<option value="">${t("choose the site")}</option>
      ${this.sites.open().map((site) => html`<option value=${site.id}>${site.name}</option>`)}
      <option value="other">${t("Elsewhere…")}</option>`;
  }
}
