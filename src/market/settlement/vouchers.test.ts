import { createHash, randomBytes, randomUUID } from "node:crypto";
import { read, utils } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoCitizenId } from "../../engines/identity/demo.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";
import { judgeLine, type Declared } from "./voucher-rules.ts";

const [DAY, NEXT] = ["2026-11-22", "2026-11-23"];
const actions = settlement.actions;
const MONTH = { from: "2026-11-01", to: "2026-11-30" };
const [WANGS_ID, LIS_ID] = [demoCitizenId(1, "1968-03-02"), demoCitizenId(2, "1971-08-09")];

describe("purchase-voucher data: what a buyer's own software needs, and never an invoice", () => {
  let market: TestMarket;
  let now = new Date("2026-11-22T14:00:00+08:00");
  let [wang, li, luhua, jinan, sun, wu] = [] as unknown as Person[];
  let [sold, claimed] = ["", ""];
  let n = 0;

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    wang = await market.person("王桂兰", ["grower"]);
    li = await market.person("李长海", ["grower"]);
    luhua = await market.person("鲁花批发", ["buyer"], 100_000_00);
    jinan = await market.person("济南花市", ["buyer"], 100_000_00);
    sun = await market.staff("结算员 孙丽", ["cashier"]);
    wu = await market.staff("复核员 吴涛", ["cashier"]);
    const [red, white] = [await lot(wang, 300), await lot(li, 100)];
    sold = await sell(red, luhua, 120, 18_35);
    claimed = await sell(red, luhua, 33, 17_99);
    await sell(red, jinan, 10, 18_00);
    await sell(white, luhua, 7, 12_01);
    await close(DAY);
  });
  afterAll(() => market.close());

  async function lot(grower: Person, quantity: number): Promise<string> {
    const item = await market.item(`蝴蝶兰 ${grower.login}`);
    const { id } = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: quantity }, AS_SYSTEM);
    await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity, cause: "test", causeId: "dock" }, AS_SYSTEM);
    return id;
  }
  const sell = async (lotId: string, buyer: Person, quantity: number, price: number): Promise<string> =>
    (await market.runtime.call(actions.recordSale, { channel: "clock", lotId, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(++n) }, AS_SYSTEM)).sale.id;
  const close = async (businessDate: string): Promise<void> => {
    await market.runtime.call(actions.closeDay, { businessDate }, sun!.call);
    await market.runtime.settle();
  };
  const data = () => market.runtime.call(actions.vouchers, { buyerId: luhua!.partyId, ...MONTH }, sun!.call);
  const take = (format: "xlsx" | "csv" | "json") => market.runtime.call(actions.takeVouchers, { buyerId: luhua!.partyId, ...MONTH, format }, { ...sun!.call, key: randomUUID() });
  const billed = async (): Promise<number> => {
    const { rows } = await market.database.pool.query<{ sum: string }>("select sum(gross + corrected) from settlement.statement where side = 'buyer' and party_id = $1", [luhua!.partyId]);
    return Number(rows[0]!.sum);
  };
  const declare = (person: Person, citizenId: string, more: object = {}) =>
    market.runtime.call(actions.declareOwnProduction, { validFrom: "2026-11-01", validTo: "2027-10-31", goods: "蝴蝶兰", place: "王府街道 小王庄", citizenId, ...more }, person.call);

  test("without a declaration a line is listed as lacking, with whom to ask for what, and nothing is handed out", async () => {
    const view = await data();
    expect(view).toMatchObject({ readyLines: 0, ready: 0, lackingLines: 3, can: [] });
    expect(view.gaps.map((gap) => [gap.seller, gap.lacks, gap.lines])).toEqual([["王桂兰", "no_declaration", 2], ["李长海", "no_declaration", 1]]);
    expect(view.lacking).toBe(await billed());
    await expect(take("csv")).rejects.toMatchObject({ code: "nothing_ready" });
    const file = await market.runtime.call(actions.voucherGapsWorkbook, MONTH, sun!.call);
    const book = read(Buffer.from(file.base64, "base64"));
    // 济南花市 bought from her as well: one line a seller, over all buyers.
    expect(utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1 })[1]).toMatchObject(["王桂兰", "没有自产自销声明", expect.stringContaining("手机"), 3, 2_975.67, expect.anything(), expect.anything()]);
  });

  test("a grower declares on her phone; a wrong number, somebody else's or endless days are refused", async () => {
    await expect(declare(wang!, "370781196803021234")).rejects.toMatchObject({ code: "bad_citizen_id" });
    await expect(declare(wang!, WANGS_ID, { validTo: "2031-01-01" })).rejects.toMatchObject({ code: "declared_days" });
    await expect(declare(luhua!, WANGS_ID)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(declare(wang!, WANGS_ID, { partyId: li!.partyId })).rejects.toMatchObject({ code: "not_found" });
    const given = await declare(wang!, WANGS_ID);
    expect(given).toMatchObject({ state: "holds", givenBy: "王桂兰", can: ["end"] });
    expect(JSON.stringify(given)).not.toContain(WANGS_ID);
    const { rows } = await market.database.pool.query("select input::text from kernel.audit where action = 'declareOwnProduction'");
    expect(JSON.stringify(rows)).not.toContain(WANGS_ID);
    expect(await data()).toMatchObject({ readyLines: 2, lackingLines: 1, can: ["take"] });
  });

  test("the file has the number in full, says what it is, leaves a trail, and with what lacks it adds up to the bills", async () => {
    const taken = await take("csv");
    const bytes = Buffer.from(taken.base64, "base64");
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(taken.file.sha256);
    const rows = bytes.toString("utf8").replace("\uFEFF", "").trimEnd().split("\r\n").map((line) => line.split(","));
    const at = (heading: string): number => rows[0]!.indexOf(heading);
    expect(rows.slice(1).map((row) => [row[at("性质")], row[at("卖方身份证号")], row[at("金额")], row[at("账单号")], row[at("结算单号")]]).toSorted((a, b) => Number(b[2]) - Number(a[2]))).toEqual([
      ["数据，非发票", WANGS_ID, "2202.00", "B20261122-0002", "S20261122-0002"], ["数据，非发票", WANGS_ID, "593.67", "B20261122-0002", "S20261122-0002"],
    ]);
    expect(taken.file.goods + taken.file.lacking).toBe(await billed());
    const sum = rows.slice(1).reduce((total, row) => total + Math.round(Number(row[at("金额")]) * 100), 0);
    expect(sum).toBe(taken.file.goods);
    const audit = await market.database.pool.query<{ account_name: string }>("select account_name from kernel.audit where action = 'takeVouchers' and outcome = 'done'");
    expect(audit.rows.map((row) => row.account_name)).toEqual(["结算员 孙丽"]);
    const kept = await market.database.pool.query("select output from kernel.request where action = 'settlement.takeVouchers'");
    expect(kept.rows).toContainEqual({ output: null });
    expect(JSON.stringify(await data())).not.toContain(WANGS_ID);
    await expect(market.runtime.call(actions.takeVouchers, { buyerId: luhua!.partyId, ...MONTH, format: "csv" }, luhua!.call)).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("what is corrected later stands as red lines that name the original; the totals go on agreeing", async () => {
    now = new Date("2026-11-23T10:00:00+08:00");
    await market.runtime.call(actions.refundForClaim, { saleId: claimed, claimId: randomUUID(), amount: 50_00, memo: "折枝三盆" }, AS_SYSTEM);
    const proposed = await market.runtime.call(actions.proposeReversal, { saleId: sold, reason: "到货冻伤", goods: "written_off" }, sun!.call);
    await market.runtime.call(actions.decideReversal, { reversalId: proposed.id, confirm: true }, wu!.call);
    expect(await data()).toMatchObject({ openDays: [NEXT], redLines: 0 });
    await close(NEXT);
    const view = await data();
    expect(view.lines.filter((line) => line.kind !== "sale")).toMatchObject([
      { kind: "reversal", amount: -2_202_00, quantity: -120, saleDay: DAY, originalNo: "B20261122-0002", billNo: "B20261123-0001", reason: "到货冻伤" },
      { kind: "allowance", amount: -50_00, saleDay: DAY, originalNo: "B20261122-0002", reason: "折枝三盆" },
    ]);
    expect(view).toMatchObject({ redLines: 2, ready: 593_67, allowances: -50_00 });
    expect(view.ready + view.lacking).toBe(await billed());
    const { buyers } = await market.runtime.call(actions.voucherBuyers, MONTH, sun!.call);
    expect(buyers.map((row) => [row.buyer, row.file])).toEqual([["济南花市", "none"], ["鲁花批发", "stale"]]);
    // Over all buyers the goods are also what the growers' statements say.
    const statements = await market.database.pool.query<{ sum: string }>("select sum(gross + corrected) from settlement.statement where side = 'seller'");
    expect(buyers.reduce((sum, row) => sum + row.ready + row.lacking, 0)).toBe(Number(statements.rows[0]!.sum));
    await take("xlsx");
    expect((await market.runtime.call(actions.voucherBuyers, MONTH, sun!.call)).buyers.map((row) => row.file)).toEqual(["none", "made"]);
  });

  test("the workbook and the JSON say the same", async () => {
    const book = read(Buffer.from((await take("xlsx")).base64, "base64"), { cellNF: true });
    const lines = utils.sheet_to_json<Record<string, unknown>>(book.Sheets["收购数据"]!);
    const about = utils.sheet_to_json<unknown[]>(book.Sheets["说明"]!, { header: 1 });
    expect(about[1]).toEqual(["性质", "数据，非发票"]);
    const json = JSON.parse(Buffer.from((await take("json")).base64, "base64").toString("utf8")) as { nature: string; lines: { amount: string; sellerId: string }[]; totals: { goods: string } };
    expect(json.nature).toBe("数据，非发票");
    expect(json.lines.map((line) => [Number(line.amount), line.sellerId])).toEqual(lines.map((line) => [line["金额"], line["卖方身份证号"]]));
    expect(json.totals.goods).toBe("593.67");
  });

  test("the desk writes a signed paper down for a grower without a phone; the number must be the one on record", async () => {
    const asDesk = { partyId: li!.partyId, validFrom: "2026-11-01", validTo: "2026-12-31", goods: "蝴蝶兰", place: "黄楼街道", citizenId: LIS_ID };
    await expect(market.runtime.call(actions.declareOwnProduction, asDesk, sun!.call)).rejects.toMatchObject({ code: "paper_needed" });
    const written = await market.runtime.call(actions.declareOwnProduction, { ...asDesk, paper: "档案柜 3-12" }, sun!.call);
    expect(written).toMatchObject({ givenBy: "结算员 孙丽", paper: "档案柜 3-12" });
    expect(await data()).toMatchObject({ lackingLines: 0, gaps: [] });
  });

  test("a declaration is ended by the grower; one that was wrong takes its lines back out of the data", async () => {
    const { declarations: [mine], citizenMasked } = await market.runtime.call(actions.myDeclarations, {}, wang!.call);
    expect(citizenMasked).toBeNull();
    await expect(market.runtime.call(actions.endDeclaration, { declarationId: mine!.id, wrong: false, why: "不归我管" }, li!.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(market.database.pool.query("update settlement.declaration set valid_to = '2030-01-01'")).rejects.toThrow(/append_only/);
    await market.runtime.call(actions.endDeclaration, { declarationId: mine!.id, wrong: false, why: "今年不种了" }, wang!.call);
    expect(await data()).toMatchObject({ lackingLines: 0 });
    await expect(market.runtime.call(actions.endDeclaration, { declarationId: mine!.id, wrong: true, why: "再停一次" }, wang!.call)).rejects.toMatchObject({ code: "ended_before" });
    const again = await declare(wang!, WANGS_ID);
    expect(await market.runtime.call(actions.endDeclaration, { declarationId: again.id, wrong: true, why: "是收来的，不是自己种的" }, wang!.call)).toMatchObject({ state: "wrong" });
    expect(await data()).toMatchObject({ lackingLines: 0 });
    // Nothing of what was said is gone: the first one, and the one that was wrong.
    const { rows } = await market.database.pool.query("select count(*)::int as n from settlement.declaration where party_id = $1", [wang!.partyId]);
    expect(rows).toEqual([{ n: 2 }]);
  });

  test("which declaration a line stands on", () => {
    const one = (more: Partial<Declared>): Declared => ({ id: "a", validFrom: "2026-01-01", validTo: "2026-12-31", categories: [], endedOn: null, wrong: false, ...more });
    const judge = (declared: readonly Declared[], saleDay = "2026-06-01", organisation = false) => judgeLine({ saleDay, category: "orchid" }, { organisation }, declared);
    expect(judge([])).toEqual({ lacks: "no_declaration" });
    expect(judge([one({ wrong: true })])).toEqual({ lacks: "no_declaration" });
    expect(judge([one({})], "2027-01-01")).toEqual({ lacks: "not_covered" });
    expect(judge([one({ endedOn: "2026-06-01" })])).toEqual({ lacks: "not_covered" });
    expect(judge([one({ endedOn: "2026-06-02" })])).toEqual({ declaration: "a" });
    expect(judge([one({ categories: ["palm"] })])).toEqual({ lacks: "not_in_scope" });
    expect(judge([one({}), one({ id: "b", categories: ["orchid"] })])).toEqual({ declaration: "b" });
    expect(judge([one({})], "2026-06-01", true)).toEqual({ lacks: "organisation" });
  });
});
