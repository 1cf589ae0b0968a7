// The wall: the board read from five metres, and the truth about how fresh it is.
import { render } from "lit/html.js";
import { rules } from "./availability.ts";
import { bootstrap } from "./bootstrap.ts";
import { Board, type Line } from "./board.ts";
import { chime, stayAwake } from "./wall_room.ts";
import { heard, now, ticking } from "./clock.ts";
import { drawing } from "./drawing.ts";
import { Feed } from "./feed.ts";
import { part } from "./find.ts";
import { ask } from "./http.ts";
import { refetch } from "./refetch.ts";
import type { Change, Status } from "./shapes.ts";
import { Sites } from "./sites.ts";
import { Timeline } from "./timeline.ts";
import { FROZEN_MS, LOST_MS, silence } from "./truth.ts";
import { band, bar } from "./wall_bar.ts";
import { Pages } from "./wall_pages.ts";
import { rail } from "./wall_rail.ts";
import { aloud, tiles } from "./wall_tiles.ts";
import { wish } from "./wall_wish.ts";

const LIT_MS = 8000;
const page = bootstrap();
heard(page.server_time);
const firm = rules(page.settings, page.zone);
const board = new Board(firm);
const timeline = new Timeline(10);
const sites = new Sites();
const pages = new Pages(wish.columns, wish.rows);
let photo: Status | null = page.photo ?? null;

const feed = new Feed(page.head, { apply, settled: drawing(draw), linked: draw, refetch: afresh }, LOST_MS);
if (page.board) board.replace(page.board);
timeline.replace(page.timeline ?? []);
wish.apply();
stayAwake();
feed.start();
ticking(draw);

function apply(change: Change): void {
  const before = board.get(String(change.id))?.teamfeed.availability;
  if (board.apply(change, now()) && board.get(String(change.id))?.teamfeed.availability === "help" && before !== "help") chime();
  timeline.apply(change);
  sites.apply(change);
  if (change.kind === "post.removed" && change.id === photo?.id) void newestPhoto();
  const post = change as unknown as Status;
  if (change.kind === "post.published" && post.media_attachments.length > 0) photo = post;
}

async function afresh(): Promise<number> {
  const head = await refetch(board, timeline, sites, 10);
  await newestPhoto();
  return head;
}

/** The newest photo among the last posts; the one shown before when there is none. */
async function newestPhoto(): Promise<void> {
  const posts = await ask<Status[]>("/api/v1/timelines/home?limit=40");
  photo = posts.find((post) => post.media_attachments.length > 0) ?? null;
}

function draw(): void {
  const time = now();
  const gone = silence(feed);
  const root = document.documentElement;
  root.dataset["connection"] = gone >= FROZEN_MS ? "frozen" : gone >= LOST_MS ? "lost" : "live";
  wish.dim(time, firm);
  const lines: Line[] = board.lines(time).filter(wish.shows);
  render(gone >= LOST_MS ? band(time, time - gone) : bar(time, lines, feed), part("bar"));
  part("bar").classList.toggle("band", gone >= LOST_MS);
  const shown = pages.turn(lines, time);
  render(tiles(shown, time, (id) => board.changedSince(id, time - LIT_MS)), part("board"));
  render(rail(photo, timeline.all().slice(0, 5), sites.open(), lines, time), part("rail"));
  if (time % 10_000 < 1000) render(aloud(lines, time), part("aloud"));
}
