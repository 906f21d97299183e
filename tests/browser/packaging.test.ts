import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { packaging } from "../../src/market/packaging/contract.ts";
import { seedPackaging } from "../../src/market/packaging/seed.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, PHOTO, looksRight, serveMarket, type Served } from "./served.ts";

describe("packaging, from the dock to the holder's own page", { timeout: 300_000 }, () => {
  let served: Served;
  let [grower, buyer, other, grader, operator]: Person[] = [];

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    grower = await market.person("王桂兰", ["grower"]);
    buyer = await market.person("鲁花批发", ["buyer"], 1_000_000_00);
    other = await market.person("济南花市", ["buyer"], 1_000_000_00);
    [grader, operator] = [await market.staff("质检员 韩雪", ["grader"]), await market.staff("市场经理 刘建国", ["operator"])];
    const { businessDate: on } = await market.runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    await seedPackaging(market.runtime, { growers: [grower.partyId], buyers: [buyer.partyId, other.partyId], on, seed: 20_261_122 });
  }, 240_000);
  afterAll(() => served.close());

  test("five taps give out four trolleys, and the slip can be printed", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(grader!);
    await page.goto("/packaging/dock");
    await page.waitForSelector(".pack-who button");
    await looksRight(page, "packaging-dock-empty");
    let taps = 0;
    const tap = async (name: string | RegExp, within = ".pack-counter"): Promise<void> => { taps += 1; await page.locator(within).getByRole("button", { name }).first().click(); };
    await tap(/王桂兰/);
    await tap(/^花车/);
    await tap("4", ".hl-pad-presets");
    await looksRight(page, "packaging-dock-ready");
    await tap(/领出 4 个花车/);
    await page.waitForSelector(".pack-receipt", { timeout: PATIENT });
    expect(taps).toBeLessThanOrEqual(5);
    expect(await page.textContent(".pack-receipt")).toContain("收押金 ¥320.00");
    await looksRight(page, "packaging-dock-done");
    await page.getByRole("button", { name: "打印收发单" }).click();
    await page.waitForSelector("dialog[open]");
    await context.close();
  });

  test("a broken one comes back with its photograph", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(grader!);
    await page.goto("/packaging/dock");
    await page.locator(".hl-segmented label", { hasText: "收回" }).click();
    await page.getByLabel("拼音、首字母、手机尾号，或扫批次标签").fill("wgl");
    await page.locator(".pack-who").getByRole("button", { name: /王桂兰/ }).click();
    await page.locator(".pack-kinds").getByRole("button", { name: /^花车/ }).click();
    await page.locator(".hl-pad-presets").getByRole("button", { name: "2", exact: true }).click();
    await page.getByRole("button", { name: "有损坏、丢失或多出来的" }).click();
    await page.locator(".pack-part").first().getByRole("button").last().click();
    await page.locator(".pack-part").first().getByLabel("什么情况").fill("轮子断");
    await page.getByRole("button", { name: "收回 3 个花车" }).click();
    await page.waitForSelector("text=要有一张检验照片");
    await page.locator('.pack-part input[type="file"]').first().setInputFiles({ name: "wheel.png", mimeType: "image/png", buffer: PHOTO });
    await page.waitForSelector('.pack-part img[src^="/photos/"]', { timeout: PATIENT });
    await looksRight(page, "packaging-dock-harm");
    await page.getByRole("button", { name: "收回 3 个花车" }).click();
    await page.waitForSelector(".pack-receipt", { timeout: PATIENT });
    expect(await page.textContent(".pack-receipt")).toContain("归还损坏 × 1");
    await looksRight(page, "packaging-dock-harm-done");
    await context.close();
  });

  test("a buyer reads his own, says what is wrong and receives what another passes on", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(other!);
    await page.goto("/packaging/mine");
    await page.waitForSelector("text=转给您 2 个花车");
    await looksRight(page, "packaging-mine");
    await page.getByRole("button", { name: "收到了" }).click();
    await page.waitForSelector("text=已接收", { timeout: PATIENT });
    await page.getByRole("button", { name: "有疑问" }).first().click();
    await page.locator("dialog[open]").getByLabel("哪里不对").fill("只收到一辆");
    await looksRight(page, "packaging-mine-ask");
    await page.locator("dialog[open]").getByRole("button", { name: "提问" }).click();
    await page.waitForSelector("text=只收到一辆", { timeout: PATIENT });
    await page.getByRole("button", { name: "转给别人" }).first().click();
    await page.locator("dialog[open] input[type=search]").fill("luhua");
    await page.locator("dialog[open]").getByRole("button", { name: /鲁花批发/ }).click();
    await looksRight(page, "packaging-mine-pass");
    await context.close();
  });

  test("the manager sees the pool, reminds, answers and reads the log, with the keyboard and in English", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(operator!);
    await page.goto("/packaging");
    await page.waitForSelector("table tbody tr");
    await looksRight(page, "packaging-desk-pool");
    await page.getByRole("button", { name: /超期/ }).first().click();
    await page.waitForSelector("text=提醒归还");
    await looksRight(page, "packaging-desk-overdue");
    for (const [show, name] of [["balances", "desk-balances"], ["log", "desk-log"], ["rates", "desk-rates"], ["questions", "desk-questions"]] as const) {
      await page.goto(`/packaging?show=${show}`);
      await page.waitForSelector("main table tbody tr, main .pack-card");
      await looksRight(page, `packaging-${name}`);
    }
    await page.getByRole("button", { name: "答复", exact: true }).first().click();
    await page.locator("dialog[open]").getByLabel("怎么答").fill("查录像，确是五辆");
    await page.locator("dialog[open]").getByRole("button", { name: "答复" }).click();
    await page.waitForSelector("text=查录像，确是五辆", { timeout: PATIENT });
    await page.goto("/packaging");
    await page.getByRole("button", { name: "定押金" }).first().click();
    await looksRight(page, "packaging-desk-value");
    await context.close();

    const english = await served.visit(DESK, "en");
    await english.signIn(operator!);
    await english.page.goto("/packaging");
    await english.page.waitForSelector("table tbody tr[data-opens]");
    await looksRight(english.page, "packaging-desk-en");
    await english.page.locator("table tbody tr[data-opens]").first().focus();
    await english.page.keyboard.press("Enter");
    await english.page.waitForURL(/show=balances/);
    await english.page.waitForSelector("table tbody tr[data-opens]");
    await english.page.locator("table tbody tr[data-opens]").first().focus();
    await english.page.keyboard.press("Enter");
    await english.page.waitForURL(/show=log/);
    await english.page.waitForSelector("table tbody tr");
    await looksRight(english.page, "packaging-log-en");
    await english.context.close();
  });

  test("on a small screen too, and the code on a trolley opens it", async () => {
    const { page, context, signIn } = await served.visit(PHONE, "en");
    await signIn(operator!);
    for (const show of ["pool", "balances", "log", "rates", "questions"]) {
      await page.goto(`/packaging?show=${show}`);
      await page.waitForSelector("main table tbody tr, main .pack-card");
      await looksRight(page, `packaging-phone-${show}`);
    }
    const { kinds } = await served.market.runtime.call(packaging.actions.kinds, {}, AS_SYSTEM);
    const { pieces } = await served.market.runtime.call(packaging.actions.pieces, { kindId: kinds.find((kind) => kind.numbered)!.id, place: "party" }, AS_SYSTEM);
    await page.goto(`/packaging/t/${pieces[0]!.no}`);
    await page.waitForSelector("text=Where it has been");
    await looksRight(page, "packaging-phone-piece");
    await context.close();
  });

  test("no page has stumbled over itself", () => expect(served.faults).toEqual([]));
});
