import type { Item } from "./items.ts";
import { MOST_GROW_WEEKS, MOST_SELL_WEEKS } from "./items.ts";
import type { Pairs } from "./growers.ts";

/** Grade A, B, C. What a pot of the grade fetches of the price of grade B; a third grade in auctions brings about half to a third. */
export const GRADES = 3;
export const GRADE_VALUE = [1.15, 1, 0.6] as const;
/** What is left of the value after 0, 1, 2, 3 weeks on the bench. */
export const AGES = MOST_SELL_WEEKS;
export const AGE_VALUE = [1, 1, 0.85, 0.65] as const;
export const GRADE_C = 2;
/** An order takes no older pots than this. */
export const FRESH_AGES = 2;
const CELLS = GRADES * AGES;
/** Growing weeks, and room for delays: a plant that is late beyond it has been late for nearly half a year. */
const RING = MOST_GROW_WEEKS + 20;

/** The cells of a pair's stock, the most valued first: buyers take good and fresh pots before others. */
export const BEST_FIRST: readonly number[] = Array.from({ length: CELLS }, (_, cell) => cell).toSorted((a, b) => valueOf(b) - valueOf(a) || a - b);

export function cellOf(grade: number, age: number): number {
  return grade * AGES + age;
}
export function valueOf(cell: number): number {
  return GRADE_VALUE[Math.floor(cell / AGES)]! * AGE_VALUE[cell % AGES]!;
}

/**
 * Every pot of the region, growing or ready, whole pots only. Each change goes through here and is counted by item, so that in
 * every week planted = growing + in stock + sold + killed + culled + thrown away.
 */
export class Plants {
  readonly growing: Int32Array;
  readonly stock: Int32Array;
  /** Growing pots and ready pots of each pair. */
  readonly standing: Int32Array;
  readonly planted: Float64Array;
  readonly ready: Float64Array;
  readonly killed: Float64Array;
  readonly culled: Float64Array;
  readonly sold: Float64Array;
  readonly thrown: Float64Array;
  private readonly pairs: Pairs;
  private readonly items: readonly Item[];

  constructor(pairs: Pairs, items: readonly Item[]) {
    this.pairs = pairs;
    this.items = items;
    this.growing = new Int32Array(pairs.count * RING);
    this.stock = new Int32Array(pairs.count * CELLS);
    this.standing = new Int32Array(pairs.count);
    const tally = (): Float64Array => new Float64Array(items.length);
    [this.planted, this.ready, this.killed, this.culled, this.sold, this.thrown] = [tally(), tally(), tally(), tally(), tally(), tally()];
  }

  /** pots: whole, ≥ 0, ready in `readyWeek`. */
  plant(pair: number, readyWeek: number, pots: number): void {
    this.growing[pair * RING + (readyWeek % RING)]! += pots;
    this.standing[pair]! += pots;
    this.planted[this.pairs.item[pair]!]! += pots;
  }

  /** Takes this share of everything a pair has growing, batch by batch, rounded down. */
  kill(pair: number, share: number): void {
    let dead = 0;
    for (let at = pair * RING; at < (pair + 1) * RING; at += 1) {
      const lost = Math.floor(this.growing[at]! * share);
      this.growing[at]! -= lost;
      dead += lost;
    }
    this.standing[pair]! -= dead;
    this.killed[this.pairs.item[pair]!]! += dead;
  }

  /** Everything a pair has growing becomes ready a week later; called before `ripen` of that week. */
  delay(pair: number, week: number): void {
    const from = pair * RING;
    for (let ahead = RING - 2; ahead >= 0; ahead -= 1) {
      const at = from + ((week + ahead) % RING);
      this.growing[from + ((week + ahead + 1) % RING)]! += this.growing[at]!;
      this.growing[at] = 0;
    }
  }

  /** The batch of this week becomes stock; a share never does, the rest falls into grades. */
  ripen(pair: number, week: number, loss: number, gradeA: number, gradeC: number): void {
    const at = pair * RING + (week % RING);
    const batch = this.growing[at]!;
    if (batch === 0) return;
    const item = this.pairs.item[pair]!;
    const culled = Math.floor(batch * loss);
    const good = batch - culled;
    const [a, c] = [Math.floor(good * gradeA), Math.floor(good * gradeC)];
    this.growing[at] = 0;
    this.stock[pair * CELLS + cellOf(0, 0)]! += a;
    this.stock[pair * CELLS + cellOf(1, 0)]! += good - a - c;
    this.stock[pair * CELLS + cellOf(2, 0)]! += c;
    this.standing[pair]! -= culled;
    this.culled[item]! += culled;
    this.ready[item]! += good;
  }

  has(pair: number, cell: number): number {
    return this.stock[pair * CELLS + cell]!;
  }

  /** Pots of grade A and B that are still fresh. */
  fresh(pair: number): number {
    let pots = 0;
    for (let grade = 0; grade < GRADE_C; grade += 1) for (let age = 0; age < FRESH_AGES; age += 1) pots += this.has(pair, cellOf(grade, age));
    return pots;
  }

  sell(pair: number, cell: number, pots: number): void {
    if (pots > this.has(pair, cell)) throw new Error(`pair ${pair} would sell ${pots} of ${this.has(pair, cell)} pots`);
    this.stock[pair * CELLS + cell]! -= pots;
    this.standing[pair]! -= pots;
    this.sold[this.pairs.item[pair]!]! += pots;
  }

  /** A week passes over the bench: what is too old is thrown away, the rest is a week older. */
  age(): void {
    for (let pair = 0; pair < this.pairs.count; pair += 1) {
      const item = this.pairs.item[pair]!;
      const { sellWeeks } = this.items[item]!;
      for (let grade = 0; grade < GRADES; grade += 1) {
        const from = pair * CELLS + grade * AGES;
        for (let age = AGES - 1; age >= 0; age -= 1) {
          const pots = this.stock[from + age]!;
          if (pots === 0) continue;
          this.stock[from + age] = 0;
          if (age + 1 >= sellWeeks) {
            this.standing[pair]! -= pots;
            this.thrown[item]! += pots;
          } else this.stock[from + age + 1]! += pots;
        }
      }
    }
  }

  /** Counts every pot anew and throws when one of an item is missing or too many. */
  assertAllThere(week: number): void {
    const found = new Float64Array(this.items.length);
    for (let pair = 0; pair < this.pairs.count; pair += 1) {
      let pots = 0;
      for (let at = pair * RING; at < (pair + 1) * RING; at += 1) pots += this.growing[at]!;
      for (let at = pair * CELLS; at < (pair + 1) * CELLS; at += 1) pots += this.stock[at]!;
      if (pots !== this.standing[pair]) throw new Error(`week ${week}: pair ${pair} has ${pots} pots, its count says ${this.standing[pair]}`);
      found[this.pairs.item[pair]!]! += pots;
    }
    for (let item = 0; item < found.length; item += 1) {
      const gone = this.sold[item]! + this.killed[item]! + this.culled[item]! + this.thrown[item]!;
      if (found[item]! + gone !== this.planted[item]) throw new Error(`week ${week}: of item ${item} ${this.planted[item]} were planted, ${found[item]} stand and ${gone} are gone`);
    }
  }
}
