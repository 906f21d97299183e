import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utils, read } from "@e965/xlsx";
import { files } from "../../kernel/files/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { realWorld } from "../../kernel/machinery/ids.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "../settlement/contract.ts";
import { loss } from "./contract.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex").toString("base64");
const DAY_MS = 86_400_000;
const { actions } = loss;

describe("stock that fades", () => {
  const clock = { now: new Date("2026-11-20T02:00:00Z") };
  let market: TestMarket;
  let [grower, stranger, buyer, grader, operator]: Person[] = [];
  let item: { id: string };
  let photoId = "";
  let n = 0;
  const run: TestMarket["runtime"]["call"] = (action, input, call) => market.runtime.call(action, input, call);

  beforeAll(async () => {
    market = await openTestMarket({ world: { ...realWorld, now: () => clock.now } });
    [grower, stranger] = [await market.person("王桂兰", ["grower"]), await market.person("李长海", ["grower"])];
    buyer = await market.person("鲁花批发", ["buyer"], 100_000_000);
    [grader, operator] = [await market.staff("质检员", ["grader"]), await market.staff("经理", ["operator"])];
    item = await market.item("仙客来 12 cm");
    photoId = (await run(files.actions.keepPhoto, { base64: PNG }, grower.call)).id;
  });
  afterAll(() => market.close());

  const days = (count: number): void => { clock.now = new Date(clock.now.getTime() + count * DAY_MS); };
  const lot = async (quantity: number, floorPrice: number | null = 10_00, by = grower!) => {
    const made = await run(lots.actions.create, { itemId: item.id, growerId: by.partyId, declared: quantity, floorPrice }, AS_SYSTEM);
    await run(lots.actions.change, { lotId: made.id, grade: "A", status: "received" }, AS_SYSTEM);
    await run(lots.actions.move, { lotId: made.id, kind: "intake", quantity, cause: "test", causeId: "dock" }, AS_SYSTEM);
    return made;
  };
  const sell = (lotId: string, quantity: number, price: number, channel: "clock" | "catalogue" = "clock") => run(settlement.actions.recordSale, {
    channel, lotId, buyerId: buyer!.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "test", causeId: String(++n),
  }, AS_SYSTEM);
  type What = { kind: "downgrade"; quantity: number; grade: "B" | "C" | "A" } | { kind: "markdown"; price: number } | { kind: "write_off"; quantity: number } | { kind: "donation"; quantity: number; receiver: string };
  const record = (lotId: string, act: What, by = grower!, more: { reason?: "fading" | "other"; text?: string } = {}) => run(actions.record, { lotId, act, reason: more.reason ?? "fading", text: more.text ?? "", photoIds: [photoId] }, by.call);
  const stock = async (lotId: string) => { const one = await run(lots.actions.get, { lotId }, AS_SYSTEM); return [one.onHand, one.held, one.grade, one.floorPrice]; };

  test("is listed when it is old enough, its grower's own for him, with what the rule advises", async () => {
    const mine = await lot(100);
    await lot(50, 8_00, stranger);
    expect((await run(actions.ageing, {}, grower!.call)).total).toBe(0);
    days(2);
    await market.runtime.settle();
    const { lots: list, value } = await run(actions.ageing, {}, grower!.call);
    expect(list).toMatchObject([{ lotNo: mine.no, days: 2, free: 100, price: 10_00, priceSource: "floor", suggestion: { kind: "markdown", percent: 10, price: 9_00 }, can: ["downgrade", "markdown", "write_off", "donation"] }]);
    expect(value).toBe(1_000_00);
    expect((await run(actions.ageing, {}, operator!.call)).total).toBe(2);
    days(8);
    expect((await run(actions.ageing, {}, grower!.call)).lots[0]!.suggestion).toEqual({ kind: "donation" });
  });

  test("loses only what is free, never what is held for somebody", async () => {
    const one = await lot(30);
    await run(lots.actions.move, { lotId: one.id, kind: "hold", quantity: 20, cause: "test", causeId: "held" }, AS_SYSTEM);
    await expect(record(one.id, { kind: "write_off", quantity: 11 })).rejects.toMatchObject({ code: "not_enough_free", detail: { free: 10, held: 20 } });
    await expect(record(one.id, { kind: "write_off", quantity: 10 }, stranger!)).rejects.toMatchObject({ code: "not_found" });
    expect(await record(one.id, { kind: "write_off", quantity: 10 })).toMatchObject({ state: "done", value: 100_00, price: 10_00, priceSource: "floor", by: "王桂兰" });
    expect(await stock(one.id)).toEqual([20, 20, "A", 10_00]);
    await expect(run(actions.record, { lotId: one.id, act: { kind: "write_off", quantity: 1 }, reason: "fading", photoIds: [] }, grower!.call)).rejects.toMatchObject({ code: "bad_input" });
  });

  test("a downgrade of a part becomes a lot of its own, of the whole it stays the same lot; it only goes down", async () => {
    const one = await lot(40);
    await expect(record(one.id, { kind: "downgrade", quantity: 5, grade: "A" })).rejects.toMatchObject({ code: "not_lower" });
    const part = await record(one.id, { kind: "downgrade", quantity: 15, grade: "C" });
    expect(part).toMatchObject({ oldGrade: "A", newGrade: "C", value: 0 });
    expect(part.childNo).not.toBeNull();
    expect(await stock(one.id)).toEqual([25, 0, "A", 10_00]);
    await market.runtime.settle();
    const child = (await run(actions.ageing, { minDays: 0, lotNo: part.childNo! }, grower!.call)).lots[0]!;
    expect(child).toMatchObject({ free: 15, grade: "C", price: 10_00 });
    expect(await record(one.id, { kind: "downgrade", quantity: 25, grade: "B" })).toMatchObject({ childNo: null });
    expect(await stock(one.id)).toEqual([25, 0, "B", 10_00]);
  });

  test("a mark-down keeps both prices; without a floor the last sale says from where", async () => {
    const one = await lot(60, null);
    await expect(record((await lot(5, null, stranger)).id, { kind: "markdown", price: 5_00 }, stranger!)).rejects.toMatchObject({ code: "no_price" });
    await sell(one.id, 10, 12_00);
    await market.runtime.settle();
    await expect(record(one.id, { kind: "markdown", price: 12_00 })).rejects.toMatchObject({ code: "not_cheaper" });
    expect(await record(one.id, { kind: "markdown", price: 9_50 })).toMatchObject({ price: 12_00, priceSource: "lot_sale", newPrice: 9_50, quantity: 50, value: 50 * 2_50 });
    expect(await stock(one.id)).toEqual([50, 0, "A", 9_50]);
  });

  test("above the set value it waits; another person of the market confirms, nobody himself, and what was sold meanwhile is not lost", async () => {
    const one = await lot(300);
    const waits = await record(one.id, { kind: "write_off", quantity: 250 });
    expect(waits).toMatchObject({ state: "proposed", second: true, value: 2_500_00 });
    expect(await stock(one.id)).toEqual([300, 0, "A", 10_00]);
    await expect(record(one.id, { kind: "write_off", quantity: 1 })).rejects.toMatchObject({ code: "waits_already" });
    await expect(run(actions.decide, { actId: waits.id, decision: "confirm" }, grower!.call)).rejects.toMatchObject({ code: "second_person_needed" });
    await expect(run(actions.decide, { actId: waits.id, decision: "confirm" }, stranger!.call)).rejects.toMatchObject({ code: "not_found" });
    await sell(one.id, 60, 10_00);
    await expect(run(actions.decide, { actId: waits.id, decision: "confirm" }, grader!.call)).rejects.toMatchObject({ code: "not_enough_free" });
    expect(await run(actions.decide, { actId: waits.id, decision: "decline" }, grader!.call)).toMatchObject({ state: "declined" });
    const again = await record(one.id, { kind: "write_off", quantity: 240 });
    expect((await run(actions.acts, {}, operator!.call)).waiting).toBe(1);
    expect(await run(actions.decide, { actId: again.id, decision: "confirm" }, operator!.call)).toMatchObject({ state: "done", decidedBy: "经理", can: [] });
    expect(await stock(one.id)).toEqual([0, 0, "A", 10_00]);
    await expect(run(actions.decide, { actId: again.id, decision: "withdraw" }, grower!.call)).rejects.toMatchObject({ code: "decided_before" });
  });

  test("a donation names who receives it, and its slip is printed", async () => {
    const one = await lot(20);
    await expect(record(one.id, { kind: "donation", quantity: 5, receiver: "" })).rejects.toMatchObject({ code: "receiver_needed" });
    await expect(record(one.id, { kind: "donation", quantity: 5, receiver: "敬老院" }, grower!, { reason: "other" })).rejects.toMatchObject({ code: "say_what" });
    const given = await record(one.id, { kind: "donation", quantity: 5, receiver: "弥河镇敬老院" });
    expect(await stock(one.id)).toEqual([15, 0, "A", 10_00]);
    const { movements } = await run(lots.actions.movements, { lotId: one.id }, grower!.call);
    expect(movements.at(-1)).toMatchObject({ kind: "donation", quantity: 5, cause: "loss" });
    const slip = await run(actions.printDonation, { no: given.no }, grower!.call);
    expect(Buffer.from(slip.base64, "base64").subarray(0, 5).toString()).toBe("%PDF-");
    expect(slip.lacking).toBe("");
    await expect(run(actions.printDonation, { no: given.no }, stranger!.call)).rejects.toMatchObject({ code: "not_found" });
  });

  test("the rates follow the published formula and every figure leads to its movements", async () => {
    days(60);
    const [one, other] = [await lot(200), await lot(100, 8_00, stranger)];
    const sale = await sell(one.id, 120, 11_00);
    await sell(one.id, 30, 12_00, "catalogue");
    await sell(other.id, 100, 9_00);
    await run(actions.record, { lotId: one.id, act: { kind: "write_off", quantity: 8 }, reason: "cold", photoIds: [photoId] }, grower!.call);
    await run(actions.record, { lotId: one.id, act: { kind: "donation", quantity: 2, receiver: "敬老院" }, reason: "fading", photoIds: [photoId] }, grower!.call);
    await run(actions.record, { lotId: one.id, act: { kind: "downgrade", quantity: 10, grade: "B" }, reason: "fading", photoIds: [photoId] }, grower!.call);
    await market.runtime.settle();
    const window = { from: clock.now.toISOString().slice(0, 10), to: clock.now.toISOString().slice(0, 10) };
    const { rows, total } = await run(actions.rates, { by: "grower", ...window }, operator!.call);
    const his = rows.find((row) => row.zh === "王桂兰")!;
    expect(his).toMatchObject({ received: 200, sold: 150, writtenOff: 8, donated: 2, downgraded: 10, offered: his.opening + 200, clearance: Math.floor((150 * 1_000_000) / (his.opening + 200)), loss: 50_000, downgradeShare: 50_000, lostValue: 100_00, unvalued: 0 });
    expect(total).toMatchObject({ received: 300, sold: 250, closing: total.opening + 300 - 250 - 10 });
    const channels = await run(actions.rates, { by: "channel", ...window }, operator!.call);
    expect(channels.rows.map((row) => [row.zh, row.sold])).toEqual([["拍卖钟", 220], ["目录价", 30]]);
    expect(channels.rows.every((row) => row.offered === total.offered && row.loss === null)).toBe(true);
    const lines = await run(actions.rateLines, { by: "channel", key: "clock", measure: "sold", ...window }, operator!.call);
    expect([lines.quantity, lines.total]).toEqual([220, 2]);
    const lost = await run(actions.rateLines, { by: "grower", key: his.key, measure: "lost", ...window }, grower!.call);
    expect(lost.lines.map((line) => [line.kind, line.quantity, line.price])).toEqual([["donation", 2, 10_00], ["write_off", 8, 10_00]]);
    // A grower reads his own, whichever he names.
    expect((await run(actions.rates, { by: "grower", ...window }, stranger!.call)).rows.map((row) => row.zh)).toEqual(["李长海"]);
    expect((await run(actions.rateLines, { by: "grower", key: his.key, measure: "lost", ...window }, stranger!.call)).total).toBe(0);
    // What comes back was not sold.
    const [cashier, second] = [await market.staff("出纳", ["cashier"]), await market.staff("复核", ["cashier"])];
    const back = await run(settlement.actions.proposeReversal, { saleId: sale.sale.id, reason: "没拿走", goods: "returned" }, cashier.call);
    await run(settlement.actions.decideReversal, { reversalId: back.id, confirm: true }, second.call);
    await market.runtime.settle();
    expect((await run(actions.rates, { by: "channel", ...window }, operator!.call)).rows.map((row) => [row.zh, row.sold])).toEqual([["拍卖钟", 100], ["目录价", 30]]);
    await expect(run(actions.rates, { from: "2025-01-01", to: "2026-12-31" }, operator!.call)).rejects.toMatchObject({ code: "window_too_long" });
  });

  test("no data is a legal answer", async () => {
    const empty = await market.person("新花农", ["grower"]);
    expect(await run(actions.rates, {}, empty.call)).toMatchObject({ rows: [], total: { clearance: null, loss: null, small: true } });
  });

  test("everything goes out to Excel with exact figures", async () => {
    const rowsOf = (file: { base64: string }): unknown[][] => utils.sheet_to_json(Object.values(read(Buffer.from(file.base64, "base64")).Sheets)[0]!, { header: 1, raw: true });
    const acts = rowsOf(await run(actions.exportActs, { language: "zh" }, grower!.call));
    expect(acts[0]!.slice(0, 3)).toEqual(["单号 Number", "业务日 Day", "事项 What"]);
    expect(acts).toHaveLength(1 + (await run(actions.acts, { limit: 500 }, grower!.call)).total);
    const rates = rowsOf(await run(actions.exportRates, { by: "grower", language: "zh" }, operator!.call));
    expect(rates.at(-1)![0]).toBe("合计");
    expect(rowsOf(await run(actions.exportAgeing, { language: "en" }, operator!.call)).length).toBeGreaterThan(1);
  });

  test("the rules are the operator's, and a wrong order of them is refused", async () => {
    const { settings } = await run(actions.terms, {}, grower!.call);
    await run(actions.setTerms, { settings: { ...settings, secondFrom: 50_00 }, reason: "年前从严" }, operator!.call);
    const one = await lot(20);
    expect(await record(one.id, { kind: "write_off", quantity: 5 })).toMatchObject({ state: "proposed" });
    await expect(run(actions.setTerms, { settings: { ...settings, donateDays: 1 }, reason: "错" }, operator!.call)).rejects.toMatchObject({ code: "bad_input" });
  });

  test("the database keeps what the code promises", async () => {
    const { pool } = market.database;
    await expect(pool.query("update loss.act set quantity = 1 where state = 'done'")).rejects.toThrow(/append_only/);
    await expect(pool.query("delete from loss.photo")).rejects.toThrow(/append_only/);
    const copy = (set: string) => pool.query(`insert into loss.act select (jsonb_populate_record(null::loss.act, to_jsonb(a) || jsonb_build_object('id', gen_random_uuid(), 'no', 'X' || random()) || '${set}'::jsonb)).* from loss.act a where kind = 'write_off' and state = 'done' limit 1`);
    await expect(copy("{}")).rejects.toThrow(/act_has_a_photo/);
    await expect(copy('{"second": true, "decided_by": null}')).rejects.toThrow(/second_pair_of_eyes/);
    await expect(copy('{"kind": "markdown", "new_price": 999999, "price": 100}')).rejects.toThrow(/price_goes_down/);
  });
});
