import { pathOf } from "./paths.ts";
import type { ClaimsRule } from "./types.ts";

/** More trays claimed than this need a larger step; the memory for them is about 40 MB. */
export const MAX_TRAYS = 2_000_000;

/**
 * Whole trays by a sequence of awards that does not know how large the order is: an order of h trays gets the first h of them.
 * So a larger order never costs anybody a tray (house monotone), and yet at every size everybody has his exact share rounded
 * down or up (within quota).
 *
 * Each tray has a window: it may be given once the exact share is beyond the trays before it, and must be given when the exact
 * share has reached it. The exact shares themselves show that all windows can be kept (Hall's condition; Tijdeman 1980, the
 * chairman assignment problem; Steiner and Yeomans 1993; for elections Balinski and Young 1975, Still 1979). Among the trays
 * whose time has come the one goes first that is nearest to its half (the rounding of Webster and Sainte-Laguë, which favours
 * neither large nor small claims), unless windows about to close need this turn for themselves.
 *
 * claims: integers ≥ 0 in trays, in the published order, which decides between equals. trays: integer from 0 to Σ claims.
 */
export function awardTrays(rule: ClaimsRule, claims: readonly number[], trays: number): number[] {
  const total = claims.reduce((sum, claim) => sum + claim, 0);
  if (trays === total) return [...claims];
  if (total > MAX_TRAYS) throw new RangeError(`${total} trays are claimed; more than ${MAX_TRAYS} need a larger step`);
  if (trays > total) throw new RangeError(`${trays} trays cannot be awarded on claims of ${total}`);
  const path = pathOf(rule, claims);
  const room = new Room(total, claims, path.due);
  const given = claims.map(() => 0);
  // The next tray of each; in plain arrays because every turn looks at all of them.
  const open = new Float64Array(claims.length).fill(Infinity);
  const due = new Float64Array(claims.length);
  const near = new Float64Array(claims.length);
  const prepare = (i: number): void => {
    const tray = given[i]! + 1;
    const done = tray > claims[i]!;
    open[i] = done ? Infinity : path.open(i, tray);
    due[i] = done ? Infinity : path.due(i, tray);
    near[i] = done ? Infinity : path.near(i, tray);
  };
  for (const i of claims.keys()) prepare(i);
  for (let turn = 1; turn <= trays; turn += 1) {
    const latest = room.firstFull();
    let best = -1;
    for (let i = 0; i < open.length; i += 1) {
      if (open[i]! <= turn && due[i]! <= latest && (best === -1 || near[i]! < near[best]!)) best = i;
    }
    if (best === -1) throw new Error(`no tray is open at turn ${turn}`);
    room.used(turn, due[best]!);
    given[best]! += 1;
    prepare(best);
  }
  return given;
}

/**
 * For every turn t to come: how many turns up to t are not needed by trays due by t. Where it is 0, the next turn belongs to one
 * of those trays. A tree of minima, because each award takes one turn from all t before its tray was due.
 */
class Room {
  readonly #size: number;
  readonly #least: Int32Array;
  readonly #added: Int32Array;

  constructor(turns: number, claims: readonly number[], due: (i: number, tray: number) => number) {
    const needed = new Int32Array(turns + 1);
    for (const [i, claim] of claims.entries()) for (let tray = 1; tray <= claim; tray += 1) needed[due(i, tray)]! += 1;
    this.#size = 2 ** Math.ceil(Math.log2(turns + 1));
    this.#least = new Int32Array(2 * this.#size).fill(PAST);
    this.#added = new Int32Array(this.#size);
    for (let turn = 1, sum = 0; turn <= turns; turn += 1) {
      sum += needed[turn]!;
      this.#least[this.#size + turn] = turn - sum;
    }
    for (let node = this.#size - 1; node >= 1; node -= 1) this.#least[node] = Math.min(this.#least[2 * node]!, this.#least[2 * node + 1]!);
  }

  /** The first turn up to which no turn is free; the last turn of all always is such a one. */
  firstFull(): number {
    let node = 1;
    let above = 0;
    while (node < this.#size) {
      above += this.#added[node]!;
      node = 2 * node + (this.#least[2 * node]! + above === 0 ? 0 : 1);
    }
    return node - this.#size;
  }

  /** A turn went to a tray due at `due`: up to just before it there is one turn less, and the turn itself is past. */
  used(turn: number, due: number): void {
    this.#add(1, 0, this.#size, turn, turn + 1, PAST);
    if (due > turn + 1) this.#add(1, 0, this.#size, turn + 1, due, -1);
  }

  #add(node: number, from: number, to: number, left: number, right: number, amount: number): void {
    if (right <= from || to <= left) return;
    if (left <= from && to <= right) {
      this.#least[node]! += amount;
      if (node < this.#size) this.#added[node]! += amount;
      return;
    }
    const middle = (from + to) >> 1;
    this.#add(2 * node, from, middle, left, right, amount);
    this.#add(2 * node + 1, middle, to, left, right, amount);
    this.#least[node] = Math.min(this.#least[2 * node]!, this.#least[2 * node + 1]!) + this.#added[node]!;
  }
}

/** Larger than any number of turns, small enough to be added to without leaving 32 bits. */
const PAST = 2 ** 29;
