// One word about the connection: what waits, or that all has left. Lack of signal is never an error.
import { html, type TemplateResult } from "lit/html.js";
import type { Link } from "./feed.ts";
import { icon } from "./icons.ts";
import { many, t } from "./messages.ts";

/** What is on its way; what the server refused waits for its author. */
export interface Kept { waiting: number; refused: number; full: boolean }

export function linkWord(link: Link, { waiting, refused }: Kept): TemplateResult {
  if (waiting > 0) return html`${icon("wait")} ${many(waiting, t("1 waiting"), t("%(count)s waiting"))}`;
  if (refused > 0) return html`${icon("warn")} ${many(refused, t("1 not taken"), t("%(count)s not taken"))}`;
  if (link === "lost") return html`${icon("wait")} ${t("no network")}`;
  if (link === "polled") return html`${icon("tick")} ${t("all sent · slow link")}`;
  return html`${icon("tick")} ${t("all sent")}`;
}

/** The same in a sentence, for who asks. */
export function linkSentence(link: Link, { waiting, refused, full }: Kept): string {
  if (full) return t("This phone has no room left: keep this page open until all has left.");
  if (waiting > 0) return t("These posts are kept on this phone and leave when there is a network. Open the page to send them.");
  if (refused > 0) return t("The server did not take a post: correct it below, or throw it away.");
  if (link === "polled") return t("This network blocks live connections: the page asks for news every 4 seconds instead.");
  if (link === "lost") return t("No network: what you post now is kept here and leaves by itself.");
  return t("Everything has been sent.");
}
