import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainReceipt, readReceipt } from "../../engines/escpos/read.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { readPdf } from "../../kernel/print/trial-pdf.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";
import { seedFees } from "./seed.ts";

const DAY = "2026-11-22";
const NEXT = "2026-11-23";
const PAGE = "http://192.168.1.20:4600";
const actions = settlement.actions;
const yuan = (fen: number): string => `${fen < 0 ? "-" : ""}¥${(Math.abs(fen) / 100).toFixed(2).replace(/\B(?=(?:\d{3})+\.)/g, ",")}`;

describe("papers of a closed day, printed", () => {
  let market: TestMarket;
  let now = new Date("2026-11-22T14:00:00+08:00");
  let [wang, li, luhua, jinan, sun, wu] = [] as unknown as Person[];
  let lot = "";
  let taken = "";

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    wang = await market.person("王桂兰", ["grower"]);
    li = await market.person("李长海", ["grower"]);
    luhua = await market.person("鲁花批发", ["buyer"], 100_000_00);
    jinan = await market.person("济南花市", ["buyer"], 100_000_00);
    sun = await market.staff("结算员 孙丽", ["cashier"]);
    wu = await market.staff("复核员 吴涛", ["cashier"]);
    await seedFees(market.runtime, "2026-01-01");
    const item = await market.item("蝴蝶兰 大辣椒");
    lot = (await market.runtime.call(lots.actions.create, { growerId: wang.partyId, itemId: item.id, declared: 300, potExtra: true }, AS_SYSTEM)).id;
    await market.runtime.call(lots.actions.move, { lotId: lot, kind: "intake", quantity: 300, cause: "dock", causeId: lot }, AS_SYSTEM);
    await sell(luhua, 120, 18_35);
    taken = await sell(jinan, 33, 17_99);
    await close(DAY);
    // On the next day a sale of the first one is taken back: the papers of that day correct it.
    now = new Date("2026-11-23T09:00:00+08:00");
    await sell(luhua, 10, 20_00);
    const reversal = await market.runtime.call(actions.proposeReversal, { saleId: taken, reason: "冻伤", goods: "returned" }, sun.call);
    await market.runtime.call(actions.decideReversal, { reversalId: reversal.id, confirm: true }, wu.call);
    await close(NEXT);
  });
  afterAll(() => market.close());

  let n = 0;
  async function sell(buyer: Person, quantity: number, price: number): Promise<string> {
    return (await market.runtime.call(actions.recordSale, { channel: "clock", lotId: lot, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(++n) }, AS_SYSTEM)).sale.id;
  }
  async function close(businessDate: string): Promise<void> {
    await market.runtime.call(actions.closeDay, { businessDate }, sun!.call);
    await market.runtime.settle();
  }
  const mine = async (who: Person, on: string) => {
    const { papers } = await (who === wang ? market.runtime.call(actions.myStatements, {}, who.call) : market.runtime.call(actions.myBills, {}, who.call));
    return papers.find((paper) => paper.businessDate === on)!;
  };
  const textOf = (base64: string): string => readPdf(Buffer.from(base64, "base64")).pages.flat().join("|");

  test("a grower's statement says what stands on the screen, to the fen, in both languages", async () => {
    const paper = await mine(wang!, DAY);
    const zh = await market.runtime.call(actions.printPaper, { statementId: paper.id, origin: PAGE }, wang!.call);
    expect(zh).toMatchObject({ name: `${paper.no}.pdf`, mime: "application/pdf", pages: 1, lacking: "" });
    const text = textOf(zh.base64);
    for (const part of [paper.no, "王桂兰", "蝴蝶兰 大辣椒", "120 盆", "18.35", "2,202.00", "593.67", `成交额|${yuan(2_795_67)}`, `费用|${yuan(-85_87)}`, `周转箱|${yuan(-1_00)}`, `本期应收|${yuan(paper.due)}`]) expect(text, part).toContain(part);
    // The commission as a sum that anybody can check: 3 % of 2,795.67.
    expect(text).toContain("¥2,795.67 × 3% = ¥83.87|-83.87");
    const en = textOf((await market.runtime.call(actions.printPaper, { statementId: paper.id, language: "en", origin: PAGE }, wang!.call)).base64);
    for (const part of ["Grower's statement", "120 pots", `Due to you|${yuan(paper.due)}`, "Clock"]) expect(en, part).toContain(part);
  });

  test("a correction of an earlier day stands on the later bill, backwards and with its reason", async () => {
    const paper = await mine(jinan!, NEXT);
    const text = textOf((await market.runtime.call(actions.printPaper, { statementId: paper.id, origin: PAGE }, jinan!.call)).base64);
    expect(text).toContain("-593.67");
    expect(text.replaceAll(/[| ]/g, "")).toContain(`原成交${DAY}·冻伤·货退回`);
    expect(text, "no head without a table").not.toContain("|成交|");
    expect(text).toContain(`退回前日成交|${yuan(-593_67)}`);
    expect(text).toContain(`结转下期|${yuan(paper.carriedOut)}`);
    expect(paper.carriedOut).toBeLessThan(0);
  });

  test("nobody prints what he may not read", async () => {
    const paper = await mine(wang!, DAY);
    for (const stranger of [li!, luhua!]) await expect(market.runtime.call(actions.printPaper, { statementId: paper.id }, stranger.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(market.runtime.call(actions.printSlip, { businessDate: DAY, buyerId: luhua!.partyId }, jinan!.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(market.runtime.call(actions.printSlip, { businessDate: DAY, buyerId: luhua!.partyId }, li!.call)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(market.runtime.run("settlement", "printPaper", { statementId: paper.id, origin: "javascript:x" }, wang!.call)).rejects.toMatchObject({ code: "bad_input" });
  });

  test("a buyer's slip comes on a sheet, or as bytes for the printer at the dock, and its code opens it", async () => {
    const sheet = await market.runtime.call(actions.printSlip, { businessDate: DAY, origin: PAGE }, luhua!.call);
    expect(textOf(sheet.base64)).toMatch(/配货单.*鲁花批发.*蝴蝶兰 大辣椒.*120 盆/);
    const bytes = await market.runtime.call(actions.printSlip, { businessDate: DAY, size: "80mm", as: "escpos", origin: PAGE }, luhua!.call);
    const printed = readReceipt(Buffer.from(bytes.base64, "base64"), { gb18030: (part) => new TextDecoder("gb18030").decode(part), utf8: (part) => new TextDecoder().decode(part) });
    const lines = plainReceipt(printed, 48);
    expect(lines.some((line) => line.includes("蝴蝶兰 大辣椒") && line.endsWith("120 盆"))).toBe(true);
    expect(lines).toContainEqual(expect.stringContaining(`[QR ${PAGE}/slips/${DAY}/${luhua!.partyId}]`));
    await expect(market.runtime.call(actions.printSlip, { businessDate: DAY, as: "escpos" }, luhua!.call)).rejects.toMatchObject({ code: "not_a_roll" });
  });
});
