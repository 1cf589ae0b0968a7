// The dispatcher's desk: the timeline live, who is free, a composer, and keys.
import { html, render } from "lit/html.js";
import { rules, TALLY } from "./availability.ts";
import { bootstrap } from "./bootstrap.ts";
import { Board, counts, type Line } from "./board.ts";
import { boardLines, tradeFilter } from "./board_lines.ts";
import { heard, now, ticking } from "./clock.ts";
import { DeskComposer } from "./desk_composer.ts";
import { DeskKeys } from "./desk_keys.ts";
import { drawing } from "./drawing.ts";
import { Feed } from "./feed.ts";
import { part } from "./find.ts";
import { windows } from "./flusher.ts";
import { shape } from "./icons.ts";
import { log, waitingLog } from "./log.ts";
import { many, t } from "./messages.ts";
import { Outbox } from "./outbox.ts";
import { disk } from "./outbox_store.ts";
import { OwnPosts } from "./own_posts.ts";
import { deliver } from "./post.ts";
import { Reading } from "./reading.ts";
import { refetch } from "./refetch.ts";
import type { Status } from "./shapes.ts";
import { Sites } from "./sites.ts";
import { Timeline } from "./timeline.ts";
import { freshness, LOST_MS, silence } from "./truth.ts";
import { counted, hour } from "./words.ts";

const POSTS = 40;
const page = bootstrap();
heard(page.server_time);
const board = new Board(rules(page.settings, page.zone));
const timeline = new Timeline(POSTS);
const sites = new Sites();
const reading = new Reading();
const column = part("scroll");
let trade = "";
let current = "";

const own = new OwnPosts(draw, put, (id) => { timeline.remove(id); draw(); });
const feed = new Feed(page.head, {
  apply: (change) => {
    board.apply(change, now());
    timeline.apply(change);
    if (sites.apply(change)) composer.redraw();
  },
  settled: drawing(draw),
  linked: (link) => { if (link === "live") outbox.flush(); draw(); },
  refetch: () => refetch(board, timeline, sites, POSTS),
});
const outbox = new Outbox(page.you?.id ?? "", disk, windows(), deliver, draw, put);
const composer = new DeskComposer(sites, (draft) => { outbox.add(draft); });
new DeskKeys({ write: () => composer.focus(), move, fresh: toTop });

if (page.board) board.replace(page.board);
timeline.replace(page.timeline ?? []);
column.addEventListener("scroll", () => { if (reading.moved(column.scrollTop > 8, timeline.all())) draw(); }, { passive: true });
part("pill").addEventListener("click", toTop);
part("more").addEventListener("click", () => void timeline.older().then(draw, draw));
addEventListener("beforeunload", (event) => { if (outbox.full) event.preventDefault(); });
outbox.start();
feed.start();
ticking(draw);

function put(post: Status): void {
  timeline.put(post);
  draw();
}

function toTop(): void {
  reading.moved(false, timeline.all());
  draw();
  column.scrollTo({ top: 0 });
}

/** j and k: the next post is marked, focused, and brought into view. */
function move(step: number): void {
  const posts = reading.shown(timeline.all());
  const at = posts.findIndex((post) => post.id === current);
  const next = posts[at < 0 ? 0 : Math.min(posts.length - 1, Math.max(0, at + step))];
  if (!next) return;
  current = next.id;
  draw();
  const element = document.getElementById(`post-${current}`);
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest" });
}

function draw(): void {
  const time = now();
  const lines = board.lines(time);
  drawBar(time, lines);
  const posts = timeline.all();
  render(waitingLog(outbox), part("waiting"));
  render(log(reading.shown(posts), time, own, current), part("log"));
  const fresh = reading.fresh(posts);
  part("pill").hidden = fresh === 0;
  part("pill").textContent = many(fresh, t("1 new"), t("%(count)s new"));
  part("more").hidden = !timeline.more;
  render(tradeFilter(trade, (chosen) => { trade = chosen; draw(); }), part("filter"));
  render(boardLines(lines.filter(({ tile }) => !trade || tile.teamfeed.trade === trade), time), part("lines"));
}

function drawBar(time: number, lines: Line[]): void {
  const found = counts(lines);
  render(html`${TALLY.filter((code) => found[code] > 0 && code !== "off").map((code) =>
    html`<span class="plate" data-availability=${code}>${shape(code)} ${found[code]} <span class="plate-word">${counted(code, found[code])}</span></span> `)}`, part("tally"));
  const lost = silence(feed) >= LOST_MS;
  part("truth").dataset["connection"] = lost ? "lost" : "live";
  say(part("truth"), lost ? t("connection lost since %(time)s", { time: hour(time - silence(feed)) }) : freshness(feed));
  part("clock").textContent = hour(time);
}

/** Set only what differs: the bar is read out when it changes. */
function say(element: HTMLElement, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}
