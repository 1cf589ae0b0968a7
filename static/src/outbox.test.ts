import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import type { Windows } from "./flusher.ts";
import { Refused, Unreached } from "./http.ts";
import { type Item, Outbox } from "./outbox.ts";
import type { Store } from "./outbox_store.ts";
import type { Status } from "./shapes.ts";

const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 15));
const accepts = (item: Item): Promise<Status> => Promise.resolve({ id: item.clientId } as Status);
const alone: Windows = { alone: (work) => work(), tell: () => undefined, hear: () => undefined };

/** A disk that outlives the pages of a test. */
function memory(): Store & { kept: Map<number, Item> } {
  const kept = new Map<number, Item>();
  let last = 0;
  return {
    kept,
    all: () => Promise.resolve([...kept.values()].map((item) => ({ ...item }))),
    put: (item) => { const order = item.order ?? ++last; kept.set(order, { ...item, order }); return Promise.resolve(order); },
    drop: (order) => { kept.delete(order); return Promise.resolve(); },
  };
}

function page(deliver: (item: Item) => Promise<Status>, store: Store = memory(), account = "1"): { outbox: Outbox; sent: string[] } {
  const sent: string[] = [];
  return { sent, outbox: new Outbox(account, store, alone, deliver, () => undefined, (_, item) => sent.push(String(item.draft.status))) };
}

test("posts leave in the order they were said", async () => {
  const { outbox, sent } = page(accepts);
  for (const status of ["one", "two", "three"]) outbox.add({ status });
  await settle();
  deepEqual(sent, ["one", "two", "three"]);
});

test("words leave before photos", async () => {
  const { outbox, sent } = page(accepts);
  outbox.add({ status: "photo" }, new Blob(["x"]));
  outbox.add({ status: "words" });
  await settle();
  deepEqual(sent, ["words", "photo"]);
});

test("a post survives its page, and leaves with the same client id and the time it was said", async () => {
  const disk = memory();
  const { outbox } = page(() => Promise.reject(new Unreached("nobody")), disk);
  const first = outbox.add({ status: "libre" });
  await settle();
  const said: Item[] = [];
  const { outbox: later } = page((item) => { said.push(item); return accepts(item); }, disk);
  later.flush();
  await settle();
  deepEqual(said.map(({ clientId, saidAt }) => [clientId, saidAt]), [[first.clientId, first.saidAt]]);
  equal(disk.kept.size, 0);
});

test("nothing leaves under another account", async () => {
  const disk = memory();
  const { outbox: first } = page(() => Promise.reject(new Unreached("nobody")), disk, "1");
  const item = first.add({ status: "mine" });
  await settle();
  const { outbox, sent } = page(accepts, disk, "2");
  outbox.flush();
  await settle();
  deepEqual([sent.length, outbox.all().length, disk.kept.size], [0, 0, 1]);
  first.drop(item);
});

test("a refused post is kept with its reason, blocks nobody, and can be said in other words", async () => {
  const { outbox, sent } = page((item) => (item.draft.status === "bad" ? Promise.reject(new Refused(422, "no", { status: "too long" })) : accepts(item)));
  outbox.add({ status: "bad" });
  outbox.add({ status: "good" });
  await settle();
  deepEqual(sent, ["good"]);
  deepEqual(outbox.all().map((item) => [item.state, item.reason]), [["refused", "too long"]]);
  outbox.revise(outbox.all()[0] as Item, "better");
  await settle();
  deepEqual(sent, ["good", "better"]);
});

test("a post that has not left can be taken back", async () => {
  const disk = memory();
  const { outbox, sent } = page(() => Promise.reject(new Unreached("nobody")), disk);
  const item = outbox.add({ status: "oops" });
  await settle();
  equal(outbox.drop(item), true);
  await settle();
  deepEqual([outbox.count(), sent.length, disk.kept.size], [0, 0, 0]);
});

test("the server is not asked again before the pause it wants", async () => {
  let asked = 0;
  const { outbox } = page(() => { asked += 1; return Promise.reject(new Unreached("429", 60_000)); });
  const item = outbox.add({ status: "hurry" });
  await new Promise((done) => setTimeout(done, 1200));
  equal(asked, 1);
  outbox.drop(item);
  outbox.flush();
});

test("a full disk is told, and the post still leaves", async () => {
  const full: Store = { ...memory(), put: () => Promise.reject(new Error("QuotaExceededError")) };
  let reached = false;
  const { outbox, sent } = page((item) => (reached ? accepts(item) : Promise.reject(new Unreached("nobody"))), full);
  outbox.add({ status: "libre" });
  await settle();
  equal(outbox.full, true);
  reached = true;
  outbox.flush();
  await settle();
  deepEqual(sent, ["libre"]);
});
