import { randomBytes } from "node:crypto";
import { addDays } from "../../engines/calendar/day.ts";
import { batches } from "../../growing/batches/contract.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { World } from "../../kernel/machinery/ids.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { runTick } from "../../kernel/machinery/tick.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { pooled } from "./contract.ts";
import type { Line, Terms } from "./rules.ts";
import type { InvitationView, OrderRow } from "./views.ts";

export const FIRST_DAY = "2026-11-30";
export const DUE = "2026-12-10";

/** A market with growers who have goods on their benches, an enterprise and the hub; the test turns the days. */
export interface Stage {
  readonly market: TestMarket;
  readonly itemId: string;
  readonly growers: readonly Person[];
  readonly enterprise: Person;
  readonly operator: Person;
  readonly grader: Person;
  today(): string;
  /** Turns to ten in the morning of a day. */
  on(day: string): void;
  later(hours: number): void;
  /** Ticks and events until nothing is left. */
  settle(): Promise<void>;
  line(change?: Partial<Line>): Line;
  terms(change?: Partial<Terms>): Terms;
  /** So many units on a grower's bench, ready from a day. */
  plant(grower: Person, expected: number, change?: { readyFrom?: string; readyTo?: string; itemId?: string }): Promise<string>;
  /** Written by the enterprise, handed over, published by the hub. */
  published(terms: Terms): Promise<OrderRow>;
  invitations(orderId: string, grower: Person): Promise<InvitationView[]>;
  answer(orderId: string, grower: Person, given: (one: InvitationView) => { accepted: number; extra?: number; ask?: number }): Promise<void>;
  balances(): Promise<{ total: number; deposits: (readonly [string | null, number])[] }>;
  close(): Promise<void>;
}

export async function openStage(names: readonly string[] = ["王桂兰", "李守田", "张秀英", "赵大川", "孙木兰"]): Promise<Stage> {
  let now = new Date(`${FIRST_DAY}T10:00:00+08:00`);
  const world: World = { now: () => new Date(now), random: (bytes) => randomBytes(bytes) };
  const market = await openTestMarket({ world });
  const { runtime } = market;
  const item = await runtime.call(catalogue.actions.addItem, { code: "phal-2", speciesId: null, zh: "蝴蝶兰 大辣椒 双梗", en: "Phalaenopsis Big Chili", category: "orchid", unit: "pot", packing: { box: 8, layer: 32, trolley: 160 } }, AS_SYSTEM);
  const growers: Person[] = [];
  for (const name of names) growers.push(await market.person(name, ["grower"]));
  const enterprise = await market.person("济南花市", ["buyer"], 100_000_000_00);
  const operator = await market.staff("刘建国", ["operator"]);
  const grader = await market.staff("韩雪", ["grader"]);
  const today = (): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { actions } = pooled;
  const stage: Stage = {
    market, itemId: item.id, growers, enterprise, operator, grader, today,
    on: (day) => void (now = new Date(`${day}T10:00:00+08:00`)),
    later: (hours) => void (now = new Date(now.getTime() + hours * 3_600_000)),
    async settle() {
      await runtime.settle();
      for (const module of market.modules) for (const tick of module.ticks) await runTick(runtime, module, tick);
      await runtime.settle();
    },
    line(change = {}) {
      const quantity = change.quantity ?? 1_000;
      return {
        itemId: item.id, grade: "A", spec: [{ grade: "A", limits: [{ attribute: "heightCm", min: 50, max: null }], pricePm: 1_000 }, { grade: "B", limits: [], pricePm: 800 }], sampling: { samplePm: 20, least: 5, most: 20, acceptPm: 100 }, substitutes: [], quantity, tolerance: 5, step: 8, minBatch: 0,
        price: { kind: "fixed", price: 18_50 }, drops: [{ dueOn: DUE, place: "济南仓", quantity }], ...change,
      };
    },
    terms: (change = {}) => ({
      lines: [stage.line()], rule: "equal_awards", weights: { quality: 400, punctuality: 300, distance: 200, price: 100 }, fairnessPm: 500, capPercent: 100, marginPm: 30, deposit: { enterprise: 10, grower: 5 }, answerHours: 24, graceDays: 1,
      penalties: { short: 10, late: 5, withdrawn: 5, sideSold: 20, refused: 10 }, remedies: ["reallocate", "cover", "consent"], note: "", ...change,
    }),
    async plant(grower, expected, { readyFrom = addDays(DUE, -3), readyTo = addDays(DUE, 10), itemId = item.id } = {}) {
      const batch = await runtime.call(batches.actions.plant, { itemId, expected: String(expected), readyFrom, readyTo, attributes: { heightCm: 60 } }, grower.call);
      return batch.id;
    },
    async published(terms) {
      const draft = await runtime.call(actions.saveDraft, { title: "年宵蝴蝶兰统购", terms: terms as never }, enterprise.call);
      await runtime.call(actions.askHub, { orderId: draft.id }, enterprise.call);
      return runtime.call(actions.publish, { orderId: draft.id }, operator.call);
    },
    invitations: async (orderId, grower) => (await runtime.call(actions.invitations, { orderId }, grower.call)).invitations,
    async answer(orderId, grower, given) {
      const own = (await stage.invitations(orderId, grower)).filter((one) => one.can.includes("answer"));
      await runtime.call(actions.answer, { orderId, answers: own.map((one) => ({ invitationId: one.id, ...given(one) })) }, grower.call);
    },
    async balances() {
      const { balances, total } = await runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
      return { total, deposits: balances.filter((one) => one.account === "contract_deposit" && one.amount !== 0).map((one) => [one.party, -one.amount] as const) };
    },
    close: () => market.close(),
  };
  return stage;
}
