// What the server put into the page: who you are, the words, the first board and timeline.
import type { Bootstrap } from "./shapes.ts";

let read: Bootstrap | undefined;

/** The page's JSON block, read once. */
export function bootstrap(): Bootstrap {
  read ??= JSON.parse(document.getElementById("bootstrap")?.textContent ?? "{}") as Bootstrap;
  return read;
}
