// The chip that shows the position of the next post; a tap puts it in or leaves it out.
import { html, render } from "lit/html.js";
import { icon } from "./icons.ts";
import { t } from "./messages.ts";
import type { Position, Reading } from "./position.ts";

export class PositionChip {
  private without = false;
  private reading = false;

  constructor(private readonly position: Position, private readonly button: HTMLButtonElement, private readonly read: () => void) {
    button.addEventListener("click", () => void this.touched());
    this.draw();
  }

  /** The position for the post that leaves now. */
  async forPost(): Promise<Reading | null> {
    const found = this.without ? null : await this.position.forPost();
    this.without = false;
    this.draw();
    return found;
  }

  private async touched(): Promise<void> {
    if (this.shown()) this.without = true;
    else await this.switchOn();
    this.draw();
  }

  private async switchOn(): Promise<void> {
    this.without = false;
    this.reading = true;
    this.draw();
    if (await this.position.switchOn()) this.read();
    this.reading = false;
  }

  private shown(): Reading | null {
    return this.without ? null : this.position.fresh();
  }

  private draw(): void {
    const found = this.shown();
    this.button.hidden = this.position.denied || !("geolocation" in navigator);
    this.button.setAttribute("aria-pressed", String(found !== null));
    render(found ? html`${t("position ±%(distance)s", { distance: distance(found.accuracy_m) })} ${icon("cross")}`
      : this.reading ? t("where am I…") : t("without position"), this.button);
  }
}

function distance(metres: number): string {
  return metres < 1000 ? `${metres} m` : `${Math.round(metres / 1000)} km`;
}
