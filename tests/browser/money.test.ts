import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { payments } from "../../src/market/payments/contract.ts";
import { Simulator } from "../../src/market/payments/rail-simulator.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { seedFees } from "../../src/market/settlement/seed.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, looksRight, serveMarket, standingLot, type Served } from "./served.ts";

describe("when and how money is paid", { timeout: 300_000 }, () => {
  let served: Served;
  let [wang, li, luhua, sun, wu, liu]: Person[] = [];
  let date = "";

  beforeAll(async () => {
    served = await serveMarket({ payer: { rail: new Simulator(), demoOnly: true } });
    const { market } = served;
    const { runtime } = market;
    await seedFees(runtime, "2020-01-01");
    [wang, li] = [await market.person("王桂兰", ["grower"]), await market.person("李长海", ["grower"])];
    luhua = await market.person("鲁花批发", ["buyer"], 1_000_000_00);
    [sun, wu, liu] = [await market.staff("结算员 孙丽", ["cashier"]), await market.staff("复核员 吴涛", ["cashier"]), await market.staff("市场经理 刘建国", ["operator"])];
    const { businessDate: today } = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    const split = { kind: "days" as const, days: 0, counting: "calendar" as const, way: "split" as const };
    await runtime.call(settlement.actions.setTerm, { partyId: li!.partyId, side: "seller", term: split, validFrom: today, reason: "走持牌分账" }, AS_SYSTEM);
    const item = await market.item("蝴蝶兰 大辣椒 双梗");
    let n = 0;
    for (const [grower, channel, price] of [[wang!, "clock", 18_50], [wang!, "catalogue", 20_00], [wang!, "stall", 16_80], [li!, "clock", 12_00]] as const) {
      const { id } = await standingLot(market, { itemId: item.id, growerId: grower.partyId, quantity: 200, grade: "A" });
      for (const quantity of [40, 12]) {
        const direct = channel === "stall";
        const { sale } = await runtime.call(settlement.actions.recordSale, { channel, money: direct ? "direct" : "market", lotId: id, buyerId: luhua!.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(++n) }, AS_SYSTEM);
        if (direct) await runtime.call(settlement.actions.recordReceipt, { payerId: luhua!.partyId, payeeId: wang!.partyId, method: "wechat", amount: sale.gross, currency: "CNY", cause: "bill", causeId: String(n), memo: "D0007" }, AS_SYSTEM);
        date = sale.businessDate;
      }
    }
    await runtime.settle();
  }, 240_000);
  afterAll(() => served.close());

  test("the manager gives a grower T+0 and opens advances, with the keyboard", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(liu!);
    await page.goto("/terms");
    await page.waitForSelector("text=市场默认");
    await page.getByRole("button", { name: "设账期" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog[open]");
    await dialog.getByRole("searchbox").fill("wang");
    await dialog.getByRole("button", { name: "王桂兰" }).focus();
    await page.keyboard.press("Enter");
    await dialog.getByLabel("原因").fill("合作社协议");
    await looksRight(page, "terms-dialog");
    await dialog.getByRole("button", { name: "设账期" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=合作社协议", { timeout: PATIENT });
    expect(await page.textContent("main")).toContain("当天（T+0）");
    await page.getByRole("button", { name: "改规则" }).click();
    const rules = page.locator("dialog[open]");
    await rules.getByLabel("预付比例").fill("60");
    await rules.getByLabel("更正限额").fill("500");
    await rules.getByLabel("原因").fill("试行");
    await rules.getByRole("button", { name: "改规则" }).click();
    await page.waitForSelector("text=60%", { timeout: PATIENT });
    await looksRight(page, "terms-desk");
    await context.close();
    const phone = await served.visit(PHONE, "en");
    await phone.signIn(liu!);
    await phone.page.goto("/terms");
    await phone.page.waitForSelector("text=Same day (T+0)");
    await looksRight(phone.page, "terms-phone-en");
    await phone.context.close();
  });

  test("the grower takes an advance on his telephone; it stands on the page of his day, and each lot opens", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(wang!);
    await page.goto("/statements");
    await page.waitForSelector("text=当天预付");
    await page.getByLabel("金额").fill("100");
    await looksRight(page, "statements-advance");
    await page.getByRole("button", { name: "预付", exact: true }).click();
    await page.waitForSelector("text=已记下，从今天的结算单里扣", { timeout: PATIENT });
    await page.goto("/party-day");
    await page.waitForSelector("text=卖出 · 结算单");
    await page.waitForSelector("text=V2");
    const text = await page.textContent("main");
    // 52 × 18.50 + 52 × 20.00 through the market, 52 × 16.80 directly.
    for (const part of ["拍卖钟", "目录价", "档口", "买卖自结", "962.00", "1,040.00", "873.60", "微信", "付款中"]) expect(text).toContain(part);
    await looksRight(page, "party-day-grower-phone");
    expect(await page.locator(".settle-lines-lot a").first().getAttribute("href")).toMatch(/^\/l\/L\d{8}-/);
    await context.close();
  });

  test("the cashier closes the day, and finds one party's day from a few letters", async () => {
    const { runtime } = served.market;
    await runtime.call(settlement.actions.closeDay, { businessDate: date }, sun!.call);
    await runtime.settle();
    const { page, context, signIn } = await served.visit(DESK, "en");
    await signIn(sun!);
    await page.goto("/party-day");
    await page.getByRole("searchbox").fill("luhua");
    await page.getByRole("button", { name: "鲁花批发" }).click();
    await page.waitForURL(/\/party-day\/\d{4}-\d\d-\d\d\/[0-9a-f-]+/);
    await page.waitForSelector("text=Bought · bill");
    await looksRight(page, "party-day-cashier-en");
    await page.getByRole("link", { name: /^B\d{8}-/ }).first().click();
    await page.waitForSelector("text=Due on");
    await looksRight(page, "paper-en");
    await context.close();
  });

  test("a correction below the limit is booked by one, at the limit by two", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(sun!);
    await page.goto("/corrections");
    const propose = async (amount: string, expected: string): Promise<void> => {
      await page.getByRole("button", { name: "提出更正" }).click();
      const dialog = page.locator("dialog[open]");
      await dialog.getByRole("searchbox").fill("lichanghai");
      await dialog.getByRole("button", { name: "李长海" }).click();
      await dialog.getByLabel("金额").fill(amount);
      await dialog.getByLabel("原因").fill("过磅记错");
      await dialog.getByText(expected).waitFor();
      await looksRight(page, `corrections-dialog-${amount}`);
      await dialog.getByRole("button", { name: "提出更正" }).click();
      await dialog.waitFor({ state: "detached" });
    };
    await propose("128.50", "这一笔您一人即可入账");
    await page.locator("tbody").getByText("已入账").first().waitFor({ timeout: PATIENT });
    await propose("500", "这一笔要另一位结算员确认");
    await page.waitForSelector("text=自己提出的，要由另一位确认", { timeout: PATIENT });
    await looksRight(page, "corrections-desk");
    await context.close();
    const second = await served.visit(PHONE, "en");
    await second.signIn(wu!);
    await second.page.goto("/corrections");
    await second.page.getByRole("button", { name: "Confirm" }).first().click();
    await second.page.locator("dialog[open]").getByRole("button", { name: "Confirm" }).click();
    await second.page.locator("dialog[open]").waitFor({ state: "detached", timeout: PATIENT });
    await expect.poll(async () => (await served.market.runtime.call(settlement.actions.corrections, {}, sun!.call)).waiting, { timeout: PATIENT }).toBe(0);
    await looksRight(second.page, "corrections-phone-en");
    await second.context.close();
  });

  test.each([["zh", DESK], ["en", PHONE]] as const)("what is unpaid, by age, in %s", async (language, size) => {
    const { page, context, signIn } = await served.visit(size, language);
    await signIn(sun!);
    await page.goto("/ageing");
    await page.waitForSelector("text=鲁花批发");
    await looksRight(page, `ageing-${language}`);
    await context.close();
    const own = await served.visit(PHONE, language);
    await own.signIn(luhua!);
    await own.page.goto("/bills");
    await own.page.waitForSelector(language === "zh" ? "text=没付的按到期日分" : "text=Unpaid, by due day");
    await looksRight(own.page, `bills-${language}`);
    await own.context.close();
  });

  test("the simulator pays what goes by a licensed payer, and every page and paper it touches says that no money moved", async () => {
    const { runtime } = served.market;
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(sun!);
    await page.goto("/payments");
    // What goes by the bank's file stands here as well: a person carries it.
    await page.waitForSelector("text=银行文件");
    await page.waitForSelector(".pay-simulated");
    // The market looks by itself now and then; the cashier need not wait.
    await page.getByRole("button", { name: "指示到期付款" }).click();
    await page.locator("tbody tr", { hasText: "李长海" }).getByText("已付").waitFor({ timeout: PATIENT });
    await looksRight(page, "payments-desk");
    const [paper] = (await runtime.call(settlement.actions.papers, { businessDate: date, side: "seller", query: "李长海" }, sun!.call)).papers;
    await page.goto(`/papers/${paper!.no}`);
    await page.waitForSelector("text=李长海");
    expect(paper).toMatchObject({ state: "paid", simulated: true, way: "split" });
    expect(await page.textContent(".hl-sheet-demo")).toContain("模拟支付：没有真的付款");
    await looksRight(page, "paper-simulated");
    await page.goto(`/party-day/${date}/${li!.partyId}`);
    await page.waitForSelector("text=模拟支付：没有真的付款");
    const { instructions } = await runtime.call(payments.actions.instructions, {}, sun!.call);
    await page.goto(`/payments/${instructions.find((one) => one.simulated)!.no}`);
    await page.waitForSelector("text=来往记录");
    await page.getByText("采信").first().waitFor();
    await looksRight(page, "payment-desk");
    await context.close();
    const phone = await served.visit(PHONE, "en");
    await phone.signIn(sun!);
    await phone.page.goto("/payments");
    await phone.page.waitForSelector("text=Bank file");
    await looksRight(phone.page, "payments-phone-en");
    await phone.context.close();
  });

  test("no page has stumbled over itself", () => expect(served.faults).toEqual([]));
});
