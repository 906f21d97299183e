import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkReceipt } from "../../src/engines/clock/receipt.ts";
import { clock } from "../../src/market/clock/contract.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import type { Person, TestMarket } from "../market.ts";
import { DESK, PHONE, overflow, serveMarket, stumbles, type Page, type Served } from "./served.ts";

const WALL = { width: 1920, height: 1080 };
const CREDIT = 20_000_00;
/** Slow enough for a machine with other work; long enough that nobody has to hurry. */
const RHYTHM = { stepMs: 200, graceMs: 2_000 };
const PATIENCE = 60_000;

/** What a page says about money, as fen. */
const fen = (text: string | null): number => Math.round(Number((text ?? "").replace(/[^\d.]/g, "")) * 100);

describe("an auction from the auctioneer's desk to the buyer's pocket", { timeout: 300_000 }, () => {
  let served: Served;
  let market: TestMarket;
  let auctioneer: Person;
  let buyer: Person;
  let grower: Person;
  let sessionId = "";

  beforeAll(async () => {
    served = await serveMarket({ clocks: true });
    market = served.market;
    [auctioneer, grower, buyer] = [await market.staff("周敏", ["auctioneer", "grader"]), await market.person("王桂兰", ["grower"]), await market.person("鲁中花卉 采购", ["buyer"], CREDIT)];
    for (const [name, pots] of [["蝴蝶兰 大辣椒", 240], ["红掌 阿拉巴马", 120], ["仙客来 哈里奥", 96]] as const) {
      const item = await market.item(name);
      const lot = await market.runtime.call(intake.actions.declareLot, { itemId: item.id, quantity: `${pots}盆`, floorPrice: 8_00 }, grower.call);
      await market.runtime.call(intake.actions.receive, { lotId: lot.id, counted: `${pots}盆` }, auctioneer.call);
      await market.runtime.call(intake.actions.grade, { lotId: lot.id, grade: "A", attributes: { spikes: 2 } }, auctioneer.call);
    }
  }, 300_000);
  afterAll(() => served?.close());
  const visit = async (size: { width: number; height: number }, person?: Person, language: "zh" | "en" = "zh") => {
    const visited = await served.visit(size, language);
    if (person !== undefined) await visited.signIn(person);
    return visited;
  };

  const mine = () => market.runtime.call(clock.actions.wins, { sessionId }, buyer.call);

  test("the auctioneer plans a session, queues the day's lots by the item, and opens it", async () => {
    const { page, context } = await visit(DESK, auctioneer);
    await page.goto("/auction");
    await page.getByRole("button", { name: "安排新场次" }).first().click();
    await page.getByLabel("名称").fill("晚间试场");
    await page.getByRole("button", { name: "去掉 盆花钟" }).click();
    const quick = page.locator(".desk-clock-form");
    await quick.getByLabel("步长").fill(String(RHYTHM.stepMs));
    await quick.getByLabel("批间间隔").fill(String(RHYTHM.graceMs));
    await page.getByRole("button", { name: "安排这一场" }).click();
    await page.waitForURL(/\/auction\/[0-9a-f-]{36}$/);
    sessionId = page.url().split("/").at(-1)!;
    await page.getByRole("button", { name: "全选" }).click();
    // Nothing has been sold yet; the proposals come from the grower's floor and say so.
    await page.waitForSelector(".desk-basis >> text=花农保护价推算");
    await page.getByRole("button", { name: "排入 3 批" }).click();
    await page.waitForSelector("text=排好 3 批");
    await page.getByRole("button", { name: "开场" }).click();
    await page.waitForSelector("dialog[open]");
    await page.keyboard.press("1");
    await page.waitForSelector(".desk-clock", { timeout: PATIENCE });
    expect((await market.runtime.call(clock.actions.session, { sessionId }, AS_SYSTEM)).status).toBe("open");
    const { entries } = await market.runtime.call(clock.actions.queue, { sessionId }, AS_SYSTEM);
    expect(entries.map(({ startPrice, floorPrice }) => [startPrice, floorPrice])).toEqual([[24_00, 8_00], [24_00, 8_00], [24_00, 8_00]]);
    expect(await stumbles(page)).toEqual([]);
    await context.close();
  });

  test("a buyer on a telephone presses the clock and wins; the wall shows the deal without his name", async () => {
    const desk = await visit(DESK, auctioneer);
    const wall = await visit(WALL);
    const phone = await visit(PHONE, buyer);
    await phone.page.goto("/clock");
    await phone.page.getByRole("button", { name: "入座" }).click();
    await expect.poll(async () => fen(await phone.page.textContent(".hall-credit [data-main] dd")), { timeout: PATIENCE }).toBe(CREDIT);
    expect(await overflow(phone.page)).toBe(0);
    await wall.page.goto("/wall");
    await wall.page.waitForSelector(".wall-awards");

    await desk.page.goto(`/auction/${sessionId}`);
    await desk.page.waitForSelector(".desk-clock button:has-text('开钟'):not([disabled])");
    await desk.page.keyboard.press("s");
    await desk.page.waitForSelector("dialog[open]");
    await desk.page.keyboard.press("1");

    // Nothing is chosen, so a touch of the dial buys nothing.
    await phone.page.waitForSelector(".hall-focus .hl-clock[data-phase=running]", { timeout: PATIENCE });
    await phone.page.tap(".hall-focus .hl-clock-press");
    expect(await phone.page.locator(".hall-focus .hl-clock[data-phase=hold]").count()).toBe(0);
    await phone.page.tap(".hall-pad-keys button:has-text('20') >> nth=0");
    await phone.page.tap(".hall-focus .hl-clock-press", { timeout: PATIENCE });
    await phone.page.waitForSelector(".hall-verdict[data-tone=leaf] >> text=买到 20 盆", { timeout: PATIENCE });

    // The desk stops the clock for a reason, and the buyer reads it.
    await desk.page.keyboard.press("p");
    await desk.page.waitForSelector("dialog[open] >> text=核对照片");
    await desk.page.keyboard.press("1");
    await phone.page.waitForSelector(".hall-focus .hl-clock[data-phase=paused] >> text=核对照片", { timeout: PATIENCE });

    await expect.poll(async () => (await mine()).wins.filter(({ saleId }) => saleId !== null).length, { timeout: PATIENCE }).toBe(1);
    const [win] = (await mine()).wins;
    expect(win).toMatchObject({ quantity: 20, viaLimit: false, problem: null });
    // The price he saw is the price he pays, and his credit has fallen by it.
    expect(await phone.page.textContent(".hall-verdict")).toContain((win!.price / 100).toFixed(2));
    await expect.poll(async () => fen(await phone.page.textContent(".hall-credit [data-main] dd")), { timeout: PATIENCE }).toBe(CREDIT - win!.gross);
    await phone.page.waitForSelector(`.hall-wins >> text=${win!.itemZh}`);
    expect(fen(await phone.page.textContent(".hall-total .hl-money"))).toBe(win!.gross);

    await wall.page.waitForSelector(`.wall-awards li >> text=${win!.itemZh}`, { timeout: PATIENCE });
    expect(fen(await wall.page.textContent(".wall-awards li .hl-money"))).toBe(win!.price);
    expect(await wall.page.textContent(".wall")).not.toContain("鲁中");
    for (const { context } of [desk, wall, phone]) await context.close();
  });

  test("a limit order is placed on a coming lot, stands on the dial, and fires by itself", async () => {
    const { page, context } = await visit(DESK, buyer);
    await page.goto("/clock");
    await page.getByRole("button", { name: /^预埋 L/ }).last().click();
    await page.getByLabel("预埋价").fill("5");
    expect(await page.textContent(".hl-field-problem")).toContain("低于保护价");
    await page.getByLabel("预埋价").fill("16");
    await page.getByRole("button", { name: "放预埋单" }).click();
    await page.waitForSelector("text=预埋单已放好");
    await expect.poll(async () => (await market.runtime.call(clock.actions.limits, { sessionId }, buyer.call)).limits.map(({ price }) => price), { timeout: PATIENCE }).toEqual([16_00]);
    await market.runtime.call(clock.actions.resumeClock, { sessionId, clock: 0, reason: "核对完毕" }, auctioneer.call);
    await expect.poll(async () => (await mine()).wins.filter(({ viaLimit }) => viaLimit).map(({ price }) => price), { timeout: 180_000, interval: 500 }).toEqual([16_00]);
    await page.waitForSelector(".hall-wins >> text=预埋成交", { timeout: PATIENCE });
    await context.close();
  });

  test("the desk closes the session and hands out the journal", async () => {
    await expect.poll(async () => (await market.runtime.call(clock.actions.session, { sessionId }, auctioneer.call)).can, { timeout: PATIENCE, interval: 500 }).toContain("closeSession");
    const { page, context } = await visit(DESK, auctioneer);
    await page.goto(`/auction/${sessionId}`);
    await page.getByRole("button", { name: "收场" }).click();
    await page.waitForSelector("dialog[open]");
    await page.keyboard.press("1");
    await page.waitForSelector(".results-command", { timeout: PATIENCE });
    expect(await page.textContent(".results-proof")).toContain("相符");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "下载日志" }).click()]);
    const lines = readFileSync(await download.path(), "utf8").trimEnd().split("\n");
    const session = await market.runtime.call(clock.actions.session, { sessionId }, AS_SYSTEM);
    expect(lines.length).toBe((await market.runtime.call(clock.actions.journal, { sessionId }, AS_SYSTEM)).total);
    expect(lines.at(-1)).toContain(session.digest);
    expect(createHash("sha256").update(session.seed ?? "").digest("hex")).toBe(session.commitment);
    await context.close();
  });

  test("the replay shows the press that won, step by step, to anybody, and names nobody", async () => {
    const [win] = (await mine()).wins;
    const { page, context } = await visit(PHONE);
    await page.goto(`/replay/${sessionId}/${win!.lotId}`);
    await page.waitForSelector(".replay-press[data-outcome=won]");
    await page.getByRole("button", { name: "暂停" }).click();
    const award = page.locator(".replay-steps tbody tr", { hasText: "成交" }).first();
    await award.click();
    // The face stands where every screen stood at that moment.
    await page.waitForSelector(".replay-face .hl-clock[data-phase=sold]");
    expect(fen(await page.textContent(".replay-face .hl-clock-price"))).toBe(fen(await award.locator("td").nth(4).textContent()));
    expect(await page.textContent("main")).not.toContain("鲁中");
    expect(await overflow(page)).toBe(0);
    await context.close();
  });

  test("the receipt of a win proves that the press stands in the published journal", async () => {
    const { page, context } = await visit(DESK, buyer);
    await page.goto("/wins");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /^下载凭据/ }).first().click()]);
    const receipt = JSON.parse(readFileSync(await download.path(), "utf8")) as Parameters<typeof checkReceipt>[0];
    const { links, digest } = await market.runtime.call(clock.actions.chain, { sessionId }, AS_SYSTEM);
    expect(checkReceipt(receipt, links, digest)).toBeNull();
    await context.close();
  });

  test.each([["zh", PHONE], ["en", PHONE], ["zh", DESK], ["en", DESK]] as const)("the pages read well in %s at %o: no sideways scrolling, no barrier", async (language, size) => {
    const found: string[] = [];
    const look = async (page: Page, path: string, ready: string): Promise<void> => {
      await page.goto(path);
      await page.waitForSelector(ready);
      await page.waitForLoadState("networkidle");
      const wide = await overflow(page);
      if (wide > 0) found.push(`${path} is ${wide} px too wide`);
      found.push(...(await stumbles(page)).map((one) => `${path} ${one}`));
    };
    const guest = await visit(size, undefined, language);
    for (const [path, ready] of [["/sessions", ".hl-table tbody tr"], [`/sessions/${sessionId}`, ".results-command"], [`/replay/${sessionId}`, ".replay-chart"], ["/wall", ".wall-quiet"]] as const) await look(guest.page, path, ready);
    const his = await visit(size, buyer, language);
    for (const [path, ready] of [["/clock", ".hl-empty"], ["/wins", ".hl-table tbody tr"], ["/limits", ".hl-empty"]] as const) await look(his.page, path, ready);
    const desk = await visit(size, auctioneer, language);
    await look(desk.page, `/auction/${sessionId}`, ".results-proof");
    expect(found).toEqual([]);
    expect(served.faults).toEqual([]);
    for (const { context } of [guest, his, desk]) await context.close();
  });
});
