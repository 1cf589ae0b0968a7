import { equal } from "node:assert/strict";
import { test } from "node:test";
import { drawing } from "./drawing.ts";

test("a single change is drawn at once, a burst twice", async () => {
  let drawn = 0;
  const draw = drawing(() => { drawn += 1; });
  draw();
  equal(drawn, 1);
  for (let change = 0; change < 500; change += 1) draw();
  await new Promise((done) => setTimeout(done, 150));
  equal(drawn, 2);
});
