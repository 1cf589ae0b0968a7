// Posts that are not yet with the server: kept on this device, shown at once, leaving in order, each once.
import { iso } from "./clock.ts";
import type { Windows } from "./flusher.ts";
import { Refused, Unreached } from "./http.ts";
import type { Store } from "./outbox_store.ts";
import type { Draft } from "./own_posts.ts";
import type { Status } from "./shapes.ts";

/** A composed post; one client id for all its attempts. `order` is its place on the disk, once it is there. */
export interface Item {
  order?: number; readonly clientId: string; readonly account: string; readonly draft: Draft; readonly saidAt: string; readonly photo: Blob | null;
  state: "waiting" | "refused" | "sent"; reason: string; mediaIds: string[]; post: Status | null;
}

/** Send a post; `keep` writes down what a second attempt must say alike. */
export type Deliver = (item: Item, keep: () => Promise<void>) => Promise<Status>;

/** 128 random bits; crypto.randomUUID is missing where a phone reaches the firm's server by plain HTTP. */
const newId = (): string => crypto.getRandomValues(new Uint32Array(4)).join("-");

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

export class Outbox {
  /** Whether the device refuses to keep a post: then it lives as long as this page. */
  full = false;
  private items: Item[] = [];
  private readonly dropped = new Set<string>();
  private pause = FIRST_PAUSE;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Item | null = null;
  private flushing = false;
  /** Whether somebody asked while it was under way: it may have looked before. */
  private asked = false;

  constructor(
    private readonly account: string, private readonly store: Store, private readonly windows: Windows,
    private readonly deliver: Deliver, private readonly changed: () => void, private readonly sent: (post: Status, item: Item) => void,
  ) {
    windows.hear(({ clientId, post }) => void this.heard(clientId, post));
  }

  /** Compose a post: it is said now, whenever it leaves. */
  add(draft: Draft, photo: Blob | null = null): Item {
    const item: Item = {
      clientId: newId(), account: this.account, draft, saidAt: iso(), photo, state: "waiting", reason: "", mediaIds: [], post: null,
    };
    this.items.push(item);
    this.changed();
    void this.keep(item).then(() => this.flush());
    return item;
  }

  /** Take a post back; false when it has left or is leaving. */
  drop(item: Item): boolean {
    if (item === this.sending || item.state === "sent") return false;
    this.dropped.add(item.clientId);
    this.forget(item);
    return true;
  }

  /** Say a refused post in other words; it was still said when it was said. */
  revise(item: Item, status: string): void {
    const { order: _, ...rest } = item;
    if (!this.drop(item)) return;
    const again: Item = { ...rest, clientId: newId(), draft: { ...item.draft, status }, state: "waiting", reason: "" };
    this.items.push(again);
    this.changed();
    void this.keep(again).then(() => this.flush());
  }

  all(): readonly Item[] {
    return this.items;
  }

  /** How many still have to leave; what was refused waits for its author. */
  count(state: Item["state"] = "waiting"): number {
    return this.items.filter((item) => item.state === state).length;
  }

  /** Send what waits, now: at the start, after a post, when the network is back. */
  flush(): void {
    clearTimeout(this.timer);
    this.asked = this.flushing;
    if (this.flushing) return;
    this.flushing = true;
    void this.windows.alone(() => this.drain()).finally(() => {
      this.flushing = false;
      if (this.asked) this.flush();
    });
  }

  /** Also whenever the page wakes or the network is back. */
  start(): this {
    const again = (): void => { this.pause = FIRST_PAUSE; this.flush(); };
    addEventListener("online", again);
    document.addEventListener("visibilitychange", () => document.hidden || again());
    this.flush();
    return this;
  }

  private async drain(): Promise<void> {
    let item: Item | undefined;
    do {
      await this.reload();
      item = this.first();
    } while (item && await this.attempt(item));
    if (!item) this.pause = FIRST_PAUSE;
  }

  /** In the order they were said, but words leave before photos. */
  private first(): Item | undefined {
    const waiting = this.items.filter(({ state }) => state === "waiting");
    return waiting.find((item) => !item.photo) ?? waiting[0];
  }

  /** True when the next one may go: a refused post is kept, explained, and blocks nobody. */
  private async attempt(item: Item): Promise<boolean> {
    this.sending = item;
    try {
      this.arrived(item, await this.deliver(item, () => this.keep(item)));
    } catch (fault) {
      if (!(fault instanceof Refused)) return this.later(fault instanceof Unreached ? fault.after : 0);
      item.state = "refused";
      item.reason = Object.values(fault.reasons)[0] ?? fault.message;
      await this.keep(item);
    } finally {
      this.sending = null;
      this.changed();
    }
    return true;
  }

  private arrived(item: Item, post: Status): void {
    this.settle(item, post);
    this.forget(item, post);
  }

  private settle(item: Item, post: Status): void {
    item.post = post;
    item.state = "sent";
    this.sent(post, item);
  }

  /** Try again, not sooner than the server asked for. */
  private later(after: number): false {
    this.timer = setTimeout(() => this.flush(), Math.max(after, this.pause));
    this.pause = Math.min(this.pause * 1.6, LONGEST_PAUSE);
    return false;
  }

  private async keep(item: Item): Promise<void> {
    try {
      item.order = await this.store.put(item);
      if (this.dropped.has(item.clientId)) this.forget(item);
      else this.windows.tell({ clientId: item.clientId, post: null });
    } catch {
      this.full = true;
      this.changed();
    }
  }

  private forget(item: Item, post: Status | null = null): void {
    this.dropped.add(item.clientId);
    this.items = this.items.filter((other) => other !== item);
    const gone = item.order === undefined ? Promise.resolve() : this.store.drop(item.order);
    void gone.catch(() => undefined).then(() => this.windows.tell({ clientId: item.clientId, post }));
    this.changed();
  }

  /** What the disk holds, in its order; then what it would not take. */
  private async reload(): Promise<void> {
    const kept = await this.store.all().catch(() => null);
    if (!kept) return;
    const known = new Map(this.items.map((item) => [item.clientId, item]));
    const mine = kept.filter(({ account, clientId }) => account === this.account && !this.dropped.has(clientId));
    const there = mine.map((item) => this.fresh(known.get(item.clientId), item));
    this.items = [...there, ...this.items.filter((item) => item.order === undefined && !there.includes(item))];
    this.full &&= this.items.some(({ order }) => order === undefined);
    this.changed();
  }

  /** What another window may have changed; what this one is sending it knows better. */
  private fresh(known: Item | undefined, { order, state, reason, mediaIds, ...rest }: Item): Item {
    if (!known) return { ...rest, order, state, reason, mediaIds } as Item;
    return Object.assign(known, known === this.sending ? { order } : { order, state, reason, mediaIds });
  }

  private async heard(clientId: string, post: Status | null): Promise<void> {
    const item = this.items.find((one) => one.clientId === clientId);
    if (item && post) this.settle(item, post);
    await this.reload();
  }
}
