import { randomBytes } from "node:crypto";
import { read as readBook, utils, write, type WorkSheet } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";
import { seedFees } from "./seed.ts";

const DAY = "2026-11-22";
const { actions } = settlement;
const base64 = (sheet: WorkSheet): string => {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "表");
  return Buffer.from(write(book, { type: "buffer", bookType: "xlsx" }) as Uint8Array).toString("base64");
};
const opened = (file: string): unknown[][] => utils.sheet_to_json(Object.values(readBook(Buffer.from(file, "base64")).Sheets)[0]!, { header: 1, defval: null });

describe("the cashier's lists in Excel", () => {
  let market: TestMarket;
  let [wang, li, luhua, sun] = [] as unknown as Person[];
  let now = new Date("2026-11-22T14:00:00+08:00");

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    [wang, li, luhua, sun] = [await market.person("王桂兰", ["grower"]), await market.person("李长海", ["grower"]), await market.person("鲁花批发", ["buyer"], 100_000_00), await market.staff("结算员 孙丽", ["cashier"])];
    await seedFees(market.runtime, "2026-01-01");
    for (const [n, grower] of [wang!, li!].entries()) {
      const item = await market.item(`蝴蝶兰 ${n}`);
      const { id } = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 100 }, AS_SYSTEM);
      await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity: 100, cause: "test", causeId: "dock" }, AS_SYSTEM);
      await market.runtime.call(actions.recordSale, { channel: "clock", lotId: id, buyerId: luhua!.partyId, quantity: 50 + n, price: 18_35, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(n) }, AS_SYSTEM);
    }
    await market.runtime.call(actions.closeDay, { businessDate: DAY }, sun!.call);
    await market.runtime.settle();
  });
  afterAll(() => market.close());
  const papers = async (side: "seller" | "buyer" = "seller") => (await market.runtime.call(actions.papers, { businessDate: DAY, side }, sun!.call)).papers;
  const give = (side: "seller" | "buyer" = "seller") => market.runtime.call(actions.givePapers, { businessDate: DAY, side }, sun!.call);
  const marks = (file: string, dryRun = false) => market.runtime.call(actions.takePapers, { base64: file, dryRun }, sun!.call);

  test("the statements of the day go out and change nothing when they come in", async () => {
    const { base64: out } = await give();
    expect(opened(out)).toHaveLength(3);
    expect(await marks(out)).toMatchObject({ applied: true, rows: 2, created: 0, changed: 0, unchanged: 2, problems: [] });
  });

  test("what the bank did is written into it: paid, and sent back with its reason", async () => {
    const rows = opened((await give()).base64);
    const at = (title: string): number => (rows[0] as string[]).findIndex((one) => one.startsWith(title));
    rows[1]![at("状态")] = "已付";
    rows[1]![at("银行流水号")] = "20261123-1";
    rows[2]![at("状态")] = "银行退回";
    expect((await marks(base64(utils.aoa_to_sheet(rows)))).problems).toMatchObject([{ row: 3, column: "退回原因 Why sent back", reason: "why_sent_back" }]);
    expect((await papers()).map((paper) => paper.state)).toEqual(["at_bank", "at_bank"]);
    rows[2]![at("退回原因")] = "户名不符";
    expect(await marks(base64(utils.aoa_to_sheet(rows)), true)).toMatchObject({ applied: false, changed: 2, problems: [] });
    expect((await papers()).map((paper) => paper.state)).toEqual(["at_bank", "at_bank"]);
    expect(await marks(base64(utils.aoa_to_sheet(rows)))).toMatchObject({ applied: true, changed: 2 });
    expect((await papers()).map((paper) => [paper.state, paper.failure])).toEqual([["paid", null], ["failed", "户名不符"]]);
    expect(await marks(base64(utils.aoa_to_sheet(rows)))).toMatchObject({ applied: true, changed: 0, unchanged: 2 });
  });

  test("paid is not taken back, an unknown number is named, and only a cashier marks", async () => {
    const [paid, failed] = await papers();
    const report = await marks(base64(utils.aoa_to_sheet([["单号", "状态"], [paid!.no, "待付"], ["S20200101-0001", "已付"], [failed!.no, "待付"]])));
    expect(report.problems.map((one) => [one.row, one.column, one.value, one.reason])).toEqual([[2, "状态", "待付", "not_this_way"], [3, "单号", "S20200101-0001", "unknown_paper"], [4, "状态", "待付", "not_this_way"]]);
    expect((await marks(base64(utils.aoa_to_sheet([["单号", "状态", "退回原因"], [failed!.no, "银行退回", "再退"], [paid!.no, "failed", "再退"]])))).problems).toMatchObject([{ row: 3, reason: "paid_stays" }]);
    await expect(market.runtime.call(actions.takePapers, { base64: "A".repeat(20), dryRun: true }, luhua!.call)).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("the bank file's own list brings the answers as well; a paper that the bank does not have is the books' to refuse", async () => {
    const bank = await market.runtime.call(actions.bankFiles, { businessDate: DAY }, sun!.call);
    const debit = bank.files.find((one) => one.kind === "debit")!;
    const rows = opened((await market.runtime.call(actions.giveBankLines, { fileId: debit.id }, sun!.call)).base64);
    rows[1]![1] = "已付";
    expect(await market.runtime.call(actions.takeBankLines, { base64: base64(utils.aoa_to_sheet(rows)), dryRun: false }, sun!.call)).toMatchObject({ applied: true, changed: 1 });
    expect((await papers("buyer")).map((paper) => paper.state)).toEqual(["paid"]);
    const [, failed] = await papers();
    const twice = base64(utils.aoa_to_sheet([["单号", "状态", "退回原因"], [failed!.no, "已付", ""]]));
    expect(await market.runtime.call(actions.takePapers, { base64: twice, dryRun: false }, sun!.call)).toMatchObject({ applied: true, changed: 1 });
  });

  test("every other list goes out, to whom its page is for", async () => {
    const call = <A extends Parameters<TestMarket["runtime"]["call"]>[0]>(action: A, input: object, by: Person) => market.runtime.call(action, input as never, by.call) as Promise<{ rows: number }>;
    expect((await call(actions.giveSales, { businessDate: DAY }, sun!)).rows).toBe(2);
    expect((await call(actions.giveSlips, { businessDate: DAY, language: "en" }, sun!)).rows).toBe(1);
    expect((await call(actions.giveSlip, { businessDate: DAY }, luhua!)).rows).toBe(2);
    expect((await call(actions.giveMyPapers, { side: "seller" }, wang!)).rows).toBe(1);
    expect((await call(actions.giveReversals, {}, sun!)).rows).toBe(0);
    expect((await call(actions.giveItems, { businessDate: DAY }, sun!)).rows).toBeGreaterThanOrEqual(0);
    await expect(call(actions.giveSales, { businessDate: DAY }, wang!)).rejects.toMatchObject({ code: "not_allowed" });
  });
});
