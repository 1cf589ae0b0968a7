// The form of the phone page, taken over from plain HTML: keys, photo, help, words.
import { counter } from "./counter.ts";
import { part } from "./find.ts";
import { hold } from "./hold.ts";
import { t } from "./messages.ts";
import type { Draft } from "./own_posts.ts";
import { shrink } from "./photo.ts";
import { Position } from "./position.ts";
import { PositionChip } from "./position_chip.ts";
import type { Place, Shown } from "./shapes.ts";
import { SiteChoice, type Sites } from "./sites.ts";

const PRIVATE = ["on_break", "off"]; // a position is never read in a break or after work
const HOLD_MS = 1000;

export interface Outlet { post(draft: Draft, photo: Blob | null): void }

export class Composer {
  private readonly form = part<HTMLFormElement>("compose");
  private readonly text = part<HTMLInputElement>("text");
  private readonly fits = counter(this.text, part<HTMLOutputElement>("left"));
  private readonly choice: SiteChoice;
  private readonly position = new Position();
  private readonly chip: PositionChip;

  constructor(sites: Sites, private readonly outlet: Outlet) {
    this.choice = new SiteChoice(part<HTMLSelectElement>("site"), part<HTMLInputElement>("place"), sites);
    this.chip = new PositionChip(this.position, part<HTMLButtonElement>("position"), () => this.propose(this.position.nearest(sites.open())));
    this.form.addEventListener("submit", (event) => this.submitted(event));
    part<HTMLInputElement>("photo").addEventListener("change", (event) => void this.photographed(event.target as HTMLInputElement));
    hold(part("help"), HOLD_MS, () => this.call(), () => this.ask(true));
    part("help-sure").addEventListener("click", () => this.call());
    part("help-no").addEventListener("click", () => this.ask(false));
  }

  propose(place: Place | null): void {
    this.choice.propose(place);
  }

  place(): string {
    return this.choice.name();
  }

  redraw(): void {
    this.choice.draw();
  }

  /** Press the key of what I am now. */
  press(code: Shown | ""): void {
    for (const key of this.form.querySelectorAll<HTMLElement>("[data-key]")) {
      const mine = key.dataset["key"] === code || (code === "soon" && key.dataset["key"] === "available");
      key.setAttribute("aria-pressed", String(mine));
    }
    part("arrive").textContent = code === "travelling" ? t("I AM HERE") : t("WORKING");
  }

  /** Tell something about the form. */
  say(sentence: string): void {
    part("say").textContent = sentence;
    part("say").hidden = sentence === "";
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault();
    const availability = (event.submitter as HTMLButtonElement | null)?.dataset["key"];
    if (availability || this.text.value.trim()) void this.send(availability ? { availability } : {});
    else this.text.focus();
  }

  private async send(said: Draft, photo: Blob | null = null): Promise<void> {
    if (!this.fits()) return this.say(t("The text is too long: shorten it, then post."));
    const status = this.text.value.trim();
    const position = PRIVATE.includes(said.availability ?? "") ? null : await this.chip.forPost();
    this.outlet.post({ ...said, ...(status && { status }), ...this.choice.chosen(), ...(position && { position }) }, photo);
    this.text.value = "";
    this.fits();
    this.say("");
  }

  private async photographed(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = "";
    if (file) await this.send({}, await shrink(file));
  }

  private call(): void {
    this.ask(false);
    void this.send({ availability: "help" });
  }

  /** A short tap, a key, a screen reader: ask in words instead of by holding. */
  private ask(sure: boolean): void {
    part("sure").hidden = !sure;
    part("help").hidden = sure;
    if (sure) part("help-sure").focus();
  }
}
