import { mkdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../src/engines/calendar/day.ts";
import { batches } from "../../src/growing/batches/contract.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { pooled } from "../../src/market/pooled/contract.ts";
import type { Person } from "../market.ts";
import { DESK, PHONE, overflow, serveMarket, stumbles, type Served } from "./served.ts";

const PATIENT = 90_000;
const PICTURES = process.env["HUALIAN_PICTURES"];
type Page = Awaited<ReturnType<Served["visit"]>>["page"];

describe("a pooled order, from the quota on a telephone to the truck", { timeout: 600_000 }, () => {
  let served: Served;
  let [wang, li, enterprise, operator, grader]: Person[] = [];
  let [today, no, orderId] = ["", "", ""];
  const { actions } = pooled;

  beforeAll(async () => {
    served = await serveMarket();
    const { market } = served;
    const { runtime } = market;
    [wang, li] = [await market.person("王桂兰", ["grower"]), await market.person("李建军", ["grower"])];
    enterprise = await market.person("鲁商连锁超市", ["buyer"], 10_000_000_00);
    [operator, grader] = [await market.staff("市场经理 刘建国", ["operator"]), await market.staff("质检员 韩雪", ["grader"])];
    const item = await runtime.call(catalogue.actions.addItem, { code: "phal-2", speciesId: null, zh: "蝴蝶兰 大辣椒 双梗", en: "Phalaenopsis Big Chili", category: "orchid", unit: "pot", packing: { box: 8, layer: 32, trolley: 160 } }, AS_SYSTEM);
    today = (await runtime.call(calendar.actions.today, {}, AS_SYSTEM)).businessDate;
    for (const grower of [wang!, li!]) await runtime.call(batches.actions.plant, { itemId: item.id, expected: "400", readyFrom: addDays(today, -3), readyTo: addDays(today, 10), attributes: { heightCm: 60 } }, grower.call);
    const terms = {
      lines: [{
        itemId: item.id, grade: "A" as const, spec: [{ grade: "A" as const, limits: [{ attribute: "heightCm", min: 55, max: null }], pricePm: 1_000 }, { grade: "B" as const, limits: [{ attribute: "heightCm", min: 45, max: null }], pricePm: 880 }], sampling: { samplePm: 1, least: 2, most: 3, acceptPm: 0 }, substitutes: [], quantity: 480, tolerance: 5, step: 8, minBatch: 0,
        price: { kind: "fixed" as const, price: 16_80 }, drops: [{ dueOn: today, place: "济南配送中心 3 号门", quantity: 480 }],
      }],
      rule: "proportional" as const, weights: { quality: 400, punctuality: 400, distance: 100, price: 100 }, fairnessPm: 500, capPercent: 100, marginPm: 30, deposit: { enterprise: 10, grower: 0 }, answerHours: 24, graceDays: 1, penalties: { short: 10, late: 5, withdrawn: 5, sideSold: 20, refused: 15 }, remedies: ["reallocate" as const], note: "",
    };
    const draft = await runtime.call(actions.saveDraft, { title: "春节蝴蝶兰", terms }, enterprise.call);
    [no, orderId] = [draft.no, draft.id];
    await runtime.call(actions.askHub, { orderId }, enterprise.call);
  }, 300_000);
  afterAll(() => served.close());

  const open = async (person: Person, path: string, size = DESK, language: "zh" | "en" = "zh"): Promise<Page> => {
    const visit = await served.visit(size, language);
    visit.page.setDefaultTimeout(PATIENT);
    await visit.signIn(person);
    await visit.page.goto(path);
    return visit.page;
  };
  const looksRight = async (page: Page, name: string): Promise<void> => {
    if (PICTURES !== undefined) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
    }
    expect(await overflow(page)).toBe(0);
    expect(await stumbles(page)).toEqual([]);
  };
  const shown = async () => (await served.market.runtime.call(actions.order, { no }, operator!.call)).order;

  test("the hub looks at the candidates and sends the quotas; a grower reads why, and takes a part with his thumb", async () => {
    const desk = await open(operator!, `/pooled-orders/${no}?part=quotas`);
    await desk.getByRole("row", { name: /王桂兰/ }).getByText("240 盆", { exact: true }).waitFor();
    await looksRight(desk, "01-candidates");
    await desk.getByRole("button", { name: "发配额" }).click();
    await desk.locator("dialog[open]").getByRole("button", { name: "发配额" }).click();
    await expect.poll(async () => (await shown()).state, { timeout: PATIENT }).toBe("open");

    const phone = await open(wang!, "/pooled", PHONE);
    await phone.getByRole("button", { name: "全接 240 盆 · 30 箱" }).waitFor();
    await looksRight(phone, "02-asked");
    await phone.getByRole("button", { name: "为什么是这个数" }).click();
    await phone.locator("dialog[open]").getByText("李建军").waitFor();
    await looksRight(phone, "03-why");
    await phone.keyboard.press("Escape");
    await phone.getByRole("button", { name: "接一部分" }).click();
    await phone.getByLabel("接", { exact: true }).fill("160");
    await phone.getByLabel("接", { exact: true }).press("Enter");
    await phone.getByText("接 160 盆 · 20 箱，还能多供 0 盆").waitFor();
    await phone.getByRole("button", { name: "就这么答" }).click();
    await expect.poll(async () => (await shown()).accepted, { timeout: PATIENT }).toBe(160);
  });

  test("when all have answered the hub divides; the signed sheet is checked by a grower", async () => {
    const { runtime } = served.market;
    const { invitations } = await runtime.call(actions.invitations, { orderId }, li!.call);
    await runtime.call(actions.answer, { orderId, answers: invitations.map((one) => ({ invitationId: one.id, accepted: one.quota })) }, li!.call);
    const desk = await open(operator!, `/pooled-orders/${no}`);
    await desk.getByRole("button", { name: "现在分配" }).click();
    await desk.locator("dialog[open]").getByRole("button", { name: "现在分配" }).click();
    await expect.poll(async () => (await shown()).promised, { timeout: PATIENT }).toBe(400);
    const phone = await open(wang!, `/pooled/${no}`, PHONE, "en");
    await phone.getByRole("button", { name: "Check", exact: true }).click();
    await phone.getByText("Sound:").waitFor();
    await looksRight(phone, "04-sheet-phone-en");
  });

  test("the grower brings it today in two presses; the grader counts and measures; the truck leaves and the enterprise receives it", async () => {
    const phone = await open(wang!, "/pooled", PHONE);
    await phone.getByRole("button", { name: "今天送" }).click();
    await phone.locator("dialog[open]").getByRole("button", { name: "报要送 160 盆 · 20 箱" }).click();
    await phone.locator("dialog[open]").getByText("打印标签").waitFor();
    await looksRight(phone, "05-brought");

    const dock = await open(grader!, "/pooled/dock", PHONE);
    await dock.locator(".pooled-parcels button").first().click();
    await dock.getByRole("button", { name: "和报的一样" }).click();
    await dock.getByRole("button", { name: "完成" }).click();
    for (const height of ["60", "52"]) {
      for (const digit of height) await dock.locator(".hl-pad-keys").getByRole("button", { name: digit, exact: true }).click();
      await dock.getByRole("button", { name: "下一盆" }).click();
    }
    await dock.getByText("降级，按价 88%").waitFor();
    await looksRight(dock, "06-graded");
    await dock.getByRole("button", { name: "验收 160 盆" }).click();
    await expect.poll(async () => (await shown()).graded, { timeout: PATIENT }).toBe(160);

    const desk = await open(operator!, `/pooled-orders/${no}?part=deliveries`);
    await desk.getByRole("checkbox").first().check();
    await looksRight(desk, "07-deliveries");
    await desk.getByRole("button", { name: "发车", exact: true }).click();
    await desk.getByLabel("车牌").fill("鲁G12345");
    await desk.getByRole("button", { name: "发车 160 盆" }).click();
    await expect.poll(async () => (await shown()).shipped, { timeout: PATIENT }).toBe(160);

    const buyer = await open(enterprise!, `/pooled-orders/${no}?part=deliveries`);
    await buyer.getByRole("button", { name: "收货", exact: true }).click();
    await buyer.getByRole("button", { name: "确认收货" }).click();
    await buyer.waitForFunction(() => document.querySelector("dialog[open]") === null);
    await buyer.goto(`/pooled-orders/${no}/invoice`);
    await buyer.getByText("这是商业账单，不是税务发票。").waitFor();
    await looksRight(buyer, "08-invoice");
  });

  test.each([["operator", "/pooled-desk"], ["operator", "/pooled-orders/new"], ["enterprise", "/pooled-orders"], ["operator", "/pooled/effect"], ["operator", "PART gaps"], ["operator", "PART money"]])("%s at %s: nothing to stumble over, on a desk and on a phone", async (who, path) => {
    const person = who === "operator" ? operator! : enterprise!;
    const at = path.startsWith("PART ") ? `/pooled-orders/${no}?part=${path.slice(5)}` : path;
    for (const [size, language] of [[DESK, "zh"], [PHONE, "en"]] as const) {
      const page = await open(person, at, size, language);
      await page.waitForFunction(() => document.querySelector("main .hl-skeleton") === null && (document.querySelector("main")?.textContent ?? "").length > 10);
      await looksRight(page, `${path.replaceAll(/\W+/g, "-")}-${language}`);
    }
  });

  test("no page failed behind anybody's back", () => {
    expect(served.faults).toEqual([]);
  });
});
