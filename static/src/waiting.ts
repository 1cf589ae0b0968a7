// Posts that are not yet with the server: they stay visible, leave in order, are never lost while the page is open.
import { Refused } from "./http.ts";
import { iso } from "./clock.ts";
import type { Draft } from "./own_posts.ts";
import type { Status } from "./shapes.ts";

/** A composed post; one client id for all its attempts. */
export interface Item {
  readonly clientId: string; readonly draft: Draft; readonly saidAt: string; readonly photo: Blob | null;
  state: "waiting" | "refused" | "sent"; reason: string; attempts: number; mediaIds: string[]; post: Status | null;
}

export type Deliver = (item: Item) => Promise<Status>;

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

export class Waiting {
  private items: Item[] = [];
  private pause = FIRST_PAUSE;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Item | null = null;

  constructor(private readonly deliver: Deliver, private readonly changed: () => void, private readonly sent: (post: Status, item: Item) => void) {}

  /** Compose a post: it is said now, whenever it leaves. */
  add(draft: Draft, photo: Blob | null = null): Item {
    const item: Item = { clientId: crypto.randomUUID(), draft, saidAt: iso(), photo, state: "waiting", reason: "", attempts: 0, mediaIds: [], post: null };
    this.items.push(item);
    this.changed();
    void this.next();
    return item;
  }

  /** Take a post back; false when it has left or is leaving. */
  drop(item: Item): boolean {
    if (item === this.sending || item.state === "sent") return false;
    this.items = this.items.filter((other) => other !== item);
    this.changed();
    return true;
  }

  all(): readonly Item[] {
    return this.items;
  }

  /** How many still have to leave; what was refused does not count, it waits for its author. */
  count(): number {
    return this.items.filter((item) => item.state === "waiting").length;
  }

  /** Try again at once: the network is back. */
  retry(): void {
    this.pause = FIRST_PAUSE;
    clearTimeout(this.timer);
    void this.next();
  }

  private async next(): Promise<void> {
    const item = this.first();
    if (this.sending || !item) return;
    this.sending = item;
    const done = await this.attempt(item);
    this.sending = null;
    this.changed();
    if (done) void this.next();
    else this.timer = setTimeout(() => void this.next(), this.pause *= 1.6);
    this.pause = done ? FIRST_PAUSE : Math.min(this.pause, LONGEST_PAUSE);
  }

  /** In the order they were said, but words leave before photos. */
  private first(): Item | undefined {
    const waiting = this.items.filter((item) => item.state === "waiting");
    return waiting.find((item) => !item.photo) ?? waiting[0];
  }

  /** True when the next one may go: a refused post is kept, explained, and blocks nobody. */
  private async attempt(item: Item): Promise<boolean> {
    item.attempts += 1;
    try {
      item.post = await this.deliver(item);
      item.state = "sent";
      this.items = this.items.filter((other) => other !== item);
      this.sent(item.post, item);
      return true;
    } catch (fault) {
      if (!(fault instanceof Refused)) return false;
      item.state = "refused";
      item.reason = Object.values(fault.reasons)[0] ?? fault.message;
      return true;
    }
  }
}
