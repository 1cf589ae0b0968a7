// All windows of this browser as one: a single one sends, the others hear what became of it.
import type { Status } from "./shapes.ts";

const NAME = "teamfeed-outbox";

/** What a window tells the others: the outbox changed, and perhaps which post arrived. */
export interface News { clientId: string; post: Status | null }

export interface Windows {
  /** Run while no other window runs its own. */
  alone(work: () => Promise<void>): Promise<void>;
  tell(news: News): void;
  hear(listen: (news: News) => void): void;
}

export function windows(): Windows {
  const channel = new BroadcastChannel(NAME);
  return {
    // Without a secure origin there are no locks; then the client id alone keeps posts from doubling.
    alone: async (work) => { await (navigator.locks ? navigator.locks.request(NAME, work) : work()); },
    tell: (news) => channel.postMessage(news),
    hear: (listen) => { channel.onmessage = ({ data }: MessageEvent<News>) => listen(data); },
  };
}
