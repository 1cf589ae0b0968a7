// The last tap: for some seconds it can be undone, for a while it can be made more exact.
import { type Chip, howFar, whenFree } from "./chips.ts";
import type { Draft, OwnPosts } from "./own_posts.ts";
import type { Item, Outbox } from "./outbox.ts";
import type { Status } from "./shapes.ts";

const UNDO_MS = 5000;
const UNDO_HELP_MS = 10_000;
const EXACT_MS = 20_000;
const LATE_MS = 1500;

export class Tap {
  readonly pressed = new Set<string>();
  readonly chips: Chip[];
  readonly label: "free" | "done" | "";
  item: Item;
  private touchedAt: number;
  private draft: Draft;

  constructor(first: Item, readonly place: string, private readonly at: number) {
    this.item = first;
    this.touchedAt = at;
    this.draft = first.draft;
    const { availability } = first.draft;
    this.label = availability === "available" ? "free" : availability === "off" && first.draft.site_id ? "done" : "";
    this.chips = this.label === "free" ? whenFree(at) : this.label === "done" ? howFar() : [];
    if (this.label === "free") this.pressed.add("now");
  }

  /** Seconds in which it can be undone; 0 when it no longer can. */
  undoSeconds(now: number): number {
    const most = this.item.draft.availability === "help" ? UNDO_HELP_MS : UNDO_MS;
    return Math.max(0, Math.ceil((this.at + most - now) / 1000));
  }

  offersChips(now: number): boolean {
    return this.chips.length > 0 && now - this.touchedAt < EXACT_MS;
  }

  /** Whether it should long be with the server, and is not. */
  late(now: number): boolean {
    return this.item.state === "waiting" && now - this.at > LATE_MS;
  }

  /** What the post says with this chip; the same chip again takes it back. */
  exact(chip: Chip, now: number): Draft {
    this.touchedAt = now;
    this.press(chip);
    const { free_from: _, progress: __, blocked: ___, ...rest } = this.draft;
    const changes = this.chips.filter(({ key }) => this.pressed.has(key)).map(({ change }) => change);
    return Object.assign({}, rest, ...changes) as Draft;
  }

  private press({ key }: Chip): void {
    const had = this.pressed.has(key);
    if (key !== "blocked") for (const other of [...this.pressed]) if (other !== "blocked") this.pressed.delete(other);
    if (had && this.label === "done") this.pressed.delete(key);
    else this.pressed.add(key);
  }
}

/** Change a post that was just made: correct it where it has arrived, else say it again. */
export async function makeExact(tap: Tap, chip: Chip, now: number, outbox: Outbox, own: OwnPosts): Promise<void> {
  const draft = tap.exact(chip, now);
  const { post } = tap.item;
  const { position: _, ...words } = draft;
  if (post) await own.correct(post.id, words);
  else if (outbox.drop(tap.item)) tap.item = outbox.add(draft);
  else tap.item = outbox.add(words);
}

/** Posts that were taken back while they were leaving: they go as soon as they arrive. */
export class Undo {
  private readonly unwanted = new Set<string>();

  constructor(private readonly outbox: Outbox, private readonly own: OwnPosts) {}

  async undo(item: Item): Promise<void> {
    if (item.post) await this.own.remove(item.post.id);
    else if (!this.outbox.drop(item)) this.unwanted.add(item.clientId);
  }

  /** True when the arrived post was one of these. */
  arrived(post: Status, item: Item): boolean {
    if (!this.unwanted.delete(item.clientId)) return false;
    void this.own.remove(post.id);
    return true;
  }
}
