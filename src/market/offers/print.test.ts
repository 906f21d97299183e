import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPdf } from "../../kernel/print/trial-pdf.ts";
import type { Person } from "../../../tests/market.ts";
import { offers } from "./contract.ts";
import { buy, openStage, type Stage } from "./trial.ts";

const DAY = "2026-11-27";
const { actions } = offers;

describe("orders on paper", () => {
  let stage: Stage;
  let [wang, li, lu, hua]: Person[] = [];
  let orderId = "";
  const run = () => stage.market.runtime;
  const textOf = (base64: string): string => readPdf(Buffer.from(base64, "base64")).pages.flat().join("|");

  beforeAll(async () => {
    stage = await openStage(`${DAY}T02:00:00Z`);
    [wang, li] = [await stage.market.person("王桂兰", ["grower"]), await stage.market.person("李秀英", ["grower"])];
    [lu, hua] = [await stage.market.person("鲁花批发", ["buyer"], 100_000_00), await stage.market.person("花满楼", ["buyer"], 10_000_00)];
    const lines = [];
    for (const [n, grower] of [wang!, li!].entries()) {
      const lot = await stage.declare(grower, 200);
      await stage.receive(lot.id, 200);
      lines.push((await run().call(actions.saveCatalogue, { lotIds: [lot.id], quantity: "100", price: (18 + n) * 100, from: DAY, to: DAY }, grower.call)).id);
    }
    orderId = await buy(stage, lu!, [{ lineId: lines[0]!, quantity: "2箱" }, { lineId: lines[1]!, quantity: "10" }]);
    await stage.settle();
    await buy(stage, lu!, [{ lineId: lines[0]!, quantity: "5" }]);
    await stage.settle();
  });
  afterAll(() => stage.close());

  test("an order says its lines and its sum; a grower's print holds his own lines only", async () => {
    const { no } = await run().call(actions.order, { orderId }, lu!.call);
    const whole = await run().call(actions.printOrder, { orderId, origin: "http://192.168.1.20:4600" }, lu!.call);
    expect(whole.name).toContain(no);
    const text = textOf(whole.base64);
    for (const part of [no!, "鲁花批发", "王桂兰", "李秀英", "478.00", "已成交"]) expect(text).toContain(part);
    const own = textOf((await run().call(actions.printOrder, { orderId }, li!.call)).base64);
    expect(own).toContain("190.00");
    expect(own).not.toContain("王桂兰");
    await expect(run().call(actions.printOrder, { orderId }, hua!.call)).rejects.toMatchObject({ code: "not_found" });
  });

  test("the packing list of a buyer's day gathers his orders; a grower packs his own part", async () => {
    const text = textOf((await run().call(actions.printPacking, { businessDate: DAY }, lu!.call)).base64);
    for (const part of ["备货清单", "鲁花批发", "31 盆", "D20261127-0001", "D20261127-0002"]) expect(text).toContain(part);
    const own = textOf((await run().call(actions.printPacking, { businessDate: DAY, buyerId: lu!.partyId, language: "en" }, wang!.call)).base64);
    for (const part of ["Packing list", "21 pots", "Sold"]) expect(own).toContain(part);
    expect(own).not.toContain("李秀英");
    await expect(run().call(actions.printPacking, { businessDate: "2026-11-20" }, lu!.call)).rejects.toMatchObject({ code: "nothing_to_pack" });
    // What its code opens: the orders of that buyer and day.
    expect((await run().call(actions.orders, { from: DAY, to: DAY, buyerId: lu!.partyId }, wang!.call)).total).toBe(2);
  });
});
