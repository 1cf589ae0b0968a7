// Sentences in the reader's language; English is its own key.
import { bootstrap } from "./bootstrap.ts";

type Words = Record<string, string | number>;

/** A sentence of the catalogue, with its %(name)s filled in. */
export function t(msgid: string, words: Words = {}): string {
  const sentence = bootstrap().messages?.[msgid] ?? msgid;
  return sentence.replace(/%\((\w+)\)s/g, (all, name: string) => (name in words ? String(words[name]) : all));
}

/** One sentence for one, another for many. */
export function many(count: number, one: string, more: string): string {
  return count === 1 ? one : more.replace("%(count)s", String(count));
}
