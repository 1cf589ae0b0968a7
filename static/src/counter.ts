// How many characters still fit.
import { bootstrap } from "./bootstrap.ts";
import { textLength } from "./text_length.ts";

/** Keep the output beside a field true; returns whether the text fits. */
export function counter(field: HTMLInputElement | HTMLTextAreaElement, output: HTMLOutputElement): () => boolean {
  const count = (): boolean => {
    const left = bootstrap().settings.text_limit - textLength(field.value);
    output.value = String(left);
    output.toggleAttribute("data-over", left < 0);
    field.setAttribute("aria-invalid", String(left < 0));
    return left >= 0;
  };
  field.removeAttribute("maxlength"); // it counts halves of emoji, and cuts pasted text
  field.addEventListener("input", count);
  count();
  return count;
}
