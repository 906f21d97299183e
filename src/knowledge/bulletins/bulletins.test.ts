import { createHash, randomBytes } from "node:crypto";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { figuresOf } from "../../engines/bulletin/figures.ts";
import { plainText } from "../../engines/bulletin/write.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../../market/settlement/contract.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { prices } from "../prices/contract.ts";
import { bulletins, type BothTexts } from "./contract.ts";
import { writingOf } from "./rules.ts";

const FRIDAY = "2026-11-20";
const SUNDAY = "2026-11-22";
const { actions } = bulletins;

describe("the market's bulletin", () => {
  let market: TestMarket;
  let now = new Date(`${FRIDAY}T14:00:00+08:00`);
  let growers: Person[];
  let [buyer, cashier, auctioneer, operator] = [] as Person[] as [Person, Person, Person, Person];
  let phal = "";
  let lily = "";
  let sunday: Awaited<ReturnType<typeof sell>> = [];
  let n = 0;

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    growers = await Promise.all(["王", "李", "张"].map((name) => market.person(name, ["grower"])));
    buyer = await market.person("鲁花批发", ["buyer"], 10_000_000_00);
    [cashier, auctioneer, operator] = await Promise.all([market.staff("孙丽", ["cashier"]), market.staff("周敏", ["auctioneer"]), market.staff("刘建国", ["operator"])]);
    phal = (await market.item("蝴蝶兰 双梗")).id;
    lily = (await market.item("百合 盆栽")).id;
  });
  afterAll(() => market.close());

  const run = <A extends Parameters<TestMarket["runtime"]["call"]>[0]>(action: A, input: object, who: Person | null = null) => market.runtime.call(action, input as never, who === null ? AS_SYSTEM : who.call);
  async function sell(itemId: string, businessDate: string, deals: readonly (readonly [grower: number, quantity: number, price: number])[]) {
    const made = [];
    for (const [grower, quantity, price] of deals) {
      now = new Date(now.getTime() + 1_000);
      const { id } = await market.runtime.call(lots.actions.create, { itemId, growerId: growers[grower]!.partyId, declared: quantity }, AS_SYSTEM);
      await market.runtime.call(lots.actions.change, { lotId: id, grade: "A" }, AS_SYSTEM);
      await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity, cause: "test", causeId: "dock" }, AS_SYSTEM);
      made.push((await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: id, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, businessDate, cause: "award", causeId: String(++n) }, AS_SYSTEM)).sale);
    }
    await market.runtime.settle();
    return made;
  }
  async function close(businessDate: string): Promise<void> {
    await market.runtime.call(settlement.actions.closeDay, { businessDate }, cashier.call);
    for (let tries = 0; tries < 20; tries += 1) {
      if ((await market.runtime.call(settlement.actions.dayOverview, { businessDate }, cashier.call)).day?.state === "closed") break;
      await market.runtime.call(settlement.actions.closeStep, { businessDate }, cashier.call).catch(() => null);
    }
    await market.runtime.settle();
  }
  const desk = async () => (await market.runtime.call(actions.desk, {}, operator.call)).rows;
  const draftOf = async (period: string, who = operator) => market.runtime.call(actions.draft, { bulletinId: (await desk()).find((row) => row.period === period)!.id }, who.call);
  const wordsOf = (view: { texts: BothTexts; data: Parameters<typeof figuresOf>[0] }): string => Object.values(view.texts.zh).map((text) => plainText(text, figuresOf(view.data), writingOf(view.data, "zh"))).join("\n");
  const file = (path: string) => market.runtime.call(actions.file, { path, query: {} }, AS_SYSTEM);

  test("after the close of the day its draft lies on the desk, with the figures of the public sheet", async () => {
    await sell(phal, FRIDAY, [[0, 10, 20_00], [1, 10, 20_00], [2, 10, 20_00]]);
    await close(FRIDAY);
    now = new Date(`${SUNDAY}T14:00:00+08:00`);
    sunday = await sell(phal, SUNDAY, [[0, 10, 21_00], [1, 10, 20_50], [2, 20, 21_00]]);
    // Two sellers only: the line is withheld, and so is everything about it.
    await sell(lily, SUNDAY, [[0, 7, 8_88], [1, 7, 8_88]]);
    expect((await desk()).map((row) => row.period)).toEqual([FRIDAY]);
    await close(SUNDAY);
    const draft = await draftOf(SUNDAY);
    const text = wordsOf(draft);
    expect(text).toContain("2026年11月22日，公布1行行情，不公布1行。公布的各行成交3笔，成交量40盆，成交额835.00元。");
    expect(text).toContain("与上期（2026年11月20日）相比，1行可比，价格上涨1行、下跌0行、持平0行；两期都公布的1行，成交额增长39.2%，成交量增长33.3%。");
    expect(text).toContain("蝴蝶兰 双梗（A）20.88元/盆，上涨4.4%");
    expect(text).not.toMatch(/百合|8\.88/);
    expect(draft).toMatchObject({ marks: [], edition: 1, stale: false, editedBy: null });
    const { lines } = await market.runtime.call(prices.actions.sheet, { businessDate: SUNDAY }, buyer.call);
    expect(draft.data.now.lines.find((line) => line.item.zh === "蝴蝶兰 双梗")).toMatchObject({ mean: lines.find((line) => line.itemId === phal)!.mean, sold: 40 });
    expect(JSON.stringify(draft.data)).not.toContain("888");
  });

  test("the week ends with its Sunday: both days in one bulletin", async () => {
    const week = await draftOf("2026-W47");
    expect(wordsOf(week)).toContain("2026年第47周，共2个交易日，公布1行行情，不公布1行。公布的各行成交6笔，成交量70盆，成交额1,435.00元。");
    expect(week.data.now).toMatchObject({ hidden: 1, days: 2, complete: true });
  });

  test("an editor's words are kept, his free numbers are marked; the figures stay bound to the data", async () => {
    const draft = await draftOf(SUNDAY, auctioneer);
    const texts = { ...draft.texts, zh: { ...draft.texts.zh, causes: "节前备货，要货的客户多了约50家；蝴蝶兰 双梗均价30.00元。成交额{value}。" } };
    const saved = await market.runtime.call(actions.save, { bulletinId: draft.id, version: draft.version, texts }, auctioneer.call);
    expect(saved.marks.map(({ code, text, section }) => [section, code, text])).toEqual([["causes", "unknown_number", "50"], ["causes", "contradicts", "30.00"]]);
    await expect(run(actions.save, { bulletinId: draft.id, version: draft.version, texts }, operator)).rejects.toMatchObject({ code: "changed_meanwhile" });
    await expect(run(actions.save, { bulletinId: draft.id, version: saved.version, texts }, growers[0]!)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(run(actions.publish, { bulletinId: draft.id, version: saved.version }, auctioneer)).rejects.toMatchObject({ code: "second_person_needed" });
    const broken = await market.runtime.call(actions.save, { bulletinId: draft.id, version: saved.version, texts: { ...texts, en: { ...texts.en, supply: "{unsold.lorry} left" } } }, auctioneer.call);
    await expect(run(actions.publish, { bulletinId: draft.id, version: broken.version }, operator)).rejects.toMatchObject({ code: "unknown_figure" });
    await market.runtime.call(actions.save, { bulletinId: draft.id, version: broken.version, texts: { ...texts, zh: { ...texts.zh, causes: "节前备货。成交额{value}。" } } }, auctioneer.call);
  });

  test("another person publishes it; everybody reads it, and its fingerprint fits its bytes", async () => {
    await expect(run(actions.bulletin, { period: SUNDAY }, buyer)).rejects.toMatchObject({ code: "not_found" });
    const draft = await draftOf(SUNDAY);
    const { sha256, edition } = await market.runtime.call(actions.publish, { bulletinId: draft.id, version: draft.version }, operator.call);
    expect(edition).toBe(1);
    const read = await market.runtime.call(actions.bulletin, { period: SUNDAY }, buyer.call);
    expect(wordsOf(read)).toContain("节前备货。成交额835.00元。");
    expect(read.editions).toMatchObject([{ edition: 1, editedBy: "周敏", publishedBy: "刘建国", reason: null, sha256 }]);
    const frozen = await file(`${SUNDAY}.json`);
    expect(createHash("sha256").update(frozen.text!).digest("hex")).toBe(sha256);
    expect(frozen).toMatchObject({ hash: sha256, mime: "application/json; charset=utf-8" });
    expect((await market.runtime.call(actions.list, {}, buyer.call)).bulletins.map((one) => [one.period, one.title.zh])).toEqual([[SUNDAY, "2026年11月22日花卉行情日报"]]);
  });

  test("it opens in Word and on paper with the same words and figures; the CSV holds no number of a withheld line", async () => {
    const word = await file(`${SUNDAY}.docx`);
    const parts = unzipSync(new Uint8Array(Buffer.from(word.base64!, "base64")));
    const document = new TextDecoder().decode(parts["word/document.xml"]);
    const text = document.replaceAll(/<[^>]+>/g, "");
    expect(Object.keys(parts)).toContain("[Content_Types].xml");
    for (const part of ["2026年11月22日花卉行情日报", "成交额835.00元", "蝴蝶兰 双梗（A）", "+4.4%", "演示数据"]) expect(text).toContain(part);
    expect(text).not.toMatch(/百合|\{[a-z]/);
    const english = unzipSync(new Uint8Array(Buffer.from((await file(`${SUNDAY}/1.en.docx`)).base64!, "base64")));
    expect(new TextDecoder().decode(english["word/document.xml"])).toContain("up 4.4 per cent");
    const pdf = Buffer.from((await file(`${SUNDAY}.pdf`)).base64!, "base64");
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    const csv = (await file(`${SUNDAY}.csv`)).text!.trim().split("\r\n");
    expect(csv).toHaveLength(3);
    expect(csv.find((row) => row.includes("蝴蝶兰"))).toContain(",20.88,40,0,835.00,3,20.00,,CNY,");
    expect(csv.find((row) => row.includes("百合"))).toMatch(/,pot,,,,,,,,CNY,too_few_sellers$/);
    await expect(file(`${SUNDAY}/7.json`)).rejects.toMatchObject({ code: "not_found" });
    await expect(file("../secret.json")).rejects.toMatchObject({ code: "not_found" });
  });

  test("a sale taken back is a correction with its reason; the first edition stays as it was", async () => {
    const first = await file(`${SUNDAY}/1.json`);
    const { id } = await market.runtime.call(actions.bulletin, { period: SUNDAY }, buyer.call);
    const other = await market.staff("吴涛", ["cashier"]);
    const reversal = await market.runtime.call(settlement.actions.proposeReversal, { saleId: sunday[0]!.id, reason: "价格录错", goods: "returned" }, cashier.call);
    await market.runtime.call(settlement.actions.decideReversal, { reversalId: reversal.id, confirm: true }, other.call);
    await market.runtime.settle();
    const { version } = await market.runtime.call(actions.correct, { bulletinId: id, reason: "冲销一笔录错的成交" }, auctioneer.call);
    await expect(run(actions.correct, { bulletinId: id, reason: "再来一次" }, operator)).rejects.toMatchObject({ code: "already_open" });
    expect(await market.runtime.call(actions.publish, { bulletinId: id, version }, operator.call)).toMatchObject({ edition: 2 });
    const read = await market.runtime.call(actions.bulletin, { period: SUNDAY }, buyer.call);
    expect(read.editions.map((one) => [one.edition, one.reason])).toEqual([[2, "冲销一笔录错的成交"], [1, null]]);
    expect((await file(`${SUNDAY}/1.json`)).text).toBe(first.text);
    expect((await market.runtime.call(actions.bulletin, { period: SUNDAY, edition: 1 }, buyer.call)).data).not.toEqual(read.data);
    await expect(market.database.pool.query("update bulletins.edition set reason = 'x'")).rejects.toThrow("append_only");
  });

  test("a day without trade has a bulletin that says so; one nobody touched follows its data and one person publishes it", async () => {
    const monday = "2026-11-23";
    now = new Date(`${monday}T20:00:00+08:00`);
    await close(monday);
    const quiet = await draftOf(monday);
    expect(wordsOf(quiet)).toContain("2026年11月23日没有成交。");
    expect(await market.runtime.call(actions.publish, { bulletinId: quiet.id, version: quiet.version }, operator.call)).toMatchObject({ edition: 1 });
    const week = await draftOf("2026-W47");
    expect(week.stale).toBe(true);
    // Two growers are left behind the line of Sunday, so the week's sum lacks that day.
    const fresh = await market.runtime.call(actions.refresh, { bulletinId: week.id, version: week.version }, operator.call);
    expect(await draftOf("2026-W47")).toMatchObject({ stale: false, version: fresh.version, editedBy: null });
    await expect(run(actions.make, { period: "2026-01-05" }, operator)).rejects.toMatchObject({ code: "no_sheet" });
    await expect(run(actions.make, { period: "2026-W47" }, operator)).rejects.toMatchObject({ code: "exists" });
    const older = await market.runtime.call(actions.make, { period: "2026-W48" }, operator.call);
    expect(await market.runtime.call(actions.discard, { bulletinId: older.id, version: (await draftOf("2026-W48")).version }, operator.call)).toEqual({ dropped: true });
  });
});
