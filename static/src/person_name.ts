// A name that leads to the person's page, for whoever may open it.
import { html, type TemplateResult } from "lit/html.js";
import { bootstrap } from "./bootstrap.ts";

export function personName({ acct, display_name }: { acct: string; display_name: string }): TemplateResult {
  const role = bootstrap().you?.teamfeed.role;
  if (role === undefined || role === "guest") return html`${display_name}`;
  return html`<a href=${`/u/${acct}`}>${display_name}</a>`;
}
