import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { demoUscc } from "../../src/engines/identity/demo.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { seedFees } from "../../src/market/settlement/seed.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { formatMoney } from "../../src/ui/money.ts";
import type { Person } from "../market.ts";
import { DESK, PHONE, overflow, serveMarket, stumbles, type Served } from "./served.ts";

/** Grower by grower: how many pots at which price. Their mean is 22.75. */
const SALES = [[10, 20_00], [10, 22_00], [20, 24_50]] as const;

/** What a page shows once nothing on it is loading any more. */
async function settled(page: Page): Promise<void> {
  await page.locator("main").waitFor();
  await page.waitForFunction(() => document.querySelector("main .hl-skeleton") === null && (document.querySelector("main")?.textContent ?? "").length > 10);
}
const figure = (page: Page, title: string): Locator => page.locator("article", { has: page.getByRole("heading", { name: title, exact: true }) }).locator("a").first();

describe("the front door and the administration, in a browser", { timeout: 240_000 }, () => {
  let served: Served;
  let growers: Person[] = [];
  let people: Record<string, Person> = {};
  let today = "";

  const open = async (person: Person | null, path: string, size = DESK, language: "zh" | "en" = "zh"): Promise<Page> => {
    const visit = await served.visit(size, language);
    if (person !== null) await visit.signIn(person);
    await visit.page.goto(path);
    await settled(visit.page);
    return visit.page;
  };

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    const { runtime } = market;
    await seedFees(runtime, "2020-01-01");
    today = (await runtime.call(calendar.actions.today, {}, AS_SYSTEM)).businessDate;
    growers = await Promise.all(["王桂兰", "李建军", "赵玉梅"].map((name) => market.person(name, ["grower"])));
    const buyer = await market.person("鲁中花卉", ["buyer"], 5_000_00);
    const grader = await market.staff("质检员 韩雪", ["grader"]);
    people = {
      grower: growers[0]!, buyer, grader, auctioneer: await market.staff("拍卖师 周敏", ["auctioneer"]), cashier: await market.staff("结算员 孙丽", ["cashier"]), operator: await market.staff("市场经理 刘建国", ["operator"]),
      system: await market.staff("系统管理员", ["system_admin"]), security: await market.staff("安全管理员", ["security_admin"]), auditor: await market.staff("审计员", ["auditor"]),
    };
    const item = await market.item("仙客来 15cm");
    for (const [n, [quantity, price]] of SALES.entries()) {
      const lot = await runtime.call(intake.actions.declareLot, { itemId: item.id, quantity: "100" }, growers[n]!.call);
      await runtime.call(intake.actions.receive, { lotId: lot.id, counted: "100" }, grader.call);
      await runtime.call(intake.actions.grade, { lotId: lot.id, grade: "A" }, grader.call);
      await runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: lot.id, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "test", causeId: String(n) }, AS_SYSTEM);
    }
    await runtime.settle();
  });
  afterAll(() => served.close());

  test("a visitor sees the day, the prices and the fees, and comes in with one click", async () => {
    const { lunarZh, springFestivalDays } = await served.market.runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    const page = await open(null, "/");
    const text = await page.locator("main").innerText();
    expect(text).toContain(`农历${lunarZh}`);
    expect(text).toContain(String(Math.abs(springFestivalDays)));
    await page.getByRole("row", { name: /仙客来 15cm/ }).getByText("22.75", { exact: false }).or(page.getByRole("row", { name: /22\.75/ })).first().waitFor();
    expect(text).toContain("成交额的 3%");
    await page.getByRole("button", { name: /^以花农/ }).first().click();
    await page.getByRole("heading", { level: 1, name: /，今天$/ }).waitFor();
    await page.locator("article").nth(2).waitFor();
    expect(await page.locator("article").count()).toBe(3);
  });

  test("a grower reads what was sold and what will be paid tomorrow, to the fen", async () => {
    const page = await open(people["grower"]!, "/");
    const [quantity, price] = SALES[0];
    expect(await figure(page, "今天的批次").innerText()).toMatch(/^1/);
    expect(await figure(page, "今天卖出").innerText()).toBe(formatMoney(quantity * price));
    const { drafts } = await served.market.runtime.call(settlement.actions.myStatements, {}, people["grower"]!.call);
    expect(drafts[0]!.due).toBe(quantity * price - 6_00 - 2_00 - 1_00);
    expect(await figure(page, "明天到账（预计）").innerText()).toBe(formatMoney(drafts[0]!.due));
  });

  test.each(["buyer", "auctioneer", "grader", "cashier", "operator", "system", "security", "auditor"])("the %s has three things to do, and every number leads somewhere", async (who) => {
    const page = await open(people[who]!, "/");
    await page.locator("article").nth(2).waitFor();
    expect(await page.locator("article").count()).toBe(3);
    const places = await page.locator("main a").evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href") ?? ""))]);
    expect(places.length).toBeGreaterThan(3);
    for (const place of places) {
      await page.goto(place);
      await page.locator("main, .hl-canvas").first().waitFor();
      expect(`${place} ${await page.title()}`).not.toMatch(/没有这一页/);
      expect(await page.getByText("您的身份不能打开这一页").count(), place).toBe(0);
    }
  });

  test("the language changes on the spot and is remembered", async () => {
    const page = await open(null, "/");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Prices today" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.evaluate(() => localStorage.getItem("hualian.language"))).toBe("en");
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("heading", { name: "今日行情" }).waitFor();
  });

  test("the keyboard skips to the content and opens the wall", async () => {
    const page = await open(null, "/");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("跳到正文");
    await page.keyboard.press("Enter");
    for (let n = 0; n < 30 && (await page.evaluate(() => document.activeElement?.getAttribute("href"))) !== "/wall"; n += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/wall");
  });

  test.each([
    ["visitor", "/"], ["grower", "/"], ["visitor", "/permissions"], ["visitor", "/fees"], ["operator", "/fees"], ["operator", "/parties"], ["cashier", "/credits"], ["cashier", "/ledger"],
    ["security", "/accounts"], ["system", "/accounts"], ["auditor", "/audit"],
  ])("%s at %s: nothing to stumble over, on a desk and on a phone", async (who, path) => {
    const desk = await open(people[who] ?? null, path);
    expect(await stumbles(desk)).toEqual([]);
    expect(await overflow(desk)).toBe(0);
    const phone = await open(people[who] ?? null, path, PHONE, "en");
    expect(await stumbles(phone)).toEqual([]);
    expect(await overflow(phone)).toBe(0);
  });

  test("the system administrator opens an account, the security administrator gives it a role, nobody gives himself one", async () => {
    const page = await open(people["system"]!, "/accounts");
    await page.getByRole("button", { name: "开账号" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("登录名").fill("xin.cashier");
    await dialog.getByLabel("姓名或称呼").fill("新结算员");
    await dialog.getByRole("button", { name: "开账号" }).click();
    await page.getByRole("dialog", { name: "新结算员 的账号已开好" }).waitFor();
    const [login, password] = await page.locator(".admin-secret dd").allInnerTexts();
    expect(await page.getByRole("button", { name: /授予岗位/ }).count()).toBe(0);

    const security = await open(people["security"]!, "/accounts");
    expect(await security.getByRole("button", { name: "授予岗位 安全管理员", exact: true }).count()).toBe(0);
    await security.getByRole("button", { name: "授予岗位 新结算员" }).click();
    await security.getByRole("checkbox", { name: "结算员" }).check();
    await security.getByRole("button", { name: "保存岗位" }).click();
    await security.getByRole("row", { name: /新结算员/ }).getByText("结算员", { exact: true }).waitFor();

    const visit = await served.visit(DESK);
    await visit.signIn({ ...people["cashier"]!, login: login!, password: password! });
    await visit.page.getByText("一次性密码", { exact: false }).first().waitFor();
  });

  test("a misread credit code is named by its place before it is sent; the right one registers", async () => {
    const page = await open(people["operator"]!, "/parties");
    await page.getByRole("button", { name: "登记主体" }).click();
    const dialog = page.getByRole("dialog");
    const right = demoUscc(4_711, "93");
    const wrong = `${right.slice(0, 17)}${right.endsWith("0") ? "1" : "0"}`;
    await dialog.getByLabel("名称").fill("花海盆花专业合作社");
    await dialog.getByLabel("统一社会信用代码").fill(wrong);
    await dialog.getByText("第 18 位校验码与前 17 位不符").waitFor();
    await dialog.getByLabel("统一社会信用代码").fill(right.toLowerCase());
    await dialog.getByText("校验通过：农民专业合作社").waitFor();
    await dialog.getByRole("button", { name: "登记" }).click();
    await page.getByRole("searchbox").fill("huahai");
    await page.getByRole("row", { name: /花海盆花专业合作社/ }).waitFor();
  });

  test("every balance adds up to zero and opens into its postings; a limit cannot go below what is owed", async () => {
    const page = await open(people["cashier"]!, "/ledger");
    await page.getByText("合计为零，账是平的").waitFor();
    await page.getByRole("row", { name: /鲁中花卉/ }).click();
    await page.getByRole("heading", { name: "鲁中花卉 的往来账" }).waitFor();
    await settled(page);
    expect(await page.getByRole("row", { name: /应收采购商/ }).count()).toBe(SALES.length);
    await page.goto("/credits");
    await page.getByRole("button", { name: "改额度 鲁中花卉" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("¥910.00").waitFor();
    await dialog.getByLabel("新额度").fill("900");
    await dialog.getByText("至少 ¥910.00").waitFor();
    await dialog.getByLabel("新额度").fill("6000");
    await dialog.getByRole("button", { name: "保存额度" }).click();
    await page.getByRole("row", { name: /鲁中花卉/ }).getByText("5,090", { exact: false }).waitFor();
  });

  test("the auditor reads that the chain is whole, and finds a refusal with its reason", async () => {
    const page = await open(people["auditor"]!, "/audit");
    await page.getByText("链是完整的").waitFor();
    await page.getByLabel("模块").selectOption("intake");
    await page.getByRole("row", { name: /发批次/ }).first().click();
    await page.getByRole("dialog").getByText("仙客来", { exact: false }).or(page.getByRole("dialog").getByText("quantity", { exact: false })).first().waitFor();
  });

  test("the market manager ends a fee and adds the next; an overlap is refused in words", async () => {
    const page = await open(people["operator"]!, "/fees");
    await page.getByRole("button", { name: "加费目" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("中文名").fill("花农佣金");
    await dialog.getByLabel("英文名").fill("Commission");
    await dialog.getByLabel("费目代码").fill("seller_commission");
    await dialog.getByLabel("费率").fill("2.5");
    await dialog.getByRole("button", { name: "加费目" }).click();
    await dialog.getByText("已有收费标准", { exact: false }).waitFor();
    await dialog.getByLabel("费目代码").fill("seller_service");
    await dialog.getByRole("button", { name: "加费目" }).click();
    await page.getByText("成交额的 2.5%").waitFor();
    expect(today).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test("no page failed behind anybody's back", () => {
    expect(served.faults).toEqual([]);
  });
});
