import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Rules } from "./availability.ts";
import { Board, counts } from "./board.ts";
import type { Change, Tile } from "./shapes.ts";

const NOW = Date.parse("2026-11-24T10:00:00+01:00");
const RULES: Rules = { zone: "Europe/Paris", starts: 420, ends: 1080, days: [0, 1, 2, 3, 4], agedAfter: 3_600_000, silentAfter: 10_800_000 };

function tile(name: string, availability: string, minutesAgo: number, site = "Dupont", freeIn?: number): Tile {
  const said = new Date(NOW - minutesAgo * 60_000).toISOString();
  const free = freeIn === undefined ? null : new Date(NOW + freeIn * 60_000).toISOString();
  return { id: name, username: name, acct: name, display_name: name, teamfeed: {
    role: "worker", trade: "mason", site: { id: "1", name: site }, availability, free_from: free,
    since: said, said_at: said, unconfirmed: false, silent: false } } as Tile;
}

function board(...tiles: Tile[]): Board {
  const made = new Board(RULES);
  made.replace({ head: 1, server_time: "", tiles, counts: {} as never });
  return made;
}

const names = (made: Board): string[] => made.lines(NOW).map((line) => line.tile.display_name);

test("the wall's order: help, free longest first, soon by time, silent, working by site, travelling, break, off", () => {
  const made = board(
    tile("off", "off", 5), tile("break", "on_break", 5), tile("road", "travelling", 5), tile("zita", "working", 5, "Sévigné"),
    tile("alain", "working", 5, "Antrain"), tile("lost", "working", 200), tile("soon2", "soon", 5, "Dupont", 60),
    tile("soon1", "soon", 5, "Dupont", 30), tile("free1", "available", 48), tile("free2", "available", 9), tile("help", "help", 1));
  deepEqual(names(made), ["help", "free1", "free2", "soon1", "soon2", "lost", "alain", "zita", "road", "break", "off"]);
});

test("soon becomes free by itself and says that nobody confirmed it", () => {
  const [line] = board(tile("bruno", "soon", 20, "Lices", -1)).lines(NOW);
  equal(line?.code, "available");
  equal(line?.unconfirmed, true);
});

test("who leaves the firm leaves the board", () => {
  const made = board(tile("a", "available", 1), tile("b", "available", 2));
  const gone = { position: 2, kind: "account", ...tile("a", "available", 1) };
  gone.teamfeed = { ...gone.teamfeed, active: false };
  made.apply(gone as unknown as Change, NOW);
  deepEqual(names(made), ["b"]);
});

test("silence is counted as silence, never as free", () => {
  equal(counts(board(tile("a", "available", 181)).lines(NOW)).available, 0);
});
