import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../settlement/contract.ts";
import type { Person } from "../../../tests/market.ts";
import { agents } from "./contract.ts";
import { openStage, uuid, type Stage } from "./trial.ts";

const { actions } = agents;
const FIVE_PERCENT = { tiers: [{ from: 0, ppm: 50_000 }], perUnit: 0, minimum: 0, cap: null };

describe("an agent buys for clients who are not here", () => {
  let stage: Stage;
  let call: Stage["market"]["runtime"]["call"];
  let [stranger, guest]: Person[] = [];

  beforeAll(async () => {
    stage = await openStage("2026-11-27T02:00:00Z");
    call = stage.market.runtime.call.bind(stage.market.runtime);
    [stranger, guest] = [await stage.market.person("代拍人 宋桂芳", ["agent"]), await stage.market.person("津门花市", ["buyer"])];
    await call(actions.setTerms, { from: "2026-11-27", commission: FIVE_PERCENT, rebate: { tiers: [{ from: 1_000_00, ppm: 10_000 }] }, reason: "公开价" }, stage.agent.call);
  });
  afterAll(() => stage.close());
  // What one test leaves open is not bought for in the next.
  afterEach(async () => {
    const { lists } = await call(actions.lists, { as: "agent", open: true }, stage.agent.call);
    for (const list of lists) await call(actions.closeList, { listId: list.id, reason: "收摊" }, stage.agent.call);
  });

  test("reads his message, and nothing of it is a list before he says so", async () => {
    const { lines, unread } = await call(actions.readMessage, { text: "老张你好\n大辣椒双梗 200盆 不超过18块5 急\n白掌 10箱 可替\n郁金香 50" }, stage.agent.call);
    expect(lines.map((line) => [line.itemId, line.quantity, line.limitPrice, line.priority, line.substitute])).toEqual([
      [stage.items.chili, 200, 18_50, "urgent", false], [stage.items.lily, 80, null, "normal", true], [null, null, null, "normal", false],
    ]);
    expect(unread).toHaveLength(1);
    expect((await call(actions.lists, { as: "agent" }, stage.agent.call)).total).toBe(0);
  });

  test("what is bought goes to the lists by the rule, at the price it cost, with the commission", async () => {
    const [zhang, li] = [await stage.client("济南 老张"), await stage.client("德州 小李")];
    const first = await stage.list(zhang.id, [{ quantity: "100", limitPrice: 18_00 }]);
    const urgent = await stage.list(li.id, [{ quantity: "5箱", priority: "urgent" }, { itemId: stage.items.lily, quantity: "20", grade: "A" }]);
    const sale = await stage.buy("chili", 120, 17_50);
    expect((await stage.see(urgent.id)).items[0]).toMatchObject({ filled: 40, state: "filled", goods: 700_00, commission: { amount: 35_00, ppm: 50_000 }, fills: [{ units: 40, price: 17_50, saleId: sale.id, by: "rule", lotNo: sale.lotNo }] });
    expect((await stage.see(first.id)).items[0]).toMatchObject({ filled: 80, left: 20, state: "part" });
    await stage.buy("chili", 50, 18_01);
    await stage.buy("lily", 50, 6_00, "B");
    expect((await stage.see(first.id)).filled, "above his limit").toBe(80);
    expect((await stage.see(urgent.id)).items[1]!.filled, "below his grade").toBe(0);
    expect([await stage.owes(zhang.id), await stage.owes(li.id)]).toEqual([1_400_00 + 70_00, 700_00 + 35_00]);
    const { purchases } = await call(actions.purchases, {}, stage.agent.call);
    expect(purchases.map((one) => [one.free, ...one.fits.map((fit) => fit.misfit)].join(" ")).toSorted()).toEqual(["50 above_limit", "50 lower_grade"]);
    await call(actions.closeList, { listId: first.id, reason: "今天没有了" }, stage.agent.call);
    expect((await stage.see(first.id)).items[0]).toMatchObject({ state: "closed", closedBy: "agent", closeReason: "今天没有了", filled: 80, left: 0, can: [] });
  });

  test("a unit goes to one client: by hand within what is free and open, never above his limit, and back again", async () => {
    const zhao = await stage.client("聊城 老赵");
    const list = await stage.list(zhao.id, [{ itemId: stage.items.red, quantity: "60", limitPrice: 20_00 }, { itemId: stage.items.red, quantity: "60" }]);
    await call(actions.setSettings, { byRule: false, share: "arrival" }, stage.agent.call);
    const [cheap, dear] = [await stage.buy("red", 70, 10_00), await stage.buy("red", 10, 21_00)];
    expect((await stage.see(list.id)).filled).toBe(0);
    const [limited, open] = list.items;
    const give = (saleId: string, lineId: string, units: number, fillId = uuid()) => call(actions.allocate, { fillId, saleId, lineId, units }, stage.agent.call);
    await expect(give(dear.id, limited!.id, 5)).rejects.toMatchObject({ code: "above_limit" });
    await expect(give(cheap.id, limited!.id, 61)).rejects.toMatchObject({ code: "not_enough_open", detail: { open: 60 } });
    await expect(give(cheap.id, limited!.id, 71)).rejects.toMatchObject({ code: "not_enough_free", detail: { free: 70 } });
    const fillId = uuid();
    expect(await give(cheap.id, limited!.id, 60, fillId)).toMatchObject({ filled: 60, state: "filled" });
    expect(await give(cheap.id, limited!.id, 60, fillId), "the same id is given once").toMatchObject({ filled: 60 });
    await expect(give(cheap.id, open!.id, 11)).rejects.toMatchObject({ code: "not_enough_free" });
    const both = await Promise.allSettled([give(cheap.id, open!.id, 10), give(cheap.id, open!.id, 10)]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await stage.owes(zhao.id)).toBe(735_00);
    await call(actions.takeBack, { fillId, reason: "老赵改要别的" }, stage.agent.call);
    await expect(call(actions.takeBack, { fillId, reason: "再来一次" }, stage.agent.call)).rejects.toMatchObject({ code: "taken_back" });
    expect(await stage.owes(zhao.id)).toBe(105_00);
    await expect(stage.market.database.pool.query("update agents.purchase set allocated = 1 where sale_id = $1", [cheap.id])).rejects.toThrow(/sums_follow_fills/);
    await call(actions.setSettings, { byRule: true, share: "prorata" }, stage.agent.call);
    expect(await call(actions.allocateByRule, { listId: list.id }, stage.agent.call)).toEqual({ fills: 3, units: 70 });
  });

  test("a sale taken back and a refund reach the client by themselves", async () => {
    const sun = await stage.client("潍坊 小孙");
    const list = await stage.list(sun.id, [{ itemId: stage.items.lily, quantity: "30" }]);
    const sale = await stage.buy("lily", 40, 10_00);
    expect(await stage.owes(sun.id)).toBe(315_00);
    // 10 of 400: three quarters of it are his, and the commission falls with his goods.
    await stage.refund(sale.id, 10_00);
    expect((await stage.see(list.id)).items[0]).toMatchObject({ goods: 292_50, commission: { amount: 14_63 }, fills: [{ refunded: 7_50 }] });
    expect(await stage.owes(sun.id)).toBe(292_50 + 14_63);
    const second = await stage.client("潍坊 小钱");
    const late = await stage.list(second.id, [{ itemId: stage.items.lily, quantity: "10" }]);
    await call(actions.allocate, { fillId: uuid(), saleId: sale.id, lineId: late.items[0]!.id, units: 10 }, stage.agent.call);
    expect((await stage.see(late.id)).items[0]!.goods, "the refund of units that were nobody's goes with them").toBe(97_50);
    const other = await stage.list(sun.id, [{ itemId: stage.items.red, quantity: "10" }]);
    const wrong = await stage.buy("red", 10, 10_00);
    expect(await stage.owes(sun.id)).toBe(292_50 + 14_63 + 105_00);
    await stage.reverse(wrong.id);
    expect((await stage.see(other.id)).items[0]).toMatchObject({ filled: 0, goods: 0, state: "open", fills: [{ backWhy: "reversed", backReason: "录错了" }] });
    expect(await stage.owes(sun.id)).toBe(292_50 + 14_63);
    await call(actions.closeList, { listId: other.id, reason: "不买了" }, stage.agent.call);
  });

  test("what he pays and what he owes is one statement, and one ledger", async () => {
    const wu = await stage.client("临沂 老吴");
    await stage.list(wu.id, [{ itemId: stage.items.red, quantity: "100" }]);
    await stage.buy("red", 100, 20_00);
    const paymentId = uuid();
    const pay = () => call(actions.notePayment, { paymentId, clientId: wu.id, amount: 1_500_00, method: "wechat", memo: "微信" }, stage.agent.call);
    expect(await pay()).toEqual({ balance: 600_00, repeated: false });
    expect(await pay()).toEqual({ balance: 600_00, repeated: true });
    const statement = await call(actions.statement, { clientId: wu.id }, stage.agent.call);
    expect(statement.entries.map((entry) => [entry.kind, entry.amount, entry.balance])).toEqual([["goods", 2_000_00, 2_000_00], ["commission", 100_00, 2_100_00], ["payment", -1_500_00, 600_00]]);
    expect(statement).toMatchObject({ balance: 600_00, sums: { goods: 2_000_00, commission: 100_00, rebate: 0, paid: 1_500_00 }, rebateSoFar: { goods: 2_000_00, amount: 20_00 } });
    stage.at("2026-12-01T02:00:00Z");
    await stage.settle();
    expect(await stage.owes(wu.id), "the rebate comes when the month has ended").toBe(580_00);
    expect((await call(actions.statement, { clientId: wu.id }, stage.agent.call)).entries.map((entry) => [entry.kind, entry.amount, entry.memo])).toEqual([["rebate", -20_00, "2026-11"]]);
    await stage.settle();
    expect(await stage.owes(wu.id)).toBe(580_00);
    const { checks, differences } = await call(settlement.actions.dayOverview, { businessDate: "2026-11-27" }, stage.cashiers[0].call);
    expect(differences).toBe(0);
    expect(checks.find((check) => check.code === "between")!.expected).toBeGreaterThan(0);
  });

  test("a buyer comes himself, sees his own lists live and nobody else's; growers and other agents see none", async () => {
    const listId = uuid();
    const { agents: directory } = await call(actions.directory, {}, guest!.call);
    expect(directory.find((one) => one.id === stage.agent.partyId)).toMatchObject({ name: "代拍人 韩立", mine: false, terms: { commission: FIVE_PERCENT } });
    await call(actions.giveList, { listId, agentId: stage.agent.partyId, source: "满天红 10盆", lines: [{ said: "满天红 10盆", itemId: stage.items.red, quantity: "10" }] }, guest!.call);
    const { clients } = await call(actions.clients, { query: "jmhs" }, stage.agent.call);
    expect(clients).toMatchObject([{ name: "津门花市", came: "party", openLists: 1 }]);
    await call(actions.saveClient, { clientId: clients[0]!.id, name: "津门花市", hidesSuppliers: true }, stage.agent.call);
    await stage.buy("red", 10, 9_00);
    const mine = await stage.see(listId, guest);
    expect(mine).toMatchObject({ as: "client", filled: 10, items: [{ fills: [{ seller: null, price: 9_00 }] }] });
    expect((await stage.see(listId)).items[0]!.fills[0]!.seller).toBe("王桂兰");
    expect((await call(actions.lists, { as: "client" }, guest!.call)).lists.map((one) => one.id)).toEqual([listId]);
    for (const who of [stranger!, await stage.market.person("另一客户", ["buyer"])]) {
      await expect(stage.see(listId, who)).rejects.toMatchObject({ code: "not_found" });
      await expect(call(actions.statement, { clientId: clients[0]!.id }, who.call)).rejects.toMatchObject({ code: "not_found" });
      await expect(call(actions.manifest, { clientId: clients[0]!.id }, who.call)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(call(actions.notePayment, { paymentId: uuid(), clientId: clients[0]!.id, amount: 1, method: "cash" }, guest!.call)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(stage.see(listId, stage.grower)).rejects.toMatchObject({ code: "not_allowed" });
    const paper = await call(actions.printManifest, { clientId: clients[0]!.id, from: "2026-12-01" }, guest!.call);
    expect(paper).toMatchObject({ mime: "application/pdf", lacking: "" });
    expect(await call(actions.manifest, { clientId: clients[0]!.id, from: "2026-12-01" }, guest!.call)).toMatchObject({ lines: [{ units: 10, boxes: 2, seller: null, goods: 90_00 }], goods: 90_00, commission: 4_50, total: 94_50 });
  });

  test("a client without an account sees his lists by a link, until it is ended; the secret stands nowhere", async () => {
    const feng = await stage.client("东营 老冯", { hidesSuppliers: true });
    const list = await stage.list(feng.id, [{ itemId: stage.items.lily, quantity: "10" }]);
    const nobody = { ...AS_SYSTEM, actor: { ...AS_SYSTEM.actor, system: false, accountName: "" } };
    await expect(call(actions.shareLink, { clientId: feng.id, on: true }, stranger!.call)).rejects.toMatchObject({ code: "not_found" });
    const { path } = await call(actions.shareLink, { clientId: feng.id, on: true }, stage.agent.call);
    const secret = path!.split("/").at(-1)!;
    await stage.buy("lily", 10, 5_00);
    const seen = await call(actions.seen, { secret }, nobody);
    expect(seen).toMatchObject({ client: "东营 老冯", agent: "代拍人 韩立", lists: [{ no: list.no, filled: 10, can: [], items: [{ can: [], fills: [{ seller: null, goods: 50_00 }] }] }] });
    await expect(call(actions.seen, { secret: "A".repeat(22) }, nobody)).rejects.toMatchObject({ code: "not_found" });
    const { rows } = await stage.market.database.pool.query<{ n: string }>("select count(*) as n from kernel.audit where input::text like $1", [`%${secret}%`]);
    expect(Number(rows[0]!.n)).toBe(0);
    const second = await call(actions.shareLink, { clientId: feng.id, on: true }, stage.agent.call);
    await expect(call(actions.seen, { secret }, nobody), "a new link ends the old one").rejects.toMatchObject({ code: "not_found" });
    await call(actions.shareLink, { clientId: feng.id, on: false }, stage.agent.call);
    await expect(call(actions.seen, { secret: second.path!.split("/").at(-1)! }, nobody)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a list goes out to Excel and comes back as it was; a changed one changes it, a wrong one nothing", async () => {
    const qi = await stage.client("淄博 老齐");
    const list = await stage.list(qi.id, [{ quantity: "100", limitPrice: 18_50, grade: "B", priority: "first" }, { itemId: null, spec: "年宵组合盆", quantity: "20盆", substitute: true }]);
    const out = await call(actions.exportList, { listId: list.id }, stage.agent.call);
    const send = (base64: string, listId: string, dryRun = false) => call(actions.importList, { base64, dryRun, listId, clientId: qi.id }, stage.agent.call);
    expect(await send(out.base64, list.id)).toMatchObject({ applied: true, rows: 2, created: 0, changed: 0, unchanged: 2, problems: [] });
    const csv = (text: string): string => Buffer.from(text).toString("base64");
    expect(await send(csv("行号,商品编码,商品,要求,数量,限价,优先级,可替代\n1,,,,１２０,19,急,\n,lily,,,1箱,6.5,,是\n"), list.id)).toMatchObject({ created: 1, changed: 1 });
    expect((await stage.see(list.id)).items.map((line) => [line.quantity, line.limitPrice, line.priority, line.substitute])).toEqual([[120, 19_00, "urgent", false], [20, null, "normal", true], [8, 6_50, "normal", true]]);
    const bad = await send(csv("行号,商品编码,数量\n9,,5\n,没有,7\n,lily,半车\n"), list.id);
    expect(bad).toMatchObject({ applied: false });
    expect(bad.problems.map((problem) => [problem.row, problem.reason])).toEqual([[2, "unknown_line"], [3, "unknown_item"], [4, expect.stringMatching(/bad_quantity/)]]);
    const fresh = uuid();
    expect(await send(csv("商品,数量,限价\n白掌 5花以上,200,6\n"), fresh)).toMatchObject({ applied: true, created: 1 });
    expect((await stage.see(fresh)).items[0]).toMatchObject({ itemId: stage.items.lily, quantity: 200, limitPrice: 6_00 });
    for (const file of [await call(actions.exportClients, {}, stage.agent.call), await call(actions.exportFills, { listId: list.id }, stage.agent.call), await call(actions.listTemplate, {}, stage.agent.call)]) expect(file.base64.length).toBeGreaterThan(500);
  });

  test("terms are dated: what a list was given under stays, the past is not changed", async () => {
    const he = await stage.client("菏泽 老何");
    const before = await stage.list(he.id, [{ quantity: "10", itemId: stage.items.chili }]);
    await call(actions.setTerms, { clientId: he.id, from: "2026-12-01", commission: { tiers: [{ from: 0, ppm: 0 }], perUnit: 50, minimum: 0, cap: null }, rebate: { tiers: [] }, reason: "老客户" }, stage.agent.call);
    const after = await stage.list(he.id, [{ quantity: "10", itemId: stage.items.chili }]);
    await stage.buy("chili", 20, 10_00);
    expect([(await stage.see(before.id)).commission, (await stage.see(after.id)).commission]).toEqual([5_00, 5_00]);
    expect((await stage.see(after.id)).items[0]!.commission).toMatchObject({ byRate: 0, byUnit: 5_00 });
    await expect(call(actions.setTerms, { from: "2026-11-30", commission: FIVE_PERCENT, rebate: { tiers: [] }, reason: "补一条" }, stage.agent.call)).rejects.toMatchObject({ code: "past_day" });
  });
});
