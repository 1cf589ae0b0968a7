// Mastodon's letters for the desk; they can be switched off.
import { part } from "./find.ts";

const KEY = "teamfeed.keys";

export interface Moves { write(): void; move(step: number): void; fresh(): void }

export class DeskKeys {
  private readonly help = part<HTMLDialogElement>("keys");
  private readonly keys: Record<string, () => void>;

  constructor(moves: Moves) {
    this.keys = {
      n: () => moves.write(), j: () => moves.move(1), k: () => moves.move(-1),
      ".": () => moves.fresh(), "?": () => this.help.showModal(),
    };
    const on = part<HTMLInputElement>("keys-on");
    on.checked = localStorage.getItem(KEY) !== "off";
    on.addEventListener("change", () => localStorage.setItem(KEY, on.checked ? "on" : "off"));
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.help.open || writing(event.target as HTMLElement)) return;
    if (localStorage.getItem(KEY) === "off" && event.key !== "?") return;
    const call = this.keys[event.key];
    if (!call) return;
    event.preventDefault();
    call();
  }
}

function writing(element: HTMLElement): boolean {
  return element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);
}
