// New posts never move what is being read: while somebody reads on, they are counted, not shown.
import type { Status } from "./shapes.ts";
import { newer } from "./timeline.ts";

export class Reading {
  private top: string | null = null;

  /** The reader has gone down (true) or is at the top again (false). */
  moved(down: boolean, posts: readonly Status[]): boolean {
    if (down === (this.top !== null)) return false;
    this.top = down ? (posts[0]?.id ?? "0") : null;
    return true;
  }

  shown(posts: readonly Status[]): readonly Status[] {
    const { top } = this;
    return top === null ? posts : posts.filter((post) => !newer(post.id, top));
  }

  fresh(posts: readonly Status[]): number {
    return posts.length - this.shown(posts).length;
  }
}
