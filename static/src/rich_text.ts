// A post's words: names and tags bold, links as links, everything set as text.
import { html, type TemplateResult } from "lit/html.js";

const PARTS = /(https?:\/\/[^\s<>"]+|(?<![\p{L}\p{N}_])[@#][\p{L}\p{N}_]+)/gu;

export function richText(text: string): (string | TemplateResult)[] {
  return text.split(PARTS).map((part, index) => (index % 2 === 0 ? part : special(part)));
}

function special(part: string): TemplateResult {
  if (part.startsWith("@") || part.startsWith("#")) return html`<b>${part}</b>`;
  return html`<a href=${part} target="_blank" rel="noopener noreferrer nofollow">${part}</a>`;
}
