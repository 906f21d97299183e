import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChance } from "../../engines/clock/chance.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { clock } from "../clock/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { cutFairly, takeFrom } from "./rules.ts";
import { openStage, type Stage } from "./trial.ts";
import { openHands, random, type Hands, type Random } from "./trial-channels.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 71_127);
const MODEL_OPERATIONS = 1_000_000;
const REAL_OPERATIONS = Number(process.env["HUALIAN_OPERATIONS"] ?? 3_000);

/** The lot as the kernel and the offers keep it, in its plainest form: the same rules, no database. */
class ModelLot {
  readonly declared: number;
  received = false;
  onHand = 0;
  held = 0;
  counted = 0;
  sold = 0;
  writtenOff = 0;
  readonly promises = new Map<number, number>();
  readonly holds = new Map<number, { channel: string; quantity: number }>();
  #next = 0;

  constructor(declared: number) {
    this.declared = declared;
  }
  get promised(): number {
    return [...this.promises.values()].reduce((sum, one) => sum + one, 0);
  }
  get left(): number {
    return this.received ? this.onHand - this.held : this.declared - this.promised;
  }
  /** Promised of a lot to come, held of one that is there; refused beyond what is left. */
  take(channel: string, quantity: number): number | null {
    if (takeFrom([{ lotId: "lot", left: this.left }], quantity) === null) return null;
    const id = ++this.#next;
    if (this.received) {
      this.held += quantity;
      this.holds.set(id, { channel, quantity });
    } else this.promises.set(id, quantity);
    return id;
  }
  giveBack(id: number): void {
    this.held -= this.holds.get(id)?.quantity ?? 0;
    this.holds.delete(id);
    this.promises.delete(id);
  }
  sellHeld(id: number, quantity: number): void {
    const hold = this.holds.get(id)!;
    this.held -= quantity;
    this.onHand -= quantity;
    this.sold += quantity;
    hold.quantity -= quantity;
    if (hold.quantity === 0) this.holds.delete(id);
  }
  sellFree(quantity: number): boolean {
    if (!this.received || quantity > this.onHand - this.held) return false;
    this.onHand -= quantity;
    this.sold += quantity;
    return true;
  }
  receive(counted: number): void {
    this.received = true;
    this.counted = this.onHand = counted;
    const claims = [...this.promises];
    this.promises.clear();
    for (const [index, kept] of cutFairly(claims.map(([, quantity]) => quantity), counted).entries()) {
      if (kept === 0) continue;
      this.held += kept;
      this.holds.set(claims[index]![0], { channel: "presale", quantity: kept });
    }
  }
}

const HOLDING = ["clock", "presale", "catalogue", "offer"] as const;

/** One step of one of eight channels on a lot, whatever it is allowed to do just then. */
function operate(lot: ModelLot, next: Random): void {
  const channel = next(8);
  const quantity = 1 + next(40);
  if (channel >= HOLDING.length) return void lot.sellFree(quantity);
  const name = HOLDING[channel]!;
  const open = [...lot.holds].filter(([, hold]) => hold.channel === name).map(([id]) => id);
  const promised = name === "clock" ? [] : [...lot.promises.keys()];
  const what = next(4);
  if (what <= 1) {
    // The clock queues only what stands in the hall, and then all that is free.
    if (name !== "clock") lot.take(name, quantity);
    else if (lot.received && lot.left > 0) lot.take(name, next(2) === 0 ? lot.left : Math.min(lot.left, quantity));
  } else if (what === 2 && open.length + promised.length > 0) lot.giveBack([...open, ...promised][next(open.length + promised.length)]!);
  else if (open.length > 0) {
    const id = open[next(open.length)]!;
    lot.sellHeld(id, name === "clock" ? 1 + next(lot.holds.get(id)!.quantity) : lot.holds.get(id)!.quantity);
  }
}

describe(`eight channels on one lot (seed ${SEED})`, () => {
  test("a million operations of the rules alone: what is sold, held and left is always what was counted", { timeout: 120_000 }, () => {
    const next = random(createChance(SEED));
    let operations = 0;
    let short = 0;
    for (let lots = 0; operations < MODEL_OPERATIONS; lots++) {
      const lot = new ModelLot(50 + next(500));
      const before = next(30);
      for (let n = 0; n < before; n++, operations++) operate(lot, next);
      if (lot.promised > lot.declared || lot.left < 0) throw new Error(`lot ${lots}: promised ${lot.promised} of ${lot.declared}`);
      const counted = next(3) === 0 ? next(lot.declared + 1) : lot.declared;
      short += counted < lot.promised ? 1 : 0;
      lot.receive(counted);
      const steps = 20 + next(120);
      for (let n = 0; n < steps; n++, operations++) {
        operate(lot, next);
        const held = [...lot.holds.values()].reduce((sum, one) => sum + one.quantity, 0);
        if (lot.onHand < 0 || lot.held < 0 || lot.held > lot.onHand || lot.held !== held || lot.sold + lot.onHand !== lot.counted) {
          throw new Error(`lot ${lots}, step ${n}: counted ${lot.counted}, sold ${lot.sold}, on hand ${lot.onHand}, held ${lot.held} (${held})`);
        }
      }
    }
    expect(operations).toBeGreaterThanOrEqual(MODEL_OPERATIONS);
    expect(short).toBeGreaterThan(100);
  });
});

describe(`eight channels at once on real lots (seed ${SEED}, ${REAL_OPERATIONS} operations)`, () => {
  let stage: Stage;
  let hands: Hands;

  beforeAll(async () => {
    stage = await openStage("2026-11-27T06:00:00Z");
    hands = await openHands(stage);
  }, 120_000);
  afterAll(() => stage.close());
  const run = () => stage.market.runtime;

  test("no interleaving sells a pot twice, and stock, promises, credit and ledger agree at every look", { timeout: 170_000 }, async () => {
    expect(await hands.play(REAL_OPERATIONS, SEED)).toEqual([]);
    expect(hands.refused).toBeGreaterThan(REAL_OPERATIONS / 50);
    const { sales } = await run().call(settlement.actions.sales, { businessDate: "2026-11-27", limit: 10_000 }, AS_SYSTEM);
    const channels = new Set(sales.map((sale) => sale.channel));
    for (const channel of ["presale", "catalogue", "offer"]) expect(channels).toContain(channel);
    const { total, unbalancedSets } = await run().call(ledger.actions.balances, {}, AS_SYSTEM);
    expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
    for (const { lotId } of hands.lines) expect((await run().call(lots.actions.get, { lotId }, AS_SYSTEM)).held).toBe((await run().call(clock.actions.queue, { sessionId: hands.sessionId, limit: 100 }, AS_SYSTEM)).entries.filter((entry) => entry.lotId === lotId && entry.status === "queued").reduce((sum, entry) => sum + entry.quantity, 0));
  });
});
