// The feed as people read it: posts, newest first.
import { ask } from "./http.ts";
import type { Change, Status } from "./shapes.ts";

const MOST = 400;

export class Timeline {
  private posts: Status[] = [];
  /** Whether older posts may be had from the server. */
  more = true;

  constructor(private readonly page = 20) {}

  /** Everything as the server just sent it. */
  replace(posts: Status[]): void {
    this.posts = [...posts];
    this.more = posts.length >= this.page;
  }

  /** Apply a change of the feed; says whether it was ours. */
  apply(change: Change): boolean {
    if (change.kind === "post.published" || change.kind === "post.corrected") this.put(change as unknown as Status);
    else if (change.kind === "post.removed") this.remove(String(change.id));
    else return false;
    return true;
  }

  /** Place a post where its id belongs; older than what we hold, it is left for `older`. */
  put(post: Status): void {
    const at = this.posts.findIndex((other) => !newer(other.id, post.id));
    if (at >= 0 && this.posts[at]?.id === post.id) this.posts[at] = post;
    else if (at >= 0) this.posts.splice(at, 0, post);
    else if (!this.more || this.posts.length === 0) this.posts.push(post);
    if (this.posts.length > MOST) this.cut();
  }

  remove(id: string): void {
    this.posts = this.posts.filter((post) => post.id !== id);
  }

  all(): readonly Status[] {
    return this.posts;
  }

  get(id: string): Status | undefined {
    return this.posts.find((post) => post.id === id);
  }

  /** Fetch the page of posts before the oldest one here. */
  async older(): Promise<void> {
    const last = this.posts.at(-1);
    const before = last ? `&max_id=${last.id}` : "";
    const found = await ask<Status[]>(`/api/v1/timelines/home?limit=${this.page}${before}`);
    const known = new Set(this.posts.map((post) => post.id));
    this.posts = [...this.posts, ...found.filter((post) => !known.has(post.id))];
    this.more = found.length >= this.page;
  }

  private cut(): void {
    this.posts.length = MOST;
    this.more = true;
  }
}

/** Whether an id is newer: longer ids are larger, equal ones sort as text. */
export function newer(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length;
}
