import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { Refusal } from "../../kernel/machinery/refusal.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { pooled } from "./contract.ts";
import { openStage, type Stage } from "./trial.ts";
import type { ParcelView, PromiseView } from "./views.ts";

const { actions } = pooled;
const DEEDS = ["bring", "inspect", "ship", "withdraw", "default", "reallocate", "receive", "nextDay"] as const;
type Deed = { readonly kind: (typeof DEEDS)[number]; readonly who: number; readonly units: number; readonly height: number };
const deed: fc.Arbitrary<Deed> = fc.record({ kind: fc.constantFrom(...DEEDS), who: fc.nat({ max: 2 }), units: fc.integer({ min: 1, max: 90 }), height: fc.integer({ min: 44, max: 60 }) });
const SEED = Number(process.env["POOLED_SEED"] ?? 20261128);

describe("whatever people do between a promise and the papers", () => {
  let stage: Stage | undefined;
  afterEach(() => stage?.close());

  test("no more is accepted than promised, none shipped twice, papers and ledger agree, and nothing is left held", async () => {
    console.log(`seed ${SEED}`);
    stage = await openStage(["王桂兰", "李守田", "张秀英"]);
    for (const grower of stage.growers) await stage.plant(grower, 100_000);
    await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 6, maxLength: 16 }), async (deeds) => {
      stage!.on("2026-11-30");
      await run(stage!, deeds);
    }), { seed: SEED, numRuns: 5 });
  });
});

async function run(stage: Stage, deeds: readonly Deed[]): Promise<void> {
  const { market: { runtime }, operator, grader, enterprise, growers } = stage;
  const { id: orderId } = await stage.published(stage.terms({ lines: [stage.line({ quantity: 240 })] }));
  for (const grower of growers) await stage.answer(orderId, grower, (one) => ({ accepted: one.quota, extra: 80 }));
  await runtime.call(actions.allocate, { orderId }, operator.call);
  stage.on("2026-12-09");
  const dropId = (await runtime.call(actions.order, { orderId }, operator.call)).lines[0]!.drops[0]!.id;
  const parcels = new Map<string, ParcelView>();
  const trucks: string[] = [];
  const attempt = async (work: () => Promise<unknown>): Promise<void> => work().then(() => {}, (error: unknown) => { if (!(error instanceof Refusal)) throw error; });
  const promisesNow = async (): Promise<PromiseView[]> => (await runtime.call(actions.order, { orderId }, operator.call)).promises;
  for (const { kind, who, units, height } of deeds) {
    const promises = await promisesNow();
    const promise = promises.filter((one) => one.growerId === growers[who]!.partyId)[units % 2] ?? promises[who]!;
    const of = (state: string): ParcelView | undefined => [...parcels.values()].filter((one) => one.state === state)[who] ?? [...parcels.values()].find((one) => one.state === state);
    await attempt(async () => {
      if (kind === "nextDay") stage.later(24);
      if (kind === "bring") keep(await runtime.call(actions.bring, { promiseId: promise.id, quantity: String(units) }, operator.call));
      if (kind === "inspect" && of("expected") !== undefined) keep(await runtime.call(actions.inspect, { parcelId: of("expected")!.id, counted: String(units), samples: Array.from({ length: 5 }, () => ({ heightCm: height })), damaged: units % 5 }, grader.call));
      if (kind === "ship" && of("accepted") !== undefined) {
        const parcelId = of("accepted")!.id;
        trucks.push((await runtime.call(actions.ship, { dropId, parcelIds: [parcelId], plate: "鲁A1" }, operator.call)).id);
        keep({ ...parcels.get(parcelId)!, state: "shipped" });
      }
      if (kind === "withdraw") await runtime.call(actions.withdraw, { promiseId: promise.id, quantity: Math.ceil(units / 4), reason: "冻了" }, operator.call);
      if (kind === "default") await runtime.call(actions.declareDefault, { promiseId: promise.id, reason: "没来" }, operator.call);
      if (kind === "reallocate") await runtime.call(actions.reallocate, { dropId }, operator.call);
      if (kind === "receive" && trucks.length > 0) await runtime.call(actions.receive, { shipmentId: trucks.pop()!, refused: units % 3, reason: "放不下" }, enterprise.call);
    });
    const now = await promisesNow();
    expect(now.reduce((sum, one) => sum + one.accepted, 0)).toBeLessThanOrEqual(240);
    for (const one of now) {
      expect(one.accepted).toBeLessThanOrEqual(one.quantity);
      expect(one.shipped).toBeLessThanOrEqual(one.accepted);
    }
  }
  stage.on("2026-12-13");
  await stage.settle();
  const money = await runtime.call(actions.settlement, { orderId }, operator.call);
  expect(money).toMatchObject({ balanced: true, differences: [] });
  expect((await runtime.call(actions.order, { orderId }, operator.call))).toMatchObject({ order: { state: "closed" }, depositHeld: 0 });
  const { rows } = await stage.market.database.pool.query<{ held: string; gross: string; promised: string }>("select (select sum(held) from kernel.lot) as held, (select coalesce(sum(s.gross), 0) from settlement.sale s join pooled.parcel c on c.sale_id = s.id join pooled.promise p on p.id = c.promise_id where p.order_id = $1) as gross, (select coalesce(sum(promised), 0) from batches.batch) as promised", [orderId]);
  expect([Number(rows[0]!.held), Number(rows[0]!.gross), Number(rows[0]!.promised)]).toEqual([0, money.invoice!.gross, 0]);
  expect((await runtime.call(ledger.actions.balances, {}, AS_SYSTEM)).total).toBe(0);
  expect((await stage.balances()).deposits).toEqual([]);

  function keep(parcel: ParcelView): void {
    parcels.set(parcel.id, parcel);
  }
}
