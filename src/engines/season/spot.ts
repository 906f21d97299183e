import { consumersBuy, enterprisesWant } from "./demand.ts";
import type { Money } from "./money.ts";
import { BEST_FIRST, cellOf, GRADE_C, type Plants, valueOf } from "./plants.ts";
import type { Prices } from "./prices.ts";
import type { Scenario } from "./scenario.ts";
import { shareOut } from "./sharing.ts";

/** Who stands before the growers in a week with an item: pots at the reference price, and what enterprises got already. */
export interface Wanted {
  readonly consumers: number;
  readonly elasticity: number;
  readonly need: number;
  readonly enterpriseElasticity: number;
  readonly received: number;
}

/** Whole pots wanted of consumers and of enterprises at a price; both fall with it. */
export function wantedAt(wanted: Wanted, price: number, reference: number): { consumers: number; enterprises: number } {
  const ratio = price / reference;
  return {
    consumers: Math.floor(consumersBuy(wanted.consumers, wanted.elasticity, ratio)),
    enterprises: Math.max(0, enterprisesWant(wanted.need, wanted.enterpriseElasticity, ratio) - wanted.received),
  };
}

/**
 * The price at which a week's supply is taken up: the highest whole fen, from floor to cap, at which at least the supply is
 * wanted. At the floor there may be fewer buyers than pots, and the rest stays unsold; at the cap fewer pots than buyers.
 */
export function clearingPrice(wanted: Wanted, supply: number, reference: number, floor: number, cap: number): number {
  const all = (price: number): number => {
    const { consumers, enterprises } = wantedAt(wanted, price, reference);
    return consumers + enterprises;
  };
  let [low, high] = [floor, cap];
  if (all(low) <= supply) return low;
  if (all(high) >= supply) return high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (all(middle) >= supply) low = middle;
    else high = middle;
  }
  return low;
}

export interface SpotDay {
  /** null: nothing was offered. */
  readonly price: number | null;
  readonly sold: number;
  readonly toEnterprises: number;
  /** What enterprises paid for them, agent's fee included, fen. */
  readonly enterprisesPaid: number;
}

/** The cells in the order in which goods are held back from them. */
const HELD_FIRST: readonly number[] = [cellOf(1, 0), ...BEST_FIRST.filter((cell) => cell !== cellOf(1, 0))];
const NOTHING: SpotDay = { price: null, sold: 0, toEnterprises: 0, enterprisesPaid: 0 };

/**
 * One item's market of one week: everything ready is offered, save what is held for next week's orders. Buyers take the better
 * cell first at price × its value; within the last cell they take from everybody in proportion.
 */
export function sellWeek(scenario: Scenario, plants: Plants, money: Money, prices: Prices, i: number, wanted: Wanted, held: Int32Array): SpotDay {
  const { assumptions: { floorPrice, capPrice, agentFee }, items, region: { pairs } } = scenario;
  const reference = items[i]!.price;
  const mine = pairs.ofItem[i]!;
  const offered = offers(plants, mine, held);
  const supply = offered.reduce((sum, cell) => sum + cell.total, 0);
  if (supply === 0) {
    prices.see(i, null, 0);
    return NOTHING;
  }
  const cap = Math.floor(reference * capPrice);
  const price = clearingPrice(wanted, supply, reference, Math.ceil(reference * floorPrice), cap);
  const { consumers, enterprises } = wantedAt(wanted, price, reference);
  const sold = Math.min(supply, consumers + enterprises);
  // Only at the cap are there really fewer pots than buyers, and both get their part; else a whole fen more would be the price.
  const toEnterprises = price === cap ? Math.min(enterprises, Math.round((sold * enterprises) / Math.max(1, consumers + enterprises))) : Math.min(enterprises, sold);
  const value = deliver(scenario, plants, money, price, mine, offered, sold);
  const theirs = sold === 0 ? 0 : Math.round((value * toEnterprises) / sold);
  const fee = Math.round(theirs * agentFee);
  money.move("enterprises", "market", theirs);
  money.move("consumers", "market", value - theirs);
  money.move("enterprises", "agents", fee);
  prices.see(i, price, sold);
  return { price, sold, toEnterprises, enterprisesPaid: theirs + fee };
}

interface Offered {
  readonly cell: number;
  readonly total: number;
  /** By place in the item's list of pairs. */
  readonly pots: readonly number[];
}

function offers(plants: Plants, mine: Int32Array, held: Int32Array): Offered[] {
  const kept = mine.map((pair) => held[pair]!);
  const offered: Offered[] = [];
  // What is held is of this week's harvest, grade B before A, so B is asked first; buyers see the best first all the same.
  for (const cell of HELD_FIRST) {
    const holding = cell === cellOf(1, 0) || cell === cellOf(0, 0);
    const pots: number[] = [];
    let total = 0;
    for (let n = 0; n < mine.length; n += 1) {
      const has = plants.has(mine[n]!, cell);
      const keep = holding ? Math.min(kept[n]!, has) : 0;
      kept[n]! -= keep;
      pots.push(has - keep);
      total += has - keep;
    }
    if (total > 0) offered.push({ cell, total, pots });
  }
  return offered.toSorted((a, b) => BEST_FIRST.indexOf(a.cell) - BEST_FIRST.indexOf(b.cell));
}

/** Hands over `sold` pots, best first, pays the growers, and says what all was worth. */
function deliver({ assumptions: { spotFee }, region: { pairs } }: Scenario, plants: Plants, money: Money, price: number, mine: Int32Array, offered: readonly Offered[], sold: number): number {
  const earned = new Float64Array(mine.length);
  let left = sold;
  for (const { cell, pots, total } of offered) {
    if (left === 0) break;
    const taken = total <= left ? pots : shareOut("proportional", pots, left);
    const each = Math.round(price * valueOf(cell));
    for (let n = 0; n < mine.length; n += 1) {
      if (!taken[n]) continue;
      plants.sell(mine[n]!, cell, taken[n]!);
      earned[n]! += taken[n]! * each;
    }
    left -= Math.min(left, total);
  }
  let value = 0;
  for (let n = 0; n < mine.length; n += 1) {
    if (!earned[n]) continue;
    const grower = pairs.grower[mine[n]!]!;
    money.toGrower(grower, "market", earned[n]!, "spot sales");
    money.fromGrower(grower, "market", Math.round(earned[n]! * spotFee), "market fee");
    value += earned[n]!;
  }
  return value;
}

/** Pots of a pair that wait for next week's order: of this week's harvest, grades A and B. */
export function holdable(plants: Plants, pair: number): number {
  let pots = 0;
  for (let grade = 0; grade < GRADE_C; grade += 1) pots += plants.has(pair, cellOf(grade, 0));
  return pots;
}
