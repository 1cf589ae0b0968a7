// Everything afresh, as of one head.
import { heard } from "./clock.ts";
import { ask } from "./http.ts";
import type { Board } from "./board.ts";
import type { Board as BoardJson, Site, Status } from "./shapes.ts";
import type { Sites } from "./sites.ts";
import type { Timeline } from "./timeline.ts";

/** The board first: what changes after its head is told again by the feed. */
export async function refetch(board: Board, timeline: Timeline, sites: Sites, posts = 20): Promise<number> {
  const fresh = await ask<BoardJson>("/api/v1/teamfeed/board");
  const [newest, places] = await Promise.all([
    ask<Status[]>(`/api/v1/timelines/home?limit=${posts}`), ask<Site[] | { sites: Site[] }>("/api/v1/teamfeed/sites"),
  ]);
  heard(fresh.server_time);
  board.replace(fresh);
  timeline.replace(newest);
  sites.replace(Array.isArray(places) ? places : places.sites);
  return fresh.head;
}
