import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../src/engines/calendar/day.ts";
import { batches } from "../../src/growing/batches/contract.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { seedCatalogue } from "../../src/kernel/catalogue/seed.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { seedBatches } from "../../src/growing/batches/seed.ts";
import type { Person } from "../market.ts";
import { DESK, PHONE, overflow, serveMarket, stumbles, type Served } from "./served.ts";

const PATIENT = 45_000;
const SHOTS = process.env["SHOTS"];
const { actions } = batches;

describe("what stands on the benches, from the telephone to the manager's desk", { timeout: 300_000 }, () => {
  let served: Served;
  let wang: Person;
  let operator: Person;
  let today: string;
  type Page = Awaited<ReturnType<Served["visit"]>>["page"];
  const looksRight = async (page: Page, name: string): Promise<void> => {
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/batches-${name}.png`, fullPage: true });
    expect(await overflow(page), name).toBe(0);
    expect(await stumbles(page), name).toEqual([]);
  };

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    const { items } = await seedCatalogue(market.runtime);

    wang = await market.person("王桂兰", ["grower"]);
    operator = await market.staff("市场经理 刘建国", ["operator"]);
    const others = [await market.person("李建军", ["grower"]), await market.person("孙长海", ["grower"]), await market.person("花彩合作社", ["grower"])];
    today = (await market.runtime.call(calendar.actions.today, {}, AS_SYSTEM)).businessDate;
    await seedBatches(market.runtime, { growers: others.map((one) => ({ ...one, grows: ["phalaenopsis"] })), items, on: today, seed: 5 });
  }, 240_000);
  afterAll(() => served.close());

  test("a grower enters a batch, the next one by copying, and reports frost", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(wang);
    await page.goto("/growing");
    await page.waitForSelector("text=还没有登记");
    await looksRight(page, "empty");
    await page.getByRole("link", { name: "登记一批" }).first().click();
    await page.getByLabel("找商品：名称、拼音或首字母").fill("hdl");
    await page.locator(".bat-found button").first().click();
    // A protected variety is said at once; he takes another.
    await page.waitForSelector("text=这个品种受保护", { timeout: PATIENT });
    await page.getByRole("button", { name: "换" }).click();
    await page.getByLabel("找商品：名称、拼音或首字母").fill("xkl");
    await page.locator(".bat-found button", { hasText: "仙客来" }).first().click();
    await page.getByRole("button", { name: "登记", exact: true }).click();
    await page.waitForSelector("text=数量看不懂");
    await page.getByLabel("预计可售多少").fill("1200");
    await page.locator(".bat-plant .hl-segmented label", { hasText: "4 周后" }).click();
    await looksRight(page, "plant");
    await page.getByRole("button", { name: /^登记 1,200/ }).click();
    await page.waitForURL(/\/growing\/[0-9a-f-]{36}$/, { timeout: PATIENT });
    await page.waitForSelector("text=改动记录");
    // The same again: everything stands there but the day.
    await page.goto("/growing/new");
    await page.locator(".bat-copy").click();
    await page.locator(".bat-plant .hl-segmented label", { hasText: "选日子" }).click();
    await page.getByLabel("上市起").fill(addDays(today, 33));
    await page.locator(".bat-extras summary").click();
    await page.getByLabel("株高 cm").fill("65");
    await page.getByLabel("棚位").fill("3 号棚");
    await looksRight(page, "plant-more");
    await page.getByRole("button", { name: /^登记 1,200/ }).click();
    await page.waitForURL(/\/growing\/[0-9a-f-]{36}$/, { timeout: PATIENT });
    const { batches: [first] } = await served.market.runtime.call(actions.mine, {}, wang.call);
    await served.market.runtime.call(actions.promise, { batchId: first!.id, cause: "pooled", causeId: "T-1", quantity: 1_000, label: "盛源连锁超市", dueOn: addDays(today, 30) }, AS_SYSTEM);
    await page.goto("/growing");
    await page.waitForSelector("text=已许 1,000 盆");
    await looksRight(page, "bench");
    await page.locator(".bat-card").first().getByRole("button", { name: "报损失" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("损失了多少").fill("400");
    await dialog.getByRole("radio", { name: "冻害" }).click();
    await looksRight(page, "lose");
    await dialog.getByRole("button", { name: "保存" }).click();
    await page.waitForSelector("text=缺 200 盆", { timeout: PATIENT });
    await page.waitForSelector("text=1 批不够兑现");
    await page.locator(".bat-card-head").first().click();
    await page.waitForSelector("text=盛源连锁超市");
    await looksRight(page, "batch-short");
    await page.getByRole("button", { name: "修改" }).click();
    await page.locator("dialog[open]").getByLabel("预计可售").fill("900");
    await page.locator("dialog[open]").getByLabel("棚位").fill("老棚");
    await looksRight(page, "change");
    await page.locator("dialog[open]").getByRole("button", { name: "保存" }).click();
    await page.waitForSelector("text=棚位", { timeout: PATIENT });
    await page.waitForSelector("text=有 100 盆 兑现不了");
    await context.close();
  });

  test("he says what he can bring a day, and brings a lot from the bench", async () => {
    const { page, context, signIn } = await served.visit(PHONE, "en");
    await signIn(wang);
    await page.goto("/growing");
    await page.locator(".hl-panel", { hasText: "What you can bring a day" }).getByRole("button", { name: "Add" }).click();
    await page.locator("dialog[open]").getByLabel("A day").fill("800");
    await page.locator("dialog[open]").getByLabel("A trip").fill("1600");
    await looksRight(page, "capacity-en");
    await page.locator("dialog[open]").getByRole("button", { name: "Save" }).click();
    await page.waitForSelector("text=A day 800 pots", { timeout: PATIENT });
    await looksRight(page, "bench-en");
    const { batches: [, second] } = await served.market.runtime.call(actions.mine, {}, wang.call);
    await page.goto(`/growing/${second!.no}`);
    await page.waitForSelector("text=History");
    await looksRight(page, "batch-en");
    await page.getByRole("link", { name: "Bring to market" }).click();
    await page.waitForSelector(`text=Cut from batch ${second!.no}`, { timeout: PATIENT });
    await looksRight(page, "bring-en");
    await page.locator(".lot-submit button[type=submit]").click();
    await page.waitForSelector(".lot-sent", { timeout: PATIENT });
    expect((await served.market.runtime.call(actions.batch, { batchId: second!.id }, wang.call)).batch).toMatchObject({ brought: 1_200, left: 0 });
    await context.close();
  });

  test.each([[DESK, "zh"], [DESK, "en"], [PHONE, "zh"], [PHONE, "en"]] as const)("the manager sees the region by batch, week, licence and distance (%o %s)", async (size, language) => {
    const { page, context, signIn } = await served.visit(size, language);
    await signIn(operator);
    const name = (tab: string): string => `desk-${tab}-${language}-${size.width}`;
    for (const tab of ["batches", "weeks", "licences", "towns"]) {
      await page.goto(`/growing/desk${tab === "batches" ? "" : `?tab=${tab}`}`);
      await page.waitForSelector("table tbody tr b, table tbody tr td", { timeout: PATIENT });
      await page.waitForLoadState("networkidle");
      await looksRight(page, name(tab));
    }
    await context.close();
  });

  test("he enters a protected variety and a licence, and sets a distance right", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(operator);
    await page.goto("/growing/desk?tab=licences");
    await page.getByRole("button", { name: "登记品种权" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("品种或商品").first().fill("hdl");
    await dialog.locator(".bat-found button").first().click();
    await dialog.getByLabel("持权人").fill("示例研究所");
    await dialog.getByLabel("品种权号").fill("CNA20260099");
    await dialog.getByLabel("保护期 上市起").fill(addDays(today, -10));
    await dialog.getByLabel("保护期 上市止").fill(addDays(today, 3_000));
    await looksRight(page, "protect");
    await dialog.getByRole("button", { name: "保存" }).click();
    const row = page.locator("tr", { hasText: "CNA20260099" });
    await row.getByRole("button", { name: "登记许可" }).click();
    await dialog.getByLabel("花农").first().fill("wanggui");
    await dialog.locator(".bat-found button", { hasText: "王桂兰" }).click();
    await dialog.getByLabel("保护期 上市起").fill(today);
    await dialog.getByLabel("限量").fill("500");
    await looksRight(page, "license");
    await dialog.getByRole("button", { name: "保存" }).click();
    await page.locator("tr", { hasText: "王桂兰" }).first().waitFor({ timeout: PATIENT });
    await page.goto("/growing/desk?tab=towns");
    await page.locator("tr", { hasText: "弥河镇" }).click();
    await page.locator("dialog[open]").getByLabel("公里").fill("13.5");
    await page.locator("dialog[open]").getByRole("button", { name: "保存" }).click();
    await page.waitForSelector("text=≈ 13.5", { timeout: PATIENT });
    await context.close();
  });

  test("no page has stumbled over itself", () => expect(served.faults).toEqual([]));
});
