import { randomBytes } from "node:crypto";
import type { World } from "../../kernel/machinery/ids.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { runTick } from "../../kernel/machinery/tick.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { intake } from "../intake/contract.ts";
import { offers } from "./contract.ts";

/** A market whose time the test turns, with an item that has a packing. */
export interface Stage {
  readonly market: TestMarket;
  readonly itemId: string;
  readonly grader: Person;
  at(instant: string): void;
  later(minutes: number): void;
  /** What modules do by themselves: ticks, then events until nothing is left. */
  settle(): Promise<void>;
  declare(grower: Person, quantity: number, plannedOn?: string): Promise<{ id: string; no: string }>;
  receive(lotId: string, counted: number, reason?: string): Promise<void>;
  left(lotId: string): Promise<{ onHand: number; held: number }>;
  credit(person: Person): Promise<{ held: number; used: number; free: number }>;
  close(): Promise<void>;
}

export const PACKING = { box: 8, layer: 32, trolley: 160 } as const;
export const POT = "pot";

export async function openStage(start: string): Promise<Stage> {
  let now = new Date(start);
  const world: World = { now: () => new Date(now), random: (bytes) => randomBytes(bytes) };
  const market = await openTestMarket({ world });
  const { runtime } = market;
  const item = await runtime.call(catalogue.actions.addItem, { code: "phal-2", speciesId: null, zh: "蝴蝶兰 大辣椒 双梗", en: "Phalaenopsis Big Chili", category: "orchid", unit: POT, packing: PACKING }, AS_SYSTEM);
  const grader = await market.staff("韩雪", ["grader"]);
  return {
    market, itemId: item.id, grader,
    at: (instant) => void (now = new Date(instant)),
    later: (minutes) => void (now = new Date(now.getTime() + minutes * 60_000)),
    async settle() {
      for (const module of market.modules) for (const tick of module.ticks) await runTick(runtime, module, tick);
      await runtime.settle();
    },
    declare: (grower, quantity, plannedOn) => runtime.call(intake.actions.declareLot, { itemId: item.id, quantity: String(quantity), ...(plannedOn === undefined ? {} : { plannedOn }) }, grower.call),
    async receive(lotId, counted, reason = "") {
      await runtime.call(intake.actions.receive, { lotId, counted: String(counted), reason }, grader.call);
    },
    left: (lotId) => runtime.call(lots.actions.get, { lotId }, AS_SYSTEM),
    credit: (person) => runtime.call(ledger.actions.credit, { partyId: person.partyId, currency: "CNY" }, AS_SYSTEM),
    close: () => market.close(),
  };
}

/** A cart with these quantities, placed: the order's id. */
export async function buy({ market }: Stage, buyer: Person, lines: readonly { lineId: string; quantity: string }[]): Promise<string> {
  await market.runtime.call(offers.actions.reserveMany, { lines: [...lines] }, buyer.call);
  return (await market.runtime.call(offers.actions.place, {}, buyer.call)).id;
}
