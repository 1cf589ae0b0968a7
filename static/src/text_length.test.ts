import { equal } from "node:assert/strict";
import { test } from "node:test";
import { textLength } from "./text_length.ts";

test("a family, a flag and an accent are one character each", () => {
  equal(textLength("👩‍👩‍👧‍👦"), 1);
  equal(textLength("🇫🇷"), 1);
  equal(textLength("e\u0301"), 1);
});

test("spaces at the ends are not counted", () => {
  equal(textLength("  libre  "), 5);
});
