import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Change, Status } from "./shapes.ts";
import { newer, Timeline } from "./timeline.ts";

const post = (id: string, text = ""): Status => ({ id, text }) as Status;
const published = (id: string): Change => ({ position: 1, kind: "post.published", id });
const ids = (timeline: Timeline): string[] => timeline.all().map((found) => found.id);

test("ids sort by number, not by text", () => {
  equal(newer("100", "99"), true);
  equal(newer("99", "100"), false);
});

test("a post published twice appears once", () => {
  const timeline = new Timeline();
  timeline.apply(published("5"));
  timeline.apply(published("5"));
  deepEqual(ids(timeline), ["5"]);
});

test("posts stand newest first in whatever order they come", () => {
  const timeline = new Timeline();
  timeline.replace([post("9"), post("7")]);
  timeline.put(post("8"));
  timeline.put(post("10"));
  deepEqual(ids(timeline), ["10", "9", "8", "7"]);
});

test("a correction replaces, a removal takes away", () => {
  const timeline = new Timeline();
  timeline.replace([post("2", "old"), post("1")]);
  timeline.apply({ position: 2, kind: "post.corrected", id: "2", text: "new" } as unknown as Change);
  timeline.apply({ position: 3, kind: "post.removed", id: "1" });
  deepEqual(timeline.all().map((found) => found.text), ["new"]);
});

test("a correction of a post older than the page leaves no hole in the log", () => {
  const timeline = new Timeline(2);
  timeline.replace([post("9"), post("8")]);
  timeline.apply({ position: 4, kind: "post.corrected", id: "3" });
  deepEqual(ids(timeline), ["9", "8"]);
});
