import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { bank } from "../../src/market/bank/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import type { PaperView } from "../../src/market/settlement/views.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, looksRight, serveMarket, standingLot, type Served } from "./served.ts";

const yuan = (minor: number): string => (minor / 100).toFixed(2);

describe("the cashier and the bank's statement", { timeout: 300_000 }, () => {
  let served: Served;
  let sun: Person;
  let date = "";
  let papers: PaperView[] = [];

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    const growers = [await market.person("王桂兰", ["grower"]), await market.person("李长海", ["grower"])];
    const buyers = [await market.person("鲁花批发", ["buyer"], 1_000_000_00), await market.person("济南花市", ["buyer"], 1_000_000_00)];
    sun = await market.staff("结算员 孙丽", ["cashier"]);
    const item = await market.item("蝴蝶兰 大辣椒 双梗");
    for (const [n, grower] of growers.entries()) {
      const { id } = await standingLot(market, { itemId: item.id, growerId: grower.partyId, quantity: 200 });
      for (const [k, buyer] of buyers.entries()) date = (await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: id, buyerId: buyer.partyId, quantity: 20 + 3 * k, price: 18_50 + 77 * n, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: `${n}-${k}` }, AS_SYSTEM)).sale.businessDate;
    }
    await market.runtime.call(settlement.actions.closeDay, { businessDate: date }, sun.call);
    await market.runtime.settle();
    papers = (await Promise.all((["seller", "buyer"] as const).map((side) => market.runtime.call(settlement.actions.papers, { businessDate: date, side }, sun.call)))).flatMap((found) => found.papers);
  }, 240_000);
  afterAll(() => served.close());

  const statement = (): string => {
    const [sellers, buyers] = [papers.filter((paper) => paper.side === "seller"), papers.filter((paper) => paper.side === "buyer")];
    const rows: [string, string, string, string][] = [
      [yuan(sellers[0]!.due), "", sellers[0]!.party, `货款 ${sellers[0]!.no}`], [yuan(sellers[1]!.due), "", sellers[1]!.party, `货款 ${sellers[1]!.no}`], ["", yuan(buyers[0]!.due), buyers[0]!.party, buyers[0]!.no],
      ["", yuan(buyers[1]!.due - 12_00), buyers[1]!.party, `${buyers[1]!.no} 花款`], ["12.00", "", "", "代付手续费"], ["", yuan(sellers[1]!.due), sellers[1]!.party, `退汇 ${sellers[1]!.no} 账号有误`],
    ];
    return ["交易日期,支出,收入,对方户名,摘要", ...rows.map((row) => [date, ...row].join(","))].join("\r\n");
  };

  test("adds the account, drops the bank's file in, and sees three lines book themselves", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(sun);
    await page.goto("/bank");
    await page.waitForSelector("text=还没有登记银行账户");
    await looksRight(page, "bank-empty");
    await page.getByRole("button", { name: "登记账户" }).first().click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("叫什么").fill("结算专户");
    await dialog.getByLabel("账号").fill("370100000001");
    await dialog.getByRole("button", { name: "登记账户" }).click();
    await page.waitForSelector("text=还没有流水", { timeout: PATIENT });
    await page.getByRole("button", { name: "导入" }).click();
    await page.locator('dialog[open] input[type="file"]').setInputFiles({ name: "明细.csv", mimeType: "text/csv", buffer: Buffer.from(statement(), "utf8") });
    await page.locator("dialog[open]").getByRole("button", { name: /写入|导入|应用/ }).last().click({ timeout: PATIENT });
    await expect.poll(async () => (await served.market.runtime.call(bank.actions.accounts, {}, sun.call)).accounts[0], { timeout: PATIENT }).toMatchObject({ lines: 6, open: 2 });
    await page.goto("/bank");
    await page.waitForSelector("table tbody tr >> nth=1");
    await looksRight(page, "bank-work");
    await context.close();
  });

  test("explains the fee with the keyboard, and matches the short payment with its difference, in English", async () => {
    const { page, context, signIn } = await served.visit(DESK, "en");
    await signIn(sun);
    await page.goto("/bank");
    await page.waitForSelector("text=Amount differs");
    await looksRight(page, "bank-work-en");
    const fee = page.locator("table tbody tr", { hasText: "代付手续费" });
    await fee.getByRole("button", { name: "Explain" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]");
    await looksRight(page, "bank-explain");
    await page.locator("dialog[open]").getByRole("button", { name: "Explain this line" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("table tbody tr").count(), { timeout: PATIENT }).toBe(1);
    await page.getByRole("button", { name: /Match B/ }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.locator("select").selectOption("bank_fee");
    await looksRight(page, "bank-match");
    await dialog.getByRole("button", { name: "Match papers" }).click();
    await page.waitForSelector("text=No open lines", { timeout: PATIENT });
    await context.close();
  });

  test.each([["desk", DESK], ["phone", PHONE]] as const)("every line, the books' side and the days on a %s", async (name, size) => {
    const { page, context, signIn } = await served.visit(size);
    await signIn(sun);
    for (const view of ["all", "books", "days"] as const) {
      await page.goto(`/bank?view=${view}`);
      await page.waitForSelector(view === "books" ? "text=账上有、银行没有" : "table tbody tr");
      await looksRight(page, `bank-${view}-${name}`);
    }
    if (name === "desk") {
      await page.goto("/bank?view=all");
      await page.getByRole("button", { name: "撤回" }).first().click();
      await looksRight(page, "bank-undo");
      await page.locator("dialog[open]").getByLabel("原因").fill("对错了");
      await page.locator("dialog[open]").getByRole("button", { name: "撤回对账" }).click();
      await expect.poll(async () => (await served.market.runtime.call(bank.actions.accounts, {}, sun.call)).accounts[0]!.open, { timeout: PATIENT }).toBe(1);
    }
    await context.close();
  });

  test("no page has stumbled over itself", () => expect(served.faults).toEqual([]));
});
