// Count as people count: a family emoji is one character.
const segmenter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

/** Characters that a reader sees. */
export function textLength(text: string): number {
  const trimmed = text.trim();
  return segmenter ? [...segmenter.segment(trimmed)].length : [...trimmed].length;
}
