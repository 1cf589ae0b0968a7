// One word about the connection: what waits, or that all has left. Lack of signal is never an error.
import { html, type TemplateResult } from "lit/html.js";
import type { Link } from "./feed.ts";
import { icon } from "./icons.ts";
import { many, t } from "./messages.ts";

export function linkWord(link: Link, waiting: number): TemplateResult {
  if (waiting > 0) return html`${icon("wait")} ${many(waiting, t("1 waiting"), t("%(count)s waiting"))}`;
  if (link === "lost") return html`${icon("wait")} ${t("no network")}`;
  if (link === "polled") return html`${icon("tick")} ${t("all sent · slow link")}`;
  return html`${icon("tick")} ${t("all sent")}`;
}

/** The same in a sentence, for who asks. */
export function linkSentence(link: Link, waiting: number): string {
  if (waiting > 0) return t("These posts leave by themselves when there is a network. Keep this page open.");
  if (link === "polled") return t("This network blocks live connections: the page asks for news every 4 seconds instead.");
  if (link === "lost") return t("No network: what you post now is kept here and leaves by itself.");
  return t("Everything has been sent.");
}
