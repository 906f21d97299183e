import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatNamed } from "../../engines/collection/formats.ts";
import { seededChance } from "../../engines/recorded-day/chance.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../../market/settlement/contract.ts";
import { rebuild } from "../../app/rebuild.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { collection } from "./contract.ts";
import { readSourceFile } from "./files.ts";
import { ingestFile } from "./ingest.ts";

const DATA = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));
const SEED = process.env["HUALIAN_SEED"] ?? "collection";
const HEAD = "business_date,market,species,variety,grade,unit,stems,quantity,price,reason\n";

describe("collected prices", () => {
  let market: TestMarket;
  let folder: string;
  let now = new Date("2026-11-22T14:00:00+08:00");
  let operator: Person;
  let phal: string;
  let rose: string;
  let n = 0;

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    folder = mkdtempSync(join(tmpdir(), "hualian-collection-"));
    operator = await market.staff("刘建国", ["operator"]);
    phal = (await market.item("蝴蝶兰 双梗")).id;
    rose = (await market.item("玫瑰 切枝")).id;
  });
  afterAll(async () => {
    await market.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const take = (text: string, source = "neutral", name = `file-${++n}.csv`) => {
    writeFileSync(join(folder, name), text);
    return ingestFile(market.runtime, market.database, join(folder, name), formatNamed(source)!, { by: "test" });
  };
  const between = (from: string, to: string, more: object = {}) => market.runtime.call(collection.actions.observations, { from, to, ...more }, AS_SYSTEM);

  test("a file adds its prices; the same again, in bytes or in other order, adds nothing", async () => {
    const rows = ["2026-11-20,广州,蝴蝶兰,红,A,盆,,10,18.5,\n", "2026-11-20,广州,玫瑰,,A,扎,20,30,19.55,\n", "2026-11-21,广州,蝴蝶兰,红,A,盆,,10,0,\n", "2026-11-21,广州,玫瑰,,A,扎,20,-3,19,\n"];
    expect((await take(HEAD + rows.join(""), "neutral", "a.csv")).batch).toMatchObject({ rows: 4, accepted: 2, missing: 1, named: 1, added: 4, corrected: 0, unchanged: 0 });
    expect(await take(HEAD + rows.join(""), "neutral", "again.csv")).toMatchObject({ takenBefore: true, batch: { added: 0, corrected: 0, unchanged: 4 } });
    expect(await take(HEAD + rows.toReversed().join(""))).toMatchObject({ takenBefore: false, batch: { added: 0, corrected: 0, unchanged: 4 } });
    // Prices stand in the normalised unit: a bunch of twenty counts as stems, and no rounding is done.
    expect((await between("2026-11-20", "2026-11-21")).rows).toMatchObject([{ label: "蝴蝶兰 · 红", unit: "pot", quantity: 10, value: 185_000, mean: 18_500, perUnit: 1 }, { label: "玫瑰", unit: "stem", quantity: 600, value: 586_500, mean: 19_550, perUnit: 20 }]);
  });

  test("a row that cannot be read stops the whole file, and says where it is", async () => {
    const file = await take(`${HEAD}2026-11-20,上海,红掌,,A,盆,,1,10,\n2026-11-20,上海,红掌,,B,桶,,1,十块,\n`);
    expect(file.batch).toBeNull();
    expect(file.tally.badCells.map(({ row, column, value }) => [row, column, value])).toEqual([[3, "unit", "桶"], [3, "price", "十块"]]);
    expect((await between("2026-11-20", "2026-11-20", { market: "上海" })).rows).toEqual([]);
  });

  test("a correction is a new version and the earlier one stays; nobody overwrites", async () => {
    expect((await take(`${HEAD}2026-11-20,广州,蝴蝶兰,红,A,盆,,12,19,\n`)).batch).toMatchObject({ added: 0, corrected: 1 });
    const { rows: [row] } = await market.runtime.call(collection.actions.rows, { source: "neutral", from: "2026-11-20", to: "2026-11-20", query: "蝴蝶兰" }, operator.call);
    const { versions } = await market.runtime.call(collection.actions.versions, { seriesId: row!.seriesId, businessDate: "2026-11-20" }, operator.call);
    expect(versions.map(({ version, mean, quantity, by }) => [version, mean, quantity, by])).toEqual([[2, 19_000, 12, "test"], [1, 18_500, 10, "test"]]);
    await expect(market.database.pool.query("update collection.observation set mean = 1 where status = 'kept'")).rejects.toThrow(/never overwritten/);
    await expect(market.database.pool.query("delete from collection.observation")).rejects.toThrow(/never deleted/);
    // The old file once more says nothing new: it was taken in before it was corrected.
    expect(await take(`${HEAD}${["2026-11-20,广州,蝴蝶兰,红,A,盆,,10,18.5,\n", "2026-11-20,广州,玫瑰,,A,扎,20,30,19.55,\n", "2026-11-21,广州,蝴蝶兰,红,A,盆,,10,0,\n", "2026-11-21,广州,玫瑰,,A,扎,20,-3,19,\n"].join("")}`, "neutral", "late.csv")).toMatchObject({ takenBefore: true });
    expect((await between("2026-11-20", "2026-11-20")).rows[0]).toMatchObject({ mean: 19_000 });
  });

  test("an outlier waits for its reason, and only with one it counts; the desk may also leave a price out", async () => {
    const days = Array.from({ length: 12 }, (_, at) => `2026-10-${String(at + 1).padStart(2, "0")},昆明,康乃馨,,A,枝,,100,${at === 11 ? "9.9" : `1.${at % 3}`},\n`);
    expect((await take(HEAD + days.join(""))).batch).toMatchObject({ added: 12, outliers: 1 });
    const on = { from: "2026-10-12", to: "2026-10-12", market: "昆明" };
    expect((await between(on.from, on.to, { market: "昆明" })).rows).toEqual([]);
    const { rows: [odd] } = await market.runtime.call(collection.actions.rows, { source: "neutral", ...on, status: "outlier" }, operator.call);
    const key = { seriesId: odd!.seriesId, businessDate: "2026-10-12" };
    expect(await market.runtime.call(collection.actions.explain, { ...key, reason: "festival" }, operator.call)).toMatchObject({ version: 2, reason: "festival", outlier: true });
    expect((await between(on.from, on.to, { market: "昆明" })).rows).toHaveLength(1);
    await expect(market.runtime.call(collection.actions.explain, { ...key, businessDate: "2026-10-11", reason: "festival" }, operator.call)).rejects.toMatchObject({ code: "not_an_outlier" });
    expect(await market.runtime.call(collection.actions.exclude, { ...key, reason: "typing_error" }, operator.call)).toMatchObject({ version: 3, status: "excluded" });
    expect((await between(on.from, on.to, { market: "昆明" })).rows).toEqual([]);
    expect(await market.runtime.call(collection.actions.exclude, { ...key, reason: null }, operator.call)).toMatchObject({ version: 4, status: "kept" });
  });

  test("whole or in pieces, in any order, the same prices give the same statistics", async () => {
    const chance = seededChance(SEED);
    const rows = Array.from({ length: 240 }, (_, at) => `2026-0${1 + Math.floor(at / 80)}-${String(1 + (at % 28)).padStart(2, "0")},MARKET,月季${Math.floor(at / 28) % 3},,A,盆,,${1 + chance.int(50)},${chance.int(12) === 0 ? 90 : 8 + chance.int(4)},\n`)
      .filter((row, at, all) => all.findIndex((other) => other.slice(0, 26) === row.slice(0, 26)) === at);
    const mixed = rows.map((row) => ({ row, at: chance.next() })).toSorted((a, b) => a.at - b.at).map(({ row }) => row);
    await take(HEAD + rows.join("").replaceAll("MARKET", "甲"));
    // The last days come in a file of their own, and are judged by what came before it; one day in the middle comes last of all.
    const [late, middle] = [mixed.filter((row) => row >= "2026-03-01"), mixed.filter((row) => row.startsWith("2026-02-10"))];
    const early = mixed.filter((row) => !late.includes(row) && !middle.includes(row));
    for (const part of [early.slice(0, 40), early.slice(40), late, middle]) await take(HEAD + part.join("").replaceAll("MARKET", "乙"));
    const seen = async (name: string) => (await between("2026-01-01", "2026-03-31", { market: name })).rows.map(({ businessDate, label, quantity, value }) => `${businessDate} ${label} ${quantity} ${value}`).toSorted();
    expect((await seen("甲")).length).toBeGreaterThan(50);
    expect(await seen("乙")).toEqual(await seen("甲"));
  });

  test("a source's item is tied to ours, past and to come; the work list is by volume", async () => {
    const { items } = await market.runtime.call(collection.actions.unmapped, { source: "neutral", mapped: false }, operator.call);
    expect(items.map(({ quantity }) => quantity)).toEqual(items.map(({ quantity }) => quantity).toSorted((a, b) => b - a));
    await market.runtime.call(collection.actions.map, { source: "neutral", species: "蝴蝶兰", variety: "红", itemId: phal }, operator.call);
    await market.runtime.call(collection.actions.map, { source: "neutral", species: "玫瑰", variety: "", itemId: rose }, operator.call);
    await take(`${HEAD}2026-11-22,北京,蝴蝶兰,红,特级,盆,,5,25,\n`);
    await market.runtime.call(collection.actions.mapGrade, { source: "neutral", grade: "特级", itemGrade: "A" }, operator.call);
    expect((await between("2026-11-20", "2026-11-22", { itemIds: [phal] })).rows.map(({ market: name, grade, mean }) => [name, grade, mean])).toEqual([["广州", "A", 19_000], ["北京", "A", 25_000]]);
    const { items: beside } = await market.runtime.call(collection.actions.beside, {}, operator.call);
    expect(beside.find((item) => item.itemId === phal)).toMatchObject({ origin: null, destinations: [{ market: "北京", businessDate: "2026-11-22", mean: 25_000, quantity: 5 }, { market: "广州", businessDate: "2026-11-20", mean: 19_000, quantity: 12 }] });
    // A stem is no pot: shown, and said not to be comparable.
    expect(beside.find((item) => item.itemId === rose)!.destinations).toMatchObject([{ unit: "stem", perUnit: 20, comparable: false }]);
  });

  test("a collector enters today's prices, is asked about a slip at once, and corrects", async () => {
    const collector = await market.staff("采价员 小林", ["collector"]);
    const other = await market.staff("采价员 老周", ["collector"]);
    await market.runtime.call(collection.actions.setPoint, { code: "qz-south", nameZh: "青州南市场", side: "origin", lines: [{ itemId: phal, grade: "A", unit: "pot" }, { itemId: rose, grade: null, unit: "bunch", stems: 20 }], collectors: [collector.login] }, operator.call);
    const enter = (day: string, entries: object[], who = collector) => market.runtime.call(collection.actions.enter, { code: "qz-south", businessDate: day, entries: entries as never }, who.call);
    await expect(enter("2026-11-22", [{ n: 0, mean: 20_000 }], other)).rejects.toMatchObject({ code: "not_your_point" });
    for (let at = 1; at <= 10; at += 1) {
      now = new Date(`2026-11-${10 + at}T14:00:00+08:00`);
      expect(await enter(`2026-11-${10 + at}`, [{ n: 0, mean: 20_000 + at * 100, quantity: 50 }, { n: 1, mean: null }])).toEqual({ added: 2, corrected: 0, unchanged: 0 });
    }
    now = new Date("2026-11-21T14:00:00+08:00");
    const { point } = await market.runtime.call(collection.actions.myPoints, {}, collector.call);
    expect(point!.lines[0]).toMatchObject({ last: { businessDate: "2026-11-20", mean: 21_000 }, entered: null, usual: { median: 20_550 } });
    await expect(enter("2026-11-21", [{ n: 0, mean: 2_050 }])).rejects.toMatchObject({ code: "outlier_needs_reason", detail: { n: 1, item: "蝴蝶兰 双梗" } });
    expect(await enter("2026-11-21", [{ n: 0, mean: 80_000, reason: "festival" }])).toMatchObject({ added: 1 });
    expect(await enter("2026-11-21", [{ n: 0, mean: 21_500, quantity: 40 }])).toMatchObject({ corrected: 1 });
    expect(await enter("2026-11-21", [{ n: 0, mean: 21_500, quantity: 40 }])).toMatchObject({ unchanged: 1 });
    expect((await between("2026-11-21", "2026-11-21", { source: "qz-south" })).rows).toMatchObject([{ mean: 21_500, side: "origin", itemId: phal, grade: "A" }]);
    await expect(enter("2026-11-23", [{ n: 0, mean: 21_000 }])).rejects.toMatchObject({ code: "too_late" });
  });

  test("own sales: there and back, between one owner's parties and taken back are left out and listed", async () => {
    const [wang, lu, li] = [await market.person("王", ["grower", "buyer"], 1_000_000_00), await market.person("鲁花", ["buyer", "grower"], 1_000_000_00), await market.person("李", ["grower"])];
    const sell = async (grower: Person, buyer: Person, quantity: number, price: number) => {
      const { id } = await market.runtime.call(lots.actions.create, { itemId: phal, growerId: grower.partyId, declared: quantity }, AS_SYSTEM);
      await market.runtime.call(lots.actions.change, { lotId: id, grade: "A" }, AS_SYSTEM);
      await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity, cause: "test", causeId: "dock" }, AS_SYSTEM);
      return (await market.runtime.call(settlement.actions.recordSale, { channel: "presale", lotId: id, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "test", causeId: `own-${++n}` }, AS_SYSTEM)).sale.id;
    };
    const [there, back, honest] = [await sell(wang, lu, 10, 30_00), await sell(lu, wang, 10, 31_00), await sell(li, lu, 5, 20_00)];
    await market.runtime.settle();
    const listed = await market.runtime.call(collection.actions.excludedSales, { from: "2026-11-21", to: "2026-11-21" }, operator.call);
    expect(new Map(listed.sales.map(({ saleId, reason, because }) => [saleId, [reason, because]]))).toEqual(new Map([[there, ["wash", back]], [back, ["wash", there]]]));
    expect(listed).toMatchObject({ total: 2, kept: 1 });
    expect(listed.sales.map(({ saleId }) => saleId)).not.toContain(honest);
    const own = () => between("2026-11-21", "2026-11-21", { source: "own" });
    expect((await own()).rows).toMatchObject([{ itemId: phal, grade: "A", quantity: 5, value: 100_000, mean: 20_000, channel: "own" }]);
    await market.runtime.inScene(market.modules.find(({ contract }) => contract.module === "parties")!, async ({ tx }) => void (await (tx as never as typeof market.database.db).updateTable("kernel.party").set({ bank_account: "6228999900001111" }).where("id", "in", [li.partyId, lu.partyId]).execute()));
    expect((await market.runtime.call(collection.actions.excludedSales, { from: "2026-11-21", to: "2026-11-21" }, operator.call)).sales.find(({ saleId }) => saleId === honest)).toMatchObject({ reason: "related_party", because: "bank_account" });
    expect((await own()).rows).toEqual([]);
    const before = (await market.database.pool.query("select * from collection.own_sale order by sale_id")).rows as unknown[];
    await rebuild(market.runtime, "collection");
    expect((await market.database.pool.query("select * from collection.own_sale order by sale_id")).rows).toEqual(before);
  });

  const there = existsSync(DATA);
  if (!there) console.log("SKIPPED: the real price files of ../shared/data are not here");
  test.skipIf(!there)("real files: Korean day files and their CSV are one; the lily's zero prices are missing", async () => {
    const raw = readdirSync(join(DATA, "kr-flower-auction/raw")).find((name) => name.includes("2026-05-29"))!;
    const csv = readdirSync(join(DATA, "kr-flower-auction")).find((name) => name.startsWith("auction_prices"))!;
    const kr = (name: string) => ingestFile(market.runtime, market.database, join(DATA, "kr-flower-auction", name), formatNamed("kr-at")!, { by: "test" });
    const day = (await kr(join("raw", raw))).batch!;
    expect(day).toMatchObject({ rows: 1_470, missing: 0, named: 4, added: 1_470 });
    const whole = (await kr(csv)).batch!;
    expect(whole).toMatchObject({ missing: 0, duplicates: 0, corrected: 0, unchanged: 1_470 });
    expect(whole.added + whole.unchanged).toBe(whole.rows);
    const tw = readdirSync(join(DATA, "tw-flower"));
    const lily = await readSourceFile(join(DATA, "tw-flower", tw.find((name) => name.startsWith("taipei_lily_daily"))!), formatNamed("tw-amis")!, {});
    expect(lily.tally).toMatchObject({ malformed: 0, named: 0, from: "1998-12-01" });
    expect(lily.tally.missing).toBeGreaterThanOrEqual(3);
    const anthurium = await readSourceFile(join(DATA, "tw-flower", tw.find((name) => name.endsWith(".json"))!), formatNamed("tw-amis")!, {});
    expect(anthurium.tally).toMatchObject({ missing: 0, named: 0, duplicates: 0, malformed: 0, markets: ["台中", "台北", "台南", "彰化", "高雄"].toSorted() });
    const florist = await readSourceFile(join(DATA, "cn-florist-price/flower_database.xlsx"), formatNamed("cn-florist")!, {});
    expect(florist.tally).toMatchObject({ rows: 134, accepted: 134, from: "2026-08-04" });
  });
});
