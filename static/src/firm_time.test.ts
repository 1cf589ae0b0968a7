import { equal } from "node:assert/strict";
import { test } from "node:test";
import { atMinutes, local } from "./firm_time.ts";

const PARIS = "Europe/Paris";

test("a day begins at the firm's midnight, also when the clocks change", () => {
  for (const [at, midnight] of [
    ["2026-01-05T12:00:00+01:00", "2026-01-05T00:00:00+01:00"],
    ["2026-03-29T12:00:00+02:00", "2026-03-29T00:00:00+01:00"],
    ["2026-10-25T12:00:00+01:00", "2026-10-25T00:00:00+02:00"],
    ["2026-07-14T00:00:30+02:00", "2026-07-14T00:00:00+02:00"],
  ] as const) {
    equal(local(Date.parse(at), PARIS).dayStart, Date.parse(midnight));
  }
});

test("noon is noon on the day the clocks change", () => {
  equal(atMinutes(Date.parse("2026-03-29T01:00:00+01:00"), 720, PARIS), Date.parse("2026-03-29T12:00:00+02:00"));
});

test("Monday is day 0", () => {
  equal(local(Date.parse("2026-01-05T08:00:00Z"), PARIS).weekday, 0);
});
