// What a big screen says about itself: how fresh it is, or since when it is not.
import { now } from "./clock.ts";
import type { Feed } from "./feed.ts";
import { t } from "./messages.ts";
import { ago } from "./words.ts";

export const LOST_MS = 15_000;
export const FROZEN_MS = 120_000;

/** Milliseconds since the server last gave a sign of life. */
export function silence(feed: Feed): number {
  return Date.now() - feed.heardAt;
}

/** "up to date 2 s ago", and how it comes when sockets are blocked. */
export function freshness(feed: Feed): string {
  const at = now() - silence(feed);
  const fresh = t("up to date %(time)s ago", { time: ago(at, now()) });
  return feed.link === "polled" ? `${fresh} · ${t("slow link")}` : fresh;
}
