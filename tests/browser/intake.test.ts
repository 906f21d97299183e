import { utils, write } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { intake, type LotCard } from "../../src/market/intake/contract.ts";
import type { Person } from "../market.ts";
import { DESK, PATIENT, PHONE, overflow, serveMarket, stumbles, type Served } from "./served.ts";

describe("from the grower's telephone to a graded lot", { timeout: 240_000 }, () => {
  let served: Served;
  let wang: Person;
  let li: Person;
  let son: Person;
  let grader: Person;

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    [wang, li, son, grader] = [await market.person("王桂兰", ["grower"]), await market.person("李建军", ["grower"]), await market.staff("王小兵", []), await market.staff("韩雪", ["grader"])];
    for (const [code, zh] of [["phal-2", "蝴蝶兰 大辣椒 双梗 12cm"], ["anth-14", "红掌 粉冠军 14cm"]]) {
      await market.runtime.call(catalogue.actions.addItem, { code: code!, speciesId: null, zh: zh!, category: "orchid", unit: "pot", packing: { box: 6, layer: 24, trolley: 144 } }, AS_SYSTEM);
    }
  }, 180_000);
  afterAll(() => served.close());

  const lots = async (): Promise<readonly LotCard[]> => (await served.market.runtime.call(intake.actions.arrivals, { limit: 1000 }, AS_SYSTEM)).lots;

  test("a grower declares two trolleys and a layer with twelve taps, and reads the number out", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(wang);
    expect(new URL(page.url()).pathname).toBe("/lots");
    await page.click("main a:has-text('发批次')");
    await page.fill("input[placeholder*=拼音]", "hdl");
    await page.click(".lot-found button");
    for (const key of ["2", "车", "1", "层"]) await page.click(/\d/.test(key) ? `.hl-pad-keys >> text="${key}"` : `.lot-units button:has-text("${key}")`);
    expect(await page.textContent(".lot-sum")).toBe("合 312 盆");
    await page.getByLabel("保护价").click();
    for (const key of ["1", "8", ".", "5"]) await page.click(`.hl-pad-keys button:text-is("${key}")`);
    await page.click("button[type=submit]");
    const number = await page.textContent(".lot-sent-number output");
    expect(number).toMatch(/^\d{4}$/);
    await page.waitForSelector("img.qr");
    expect(await lots()).toMatchObject([{ declared: 312, written: "2车1层", floorPrice: 1850, grower: "王桂兰", state: "expected" }]);
    await page.click("text=看我的批次");
    expect(await page.textContent(".lot-tile-head")).toContain(number);
    await context.close();
  });

  test("nothing typed is lost when the page is closed half-way, and the last lot is one tap", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(wang);
    await page.goto("/lots/new");
    await page.click(".lot-copy");
    await page.fill(".lot-form [data-big] >> nth=0", "1万盆");
    await page.reload();
    expect(await page.inputValue(".lot-form [data-big] >> nth=0")).toBe("1万盆");
    expect(await page.textContent(".lot-item-chosen strong")).toContain("大辣椒");
    await page.fill(".lot-form [data-big] >> nth=0", "很多");
    await page.click("button[type=submit]");
    expect(await page.textContent(".hl-field-problem")).toContain("看不懂");
    await context.close();
  });

  test("without a network the lot waits on the telephone, and arrives once when the network is back", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(li);
    await page.goto("/lots/new");
    await page.fill("input[placeholder*=拼音]", "红掌");
    await page.click(".lot-found button");
    await page.fill(".lot-form [data-big] >> nth=0", "5箱");
    await context.setOffline(true);
    await page.click("button[type=submit]");
    await page.waitForSelector("text=已存在本机");
    expect((await lots()).filter((lot) => lot.grower === "李建军")).toHaveLength(0);
    await context.setOffline(false);
    await expect.poll(async () => (await lots()).filter((lot) => lot.grower === "李建军").length, { timeout: PATIENT }).toBe(1);
    await page.goto("/lots");
    await page.waitForSelector(".lot-tile");
    expect((await lots()).filter((lot) => lot.grower === "李建军")).toMatchObject([{ declared: 30, written: "5箱" }]);
    await context.close();
  });

  test("the desk receives and grades by keyboard alone; a difference asks why", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(grader);
    await page.waitForSelector(".desk-queue button");
    const [lot] = (await lots()).filter((one) => one.grower === "李建军");
    await page.keyboard.press("/");
    await page.keyboard.type(`https://market.example/l/${lot!.no}`);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".desk-count");
    await page.keyboard.type("28");
    await page.keyboard.press("Enter");
    expect(await page.textContent(".lot-sum")).toContain("少 2");
    await page.click(".bench-chips >> text=路上碰坏");
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("Enter");
    await page.waitForSelector(".desk-grade");
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("b");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await lots()).find((one) => one.id === lot!.id)?.grade, { timeout: PATIENT }).toBe("B");
    expect((await lots()).find((one) => one.id === lot!.id)).toMatchObject({ counted: 28, onHand: 28, differenceReason: "路上碰坏", state: "graded" });
    await context.close();
  });

  test("another grower's lot opens for nobody but its own, by address or by code", async () => {
    const { page, context, signIn } = await served.visit(PHONE);
    await signIn(wang);
    const [his] = (await lots()).filter((one) => one.grower === "李建军");
    await page.goto(`/lots/${his!.id}`);
    await page.waitForSelector("text=没有找到");
    await page.goto(`/l/${his!.no}`);
    await page.waitForSelector("text=这个码打不开");
    await context.close();
  });

  test("a workbook with a fault names row, column and reason and writes nothing; the mended one is taken", async () => {
    const { page, context, signIn } = await served.visit(DESK);
    await signIn(grader);
    const file = (quantity: unknown) => {
      const book = utils.book_new();
      utils.book_append_sheet(book, utils.aoa_to_sheet([["花农", "商品编码", "数量", "单位"], ["王桂兰", "anth-14", quantity, "箱"]]), "批次");
      return { name: "lots.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: Buffer.from(write(book, { type: "buffer", bookType: "xlsx" }) as Uint8Array) };
    };
    const before = (await lots()).length;
    await page.click("text=导入 Excel");
    const [template] = await Promise.all([page.waitForEvent("download"), page.click("text=下载模板")]);
    expect(template.suggestedFilename()).toBe("批次 lots 模板.xlsx");
    await page.setInputFiles("dialog input[type=file]", file("很多"));
    await page.waitForSelector("text=1 处要改");
    expect(await page.textContent("dialog tbody")).toMatch(/2.*C 数量.*很多.*看不懂.*1万盆/);
    expect(await stumbles(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await overflow(page)).toBe(0);
    expect(await page.evaluate(() => { const box = document.querySelector(".hl-dialog-content"); return box === null ? -1 : box.scrollWidth - box.clientWidth; })).toBe(0);
    await page.setViewportSize(DESK);
    // The mended one is dropped onto the dialog, as from a folder.
    const mended = file("１２");
    const dropped = await page.evaluateHandle(({ name, base64 }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
      return transfer;
    }, { name: mended.name, base64: mended.buffer.toString("base64") });
    await page.dispatchEvent(".hl-exchange-drop", "drop", { dataTransfer: dropped });
    await page.waitForSelector("text=新增 1 批，修改 0 批，不变 0 批");
    await page.click("text=导入 1 批");
    await expect.poll(async () => (await lots()).length, { timeout: PATIENT }).toBe(before + 1);
    expect((await lots()).at(-1)).toMatchObject({ grower: "王桂兰", declared: 72, declaredAs: "staff" });
    await context.close();
  });

  test("a delegate is appointed, acts in the grower's name with his own beside it, and is dismissed", async () => {
    const mother = await served.visit(PHONE);
    await mother.signIn(wang);
    await mother.page.goto("/delegates");
    await mother.page.fill("input[maxlength='60']", son.login);
    await mother.page.getByRole("button", { name: "委托", exact: true }).click();
    await mother.page.waitForSelector("text=已委托 王小兵");
    const child = await served.visit(PHONE);
    await child.signIn(son);
    await child.page.goto("/lots/new");
    await child.page.click(".lot-copy");
    await child.page.click("button[type=submit]");
    await child.page.waitForSelector(".lot-sent-number");
    expect((await lots()).at(-1)).toMatchObject({ grower: "王桂兰", declaredBy: "王小兵", declaredAs: "delegate" });
    await mother.page.reload();
    await mother.page.click("label:has-text('只看代办')");
    expect(await mother.page.textContent(".trail li")).toMatch(/发批次.*王小兵/);
    await mother.page.getByRole("button", { name: "停办", exact: true }).click();
    await mother.page.locator("dialog[open]").getByRole("button", { name: "停办", exact: true }).click();
    await mother.page.waitForSelector("text=王小兵 不能再替您办事");
    await child.page.goto("/lots");
    await child.page.waitForSelector("text=不能打开");
    await mother.context.close();
    await child.context.close();
  });

  test.each([["en", PHONE], ["zh", DESK]] as const)("every page reads well in %s at %o: no sideways scrolling, no barrier", async (language, size) => {
    const { page, context, signIn } = await served.visit(size, language);
    const found: string[] = [];
    const look = async (path: string, ready: string): Promise<void> => {
      await page.goto(path);
      await page.waitForSelector(ready);
      await page.waitForLoadState("networkidle");
      const wide = await overflow(page);
      if (wide > 0) found.push(`${path} is ${wide} px too wide`);
      found.push(...(await stumbles(page)).map((one) => `${path} ${one}`));
    };
    const [lot] = (await lots()).filter((one) => one.grower === "王桂兰");
    await look("/login", ".log-in-door");
    await signIn(wang);
    for (const [path, ready] of [["/lots/new", ".lot-copy"], ["/lots", ".lot-tile"], [`/lots/${lot!.id}`, ".lot-history"], ["/delegates", ".delegates-list"], ["/account", ".account-parties"], [`/labels/${lot!.id}`, "img.qr"]] as const) await look(path, ready);
    await context.clearCookies();
    await signIn(grader);
    await look("/desk", ".desk-queue");
    for (const state of ["expected", "graded"]) {
      await page.click(`.desk-queue button[data-state=${state}] >> nth=0`);
      await page.waitForSelector(".desk-bench header");
      found.push(...(await stumbles(page)).map((one) => `/desk ${state} ${one}`));
      if ((await overflow(page)) > 0) found.push(`/desk ${state} is too wide`);
    }
    expect(found).toEqual([]);
    expect(served.faults).toEqual([]);
    await context.close();
  });
});
