// The phone page: one tap posts; below it, what the crew says and who is free.
import { nothing, render } from "lit/html.js";
import { rules, worth } from "./availability.ts";
import { bootstrap } from "./bootstrap.ts";
import { Board } from "./board.ts";
import { boardCounts, boardLines, tradeFilter } from "./board_lines.ts";
import { chips } from "./chips.ts";
import { heard, now, ticking } from "./clock.ts";
import { Composer } from "./composer.ts";
import { drawing } from "./drawing.ts";
import { Feed } from "./feed.ts";
import { part } from "./find.ts";
import { windows } from "./flusher.ts";
import { linkSentence, linkWord } from "./link_word.ts";
import { log, waitingLog } from "./log.ts";
import { many, t } from "./messages.ts";
import { Outbox } from "./outbox.ts";
import { disk } from "./outbox_store.ts";
import { OwnPosts } from "./own_posts.ts";
import { deliver } from "./post.ts";
import { Reading } from "./reading.ts";
import { refetch } from "./refetch.ts";
import type { Change, Shown, Status, Tile } from "./shapes.ts";
import { Sites } from "./sites.ts";
import { fromItem, fromTile, type Plate, statusPlate } from "./status_plate.ts";
import { tabs } from "./tabs.ts";
import { makeExact, Tap, Undo } from "./taps.ts";
import { Timeline } from "./timeline.ts";

const page = bootstrap();
heard(page.server_time);
const firm = rules(page.settings, page.zone);
const board = new Board(firm);
const timeline = new Timeline();
const sites = new Sites();
const reading = new Reading();
let me = page.you as Tile;
let tap: Tap | null = null;
let trade = "";

const own = new OwnPosts(draw, (post) => arrived(post), (id) => { timeline.remove(id); draw(); });
const feed = new Feed(page.head, {
  apply, settled: drawing(draw),
  linked: (link) => { if (link === "live") outbox.flush(); draw(); },
  refetch: () => refetch(board, timeline, sites),
});
const outbox: Outbox = new Outbox(me.id, disk, windows(), deliver, draw, (post, item) => { if (!undo.arrived(post, item)) arrived(post); });
const undo = new Undo(outbox, own);
const composer = new Composer(sites, {
  post: (draft, photo) => {
    const item = outbox.add(draft, photo);
    if (draft.availability) tap = new Tap(item, composer.place(), now());
    navigator.vibrate?.(40);
    draw();
  },
});

if (page.board) board.replace(page.board);
if (page.timeline) timeline.replace(page.timeline);
composer.propose(saidToday() ? me.teamfeed.site : null);
tabs(part("tabs"), draw);
addEventListener("scroll", () => { if (reading.moved(part("log").getBoundingClientRect().top < -40, timeline.all())) draw(); }, { passive: true });
addEventListener("beforeunload", (event) => { if (outbox.full) event.preventDefault(); });
part("pill").addEventListener("click", () => part("tabs").scrollIntoView());
part("more").addEventListener("click", () => void timeline.older().then(draw, draw));
part("link").addEventListener("click", () => { part("link-sentence").hidden = !part("link-sentence").hidden; showWaiting(); });
outbox.start();
feed.start();
ticking(draw);

function apply(change: Change): void {
  board.apply(change, now());
  timeline.apply(change);
  if (change.kind === "availability" && change.id === me.id) me = change as unknown as Tile;
  if (sites.apply(change)) composer.redraw();
}

/** The server has my post: it stands in the log, and my tile follows without waiting for the feed. */
function arrived(post: Status): void {
  timeline.put(post);
  const { availability, free_from, site, said_at } = post.teamfeed;
  const about = post.teamfeed.on_behalf_of?.id ?? post.account.id;
  if (availability && about === me.id && said_at >= (me.teamfeed.said_at ?? "")) {
    me = { ...me, teamfeed: { ...me.teamfeed, availability, free_from, said_at, since: said_at, site: site ?? me.teamfeed.site } };
  }
  draw();
}

function saidToday(): boolean {
  return me.teamfeed.said_at !== null && worth({ ...me, teamfeed: { ...me.teamfeed, availability: "off" } }, now(), firm).code === "off";
}

function draw(): void {
  const time = now();
  drawStatus(time);
  const kept = { waiting: outbox.count(), refused: outbox.count("refused"), full: outbox.full };
  render(linkWord(feed.link, kept), part("link"));
  part("link-sentence").textContent = linkSentence(feed.link, kept);
  if (kept.full) part("link-sentence").hidden = false;
  render(waitingLog(outbox), part("waiting"));
  drawLog(time);
  drawBoard(time);
}

function drawStatus(time: number): void {
  const seconds = tap?.undoSeconds(time) ?? 0;
  const recent = tap && (seconds > 0 || tap.late(time)) ? fromItem(tap.item, tap.place) : null;
  const plate: Plate = recent ?? fromTile(me, worth(me, time, firm));
  const element = part("now");
  mark(element, plate);
  render(statusPlate(plate, seconds > 0 ? { seconds, call: () => void takeBack() } : null, plate.waiting && (tap?.late(time) ?? false)), element);
  composer.press(plate.code as Shown);
  drawChips(time);
}

function mark(element: HTMLElement, plate: Plate): void {
  if (plate.code) element.dataset["availability"] = plate.code;
  else delete element.dataset["availability"];
  element.toggleAttribute("data-doubt", plate.doubt);
  element.toggleAttribute("data-long", plate.word.length > 12);
}

function drawChips(time: number): void {
  const offered = tap?.offersChips(time) ? tap : null;
  part("context").hidden = offered !== null;
  part("chips").hidden = offered === null;
  const label = offered?.label === "done" ? t("How far is the site?") : t("Free from when?");
  render(offered ? chips(label, offered.chips, offered.pressed, (chip) => {
    void makeExact(offered, chip, now(), outbox, own).catch(() => undefined).finally(draw);
    draw();
  }) : nothing, part("chips"));
}

function drawLog(time: number): void {
  const posts = timeline.all();
  render(log(reading.shown(posts), time, own), part("log"));
  const fresh = reading.fresh(posts);
  part("pill").hidden = fresh === 0;
  part("pill").textContent = many(fresh, t("1 new"), t("%(count)s new"));
  part("more").hidden = !timeline.more;
}

function drawBoard(time: number): void {
  if (part("board").hidden) return;
  const lines = board.lines(time);
  render(boardCounts(lines), part("counts"));
  render(tradeFilter(trade, (chosen) => { trade = chosen; draw(); }), part("filter"));
  render(boardLines(lines.filter(({ tile }) => !trade || tile.teamfeed.trade === trade), time), part("lines"));
}

async function takeBack(): Promise<void> {
  if (!tap) return;
  const { item } = tap;
  tap = null;
  draw();
  await undo.undo(item).catch(() => composer.say(t("Not undone: the server was not reached. Remove the post below.")));
  draw();
}

/** The list of what waits, under the word that counts it. */
function showWaiting(): void {
  if (outbox.all().length === 0) return;
  document.getElementById("tab-log")?.click();
  part("waiting").scrollIntoView({ block: "center" });
}
