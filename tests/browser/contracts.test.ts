import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { contracts } from "../../src/market/contracts/contract.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, SHOTS, looksRight, serveMarket, standingLot, type Served } from "./served.ts";

describe("a supply contract, from the draft to the goods", { timeout: 400_000 }, () => {
  let served: Served;
  let [grower, buyer, grader, operator]: Person[] = [];
  let today = "";
  let no = "";

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    grower = await market.person("王桂兰", ["grower"]);
    buyer = await market.person("济南花市", ["buyer"], 10_000_000_00);
    [grader, operator] = [await market.staff("质检员 韩雪", ["grader"]), await market.staff("市场经理 刘建国", ["operator"])];
    await market.runtime.call(catalogue.actions.addItem, { code: "phal-2", speciesId: null, zh: "蝴蝶兰 大辣椒 双梗", en: "Phalaenopsis Big Chili", category: "orchid", unit: "pot", packing: { box: 8, layer: 32, trolley: 160 } }, AS_SYSTEM);
    today = (await market.runtime.call(calendar.actions.today, {}, AS_SYSTEM)).businessDate;
  }, 240_000);
  afterAll(() => served.close());

  const shown = async () => (await served.market.runtime.call(contracts.actions.contract, { no }, operator!.call)).contract;

  test("the grower drafts it on his telephone, by formula, and shows it to the buyer", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(grower!);
    await page.goto("/contracts");
    await page.waitForSelector("text=还没有合同");
    await looksRight(page, "01-empty-phone");
    await page.getByRole("link", { name: "写合同" }).first().click();
    await page.getByRole("button", { name: "存草稿" }).click();
    await page.waitForSelector("[role=alert]");
    await page.getByLabel("对方").fill("济南");
    await page.getByRole("button", { name: /济南花市/ }).click();
    await page.getByLabel("商品", { exact: true }).fill("蝴蝶兰");
    await page.getByRole("button", { name: "蝴蝶兰 大辣椒 双梗" }).click();
    await page.getByLabel("总数量").fill("1000");
    await page.getByLabel("从哪天起").fill(today);
    await page.getByLabel("几周").fill("2");
    await page.getByRole("button", { name: "排成每周一期" }).click();
    await page.getByRole("radio", { name: "固定价" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByLabel("不低于").fill("16");
    await page.getByLabel("不高于").fill("24");
    await page.getByLabel("保底价", { exact: true }).fill("18.50");
    await page.waitForSelector("text=按最近公布的行情试算");
    await page.getByLabel("卖方定金").fill("1000");
    await page.getByLabel("买方定金").fill("2000");
    await page.locator("summary", { hasText: "要货与违约" }).press("Enter");
    await page.getByLabel("提前几天要货").fill("0");
    await looksRight(page, "02-draft-phone");
    await page.getByRole("button", { name: "存草稿" }).click();
    await page.waitForURL(/\/contracts\/H\d{8}-0001$/, { timeout: PATIENT });
    no = page.url().split("/").at(-1)!;
    await page.waitForSelector("text=草稿只有您看得到");
    await looksRight(page, "03-drafted-phone");
    await page.getByRole("button", { name: "送对方看" }).click();
    await page.locator("dialog[open]").getByRole("button", { name: "送对方看" }).click();
    await page.waitForSelector("text=文本已固定", { timeout: PATIENT });
    await context.close();
  });

  test("the buyer reads it at his desk with the keyboard, in English, and signs; the grower signs too and it runs", async () => {
    const { page, context, signIn } = await served.visit(DESK, "en");
    await signIn(buyer!);
    await page.goto(`/contracts/${no}`);
    await page.getByRole("button", { name: "Read and sign" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog[open]");
    await dialog.getByText("Default", { exact: true }).waitFor();
    await looksRight(page, "04-sign-desk-en");
    await dialog.getByRole("button", { name: "I have read it; sign" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Signed by one", { timeout: PATIENT });
    await context.close();

    const second = await served.visit(PHONE);
    await second.signIn(grower!);
    await second.page.goto("/contracts");
    await second.page.waitForSelector("text=有 1 件等您办");
    await second.page.click(".contract-card");
    await second.page.getByRole("button", { name: "读文本并签署" }).click();
    await second.page.locator("dialog[open]").getByText("违约", { exact: true }).waitFor();
    await looksRight(second.page, "05-sign-phone");
    await second.page.locator("dialog[open]").getByRole("button", { name: "我已读完，签署" }).click();
    await expect.poll(async () => (await shown()).state, { timeout: PATIENT }).toBe("running");
    expect((await shown()).depositHeld).toBe(3_000_00);
    await second.context.close();
  });

  test("the buyer calls off with one thumb; the grower confirms and gives a lot", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(buyer!);
    await page.goto(`/contracts/${no}`);
    await page.getByRole("button", { name: "要货", exact: true }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("数量").fill("700");
    await dialog.getByText("超出还能要的数量").waitFor();
    await dialog.getByRole("button", { name: "500 盆" }).click();
    await looksRight(page, "06-call-phone");
    await dialog.getByRole("button", { name: "要货", exact: true }).click();
    await page.waitForSelector("text=待答复", { timeout: PATIENT });
    await looksRight(page, "07-called-phone");
    await context.close();

    const { market } = served;
    const { items } = await market.runtime.call(catalogue.actions.items, { query: "蝴蝶兰" }, AS_SYSTEM);
    await standingLot(market, { itemId: items[0]!.id, growerId: grower!.partyId, quantity: 600, grade: "A" });
    const second = await served.visit(PHONE);
    await second.signIn(grower!);
    await second.page.goto(`/contracts/${no}`);
    await second.page.getByRole("button", { name: "答复", exact: true }).click();
    await looksRight(second.page, "08-answer-phone");
    await second.page.locator("dialog[open]").getByRole("button", { name: "答复", exact: true }).click();
    await second.page.getByRole("button", { name: "派批次" }).click();
    await second.page.locator("dialog[open]").getByRole("button", { name: "500 盆" }).click();
    await looksRight(second.page, "09-assign-phone");
    await second.page.locator("dialog[open]").getByRole("button", { name: "派批次" }).click();
    await second.page.waitForSelector("text=已留货", { timeout: PATIENT });
    await second.context.close();
  });

  test("the desk hands over; the manager sees the whole, the paper is verified and a stranger finds nothing", async () => {
    const hall = await served.visit(DESK);
    await hall.signIn(grader!);
    await hall.page.goto("/handovers");
    await hall.page.getByRole("button", { name: "交货入账" }).waitFor();
    await looksRight(hall.page, "10-handover-desk");
    await hall.page.getByRole("button", { name: "交货入账" }).click();
    await expect.poll(async () => (await shown()).delivered, { timeout: PATIENT }).toBe(500);
    await hall.context.close();

    const { page, context, signIn } = await served.visit(DESK);
    await signIn(operator!);
    await page.goto("/contracts-desk");
    await page.waitForSelector("table tbody tr");
    await looksRight(page, "11-desk");
    await page.getByRole("button", { name: "产业办名录" }).click();
    await page.locator("dialog[open]").getByText("还没有登记").waitFor();
    await looksRight(page, "12-offices-desk");
    await page.keyboard.press("Escape");
    await page.locator("table tbody tr").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/contracts\/H/);
    await page.getByRole("button", { name: "核验" }).click();
    await page.locator("dialog[open]").getByRole("button", { name: "核验" }).click();
    await page.waitForSelector("text=核验通过", { timeout: PATIENT });
    await looksRight(page, "13-verify-desk");
    await page.keyboard.press("Escape");
    await looksRight(page, "14-contract-desk");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "下载 PDF" }).click();
    const file = await download;
    if (SHOTS !== undefined) await file.saveAs(`${SHOTS}/contract.pdf`);
    expect(file.suggestedFilename()).toContain(no);
    await context.close();

    const other = await served.visit(PHONE, "en");
    await other.signIn(await served.market.person("别家花店", ["buyer"]));
    await other.page.goto(`/contracts/${no}`);
    await other.page.waitForSelector("text=Not found");
    await other.context.close();
  });

  test("both languages, both widths, for grower and buyer", async () => {
    for (const [who, size, language, name] of [[buyer, DESK, "zh", "15-buyer-desk"], [grower, PHONE, "en", "16-grower-phone-en"]] as const) {
      const { page, context, signIn } = await served.visit(size, language);
      await signIn(who!);
      await page.goto("/contracts");
      await page.waitForSelector(".contract-card");
      await looksRight(page, `${name}-list`);
      await page.goto(`/contracts/${no}`);
      await page.waitForSelector(".contract-call");
      await looksRight(page, name);
      await page.goto("/contracts/new");
      await page.waitForSelector("form.contract-form");
      await looksRight(page, `${name}-new`);
      await context.close();
    }
  });

  test("no page has stumbled over itself", () => expect(served.faults).toEqual([]));
});
