// Everyone's availability: tiles, their order, their counts.
import { ORDER, type Effective, type Rules, worth } from "./availability.ts";
import type { Account, Board as BoardJson, Change, Shown, Tile } from "./shapes.ts";

/** A tile and what it is worth now. */
export interface Line extends Effective { tile: Tile }

export class Board {
  private readonly tiles = new Map<string, Tile>();
  /** When each tile last changed under our eyes. */
  private readonly changed = new Map<string, number>();

  constructor(private readonly rules: Rules) {}

  /** Everything as the server just sent it; nothing of it is a change to light up. */
  replace(board: BoardJson): void {
    this.tiles.clear();
    this.changed.clear();
    for (const tile of board.tiles) this.tiles.set(tile.id, tile);
  }

  /** Apply a change of the feed; says whether it was ours. */
  apply(change: Change, now: number): boolean {
    if (change.kind === "availability") return this.put(change as unknown as Tile, now);
    if (change.kind === "account") return this.account(change as unknown as Account, now);
    return false;
  }

  get(id: string): Tile | undefined {
    return this.tiles.get(id);
  }

  /** Every tile in the order of the wall. */
  lines(now: number): Line[] {
    const lines = [...this.tiles.values()].map((tile) => ({ tile, ...worth(tile, now, this.rules) }));
    return lines.sort(inOrder);
  }

  changedSince(id: string, at: number): boolean {
    return (this.changed.get(id) ?? 0) >= at;
  }

  private put(tile: Tile, now: number): true {
    this.tiles.set(tile.id, tile);
    this.changed.set(tile.id, now);
    return true;
  }

  private account(account: Account, now: number): boolean {
    if (account.teamfeed.active !== false && account.teamfeed.trade !== null) return this.put(account, now);
    return this.tiles.delete(account.id);
  }
}

/** How many people are what. */
export function counts(lines: Line[]): Record<Shown, number> {
  const found = Object.fromEntries(ORDER.map((code) => [code, 0])) as Record<Shown, number>;
  for (const { code } of lines) found[code] += 1;
  return found;
}

/** Help, free (longest first), soon (by time), silent, working by site, travelling, break, off. */
function inOrder(one: Line, other: Line): number {
  return ORDER.indexOf(one.code) - ORDER.indexOf(other.code)
    || compare(site(one), site(other)) || when(one) - when(other)
    || compare(one.tile.display_name, other.tile.display_name);
}

function site({ code, tile }: Line): string {
  return code === "working" ? (tile.teamfeed.site?.name ?? "") : "";
}

function when({ code, since, tile }: Line): number {
  return code === "soon" ? Date.parse(tile.teamfeed.free_from ?? "") || 0 : (since ?? 0);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
