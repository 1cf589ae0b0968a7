// What the address asks of a wall: ?size= (percent), ?site=, ?trade=; and the light of the hour.
import { type Rules } from "./availability.ts";
import type { Line } from "./board.ts";
import { local } from "./firm_time.ts";

const asked = new URLSearchParams(location.search);
const size = Math.min(3, Math.max(0.5, (Number(asked.get("size")) || 100) / 100));
const site = asked.get("site")?.toLowerCase();
const trade = asked.get("trade")?.toLowerCase();
const NIGHT = 20 * 60;
const MORNING = 6 * 60;

export const wish = {
  columns: Math.max(1, Math.floor(4 / size)),
  rows: Math.max(1, Math.floor(6 / size)),

  apply(): void {
    const { style } = document.documentElement;
    if (size > 1.15) document.documentElement.dataset["size"] = "large";
    style.setProperty("--size", String(size));
    style.setProperty("--columns", String(this.columns));
    style.setProperty("--rows", String(this.rows));
  },

  /** Whether this wall shows this person. */
  shows({ tile }: Line): boolean {
    const { site: place, trade: own } = tile.teamfeed;
    return (!site || place?.id === site || place?.name.toLowerCase() === site) && (!trade || own === trade);
  },

  /** At night a wall lights nobody's bedroom; ?light=night or day overrules the hour. */
  dim(now: number, { zone }: Rules): void {
    const { minutes } = local(now, zone);
    const light = asked.get("light") ?? (minutes >= NIGHT || minutes < MORNING ? "night" : "day");
    document.documentElement.dataset["light"] = light;
  },
};
