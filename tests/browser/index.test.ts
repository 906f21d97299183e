import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, isoWeek } from "../../src/engines/calendar/day.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { index } from "../../src/knowledge/index/contract.ts";
import type { Person } from "../market.ts";
import { tellDay, tellReversal, type Told } from "../weeks.ts";
import { DESK, PATIENT, PHONE, looksRight, serveMarket, type Served } from "./served.ts";

const WEEKS = 7;
const WALL = { width: 1920, height: 1080 };

describe("the published index on screen", { timeout: 300_000 }, () => {
  let served: Served;
  let operator: Person;

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    operator = await market.staff("市场经理 刘建国", ["operator"]);
    const sellers = (await Promise.all(["王桂兰", "李长海", "张秀英", "赵国强"].map((name) => market.person(name, ["grower"])))).map((person) => person.partyId);
    const [phal, onc] = [(await market.item("蝴蝶兰 大辣椒 双梗")).id, (await market.item("文心兰 黄金 12 cm")).id];
    const { businessDate } = await market.runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    const monday = addDays(businessDate, 1 - isoWeek(businessDate).weekday);
    let last: Told[] = [];
    // The fourth week has two sellers only.
    for (let back = WEEKS; back >= 1; back -= 1) {
      const among = back === 4 ? sellers.slice(0, 2) : sellers;
      last = await tellDay(market, addDays(monday, 1 - 7 * back), [phal, onc].flatMap((itemId, good) => among.map((sellerId, at) => ({ itemId, sellerId, quantity: 20 + 4 * at, price: (good === 0 ? 30_00 : 9_00) + 90 * (WEEKS - back) + 11 * at }))));
    }
    await market.runtime.settle();
    await market.runtime.call(index.actions.publish, {}, operator.call);
    await tellReversal(market, last[1]!);
    await market.runtime.settle();
  }, 240_000);
  afterAll(() => served.close());

  test("on a telephone: level, points and per cent apart, a chart that can be read, withheld shown as withheld", async () => {
    const { page, context } = await served.visit(PHONE);
    await page.goto("/index");
    await page.waitForSelector(".hl-chart svg", { timeout: PATIENT });
    const text = await page.textContent("main");
    expect(text).toMatch(/变化（点）[\s\S]*[+−]\d+\.\d\d 点/);
    expect(text).toMatch(/变化（%）[\s\S]*[+−]\d+\.\d\d%/);
    expect(text).toContain("卖方不足三家，不公布");
    const size = await page.evaluate(() => Math.min(...[...document.querySelectorAll(".hl-chart text")].map((one) => one.getBoundingClientRect().height)));
    expect(size).toBeGreaterThanOrEqual(11);
    await looksRight(page, "index-phone");
    // By keyboard: the chart is reached and walked along, each point read out.
    await page.focus(".hl-chart svg");
    await page.keyboard.press("End");
    expect(await page.textContent(".hl-chart-read")).toMatch(/-W\d\d .* \d+\.\d\d/);
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator(".hl-segmented label", { hasText: "春节前后" }).click();
    await page.waitForSelector("text=按离春节的周数");
    await looksRight(page, "index-festival");
    await context.close();
  });

  test("from the wall to the records, and out as the file whose digest is on the page", async () => {
    const { page, context } = await served.visit(WALL);
    await page.goto("/index/wall");
    await page.waitForSelector(".index-wall-level", { timeout: PATIENT });
    await looksRight(page, "index-wall");
    expect(await page.textContent(".index-wall article")).toMatch(/覆盖 100%[\s\S]*公布/);
    const shown = await page.textContent(".index-wall-level");
    await page.click(".index-wall-level");
    await page.waitForSelector("text=SHA-256", { timeout: PATIENT });
    expect(await page.textContent(".hl-facts")).toContain(shown);
    const digest = await page.locator(".index-code code").last().textContent();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "下载原始数据" }).click()]);
    expect(createHash("sha256").update(readFileSync(await download.path())).digest("hex")).toBe(digest);
    await page.locator("tbody tr", { hasText: "大辣椒" }).first().click();
    await page.waitForSelector("dialog[open] tbody tr");
    const records = await page.textContent("dialog[open]");
    expect(records).not.toContain("王桂兰");
    await looksRight(page, "index-records");
    await context.close();
  });

  test("at the desk in English: nothing waits, a revision stands beside its number, weights are added", async () => {
    const { page, context, signIn } = await served.visit(DESK, "en");
    await signIn(operator);
    await page.goto("/index");
    await page.waitForSelector("text=a sale was corrected", { timeout: PATIENT });
    await looksRight(page, "index-desk-public");
    await page.goto("/index/desk");
    await page.waitForSelector("text=No period waits to be published", { timeout: PATIENT });
    await page.getByRole("button", { name: "Add weights" }).click();
    await page.fill("dialog[open] input[type=date]", "2026-01-01");
    await page.locator("dialog[open] input").nth(1).fill("household survey");
    await page.fill("dialog[open] textarea", "orchid 60\nfoliage 30");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForSelector("text=together 100");
    await page.fill("dialog[open] textarea", "orchid 60\nfoliage 40");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForSelector("text=weights from 2026-01-01", { timeout: PATIENT });
    await looksRight(page, "index-desk");
    expect(served.faults).toEqual([]);
    await context.close();
  });
});
