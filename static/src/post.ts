// Deliver a composed post: by the open socket, else by REST; the client id makes both one.
import { ask, Refused } from "./http.ts";
import type { Feed } from "./feed.ts";
import type { Status } from "./shapes.ts";
import type { Deliver, Item } from "./waiting.ts";

type Answer = { ok: true; post: Status } | { ok: false; error: string; reasons: Record<string, string> };

export function deliverer(feed: Feed): Deliver {
  return async (item) => {
    await upload(item);
    return feed.connected ? bySocket(feed, item) : byRest(item);
  };
}

async function bySocket(feed: Feed, item: Item): Promise<Status> {
  let answer: Answer;
  try {
    answer = await feed.send<Answer>("post", { ...fields(item), client_id: item.clientId });
  } catch {
    return byRest(item); // no acknowledgement in time: whatever became of it, the client id is the same
  }
  if (answer.ok) return answer.post;
  if (Object.keys(answer.reasons).length === 0) return byRest(item); // a no or a fault? HTTP's status tells
  throw new Refused(422, answer.error, answer.reasons);
}

function byRest(item: Item): Promise<Status> {
  return ask<Status>("/api/v1/statuses", { method: "POST", body: fields(item), headers: { "Idempotency-Key": item.clientId } });
}

async function upload(item: Item): Promise<void> {
  if (!item.photo || item.mediaIds.length > 0) return;
  const body = new FormData();
  body.set("file", item.photo, "photo.jpg");
  const { id } = await ask<{ id: string }>("/api/v2/media", { method: "POST", body, seconds: 60 });
  item.mediaIds = [id];
}

function fields({ draft, saidAt, mediaIds }: Item): Record<string, unknown> {
  return { ...draft, said_at: saidAt, ...(mediaIds.length > 0 && { media_ids: mediaIds }) };
}
