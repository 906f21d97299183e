import { Pool, type Holding, type Taken, type Wanted } from "./pool.ts";
import { Loads } from "./loads.ts";
import type { TruckRule } from "../../engines/allocation/least-cost.ts";
import { divideBy, type Claim, type Ruled, type Solving } from "./ruling.ts";
import type { Rule } from "./rules.ts";
import type { WhyView } from "./views.ts";

/** The way shares are made. A sheet says which, so that an old one is still divided as it was. */
export const DIVISION_VERSION = 1;

export interface DropInput extends Wanted {
  readonly dropId: string;
  readonly line: number;
  readonly n: number;
  /** Units to be divided: what is wanted less what stands already. */
  readonly estate: number;
  /** The most one grower may have, what he already has subtracted below. */
  readonly cap: number;
  readonly step: number;
  readonly minBatch: number;
  /** Per unit: what a loss of grade is measured by, and the highest ask taken. */
  readonly price: number;
  readonly ceiling: number | null;
  /** Items that may come instead, the preferred first; never where asks are sealed, for one price of one item clears them. */
  readonly substitutes?: readonly string[];
}
export interface GrowerInput extends Holding {
  readonly score: number;
  readonly distance: number | null;
  readonly quality: number;
  readonly transport: number;
  /** With trucks: his town, and fen for one truck to it and back. */
  readonly zone?: string;
  readonly trip?: number;
}
export interface AnswerInput {
  readonly dropId: string;
  readonly growerId: string;
  readonly quota: number;
  readonly accepted: number;
  readonly extra: number;
  readonly ask: number | null;
  /** What stands for him of this drop already. */
  readonly has: number;
  /** The substitute he was asked for; left out for the item itself. */
  readonly itemId?: string;
}
/** Everything shares are made of, and nothing else: it is stored with them. Drops stand by day, line and number. */
export interface DivisionInput {
  readonly version: typeof DIVISION_VERSION;
  readonly orderNo: string;
  readonly rule: Rule;
  readonly fairnessPm: number;
  /** Units a truck holds, where goods of a town share trucks. */
  readonly truckHolds?: number;
  readonly drops: readonly DropInput[];
  readonly growers: readonly GrowerInput[];
  readonly answers: readonly AnswerInput[];
}
export interface ShareOut {
  readonly growerId: string;
  /** Accepted within the quota; and what flowed to him of what others did not take. */
  readonly guaranteed: number;
  readonly flowed: number;
  readonly units: number;
  readonly why: WhyView;
  readonly sources: readonly Taken[];
  readonly itemId?: string;
}
export interface DropOut {
  readonly dropId: string;
  readonly given: number;
  readonly unplaced: number;
  /** By sealed asks: what everybody who was taken gets per unit. */
  readonly clearing: number | null;
  readonly way: Ruled["way"];
  readonly shares: readonly ShareOut[];
}
export interface DivisionOutput {
  readonly drops: readonly DropOut[];
}
export interface QuotaOut {
  readonly dropId: string;
  readonly growerId: string;
  readonly available: number;
  readonly quota: number;
  readonly why: WhyView;
  /** The substitute he is asked for; left out for the item itself. */
  readonly itemId?: string;
}

/** Fen lost per unit of a grower who never meets the grade, per mille of the price: what expected loss of grade is counted at. */
const GRADE_LOSS_PM = 300;
const FULL = 1_000;
const wholeTrays = (units: number, step: number): number => Math.floor(units / step) * step;

function claimOf(drop: DropInput, grower: GrowerInput, claim: number, has: number, ask: number | null): Claim {
  return {
    id: grower.id, claim, cap: Math.max(0, drop.cap - has), minBatch: has > 0 ? 0 : drop.minBatch, score: grower.score, distance: grower.distance, ask, transport: grower.zone === undefined ? grower.transport : 0, zone: grower.zone ?? null,
    gradeLoss: Math.floor((drop.price * (FULL - grower.quality) * GRADE_LOSS_PM) / FULL),
  };
}

const divisionOf = ({ orderNo, rule, fairnessPm }: DivisionInput, drop: DropInput, estate: number, claims: readonly Claim[], trucks: readonly TruckRule[], floor = fairnessPm) =>
  ({ rule, estate, step: drop.step, salt: `${orderNo}:${drop.line}-${drop.n}`, fairnessPm: floor, ceiling: drop.ceiling, claims, trucks });

/** The item itself, then what may come instead, in the order's preference. */
const itemsOf = (drop: DropInput): readonly string[] => [drop.itemId, ...(drop.substitutes ?? [])];
const named = (drop: DropInput, itemId: string): { itemId?: string } => (itemId === drop.itemId ? {} : { itemId });

/**
 * Quotas before anybody has answered: drops by day, each divided by the rule among those who have something for it; what a quota
 * takes is not there for later drops. What the item itself does not fill is divided among those who have the first substitute
 * and not the item, and so on; who would only be needed then is asked too, with a quota of nothing, for others may leave
 * theirs. Where asks are sealed everybody may offer what he has, within the cap.
 */
export async function quotasOf(input: DivisionInput, solving: Solving): Promise<QuotaOut[]> {
  const pool = new Pool(input.growers);
  const loads = new Loads(input);
  const quotas: QuotaOut[] = [];
  for (const drop of input.drops) {
    const hasOf = (growerId: string): number => input.answers.find((one) => one.dropId === drop.dropId && one.growerId === growerId)?.has ?? 0;
    const asked = new Set<string>();
    let open = drop.estate;
    for (const itemId of itemsOf(drop)) {
      const wanted = { ...drop, itemId };
      const able = input.growers.filter((grower) => !asked.has(grower.id)).map((grower) => ({ grower, has: hasOf(grower.id), available: wholeTrays(pool.left(grower.id, wanted), drop.step) })).filter(({ available, has }) => available > 0 && available >= (has > 0 ? 0 : drop.minBatch));
      if (able.length === 0) continue;
      const claims = able.map(({ grower, has, available }) => claimOf(drop, grower, available, has, null));
      const shares = input.rule === "sealed_bid" ? offersOf(drop, claims) : open <= 0 && itemId !== drop.itemId ? notNeeded(input.rule, claims) : (await divideBy(divisionOf(input, drop, open, claims, loads.trucksFor(drop, claims)), solving)).shares;
      loads.put(drop, shares);
      for (const { grower, available } of able) {
        const share = shares.find(({ id }) => id === grower.id)!;
        asked.add(grower.id);
        open -= share.units;
        pool.take(grower.id, wanted, share.units);
        quotas.push({ dropId: drop.dropId, growerId: grower.id, available, quota: share.units, why: share.why, ...named(drop, itemId) });
      }
    }
  }
  return quotas;
}

/** Those who have the item itself can fill the order; a substitute is asked for in case they do not. */
const notNeeded = (rule: Rule, claims: readonly Claim[]): Ruled["shares"] => claims.map(({ id, claim }) => ({ id, units: 0, why: { rule, binding: "item_first", claim, level: null, fractional: 0, score: null, cost: null, rounding: "exact" } }));

const offersOf = (drop: DropInput, claims: readonly Claim[]): Ruled["shares"] => claims.map(({ id, claim, cap }) => {
  const units = wholeTrays(Math.min(claim, cap, drop.estate), drop.step);
  return { id, units, why: { rule: "sealed_bid", binding: units < claim ? "cap" : "claim", claim, level: null, fractional: units, score: null, cost: null, rounding: "exact" } };
});

/**
 * Shares after the answers. What a grower accepted within his quota is his, as far as he still has it; what others left flows, by
 * the same rule, to those who said they could bring more. Sealed asks are divided at once, the lowest first.
 */
export async function divide(input: DivisionInput, solving: Solving): Promise<DivisionOutput> {
  const pool = new Pool(input.growers);
  const growers = new Map(input.growers.map((grower) => [grower.id, grower]));
  const given = new Map<string, Map<string, ShareOut>>(input.drops.map((drop) => [drop.dropId, new Map()]));
  const answersTo = (drop: DropInput): AnswerInput[] => input.answers.filter((one) => one.dropId === drop.dropId && growers.has(one.growerId));
  // What is guaranteed goes first for every drop: nobody's wish for more on an early day eats what another day was promised.
  const loads = new Loads(input);
  if (input.rule !== "sealed_bid") for (const drop of input.drops) guarantee(drop, answersTo(drop), pool, given.get(drop.dropId)!, input.rule);
  for (const drop of input.drops) loads.put(drop, [...given.get(drop.dropId)!.values()].map(({ growerId, units }) => ({ id: growerId, units })));
  const drops: DropOut[] = [];
  for (const drop of input.drops) {
    const shares = given.get(drop.dropId)!;
    let [clearing, way]: [number | null, Ruled["way"]] = [null, null];
    // What is still open flows to those who bring the item itself, then to those with a substitute, the preferred first.
    for (const itemId of itemsOf(drop)) {
      const wanted = { ...drop, itemId };
      const open = drop.estate - sumOf([...shares.values()]);
      const claims = answersTo(drop).filter((answer) => (answer.itemId ?? drop.itemId) === itemId).map((answer) => {
        const wish = input.rule === "sealed_bid" ? answer.accepted + answer.extra : answer.extra;
        const has = answer.has + (shares.get(answer.growerId)?.units ?? 0);
        return claimOf(drop, growers.get(answer.growerId)!, wholeTrays(Math.min(wish, pool.left(answer.growerId, wanted)), drop.step), has, answer.ask);
      }).filter((one) => one.claim > 0 && (input.rule !== "sealed_bid" || one.ask !== null));
      if (open <= 0 || claims.length === 0) continue;
      const ruled = await divideBy(divisionOf(input, drop, open, claims, loads.trucksFor(drop, claims), input.rule === "least_cost" && shares.size > 0 ? 0 : input.fairnessPm), solving);
      clearing ??= ruled.clearing;
      // One part that a solver made is enough to need it again.
      way = way === "solver" ? way : (ruled.way ?? way);
      loads.put(drop, ruled.shares);
      for (const { id, units, why } of ruled.shares) {
        if (units === 0 && shares.has(id)) continue;
        const before = shares.get(id);
        shares.set(id, { growerId: id, guaranteed: before?.guaranteed ?? 0, flowed: units, units: (before?.units ?? 0) + units, why, sources: [...(before?.sources ?? []), ...pool.take(id, wanted, units)], ...named(drop, itemId) });
      }
    }
    const all = [...shares.values()].map((share) => ({ ...share, sources: joined(share.sources) })).toSorted((a, b) => (a.growerId < b.growerId ? -1 : 1));
    const units = sumOf(all);
    drops.push({ dropId: drop.dropId, given: units, unplaced: drop.estate - units, clearing, way, shares: all });
  }
  return { drops };
}

function guarantee(drop: DropInput, answers: readonly AnswerInput[], pool: Pool, shares: Map<string, ShareOut>, rule: Rule): void {
  let open = drop.estate;
  // Who brings the item itself comes before a substitute, should there be less to place than was accepted.
  const items = itemsOf(drop);
  for (const { growerId, quota, accepted, has, itemId = drop.itemId } of answers.toSorted((a, b) => items.indexOf(a.itemId ?? drop.itemId) - items.indexOf(b.itemId ?? drop.itemId))) {
    const wanted = { ...drop, itemId };
    const taken = Math.min(accepted, quota);
    const able = wholeTrays(Math.min(taken, pool.left(growerId, wanted), Math.max(0, drop.cap - has), open), drop.step);
    const units = has === 0 && able < drop.minBatch ? 0 : able;
    open -= units;
    const why: WhyView = { rule, binding: units < taken ? "no_longer_there" : accepted < quota ? "accepted_less" : "quota", claim: accepted, level: null, fractional: units, score: null, cost: null, rounding: "exact" };
    shares.set(growerId, { growerId, guaranteed: units, flowed: 0, units, why, sources: pool.take(growerId, wanted, units), ...named(drop, itemId) });
  }
}

const sumOf = (shares: readonly { readonly units: number }[]): number => shares.reduce((sum, { units }) => sum + units, 0);

function joined(sources: readonly Taken[]): Taken[] {
  const by = new Map<string, Taken>();
  for (const one of sources) by.set(one.id, { ...one, units: one.units + (by.get(one.id)?.units ?? 0) });
  return [...by.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
