// Shapes and icons from the page's sprite.
import { html, nothing, svg, type TemplateResult } from "lit/html.js";
import type { Shown } from "./shapes.ts";
import { word } from "./words.ts";

export function icon(name: string): TemplateResult {
  return html`<svg class="icon" aria-hidden="true"><use href="#${name}"></use></svg>`;
}

export function shape(code: Shown): TemplateResult {
  return html`<svg class="shape" aria-hidden="true"><use href="#${code}"></use></svg>`;
}

/** Shape + word + colour: never one without the others. */
export function plate(code: Shown, freeFrom: string | null = null): TemplateResult {
  return html`<span class="plate" data-availability=${code}>${shape(code)} ${word(code, freeFrom)}</span>`;
}

/** The trade's letter in a ring; nothing for people without a trade. */
export function ring(trade: { name: string; letter: string } | undefined): TemplateResult | typeof nothing {
  return trade ? html`<abbr class="ring" title=${trade.name}>${trade.letter}</abbr>` : nothing;
}

/** A bar of progress, drawn: the page's policy forbids inline styles. */
export function meter(progress: number, label: string): TemplateResult {
  return html`<span class="meter" role="img" aria-label=${label}><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect width=${progress} height="10"></rect>`}</svg></span>`;
}
