// More people than cells: pages of twelve seconds; help and free stand on every page.
import type { Line } from "./board.ts";

const PAGE_MS = 12_000;

/** What one page shows, and how far its time is. */
export interface Shown { lines: Line[]; page: number; pages: number; passed: number }

export class Pages {
  constructor(private readonly columns: number, private readonly rows: number) {}

  /** The page of this moment. */
  turn(lines: Line[], now: number): Shown {
    const cells = this.columns * this.rows;
    if (needed(lines) <= cells) return { lines, page: 0, pages: 1, passed: 0 };
    const always = lines.filter(({ code }) => code === "help" || code === "available");
    const others = lines.filter((line) => !always.includes(line));
    const room = Math.max(this.columns, cells - needed(always));
    const pages = Math.ceil(others.length / room);
    const page = Math.floor(now / PAGE_MS) % pages;
    return { lines: [...always, ...others.slice(page * room, (page + 1) * room)], page, pages, passed: (now % PAGE_MS) / PAGE_MS };
  }
}

/** Cells that these people take: who needs help takes two. */
function needed(lines: Line[]): number {
  return lines.length + lines.filter(({ code }) => code === "help").length;
}
