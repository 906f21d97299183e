import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainReceipt, readReceipt } from "../../engines/escpos/read.ts";
import { columnsOf } from "../../engines/escpos/text.ts";
import { print } from "../../kernel/print/contract.ts";
import { readPdf } from "../../kernel/print/trial-pdf.ts";
import { stall } from "./contract.ts";
import { openTrial, type Trial } from "./trial.ts";

const { actions } = stall;
const PAGE = "http://192.168.1.20:4600";
const decoders = { gb18030: (bytes: Uint8Array) => new TextDecoder("gb18030").decode(bytes), utf8: (bytes: Uint8Array) => new TextDecoder().decode(bytes) };
/** The id a telephone made; it stands in the code, so it is given here. */
const BILL = "01930000-0000-7000-8000-000000000007";

describe("a stall slip by the market's template", { timeout: 60_000 }, () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await openTrial();
    const { item, other } = trial;
    await trial.arrive(item, "10箱");
    await trial.arrive(other, "120");
    const { id } = await trial.customer("张姐花店", 5_000_00, "13805361234");
    const [answer] = await trial.sync([trial.bill(
      [{ itemId: item.id, quantity: "24", price: 18_50, total: 444_00 }, { itemId: other.id, quantity: "30", price: 6_00, per: "spike", potPrice: 3_00, total: 210_00 }, { itemId: item.id, quantity: "2箱", price: 200_00, per: "box", total: 400_00 }, { itemId: item.id, quantity: "6", price: 18_00, lump: 100_00, total: 100_00 }],
      { id: BILL, customerId: id, payments: [{ method: "wechat", amount: 500_00 }, { method: "allowance", amount: 4_00 }], offlineNo: "S07-A001" },
    )]);
    expect(answer).toMatchObject({ outcome: "booked" });
  });
  afterAll(() => trial.market.close());
  const printed = (size: "58mm" | "80mm", language: "zh" | "en" = "zh") => trial.market.runtime.call(actions.printSlip, { billId: BILL, size, language, as: "escpos", origin: PAGE }, trial.keeper.call);
  const linesOf = (base64: string, columns: number): string[] => plainReceipt(readReceipt(Buffer.from(base64, "base64"), decoders), columns);

  test.each([["58mm", 32], ["80mm", 48]] as const)("on %s says goods, pots, allowance, what was paid and what is owed, to the fen; and the bytes stay as they are", async (size, columns) => {
    const { base64, name } = await printed(size);
    expect(name).toMatch(/^S07-0001/);
    const lines = linesOf(base64, columns);
    for (const line of lines.filter((one) => !one.includes("[QR"))) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
    const text = lines.join("\n");
    // 444 + 180 + 400 + 100 of goods, ten pots at 3.00, four off: 1,150; 500 paid, 650 owed.
    for (const sum of ["1,124.00", "30.00", "1,150.00", "500.00", "650.00"]) expect(text).toContain(sum);
    expect(text).toMatch(/微信[^]*本单欠款[^]*累计欠款/);
    expect(text).toContain("(一口");
    expect(text).toContain(`[QR ${PAGE}/stall/bills/${BILL}]`);
    const hex = Buffer.from(base64, "base64").toString("hex").match(/../g)!.join(" ").replaceAll(/ 0a(?= |$)/g, " 0a\n").replaceAll("\n ", "\n");
    await expect(`${hex.trimEnd()}\n\n${text}\n`).toMatchFileSnapshot(`./golden/slip.${size}.txt`);
  });

  test("the code opens the bill for whom it concerns, and the PDF says the same", async () => {
    expect(await trial.market.runtime.call(actions.bill, { billId: BILL }, trial.keeper.call)).toMatchObject({ no: "S07-0001", totalNow: 1_154_00 });
    const { base64, mime } = await trial.market.runtime.call(actions.printSlip, { billId: BILL, origin: PAGE }, trial.keeper.call);
    expect(mime).toBe("application/pdf");
    const text = readPdf(Buffer.from(base64, "base64")).pages.flat().join("|");
    for (const part of ["张姐花店", "650.00", "S07-0001"]) expect(text).toContain(part);
  });

  test("in English nothing of the words stays Chinese but what is a name", async () => {
    const text = linesOf((await printed("80mm", "en")).base64, 48).join("\n");
    expect(text).toMatch(/WeChat[^]*Owed on this slip/);
    expect(text).not.toMatch(/合计|实收|欠款|顾客/);
  });

  test("a printer of the hall gets it as a job; another stall's slip nobody prints", async () => {
    const operator = await trial.market.staff("刘建国", ["operator"]);
    const printer = await trial.market.runtime.call(print.actions.savePrinter, { name: "一号厅小票机", host: "192.168.1.50", port: 9100, size: "80mm" }, operator.call);
    expect((await trial.market.runtime.call(actions.slipPrinters, { stallId: trial.place.id }, trial.keeper.call)).printers).toEqual([{ id: printer.id, name: "一号厅小票机", size: "80mm" }]);
    expect(await trial.market.runtime.call(actions.queueSlip, { billId: BILL, printerId: printer.id, origin: PAGE }, trial.keeper.call)).toMatchObject({ printer: "一号厅小票机" });
    expect((await trial.market.runtime.call(print.actions.jobs, {}, operator.call)).jobs).toMatchObject([{ title: "S07-0001", state: "waiting" }]);
    const stranger = await trial.market.person("别家花行", ["merchant"]);
    await expect(trial.market.runtime.call(actions.printSlip, { billId: BILL }, stranger.call)).rejects.toMatchObject({ code: "not_found" });
  });
});
