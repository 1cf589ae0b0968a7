// Talk to the API with this page's session.
import { bootstrap } from "./bootstrap.ts";

/** The server said no, and why; the same request would be refused again. */
export class Refused extends Error {
  constructor(readonly status: number, message: string, readonly reasons: Record<string, string> = {}) {
    super(message);
  }
}

/** Nobody answered, or the server could not; the same request may be sent again, `after` so many milliseconds. */
export class Unreached extends Error {
  constructor(message: string, readonly after = 0) {
    super(message);
  }
}

const AGAIN = [401, 408, 429];

export interface Request { method?: string; body?: unknown; headers?: Record<string, string>; seconds?: number }

/** Send a request and read the JSON of the answer. */
export async function ask<T>(path: string, { method = "GET", body, headers = {}, seconds = 12 }: Request = {}): Promise<T> {
  const answer = await reach(path, {
    method, body: encoded(body), credentials: "same-origin", signal: AbortSignal.timeout(seconds * 1000),
    headers: { Accept: "application/json", ...(method === "GET" ? {} : { "X-CSRFToken": bootstrap().csrf }), ...typed(body), ...headers },
  });
  const json = (await answer.json().catch(() => ({}))) as T & { error?: string; reasons?: Record<string, string> };
  if (answer.ok) return json;
  if (answer.status === 401) signIn();
  if (answer.status >= 500 || AGAIN.includes(answer.status)) throw new Unreached(String(answer.status), pause(answer));
  throw new Refused(answer.status, json.error ?? String(answer.status), json.reasons);
}

/** Leave for the sign-in page, and come back here after it. */
export function signIn(): void {
  const here = location.pathname + location.search;
  location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** What Retry-After asks for: seconds, or a date, which we do not trust our clock to read. */
function pause(answer: Response): number {
  return 1000 * (Number(answer.headers.get("Retry-After")) || 0);
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (fault) {
    throw new Unreached(String(fault));
  }
}

function encoded(body: unknown): BodyInit | null {
  if (body === undefined) return null;
  return body instanceof FormData ? body : JSON.stringify(body);
}

function typed(body: unknown): Record<string, string> {
  return body === undefined || body instanceof FormData ? {} : { "Content-Type": "application/json" };
}
