import { addDays } from "../../engines/calendar/day.ts";
import type { Call } from "../../kernel/machinery/runtime.ts";
import { AS_SYSTEM, Runtime } from "../../kernel/machinery/runtime.ts";
import { prices, type SheetLineView } from "../../knowledge/prices/contract.ts";
import { intake } from "../intake/contract.ts";
import { contracts } from "./contract.ts";
import { weeklyPlan, type PriceTerms, type Terms } from "./rules.ts";

export interface SeedGrower {
  readonly call: Call;
  readonly itemIds: readonly string[];
}
export interface ContractPeople {
  /** At least two growers, with the items they grow, and two buyers, each acting under his own account. */
  readonly growers: readonly [SeedGrower, SeedGrower, ...SeedGrower[]];
  readonly buyers: readonly [Call, Call];
  readonly desk: Call;
}

const DAY_MS = 86_400_000;
/** The running contract was signed so many days ago. */
const SIGNED_BEFORE = 2;
const SHEETS_READ = 5;
const { actions } = contracts;

/** Plants three contracts: one that runs by formula and has delivered, one that waits for a signature, one still a draft. Done once. */
export async function seedContracts(runtime: Runtime, people: ContractPeople): Promise<number> {
  const { total } = await runtime.call(actions.desk, { limit: 1 }, AS_SYSTEM);
  if (total > 0) return 0;
  const today = (await runtime.call(intake.actions.arrivals, { limit: 1 }, AS_SYSTEM)).on;
  const lines = await publishedLines(runtime);
  const [first, second] = people.growers;
  const grows = ({ itemIds }: SeedGrower, itemId: string): boolean => itemIds.includes(itemId);
  // The formula follows something its seller grows, where the sheet shows it; else whatever the sheet shows.
  const line = lines.find((one) => people.growers.some((grower) => grows(grower, one.itemId))) ?? lines[0] ?? null;
  const seller = people.growers.find((grower) => line !== null && grows(grower, line.itemId)) ?? first;
  const begins = addDays(today, -SIGNED_BEFORE);
  const running = termsOf({ itemId: line?.itemId ?? seller.itemIds[0]!, quantity: 2_000, from: begins, price: line === null ? { kind: "fixed", price: 16_80 } : formulaOf(line), note: "春节前每周两次交货，周二周五" });
  await deliverSome(runtime, { grower: seller.call, buyer: people.buyers[0], desk: people.desk }, await sign(runtime, running, seller.call, people.buyers[0]), today);
  const waiting = await draft(runtime, termsOf({ itemId: second.itemIds[0]!, quantity: 1_200, from: addDays(today, 7), price: { kind: "fixed", price: 21_50 }, note: "" }), second.call, people.buyers[0]);
  await runtime.call(actions.propose, { contractId: waiting }, second.call);
  await draft(runtime, termsOf({ itemId: first.itemIds[0]!, quantity: 3_000, from: addDays(today, 14), price: { kind: "fixed", price: 15_50 }, note: "数量还要再商量" }), first.call, people.buyers[1]);
  return 3;
}

type Published = SheetLineView & { readonly mean: number; readonly grade: "A" | "B" | "C" | "D" | "E" };
/** What the newest published sheets show a price of, the newest first, so that the formula has something to follow. */
async function publishedLines(runtime: Runtime): Promise<Published[]> {
  const { days } = await runtime.call(prices.actions.days, { limit: SHEETS_READ }, AS_SYSTEM);
  const found: Published[] = [];
  for (const { businessDate } of days.filter((day) => day.complete)) {
    const { lines } = await runtime.call(prices.actions.sheet, { businessDate }, AS_SYSTEM);
    for (const line of lines) if (line.mean !== null && line.grade !== null && line.venue === null && line.withheld === null) found.push({ ...line, mean: line.mean, grade: line.grade });
  }
  return found;
}

const formulaOf = (line: { itemId: string; grade: "A" | "B" | "C" | "D" | "E"; mean: number }): PriceTerms => ({
  kind: "formula", floor: Math.round((line.mean * 8) / 1_000) * 100, cap: Math.round((line.mean * 13) / 1_000) * 100, factorPpm: 970_000, premium: 20, basis: "mean", publications: 2, missing: { rule: "last", base: Math.round(line.mean / 100) * 100 },
  reference: { itemId: line.itemId, grade: line.grade, venue: null, lagDays: 1 },
});

const termsOf = ({ itemId, quantity, from, price, note }: { itemId: string; quantity: number; from: string; price: PriceTerms; note: string }): Terms => ({
  itemId, grade: "A", lowestGrade: "B", substitutes: [], quantity, band: 10, periodBand: 20, periods: weeklyPlan(from, 4, quantity), price, deposit: { seller: 2_000_00, buyer: 3_000_00 }, leadDays: 1, answerHours: 24, graceDays: 1,
  penalties: { short: 10, shortTolerance: 2, late: 5, offGrade: 8, notTaken: 15 }, default: { deviations: 3, underPeriod: "deviation" }, note,
});

async function draft(runtime: Runtime, terms: Terms, seller: Call, buyer: Call): Promise<string> {
  const input = { as: "seller" as const, partnerId: buyer.actor.partyId!, terms: { ...terms, substitutes: [...terms.substitutes], periods: [...terms.periods] } };
  return (await runtime.call(actions.saveDraft, input, seller)).id;
}

/** Two days ago, in a market whose clock stands there. */
async function sign(runtime: Runtime, terms: Terms, seller: Call, buyer: Call): Promise<string> {
  const then = before(runtime);
  const contractId = await draft(then, terms, seller, buyer);
  await then.call(actions.propose, { contractId }, seller);
  const { hash } = await then.call(actions.document, { contractId }, buyer);
  await then.call(actions.sign, { contractId, hash }, seller);
  await then.call(actions.sign, { contractId, hash }, buyer);
  return contractId;
}

async function deliverSome(runtime: Runtime, { grower, buyer, desk }: { grower: Call; buyer: Call; desk: Call }, contractId: string, today: string): Promise<void> {
  const then = before(runtime);
  const due = await then.call(actions.callOff, { contractId, dueOn: today, quantity: "320", note: "上午到" }, buyer);
  await then.call(actions.answerCallOff, { callOffId: due.id }, grower);
  const { contract } = await runtime.call(actions.contract, { contractId }, grower);
  const lot = await runtime.call(intake.actions.declareLot, { itemId: contract.itemId, quantity: "320", note: "合同货" }, grower);
  await runtime.call(actions.assign, { callOffId: due.id, lots: [{ lotId: lot.id, quantity: 320 }] }, grower);
  await runtime.call(intake.actions.receive, { lotId: lot.id, counted: "312", reason: "路上碰坏一箱" }, desk);
  await runtime.call(intake.actions.grade, { lotId: lot.id, grade: "A" }, desk);
  await runtime.call(actions.deliver, { callOffId: due.id }, buyer);
  // One that waits for the grower's word, so that both sides find something to do.
  await runtime.call(actions.callOff, { contractId, dueOn: addDays(today, 3), quantity: "200", note: "" }, buyer);
}

const before = (runtime: Runtime): Runtime => {
  const now = new Date(runtime.world.now().getTime() - SIGNED_BEFORE * DAY_MS);
  return new Runtime(runtime.db, runtime.modules, { now: () => now, random: (bytes) => runtime.world.random(bytes) });
};
