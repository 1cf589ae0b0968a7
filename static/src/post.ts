// Deliver a composed post; its client id makes all attempts one.
import { ask } from "./http.ts";
import type { Item } from "./outbox.ts";
import type { Status } from "./shapes.ts";

/** By HTTP and never by the socket: its CSRF token binds a post to the account that wrote it. */
export async function deliver(item: Item, keep: () => Promise<void>): Promise<Status> {
  if (item.photo && item.mediaIds.length === 0) {
    item.mediaIds = [await upload(item.photo)];
    await keep();
  }
  return ask<Status>("/api/v1/statuses", { method: "POST", body: fields(item), headers: { "Idempotency-Key": item.clientId } });
}

async function upload(photo: Blob): Promise<string> {
  const body = new FormData();
  body.set("file", photo, "photo.jpg");
  return (await ask<{ id: string }>("/api/v2/media", { method: "POST", body, seconds: 60 })).id;
}

function fields({ draft, saidAt, mediaIds }: Item): Record<string, unknown> {
  return { ...draft, said_at: saidAt, ...(mediaIds.length > 0 && { media_ids: mediaIds }) };
}
