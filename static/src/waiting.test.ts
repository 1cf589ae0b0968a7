import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { Refused, Unreached } from "./http.ts";
import type { Status } from "./shapes.ts";
import { type Item, Waiting } from "./waiting.ts";

const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 5));

function outbox(deliver: (item: Item) => Promise<Status>): { waiting: Waiting; sent: string[] } {
  const sent: string[] = [];
  const waiting = new Waiting(deliver, () => undefined, (_, item) => sent.push(String(item.draft.status)));
  return { waiting, sent };
}

const accepts = (item: Item): Promise<Status> => Promise.resolve({ id: item.clientId } as Status);

test("posts leave in the order they were said", async () => {
  const { waiting, sent } = outbox(accepts);
  for (const status of ["one", "two", "three"]) waiting.add({ status });
  await settle();
  deepEqual(sent, ["one", "two", "three"]);
});

test("words leave before photos", async () => {
  const { waiting, sent } = outbox(accepts);
  waiting.add({ status: "busy" });
  waiting.add({ status: "photo" }, new Blob(["x"]));
  waiting.add({ status: "words" });
  await settle();
  deepEqual(sent, ["busy", "words", "photo"]);
});

test("without a network a post stays, and leaves with the same client id when it is back", async () => {
  const ids: string[] = [];
  let reached = false;
  const { waiting, sent } = outbox((item) => {
    ids.push(item.clientId);
    return reached ? accepts(item) : Promise.reject(new Unreached("nobody"));
  });
  waiting.add({ status: "libre" });
  await settle();
  equal(waiting.count(), 1);
  reached = true;
  waiting.retry();
  await settle();
  deepEqual(sent, ["libre"]);
  equal(new Set(ids).size, 1);
});

test("a refused post is kept with its reason and does not block the next", async () => {
  const { waiting, sent } = outbox((item) => (item.draft.status === "bad" ? Promise.reject(new Refused(422, "no", { status: "too long" })) : accepts(item)));
  waiting.add({ status: "bad" });
  waiting.add({ status: "good" });
  await settle();
  deepEqual(sent, ["good"]);
  deepEqual(waiting.all().map((item) => [item.state, item.reason]), [["refused", "too long"]]);
});

test("a post that has not left can be taken back", async () => {
  const { waiting, sent } = outbox(() => Promise.reject(new Unreached("nobody")));
  const item = waiting.add({ status: "oops" });
  await settle();
  equal(waiting.drop(item), true);
  deepEqual([waiting.count(), sent.length], [0, 0]);
});
