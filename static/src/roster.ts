// The roster: one sentence whose numbers filter, who is where, who said nothing.
import { render } from "lit/html.js";
import { rules } from "./availability.ts";
import { bootstrap } from "./bootstrap.ts";
import { Board } from "./board.ts";
import { heard, now, ticking } from "./clock.ts";
import { drawing } from "./drawing.ts";
import { Feed } from "./feed.ts";
import { part } from "./find.ts";
import { t } from "./messages.ts";
import { refetch } from "./refetch.ts";
import { freePeople, grid, sentence, silentPeople, sitesNow, type Wanted } from "./roster_parts.ts";
import { Sites } from "./sites.ts";
import { Timeline } from "./timeline.ts";
import { freshness, LOST_MS, silence } from "./truth.ts";
import { hour, longDay } from "./words.ts";

const page = bootstrap();
heard(page.server_time);
const board = new Board(rules(page.settings, page.zone));
const timeline = new Timeline();
const sites = new Sites();
let wanted: Wanted = "";

const feed = new Feed(page.head, {
  apply: (change) => { board.apply(change, now()); sites.apply(change); },
  settled: drawing(draw), linked: draw, refetch: () => refetch(board, timeline, sites),
});
if (page.board) board.replace(page.board);
feed.start();
ticking(draw);

function draw(): void {
  const time = now();
  const lines = board.lines(time);
  const lost = silence(feed) >= LOST_MS;
  const truth = part("truth");
  truth.dataset["connection"] = lost ? "lost" : "live";
  truth.textContent = lost ? t("connection lost since %(time)s", { time: hour(time - silence(feed)) }) : freshness(feed);
  part("clock").textContent = hour(time);
  part("date").textContent = longDay(time);
  render(sentence(lines, wanted, (chosen) => { wanted = chosen === wanted ? "" : chosen; draw(); }), part("sentence"));
  render(grid(lines, sites.open(), wanted, time), part("grid"));
  render(silentPeople(lines, time), part("silent"));
  render(freePeople(lines, time), part("free"));
  render(sitesNow(sites.open()), part("sites"));
}
