import { randomBytes } from "node:crypto";
import { addDays } from "../../engines/calendar/day.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import type { World } from "../../kernel/machinery/ids.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { runTick } from "../../kernel/machinery/tick.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { intake } from "../intake/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { contracts } from "./contract.ts";
import { weeklyPlan, type Terms } from "./rules.ts";
import type { CallView, ContractRow } from "./views.ts";

/** A market with one grower, one buyer and goods, whose days the test turns. */
export interface Stage {
  readonly market: TestMarket;
  readonly itemId: string;
  readonly grower: Person;
  readonly buyer: Person;
  readonly grader: Person;
  readonly operator: Person;
  today(): string;
  /** Turns to ten in the morning of a day. */
  on(day: string): void;
  nextDay(days?: number): void;
  /** Ticks and events until nothing is left. */
  settle(): Promise<void>;
  terms(change?: Partial<Terms>): Terms;
  /** Drafted by the grower, proposed and signed by both. */
  signed(terms: Terms): Promise<ContractRow>;
  /** A received and graded lot. */
  lot(quantity: number, grade?: "A" | "B" | "C", grower?: Person): Promise<string>;
  /** Called off, confirmed in full and served from one lot. */
  called(contractId: string, dueOn: string, quantity: number): Promise<CallView>;
  transfers(): Promise<{ kind: string; amount: number; payer: string | null; payee: string | null }[]>;
  close(): Promise<void>;
}

export const FIRST_DAY = "2026-11-30";

export async function openStage(): Promise<Stage> {
  let now = new Date(`${FIRST_DAY}T10:00:00+08:00`);
  const world: World = { now: () => new Date(now), random: (bytes) => randomBytes(bytes) };
  const market = await openTestMarket({ world });
  const { runtime } = market;
  const item = await runtime.call(catalogue.actions.addItem, { code: "phal-2", speciesId: null, zh: "蝴蝶兰 大辣椒 双梗", en: "Phalaenopsis Big Chili", category: "orchid", unit: "pot", packing: { box: 8, layer: 32, trolley: 160 } }, AS_SYSTEM);
  const grower = await market.person("王桂兰", ["grower"]);
  const buyer = await market.person("济南花市", ["buyer"], 10_000_000_00);
  const grader = await market.staff("韩雪", ["grader"]);
  const operator = await market.staff("刘建国", ["operator"]);
  const today = (): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const on = (day: string): void => void (now = new Date(`${day}T10:00:00+08:00`));
  const stage: Stage = {
    market, itemId: item.id, grower, buyer, grader, operator, today, on,
    nextDay: (days = 1) => on(addDays(today(), days)),
    async settle() {
      await runtime.settle();
      for (const module of market.modules) for (const tick of module.ticks) await runTick(runtime, module, tick);
      await runtime.settle();
    },
    terms: (change = {}) => ({
      itemId: item.id, grade: "A", lowestGrade: "B", substitutes: [], quantity: 1_000, band: 10, periodBand: 20, periods: weeklyPlan(FIRST_DAY, 2, change.quantity ?? 1_000), price: { kind: "fixed", price: 18_50 },
      deposit: { seller: 1_000_00, buyer: 2_000_00 }, leadDays: 1, answerHours: 12, graceDays: 1, penalties: { short: 10, shortTolerance: 2, late: 5, offGrade: 8, notTaken: 15 }, default: { deviations: 3, underPeriod: "default" }, note: "", ...change,
    }),
    async signed(terms) {
      const { actions } = contracts;
      const draft = await runtime.call(actions.saveDraft, { as: "seller", partnerId: buyer.partyId, terms: terms as never }, grower.call);
      await runtime.call(actions.propose, { contractId: draft.id }, grower.call);
      const { hash } = await runtime.call(actions.document, { contractId: draft.id }, buyer.call);
      await runtime.call(actions.sign, { contractId: draft.id, hash }, buyer.call);
      return runtime.call(actions.sign, { contractId: draft.id, hash }, grower.call);
    },
    async lot(quantity, grade = "A", of = grower) {
      const lot = await runtime.call(intake.actions.declareLot, { itemId: item.id, quantity: String(quantity) }, of.call);
      await runtime.call(intake.actions.receive, { lotId: lot.id, counted: String(quantity) }, grader.call);
      await runtime.call(intake.actions.grade, { lotId: lot.id, grade }, grader.call);
      return lot.id;
    },
    async called(contractId, dueOn, quantity) {
      const call = await runtime.call(contracts.actions.callOff, { contractId, dueOn, quantity: String(quantity) }, buyer.call);
      await runtime.call(contracts.actions.answerCallOff, { callOffId: call.id }, grower.call);
      return runtime.call(contracts.actions.assign, { callOffId: call.id, lots: [{ lotId: await stage.lot(quantity), quantity }] }, grower.call);
    },
    async transfers() {
      const { rows } = await market.database.pool.query<{ kind: string; amount: string; payer: string | null; payee: string | null }>(
        "select t.kind, t.amount, a.name as payer, b.name as payee from settlement.transfer t left join kernel.party a on a.id = t.payer_id left join kernel.party b on b.id = t.payee_id order by t.id");
      return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
    },
    close: () => market.close(),
  };
  return stage;
}

export const stockOf = ({ market }: Stage, lotId: string) => market.runtime.call(lots.actions.get, { lotId }, AS_SYSTEM);
export const salesOf = async ({ market }: Stage, day: string) => (await market.runtime.call(settlement.actions.sales, { businessDate: day }, AS_SYSTEM)).sales;
