import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { print } from "../../src/kernel/print/contract.ts";
import { SAMPLES } from "../../src/kernel/print/samples.ts";
import { readPdf } from "../../src/kernel/print/trial-pdf.ts";
import { intake } from "../../src/market/intake/contract.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, overflow, serveMarket, shoot, stumbles, type Served } from "./served.ts";

describe("the print centre's pages", { timeout: 240_000 }, () => {
  let served: Served;
  let manager: Person;
  let wang: Person;
  beforeAll(async () => {
    served = await serveMarket();
    manager = await served.market.staff("市场经理 周琳", ["operator"]);
    wang = await served.market.person("王桂兰", ["grower"]);
  }, 180_000);
  afterAll(() => served.close());

  test("the manager renames what is due, sees it on the paper at once, and from then on it is printed so", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(manager);
    await page.goto("/print");
    await page.click("tr:has-text('结算单')");
    await page.waitForURL("**/print/statement/A4");
    await page.waitForSelector(".print-drawing");
    await shoot(page, "editor-desk");
    await page.click(".print-blocks li:has-text('左右两栏') >> nth=1 >> .print-block-head > .hl-button");
    const right = page.locator("section[aria-label=右栏]");
    await right.locator(".print-block-head > .hl-button:has-text('本期应收')").click();
    await right.getByLabel("名称", { exact: true }).fill("明天到账");
    await page.waitForSelector(".print-drawing >> text=明天到账", { timeout: PATIENT });
    await shoot(page, "editor-changed");
    await page.getByRole("button", { name: "保存版式" }).click();
    await page.waitForSelector("text=自定 · 第 1 版", { timeout: PATIENT });
    const { base64 } = await served.market.runtime.call(print.actions.render, { name: "S", paper: { kind: "statement", papers: [SAMPLES.statement] } }, AS_SYSTEM);
    expect(readPdf(Buffer.from(base64, "base64")).pages.flat().join("|")).toContain("明天到账|¥4,330.08");
    expect(served.faults).toEqual([]);
    await context.close();
  });

  test("what a paper must say cannot be taken off it: the page says so and does not save", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(manager);
    await page.goto("/print/bill/A4");
    await page.waitForSelector(".print-drawing");
    await page.click(".print-blocks li:has-text('左右两栏') >> nth=1 >> .print-block-head > .hl-button");
    const right = page.locator("section[aria-label=右栏]");
    await right.locator("li:has(.hl-button:has-text('本期应付')) .print-move button").last().click();
    await page.waitForSelector(".print-problems:has-text('本期应付')", { timeout: PATIENT });
    expect(await page.getByRole("button", { name: "保存版式" }).isDisabled()).toBe(true);
    await shoot(page, "editor-problem");
    expect((await stumbles(page)).slice(0, 5)).toEqual([]);
    await context.close();
  });

  test("a grower takes the label of his lot as a PDF from the page", async () => {
    const { market } = served;
    const item = await market.item("红掌 14 cm");
    const lot = await market.runtime.call(intake.actions.declareLot, { itemId: item.id, quantity: "120" }, wang.call);
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(wang);
    await page.goto(`/labels/${lot.id}`);
    await page.waitForSelector("img.qr");
    const [download] = await Promise.all([page.waitForEvent("download", { timeout: PATIENT }), page.getByRole("button", { name: "PDF", exact: true }).click()]);
    expect(download.suggestedFilename()).toBe(`${lot.no}.pdf`);
    expect(readPdf(readFileSync(await download.path())).pages.flat()).toEqual(expect.arrayContaining([lot.no, "120 盆", "王桂兰"]));
    await page.getByRole("button", { name: "58 mm 小票机" }).click();
    await page.waitForSelector("dialog[open] .hl-printer", { timeout: PATIENT });
    await shoot(page, "printer-dialog");
    await context.close();
  });

  test("on a telephone the paper stands below its blocks and nothing is wider than the screen; nobody stumbles", async () => {
    const found: string[] = [];
    for (const [size, language] of [[PHONE, "zh"], [DESK, "en"]] as const) {
      const { page, context, signIn } = await served.visit(size, language);
      await signIn(manager);
      for (const [path, ready] of [["/print", ".hl-table tbody tr:nth-child(5)"], ["/print/stall_slip/58mm", ".print-drawing"], ["/print/lot_label/A6", ".print-drawing"], ["/print/manifest/A4", ".print-drawing"]] as const) {
        await page.goto(path);
        await page.waitForSelector(ready, { timeout: PATIENT });
        if (path !== "/print") await page.click(".print-block-head > .hl-button >> nth=1");
        await shoot(page, `${path.slice(1).replaceAll("/", "-")}-${size.width}-${language}`);
        if ((await overflow(page)) > 0) found.push(`${path} at ${size.width} is ${await overflow(page)} px too wide`);
        found.push(...(await stumbles(page)).map((one) => `${path} at ${size.width}: ${one}`));
      }
      await context.close();
    }
    expect(found).toEqual([]);
    expect(served.faults).toEqual([]);
  });
});
