// Writing at the desk: words, a site, Ctrl+Enter.
import { counter } from "./counter.ts";
import { part } from "./find.ts";
import { t } from "./messages.ts";
import type { Draft } from "./own_posts.ts";
import { SiteChoice, type Sites } from "./sites.ts";

export class DeskComposer {
  private readonly text = part<HTMLTextAreaElement>("text");
  private readonly fits = counter(this.text, part<HTMLOutputElement>("left"));
  private readonly choice: SiteChoice;

  constructor(sites: Sites, private readonly post: (draft: Draft) => void) {
    const list = part<HTMLSelectElement>("site");
    const other = part<HTMLInputElement>("place");
    this.choice = new SiteChoice(list, other, sites);
    list.addEventListener("change", () => { other.hidden = list.value !== "other"; if (!other.hidden) other.focus(); });
    part<HTMLFormElement>("compose").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.send();
      if (event.key === "Escape") this.text.blur();
    });
  }

  focus(): void {
    this.text.focus();
  }

  redraw(): void {
    this.choice.draw();
  }

  private send(): void {
    const status = this.text.value.trim();
    if (!status) return this.text.focus();
    if (!this.fits()) return this.say(t("The text is too long: shorten it, then post."));
    this.post({ status, ...this.choice.chosen() });
    this.text.value = "";
    this.fits();
    this.say("");
  }

  private say(sentence: string): void {
    part("say").textContent = sentence;
    part("say").hidden = sentence === "";
  }
}
