import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../src/engines/calendar/day.ts";
import { formatNamed } from "../../src/engines/collection/formats.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { seedCatalogue } from "../../src/kernel/catalogue/seed.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { collection } from "../../src/knowledge/collection/contract.ts";
import { ingestFile } from "../../src/knowledge/collection/ingest.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, SHOTS, overflow, serveMarket, stumbles, type Page, type Served } from "./served.ts";

const POINT = "qz-south";

describe("prices from elsewhere, from the collector's phone to the desk", { timeout: 300_000 }, () => {
  let served: Served;
  let collector: Person;
  let operator: Person;
  let today: string;
  const folder = mkdtempSync(join(tmpdir(), "hualian-collected-"));
  const looksRight = async (page: Page, name: string): Promise<void> => {
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/collection-${name}.png`, fullPage: true });
    expect(await overflow(page), name).toBe(0);
    expect(await stumbles(page), name).toEqual([]);
  };

  beforeAll(async () => {
    served = await serveMarket();
    const { runtime, database } = served.market;
    await seedCatalogue(runtime);
    collector = await served.market.staff("采价员 林小梅", ["collector"]);
    operator = await served.market.staff("市场经理 刘建国", ["operator"]);
    today = (await runtime.call(calendar.actions.today, {}, AS_SYSTEM)).businessDate;
    const { items } = await runtime.call(catalogue.actions.items, { query: "蝴蝶兰", limit: 2 }, AS_SYSTEM);
    const rows = Array.from({ length: 12 }, (_, at) => ["广州岭南", "上海"].map((market, n) => `${addDays(today, at - 12)},${market},蝴蝶兰,大红,A,盆,${200 + at},${at === 11 && n === 1 ? 190 : 22 + n + (at % 3)},${at === 5 ? -1 : ""}\n`).join("")).join("");
    writeFileSync(join(folder, "销地.csv"), `business_date,market,species,variety,grade,unit,quantity,price,min_price\n${rows}${today},广州岭南,红掌,,A,盆,-5,12,\n`);
    await ingestFile(runtime, database, join(folder, "销地.csv"), formatNamed("neutral")!, { by: "小陈" });
    await runtime.call(collection.actions.map, { source: "neutral", species: "蝴蝶兰", variety: "大红", itemId: items[0]!.id }, operator.call);
    await runtime.call(collection.actions.setPoint, { code: POINT, nameZh: "青州南市场", nameEn: "Qingzhou South", side: "origin", lines: items.map((item) => ({ itemId: item.id, grade: "A" as const, unit: "pot" as const })), collectors: [collector.login] }, operator.call);
    // Nine days are behind her; entries may be only a few days old, so they come as the desk's own file of the point would.
    const names = await runtime.call(collection.actions.points, {}, operator.call);
    expect(names.points[0]!.lines).toHaveLength(2);
    await runtime.call(collection.actions.enter, { code: POINT, businessDate: addDays(today, -1), entries: [{ n: 0, mean: 20_500, quantity: 300 }, { n: 1, mean: 18_000 }] }, collector.call);
    const series = await database.pool.query<{ id: number }>("select id from collection.series where source = $1 order by id limit 1", [POINT]);
    const batch = await database.pool.query<{ id: number }>("select max(id) as id from collection.batch where source = $1", [POINT]);
    for (let at = 2; at < 12; at += 1) await database.pool.query("insert into collection.observation (series_id, business_date, status, mean, batch_id) values ($1, $2, 'kept', $3, $4)", [series.rows[0]!.id, addDays(today, -at), 20_000 + at * 100, batch.rows[0]!.id]);
  }, 240_000);
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a collector copies yesterday's prices, is asked about a slip while typing, gives a reason, and corrects", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(collector);
    await page.waitForURL(/\/collection\/enter/, { timeout: PATIENT });
    await page.waitForSelector(".col-line");
    await looksRight(page, "enter");
    await page.getByRole("button", { name: "全部照抄上次" }).click();
    const first = page.locator(".col-line").first();
    await first.locator("input").first().fill("205");
    await page.waitForSelector("text=请核对");
    await looksRight(page, "enter-odd");
    await page.getByRole("button", { name: "报 2 项" }).click();
    await page.waitForSelector("text=价格离近期太远");
    await first.locator("select").selectOption("festival");
    await page.getByRole("button", { name: "报 2 项" }).click();
    await page.waitForSelector("text=新报 2 项", { timeout: PATIENT });
    await first.locator("input").first().fill("20.5");
    await page.getByRole("button", { name: "报 1 项" }).click();
    await page.waitForSelector("text=第 2 版", { timeout: PATIENT });
    await looksRight(page, "enter-done");
    await context.close();
  });

  test("the desk explains an outlier, sees what a batch named, maps an item", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(operator);
    await page.goto("/collection?source=neutral");
    await page.waitForSelector("text=有问题");
    await looksRight(page, "desk");
    await page.getByLabel("状态").selectOption("outlier");
    await page.locator("tbody tr", { hasText: "上海" }).first().click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByRole("combobox", { name: "为什么这么高或这么低" }).selectOption("festival");
    await dialog.getByRole("button", { name: "计入统计" }).click();
    await dialog.locator("tbody tr").nth(1).waitFor({ timeout: PATIENT });
    await looksRight(page, "desk-versions");
    await page.goto("/collection?source=neutral&tab=batches");
    await page.locator("tbody tr", { hasText: "销地.csv" }).click();
    await page.waitForSelector("text=数量为负");
    await looksRight(page, "batch");
    await page.goto("/collection/mapping");
    await page.locator("tbody tr", { hasText: "红掌" }).click();
    await page.getByLabel("找商品：名称、拼音或首字母").fill("红掌");
    await page.locator(".col-picks button").first().click();
    await looksRight(page, "map");
    await page.locator("dialog[open]").getByRole("button", { name: "保存" }).click();
    await page.waitForSelector("text=1 个序列跟着变", { timeout: PATIENT });
    await page.goto("/collection/points");
    await page.locator("tbody tr", { hasText: "青州南市场" }).click();
    await looksRight(page, "point");
    await context.close();
  });

  test("anybody reads the standard and the prices of both ends, in both languages, on a phone and on a desk", async () => {
    for (const language of ["zh", "en"] as const) {
      for (const [size, name] of [[PHONE, "phone"], [DESK, "desk"]] as const) {
        const { page, context } = await served.visit(size, language);
        await page.goto("/collection/beside");
        await page.waitForSelector("text=¥190");
        await page.waitForSelector("text=青州南市场");
        await looksRight(page, `beside-${name}-${language}`);
        await page.goto("/collection/standard");
        await page.waitForSelector("text=kr-at");
        await looksRight(page, `standard-${name}-${language}`);
        await context.close();
      }
    }
    for (const [path, name] of [["/collection?source=neutral", "desk"], ["/collection?source=neutral&tab=batches", "batches"], ["/collection?tab=sales", "sales"], ["/collection/mapping", "mapping"], ["/collection/points", "points"]] as const) {
      const { page, context, signIn } = await served.visit(PHONE, "en");
      await signIn(operator);
      await page.goto(path);
      await page.waitForSelector("h1");
      await page.waitForLoadState("networkidle");
      await looksRight(page, `${name}-phone-en`);
      await context.close();
    }
    expect(served.faults).toEqual([]);
  });
});
