import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import type { Line } from "./board.ts";
import type { Shown } from "./shapes.ts";
import { Pages } from "./wall_pages.ts";

const people = (code: Shown, count: number): Line[] => Array.from({ length: count }, (_, index) => ({ code, tile: { id: `${code}${index}` } }) as Line);
const ids = (lines: Line[]): string[] => lines.map((line) => line.tile.id);

test("24 people fit one page", () => {
  equal(new Pages(4, 6).turn(people("working", 24), 0).pages, 1);
});

test("a person who needs help takes two cells", () => {
  equal(new Pages(4, 6).turn([...people("help", 1), ...people("working", 23)], 0).pages, 2);
});

test("help and free are on every page, everybody else on one", () => {
  const crew = [...people("help", 1), ...people("available", 5), ...people("working", 40)];
  const seen = new Set<string>();
  const pages = new Pages(4, 6);
  for (let page = 0; page < pages.turn(crew, 0).pages; page += 1) {
    const shown = ids(pages.turn(crew, page * 12_000).lines);
    deepEqual(shown.slice(0, 6), ["help0", "available0", "available1", "available2", "available3", "available4"]);
    for (const id of shown) seen.add(id);
  }
  equal(seen.size, crew.length);
});

test("a page stays twelve seconds and says how long it has been there", () => {
  const pages = new Pages(4, 6);
  const crew = people("working", 30);
  equal(pages.turn(crew, 11_999).page, 0);
  equal(pages.turn(crew, 12_000).page, 1);
  ok(pages.turn(crew, 6000).passed === 0.5);
});
