import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { lots, MOVEMENTS } from "./contract.ts";

describe("one stock", () => {
  let market: TestMarket;
  let grower: Person;
  let lotId: string;

  beforeAll(async () => {
    market = await openTestMarket();
    grower = await market.person("王桂兰", ["grower"]);
    const item = await market.item("红掌 14 cm");
    const lot = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 100 }, AS_SYSTEM);
    lotId = lot.id;
  });
  afterAll(() => market.close());

  const move = (kind: "intake" | "hold" | "sale" | "release" | "direct_sale", quantity: number, causeId: string) =>
    market.runtime.call(lots.actions.move, { lotId, kind, quantity, cause: "test", causeId }, AS_SYSTEM);

  test("a lot is empty until it is taken in, and numbered through the day", async () => {
    const lot = await market.runtime.call(lots.actions.get, { lotId }, AS_SYSTEM);
    expect(lot.onHand).toBe(0);
    expect(lot.no).toMatch(/^L\d{8}-0001$/);
    await expect(move("hold", 1, "too-early")).rejects.toMatchObject({ code: "not_enough_stock" });
  });

  test("what is held cannot be sold to somebody else", async () => {
    await move("intake", 100, "dock");
    await move("hold", 80, "clock");
    expect(await move("direct_sale", 20, "stall")).toMatchObject({ onHand: 80, held: 80, free: 0 });
    await expect(move("direct_sale", 1, "stall-2")).rejects.toMatchObject({ code: "not_enough_stock", detail: { free: 0 } });
  });

  test("the same cause moves a lot once", async () => {
    expect(await move("sale", 30, "award-1")).toMatchObject({ onHand: 50, repeated: false });
    expect(await move("sale", 30, "award-1")).toMatchObject({ onHand: 50, repeated: true });
  });

  test("the database itself refuses a written balance and a changed movement", async () => {
    await expect(market.database.pool.query("update kernel.lot set on_hand = 1000 where id = $1", [lotId])).rejects.toThrow(/stock_moves_by_movement/);
    await expect(market.database.pool.query("update kernel.lot_movement set quantity = 1")).rejects.toThrow(/append_only/);
    await expect(market.database.pool.query("delete from kernel.event")).rejects.toThrow(/append_only/);
  });

  test("fifty hands reaching for the last ten pots take ten", async () => {
    await move("release", 10, "free-ten");
    const tries = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => move("direct_sale", 1, `hand-${i}`)));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(10);
    expect(await market.runtime.call(lots.actions.get, { lotId }, AS_SYSTEM)).toMatchObject({ onHand: 40, held: 40 });
  });

  test("what a movement answers is what the table says, for every kind there is", async () => {
    const item = await market.item("杜鹃 16 cm");
    const { id } = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 500 }, AS_SYSTEM);
    const write = (kind: (typeof MOVEMENTS)[number], quantity: number, causeId: string) => market.runtime.call(lots.actions.move, { lotId: id, kind, quantity, cause: "every", causeId }, AS_SYSTEM);
    await write("intake", 500, "first");
    await write("hold", 100, "first");
    for (const kind of MOVEMENTS) {
      const { onHand, held, repeated } = await write(kind, 7, kind);
      expect({ kind, onHand, held, repeated }).toEqual({ kind, ...(await stockOf(id)), repeated: false });
      expect(await write(kind, 7, kind)).toMatchObject({ onHand, held, repeated: true });
    }
  });

  const stockOf = async (id: string) => {
    const { onHand, held } = await market.runtime.call(lots.actions.get, { lotId: id }, AS_SYSTEM);
    return { onHand, held };
  };
});
