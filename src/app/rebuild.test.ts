import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { migrate } from "../kernel/db/migrate.ts";
import { calendar } from "../kernel/calendar/contract.ts";
import { lots } from "../kernel/lots/contract.ts";
import { contract } from "../kernel/machinery/contract.ts";
import { realWorld } from "../kernel/machinery/ids.ts";
import { defineModule, hear } from "../kernel/machinery/module.ts";
import { AS_SYSTEM, Runtime } from "../kernel/machinery/runtime.ts";
import { settlement } from "../market/settlement/contract.ts";
import { stall } from "../market/stall/contract.ts";
import { openTestMarket, type TestMarket } from "../../tests/market.ts";
import { memoModule, type Memo } from "../../tests/memo.ts";
import { rebuild } from "./rebuild.ts";

describe("what was derived from the log can be thrown away and derived again", () => {
  let market: TestMarket;
  let listening: Memo;
  let runtime: Runtime;
  let lotIds: string[];

  beforeAll(async () => {
    market = await openTestMarket();
    listening = memoModule();
    await migrate(market.database.pool, [listening.folder]);
    runtime = new Runtime(market.database.db, [...market.modules, listening.module], realWorld);
    const grower = await market.person("王桂兰", ["grower"]);
    const item = await market.item("红掌");
    lotIds = [];
    for (let i = 0; i < 3; i++) {
      const lot = await runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 500 }, AS_SYSTEM);
      lotIds.push(lot.id);
      await move(lot.id, "intake", 500, "dock");
    }
    await Promise.all(Array.from({ length: 60 }, (_, i) => move(lotIds[i % 3]!, "direct_sale", 1 + (i % 7), `sale-${i}`)));
    await runtime.settle();
  });
  afterAll(() => market.close());

  const move = (lotId: string, kind: "intake" | "direct_sale", quantity: number, causeId: string) =>
    runtime.call(lots.actions.move, { lotId, kind, quantity, cause: "test", causeId }, AS_SYSTEM);
  const table = async (query: string) => (await market.database.pool.query(query)).rows as unknown[];
  const sums = () => table("select * from memo.sum order by lot_id");
  const heard = () => table("select lot_id, kind, quantity, at from memo.heard order by n");

  test("the tables are equal before and after, row by row and in the same order", async () => {
    const before = { sums: await sums(), heard: await heard() };
    expect(before.heard).toHaveLength(63);
    await market.database.pool.query("update memo.sum set moved = 1; delete from memo.heard where quantity > 3");
    expect(await sums()).not.toEqual(before.sums);
    expect(await rebuild(runtime, "memo")).toEqual({ module: "memo", tables: ["memo.heard", "memo.sum"], events: 63 });
    expect({ sums: await sums(), heard: await heard() }).toEqual(before);
  });

  test("what had not been heard yet is heard afterwards, once", async () => {
    await move(lotIds[0]!, "direct_sale", 9, "late");
    expect((await rebuild(runtime, "memo")).events).toBe(63);
    await runtime.settle();
    expect(await heard()).toHaveLength(64);
    await runtime.settle();
    expect(await heard()).toHaveLength(64);
  });

  test("nobody sees a half-built table, and a rebuild that fails changes nothing", async () => {
    const before = await sums();
    listening.stumbleAt = 9;
    await expect(rebuild(runtime, "memo")).rejects.toThrow(/stumbles/);
    listening.stumbleAt = null;
    expect(await sums()).toEqual(before);
  });

  test("every module of the market that derives tables gives the same tables again", async () => {
    // A merchant with a stall, so that what he buys is on the stall's list too.
    const buyer = await market.person("花满楼", ["buyer", "merchant"], 100_000_000);
    await runtime.call(stall.actions.openStall, { partyId: buyer.partyId, hall: "一号厅", number: "A1", name: "花满楼" }, AS_SYSTEM);
    const { market: { currency } } = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    for (const [at, lotId] of lotIds.entries()) {
      for (const quantity of [3, 5]) await runtime.call(settlement.actions.recordSale, { channel: "clock", lotId, buyerId: buyer.partyId, quantity, price: 1_200 + at, currency, fromHold: false, creditHeld: false, cause: "stall", causeId: `${at}-${quantity}` }, AS_SYSTEM);
    }
    await runtime.settle();
    const deriving = market.modules.filter((one) => one.derived.length > 0);
    expect(deriving.map((one) => one.contract.module)).toContain("intake");
    for (const module of deriving) {
      const name = module.contract.module;
      const read = () => Promise.all(module.derived.map((one) => table(`select t::text as row from ${one} as t order by 1`)));
      const before = await read();
      expect(before.flat().length, `${name} has derived something`).toBeGreaterThan(0);
      await rebuild(runtime, name);
      expect(await read(), name).toEqual(before);
    }
  });

  test("a listener that does more than derive is not run again", async () => {
    const doer = contract("doer", {}, { done: z.object({}) });
    const doing = defineModule(doer, { handlers: {}, derived: ["memo.sum"], hears: [hear(lots, "lotMoved", async ({ ask }, { payload }) => {
      await ask(lots.actions.move, { lotId: payload.lotId, kind: "regrade", quantity: 0, cause: "doer", causeId: payload.causeId });
    })] });
    const other = new Runtime(market.database.db, [...market.modules, doing], realWorld);
    await expect(rebuild(other, "doer")).rejects.toThrow(/does not belong to doer/);
    const own = defineModule(doer, { handlers: {}, derived: ["doer.thing"], hears: doing.hears as never });
    await market.database.pool.query("create schema doer; create table doer.thing (n integer)");
    await market.database.pool.query("insert into kernel.bookmark select 'doer', xid, id from kernel.event order by xid desc, id desc limit 1");
    await expect(rebuild(new Runtime(market.database.db, [...market.modules, own], realWorld), "doer")).rejects.toThrow(/by asking for lots\.move/);
  });

  test("a module without derived tables, or one that is not there, is named with those that can be rebuilt", async () => {
    await expect(rebuild(runtime, "ledger")).rejects.toThrow(/no derived tables.*memo/);
    await expect(rebuild(runtime, "orchids")).rejects.toThrow(/no module orchids/);
  });
});

