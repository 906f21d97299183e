import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { agents } from "../../src/market/agents/contract.ts";
import { offers } from "../../src/market/offers/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, SHOTS, looksRight, serveMarket, standingLot, type Served } from "./served.ts";

describe("an agent and his client, from the message to the manifest", { timeout: 300_000 }, () => {
  let served: Served;
  let [agent, guest, grower]: Person[] = [];
  const items: Record<string, string> = {};

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    [agent, guest, grower] = [await market.person("代拍人 韩立", ["agent"], 10_000_000_00), await market.person("津门花市", ["buyer"]), await market.person("王桂兰", ["grower"])];
    for (const [code, zh, en] of [["chili", "蝴蝶兰 大辣椒 双梗", "Phalaenopsis Big Chili"], ["lily", "白掌 5花以上", "Peace lily"]] as const) {
      items[code] = (await market.runtime.call(catalogue.actions.addItem, { code, speciesId: null, zh, en, category: "orchid", unit: "pot", packing: { box: 8, layer: 32, trolley: 160 } }, AS_SYSTEM)).id;
    }
  }, 240_000);
  afterAll(() => served.close());

  const call: Served["market"]["runtime"]["call"] = (...given) => served.market.runtime.call(...given);
  const lot = async (item: string, quantity: number): Promise<string> => (await standingLot(served.market, { itemId: items[item]!, growerId: grower!.partyId, quantity, grade: "A" })).id;

  test("the agent sets his terms and registers a client", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(agent!);
    await page.goto("/agent/clients");
    await page.waitForSelector("text=还没有客户");
    await looksRight(page, "agents-clients-empty");
    await page.getByRole("button", { name: "一般佣金与返利" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("比例").first().fill("5");
    await dialog.getByLabel("每行最低").fill("2");
    await dialog.getByRole("button", { name: "加一档" }).last().click();
    await dialog.getByLabel("当月货款满").fill("1000");
    await dialog.getByLabel("比例").last().fill("0.5");
    await dialog.getByLabel("理由").fill("公开价");
    await looksRight(page, "agents-terms");
    await dialog.getByRole("button", { name: "从那天起执行" }).click();
    await page.waitForSelector("text=货款的 5%", { timeout: PATIENT });
    await page.getByRole("button", { name: "登记客户" }).click();
    await dialog.getByLabel("怎么称呼").fill("济南 老张");
    await dialog.getByLabel("手机（选填）").fill("13800000001");
    await dialog.getByLabel("地区").fill("济南");
    await dialog.getByRole("button", { name: "保存" }).click();
    await page.waitForSelector("text=济南 老张", { timeout: PATIENT });
    await looksRight(page, "agents-clients");
    await context.close();
  });

  test("pastes a message, looks it through and confirms it", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(agent!);
    await page.goto("/agent/new");
    await page.getByLabel("哪个客户").selectOption({ label: "济南 老张 · 济南" });
    await page.getByLabel("采购文字").fill("韩老板你好\n大辣椒双梗 １００盆 不超过18块5 急\n白掌 歪脖子 2箱 可替\n年宵组合盆 10盆 60块");
    await page.getByRole("button", { name: "读成采购单" }).click();
    await page.waitForSelector(".agent-draft");
    await page.waitForSelector("text=还有 1 行没定商品或数量");
    expect(await page.locator(".agent-unread").first().textContent()).toContain("韩");
    await looksRight(page, "agents-review");
    await page.locator(".agent-draft").nth(2).getByLabel("商品").selectOption("words");
    await page.getByRole("button", { name: "确认下单" }).click();
    await page.waitForURL(/\/agent\/lists\/P\d{8}-0001/, { timeout: PATIENT });
    await page.waitForSelector("text=还差 100 盆");
    await context.close();
  });

  test("sees what is on offer, buys it through the market, and the list fills by itself", async () => {
    const lotId = await lot("chili", 60);
    const today = (await call(agents.actions.lists, { as: "agent" }, agent!.call)).lists[0]!.givenOn;
    const { price } = await call(offers.actions.saveCatalogue, { lotIds: [lotId], price: 17_50, quantity: "60", from: today, to: today }, grower!.call);
    expect(price).toBe(17_50);
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(agent!);
    await page.goto("/");
    await page.waitForSelector("text=1 行急的还没买");
    await looksRight(page, "agents-home");
    await page.getByRole("link", { name: "去代拍台" }).click();
    await page.waitForSelector("table tbody tr");
    await looksRight(page, "agents-desk");
    await page.locator("table tbody tr").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/agent\/lists\//);
    await page.waitForSelector(".agent-supply >> text=王桂兰", { timeout: PATIENT });
    await looksRight(page, "agents-work");
    await page.locator(".agent-supply").getByRole("button", { name: "放进购物车" }).first().click();
    await page.waitForSelector("text=已放进购物车", { timeout: PATIENT });
    await call(offers.actions.place, {}, agent!.call);
    await page.waitForSelector("text=还差 40 盆", { timeout: PATIENT });
    expect(await page.locator(".agent-fills").first().textContent()).toContain("¥1,050.00");
    await looksRight(page, "agents-work-filled");
    await context.close();
    const phone = await served.visit(PHONE);
    await phone.signIn(agent!);
    await phone.page.goto(page.url());
    await phone.page.waitForSelector("text=还差 40 盆");
    await looksRight(phone.page, "agents-work-phone");
    await phone.page.goto("/agent");
    await phone.page.waitForSelector("text=济南 老张");
    await looksRight(phone.page, "agents-desk-phone");
    await phone.context.close();
  });

  test("gives what nobody wanted by hand", async () => {
    const saleLot = await lot("lily", 30);
    await call(settlement.actions.recordSale, { channel: "clock", lotId: saleLot, buyerId: agent!.partyId, quantity: 30, price: 6_00, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: "lily" }, AS_SYSTEM);
    const { page, context, signIn } = await served.visit(DESK, "en");
    await signIn(agent!);
    await page.goto("/agent");
    await page.waitForSelector("text=14 pots", { timeout: PATIENT });
    await looksRight(page, "agents-desk-en");
    await page.getByRole("button", { name: "Rule of sharing" }).click();
    await page.locator("dialog[open]").getByRole("radio", { name: "By hand only" }).check({ force: true });
    await page.locator("dialog[open]").getByRole("button", { name: "Save" }).click();
    await page.waitForSelector("dialog[open]", { state: "detached" });
    await context.close();
  });

  test("a buyer gives his own list by telephone and sees the fill come in", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(guest!);
    await page.goto("/my-lists");
    await page.waitForSelector("text=还没有托人代拍");
    await looksRight(page, "agents-mine-empty");
    await page.getByRole("link", { name: "托人代拍" }).first().click();
    await page.getByLabel("交给哪位代拍人").selectOption({ label: "代拍人 韩立" });
    await page.waitForSelector("text=货款的 5%");
    await page.getByLabel("采购文字").fill("白掌 1箱 6块5");
    await page.getByRole("button", { name: "读成采购单" }).click();
    await page.waitForSelector(".agent-draft");
    await looksRight(page, "agents-give-phone");
    await page.getByRole("button", { name: "确认下单" }).click();
    await page.waitForURL(/\/my-lists\/P\d{8}-0002/, { timeout: PATIENT });
    await page.waitForSelector("text=还差 8 盆");
    // The agent gives what he holds; the page is not touched.
    const { purchases } = await call(agents.actions.purchases, {}, agent!.call);
    const fit = purchases[0]!.fits.find((one) => one.client === "津门花市")!;
    await call(agents.actions.allocate, { fillId: crypto.randomUUID(), saleId: purchases[0]!.saleId, lineId: fit.lineId, units: 8 }, agent!.call);
    await page.waitForSelector("text=买齐", { timeout: PATIENT });
    expect(await page.locator(".agent-fills").textContent()).toContain("¥48.00");
    await looksRight(page, "agents-mine-filled");
    await page.goto("/my-lists");
    await page.waitForSelector(".agent-card");
    await looksRight(page, "agents-mine");
    await page.getByRole("link", { name: /对账/ }).click();
    await page.waitForSelector("text=¥50.40");
    await looksRight(page, "agents-statement-phone");
    await context.close();
  });

  test("the agent notes a payment and takes the manifest as a paper", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(agent!);
    await page.goto("/agent/clients");
    await page.getByText("济南 老张").click();
    await page.waitForSelector("text=¥1,203.30");
    await page.getByRole("button", { name: "记收款" }).click();
    await page.locator("dialog[open]").getByLabel("金额").fill("1000");
    await looksRight(page, "agents-payment");
    await page.locator("dialog[open]").getByRole("button", { name: "保存" }).click();
    await page.waitForSelector("text=微信", { state: "detached" });
    await expect.poll(async () => (await call(agents.actions.clients, { query: "老张" }, agent!.call)).clients[0]!.balance, { timeout: PATIENT }).toBeLessThan(300_00);
    await looksRight(page, "agents-statement");
    await page.getByRole("link", { name: "代拍清单" }).click();
    await page.waitForSelector("table tbody tr");
    await looksRight(page, "agents-manifest");
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "PDF" }).click()]);
    expect(file.suggestedFilename()).toMatch(/^M\d{8}-.*\.pdf$/);
    if (SHOTS !== undefined) await file.saveAs(`${SHOTS}/agents-manifest.pdf`);
    await context.close();
  });

  test("a client without an account opens his agent's link on his telephone", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(agent!);
    await page.goto("/agent/clients");
    await page.getByText("济南 老张").click();
    await page.getByRole("button", { name: "给他看的链接" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByRole("button", { name: "做一个链接" }).click();
    const link = dialog.getByLabel("给客户看的链接");
    await link.waitFor({ timeout: PATIENT });
    const url = new URL(await link.inputValue());
    await looksRight(page, "agents-link");
    await context.close();
    const phone = await served.visit(PHONE);
    await phone.page.goto(url.pathname);
    await phone.page.waitForSelector("text=济南 老张 的代拍单", { timeout: PATIENT });
    await phone.page.waitForSelector("text=还差 40 盆");
    expect(await phone.page.getByRole("button", { name: "改" }).count()).toBe(0);
    await looksRight(phone.page, "agents-seen");
    await phone.page.goto(`/my-lists/seen/${"A".repeat(22)}`);
    await phone.page.waitForSelector("text=链接不对", { timeout: PATIENT });
    await phone.context.close();
  });

  test("no page has stumbled over itself", () => expect(served.faults).toEqual([]));
});
