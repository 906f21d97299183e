import { randomUUID } from "node:crypto";
import { realWorld } from "../../kernel/machinery/ids.ts";
import { AS_SYSTEM, type Call } from "../../kernel/machinery/runtime.ts";
import { catalogue, type ItemView } from "../../kernel/catalogue/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { stall } from "./contract.ts";
import type { BillInput, StallView, SyncAnswer } from "./views.ts";

const { actions } = stall;

/** A hall with one stall, its keeper and helpers, on a day whose clock the test holds. */
export interface Trial {
  readonly market: TestMarket;
  readonly clock: { now: Date };
  readonly keeper: Person;
  readonly place: StallView;
  readonly item: ItemView;
  readonly other: ItemView;
  arrive(item: ItemView, quantity: string, call?: Call): Promise<string>;
  customer(nickname: string, limit?: number, phone?: string): Promise<{ readonly id: string; readonly partyId: string }>;
  /** A bill with an id of its own; the total is what the lines say unless the test says otherwise. */
  bill(lines: readonly DraftLine[], rest?: Partial<Pick<BillInput, "id" | "customerId" | "payments" | "madeAt" | "offlineNo" | "total" | "countUp" | "newCustomer">>): Draft;
  sync(bills: readonly Draft[], call?: Call): Promise<readonly SyncAnswer[]>;
  owed(partyId: string): Promise<number>;
  onHand(itemId: string): Promise<number>;
}
export type DraftLine = { readonly itemId: string; readonly quantity: string; readonly price: number; readonly per?: "pot" | "box" | "spike" | "plant"; readonly potPrice?: number; readonly lump?: number; readonly lotNo?: string; readonly total: number };
export type Draft = Parameters<typeof toInput>[0];

/** Every look at the clock is a moment later, as in life: ids and papers of one day have an order. */
function tick(clock: { now: Date }): Date {
  clock.now = new Date(clock.now.getTime() + 1);
  return clock.now;
}

const toInput = (bill: {
  readonly id: string; readonly customerId: string | null; readonly newCustomer: BillInput["newCustomer"]; readonly madeAt: string; readonly offlineNo: string; readonly lines: BillInput["lines"]; readonly payments: BillInput["payments"];
  readonly total: number; readonly countUp: string | null;
}) => bill;

export async function openTrial(start = "2026-12-01T02:00:00Z"): Promise<Trial> {
  const clock = { now: new Date(start) };
  const market = await openTestMarket({ world: { now: () => tick(clock), random: (bytes) => realWorld.random(bytes) } });
  const { runtime } = market;
  const keeper = await market.person("顺发花行", ["merchant", "buyer"], 100_000_00);
  const place = await runtime.call(actions.openStall, { partyId: keeper.partyId, hall: "一号厅", number: "S07", name: "顺发花行" }, AS_SYSTEM);
  const item = await runtime.call(catalogue.actions.addItem, { code: "phal", speciesId: null, zh: "蝴蝶兰 大辣椒", category: "orchid", unit: "pot", packing: { box: 12, layer: 72 } }, AS_SYSTEM);
  const other = await runtime.call(catalogue.actions.addItem, { code: "combo", speciesId: null, zh: "组合蝴蝶兰", category: "orchid", unit: "spike", packing: { pot: 3, box: 18 }, potExtra: true }, AS_SYSTEM);
  return {
    market, clock, keeper, place, item, other,
    async arrive(of, quantity, call = keeper.call) {
      return (await runtime.call(actions.arrive, { stallId: place.id, arrivalId: randomUUID(), itemId: of.id, quantity }, call)).lotId;
    },
    async customer(nickname, limit = 0, phone) {
      const { id, partyId } = await runtime.call(actions.registerCustomer, { stallId: place.id, customer: { id: randomUUID(), nickname, phone: phone ?? null } }, keeper.call);
      if (limit > 0) await runtime.call(actions.setCredit, { customerId: id, changeId: randomUUID(), limit }, keeper.call);
      return { id, partyId };
    },
    bill: (lines, rest = {}) => ({
      id: randomUUID(), customerId: null, newCustomer: null, madeAt: clock.now.toISOString(), offlineNo: "", countUp: null, payments: [{ method: "cash", amount: sum(lines) }], total: sum(lines),
      lines: lines.map(({ itemId, quantity, price, per = "pot", potPrice, lump, lotNo }) => ({ itemId, quantity, price, per, potPrice: potPrice ?? null, lump: lump ?? null, lotNo: lotNo ?? null })), ...rest,
    }),
    async sync(bills, call = keeper.call) {
      return (await runtime.call(actions.syncBills, { stallId: place.id, bills: bills.map((bill) => ({ ...bill, lines: [...bill.lines], payments: [...bill.payments] })) }, call)).answers;
    },
    async owed(partyId) {
      return (await runtime.call(ledger.actions.owed, { creditorId: keeper.partyId, partyId, currency: "CNY" }, AS_SYSTEM)).debts[0]?.balance ?? 0;
    },
    async onHand(itemId) {
      const { lots } = await runtime.call(actions.stock, { stallId: place.id, limit: 500 }, keeper.call);
      return lots.filter((lot) => lot.itemId === itemId).reduce((all, lot) => all + lot.onHand, 0);
    },
  };
}

const sum = (lines: readonly DraftLine[]): number => lines.reduce((all, line) => all + line.total, 0);
