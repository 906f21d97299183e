import { randomBytes } from "node:crypto";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { files } from "../../kernel/files/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { runTick } from "../../kernel/machinery/tick.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { claims } from "../claims/contract.ts";
import { settlement, type SaleView } from "../settlement/contract.ts";
import { agents } from "./contract.ts";
import type { ClientView, LineInput, ListView } from "./views.ts";

/** A market whose time the test turns, with an agent, a grower and two items of one species. */
export interface Stage {
  readonly market: TestMarket;
  readonly agent: Person;
  readonly grower: Person;
  readonly cashiers: readonly [Person, Person];
  readonly items: Readonly<Record<"chili" | "red" | "lily", string>>;
  now(): Date;
  at(instant: string): void;
  /** Ticks, then events until nothing is left. */
  settle(): Promise<void>;
  client(name: string, more?: { town?: string; hidesSuppliers?: boolean }): Promise<ClientView>;
  list(clientId: string, lines: readonly Partial<LineInput>[]): Promise<ListView>;
  see(listId: string, who?: Person): Promise<ListView>;
  /** The agent buys on the market's account; the events of it are heard. */
  buy(item: "chili" | "red" | "lily", quantity: number, price: number, grade?: "A" | "B" | "C" | null): Promise<SaleView>;
  reverse(saleId: string): Promise<void>;
  refund(saleId: string, amount: number): Promise<void>;
  owes(clientId: string): Promise<number>;
  close(): Promise<void>;
}

const PHOTO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
const PACKING = { box: 8, layer: 32, trolley: 160 };

export const uuid = (): string => crypto.randomUUID();

export async function openStage(start: string): Promise<Stage> {
  let now = new Date(start);
  const market = await openTestMarket({ world: { now: () => new Date(now), random: (bytes) => randomBytes(bytes) } });
  const { runtime } = market;
  const add = (code: string, zh: string) => runtime.call(catalogue.actions.addItem, { code, speciesId: null, zh, en: code, category: "orchid", unit: "pot", packing: PACKING }, AS_SYSTEM);
  const items = { chili: (await add("chili", "蝴蝶兰 大辣椒 双梗")).id, red: (await add("red", "蝴蝶兰 满天红 双梗")).id, lily: (await add("lily", "白掌 5花以上")).id };
  const [agent, grower] = [await market.person("代拍人 韩立", ["agent"], 100_000_000_00), await market.person("王桂兰", ["grower"])];
  const cashiers = [await market.staff("孙丽", ["cashier"]), await market.staff("吴涛", ["cashier"])] as const;
  const { id: photoId } = await runtime.call(files.actions.keepPhoto, { base64: PHOTO }, agent.call);
  let n = 0;
  const settle = async (): Promise<void> => {
    for (const module of market.modules) for (const tick of module.ticks) await runTick(runtime, module, tick);
    await runtime.settle();
  };
  return {
    market, agent, grower, cashiers, items, settle,
    now: () => new Date(now), at: (instant) => void (now = new Date(instant)),
    client: (name, more = {}) => runtime.call(agents.actions.saveClient, { clientId: uuid(), name, ...more }, agent.call),
    async list(clientId, lines) {
      const listId = uuid();
      await runtime.call(agents.actions.giveList, { listId, clientId, lines: lines.map((line) => ({ itemId: items.chili, quantity: "100", ...line })) }, agent.call);
      return runtime.call(agents.actions.list, { listId }, agent.call);
    },
    see: (listId, who = agent) => runtime.call(agents.actions.list, { listId }, who.call),
    async buy(item, quantity, price, grade = "A") {
      const lot = await runtime.call(lots.actions.create, { itemId: items[item], growerId: grower.partyId, declared: quantity }, AS_SYSTEM);
      if (grade !== null) await runtime.call(lots.actions.change, { lotId: lot.id, grade }, AS_SYSTEM);
      await runtime.call(lots.actions.move, { lotId: lot.id, kind: "intake", quantity, cause: "test", causeId: String(++n) }, AS_SYSTEM);
      const { sale } = await runtime.call(settlement.actions.recordSale, {
        channel: "clock", lotId: lot.id, buyerId: agent.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(n),
      }, AS_SYSTEM);
      await settle();
      return sale;
    },
    async reverse(saleId) {
      const { id } = await runtime.call(settlement.actions.proposeReversal, { saleId, reason: "录错了", goods: "returned" }, cashiers[0].call);
      await runtime.call(settlement.actions.decideReversal, { reversalId: id, confirm: true }, cashiers[1].call);
      await settle();
    },
    async refund(saleId, amount) {
      const claim = await runtime.call(claims.actions.file, { saleId, units: 1, fault: "broken", photos: [{ photoId, takenAt: now.toISOString(), place: { text: "济南仓库" } }], ask: { kind: "refund", amount } }, agent.call);
      await runtime.call(claims.actions.answer, { claimId: claim.id, answer: "accept" }, grower.call);
      await settle();
    },
    async owes(clientId) {
      return (await runtime.call(agents.actions.statement, { clientId }, agent.call)).balance;
    },
    close: () => market.close(),
  };
}
