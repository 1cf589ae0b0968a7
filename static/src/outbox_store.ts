// The posts that wait, on this device's disk, in the order they were said.
import type { Item } from "./outbox.ts";

const STORE = "posts";
let opened: Promise<IDBDatabase> | undefined;

/** Where waiting posts are kept; every promise fails when the device refuses or is full. */
export interface Store {
  all(): Promise<Item[]>;
  /** Keep a post, on disk when this returns; gives its place in the order. */
  put(item: Item): Promise<number>;
  drop(order: number): Promise<void>;
}

export const disk: Store = {
  all: () => run("readonly", (posts) => posts.getAll() as IDBRequest<Item[]>),
  put: (item) => run("readwrite", (posts) => posts.put(item) as IDBRequest<number>),
  drop: (order) => run("readwrite", (posts) => posts.delete(order)),
};

/** How many posts, of whichever account, wait on this device; none where it keeps nothing. */
export async function waitingHere(): Promise<number> {
  const items = await disk.all().catch(() => []);
  return items.filter(({ state }) => state === "waiting").length;
}

function open(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const request = indexedDB.open("teamfeed", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "order", autoIncrement: true });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function run<T>(mode: IDBTransactionMode, work: (posts: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await (opened ??= open())).transaction(STORE, mode, { durability: "strict" });
  const request = work(transaction.objectStore(STORE));
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => failed(transaction.error);
  });
}
