import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../engines/calendar/day.ts";
import { files } from "../../kernel/files/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { realWorld } from "../../kernel/machinery/ids.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "../settlement/contract.ts";
import { packaging } from "./contract.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex").toString("base64");
const DAY_MS = 86_400_000;
const { actions } = packaging;

describe("a trolley goes out and comes back", () => {
  const clock = { now: new Date("2026-11-20T02:00:00Z") };
  let market: TestMarket;
  let [grower, buyer, grader, operator]: Person[] = [];
  let trolley = "";
  let numbered = "";
  const run: TestMarket["runtime"]["call"] = (action, input, call) => market.runtime.call(action, input, call);

  beforeAll(async () => {
    market = await openTestMarket({ world: { ...realWorld, now: () => clock.now } });
    grower = await market.person("王桂兰", ["grower"]);
    buyer = await market.person("鲁花批发", ["buyer"], 100_000_00);
    [grader, operator] = [await market.staff("质检员", ["grader"]), await market.staff("经理", ["operator"])];
    trolley = (await run(actions.setKind, { code: "cc", zh: "花车", en: "Trolley", family: "trolley", overdueDays: 14 }, operator.call)).id;
    numbered = (await run(actions.setKind, { code: "CCN", zh: "编号花车", en: "Numbered trolley", family: "trolley", numbered: true }, operator.call)).id;
    for (const kindId of [trolley, numbered]) await run(actions.setValue, { kindId, validFrom: "2026-11-01", deposit: 80_00, replacement: 600_00, reason: "开账" }, operator.call);
    await run(actions.buy, { kindId: trolley, quantity: 100 }, operator.call);
    await run(actions.buy, { kindId: numbered, quantity: 5 }, operator.call);
  });
  afterAll(() => market.close());

  const tomorrow = () => { clock.now = new Date(clock.now.getTime() + DAY_MS); };
  const issue = (person: Person, quantity: number, kindId = trolley, numbers: string[] = []) => run(actions.issue, { partyId: person.partyId, kindId, quantity, numbers }, grader!.call);
  type Part = { state: "sound" | "damaged" | "lost" | "found"; quantity: number; charge?: "none" | "deposit" | "replacement"; reason?: string; photoIds?: string[]; numbers?: string[] };
  const takeBack = (person: Person, parts: Part[], kindId = trolley) => run(actions.takeBack, { partyId: person.partyId, kindId, parts }, grader!.call);
  const mine = async (person: Person) => run(actions.mine, {}, person.call);
  const draft = async (person: Person, side: "seller" | "buyer") => run(settlement.actions.draft, { businessDate: (await run(actions.kinds, {}, person.call), clock.now.toISOString().slice(0, 10)), side }, person.call);
  const photo = async () => (await run(files.actions.keepPhoto, { base64: PNG }, grader!.call)).id;
  const held = async () => -((await run(ledger.actions.balances, {}, AS_SYSTEM)).balances.filter((row) => row.account === "packaging_deposit").reduce((sum, row) => sum + row.amount, 0));

  test("the deposit stands on the grower's statement of the day, and comes back as it was paid although the price has changed", async () => {
    expect((await issue(grower!, 6)).holds).toBe(6);
    expect((await draft(grower!, "seller")).transferLines).toMatchObject([{ kind: "packaging", amount: -480_00 }]);
    expect(await held()).toBe(480_00);
    await run(actions.setValue, { kindId: trolley, validFrom: "2026-11-21", deposit: 90_00, replacement: 650_00, reason: "新车" }, operator!.call);
    tomorrow();
    await issue(grower!, 2);
    expect((await mine(grower!)).deposit).toBe(480_00 + 180_00);
    const back = await takeBack(grower!, [{ state: "sound", quantity: 7 }]);
    // Six of the old deposit, one of the new.
    expect(back.movements[0]).toMatchObject({ act: "return", depositBack: 480_00 + 90_00, charge: 0 });
    expect(await mine(grower!)).toMatchObject({ deposit: 90_00, balances: [{ quantity: 1, deposit: 90_00, overdue: 0 }] });
    expect(await held()).toBe(90_00);
    expect((await run(ledger.actions.balances, {}, AS_SYSTEM)).total).toBe(0);
  });

  test("nobody gives back what he does not hold; what he brings besides is found, with where it came from", async () => {
    await expect(takeBack(grower!, [{ state: "sound", quantity: 2 }])).rejects.toMatchObject({ code: "not_there", detail: { there: 1, asked: 2 } });
    await expect(takeBack(grower!, [{ state: "found", quantity: 1 }])).rejects.toMatchObject({ code: "reason_needed" });
    const back = await takeBack(grower!, [{ state: "sound", quantity: 1 }, { state: "found", quantity: 1, reason: "路边捡的" }]);
    expect(back.movements.map((row) => [row.act, row.quantity, row.depositBack])).toEqual([["return", 1, 90_00], ["surplus", 1, 0]]);
    expect(back.holds).toBe(0);
  });

  test("what is damaged is seen on a photograph and costs the deposit; what is lost costs a new one", async () => {
    await issue(buyer!, 5);
    await expect(takeBack(buyer!, [{ state: "damaged", quantity: 1, charge: "deposit", reason: "轮子断" }])).rejects.toMatchObject({ code: "photo_needed" });
    await expect(takeBack(buyer!, [{ state: "sound", quantity: 1, charge: "deposit" }])).rejects.toMatchObject({ code: "charge_needs_harm" });
    const back = await takeBack(buyer!, [{ state: "sound", quantity: 2 }, { state: "damaged", quantity: 1, charge: "deposit", reason: "轮子断", photoIds: [await photo()] }, { state: "lost", quantity: 1, charge: "replacement", reason: "找不到了" }]);
    expect(back.movements.map((row) => [row.act, row.toPlace, row.depositBack, row.charge])).toEqual([["return", "depot", 180_00, 0], ["damaged", "repair", 90_00, 90_00], ["lost", "lost", 90_00, 650_00]]);
    // Paid five deposits; four came back; the damage and the loss are paid besides.
    expect((await draft(buyer!, "buyer")).transfers).toBe(450_00 - 360_00 + 90_00 + 650_00);
    expect((await run(actions.rates, {}, operator!.call)).rates.find((row) => row.partyId === buyer!.partyId)).toMatchObject({ returned: 2, damaged: 1, lost: 1, share: 500_000, small: true });
    expect((await mine(buyer!)).balances).toMatchObject([{ quantity: 1 }]);
  });

  test("from the yard: one repaired, one scrapped, and the lost one turns up", async () => {
    await run(actions.depotMove, { kindId: trolley, act: "repaired", quantity: 1 }, grader!.call);
    await run(actions.depotMove, { kindId: trolley, act: "scrap", from: "depot", quantity: 2, reason: "锈穿" }, operator!.call);
    const over = await run(actions.takeBack, { partyId: buyer!.partyId, kindId: trolley, parts: [{ state: "found", quantity: 1, reason: "司机送回" }] }, grader!.call);
    expect(over.movements[0]).toMatchObject({ act: "found", fromPlace: "lost" });
    const { kinds, deposits, booked } = await run(actions.pool, {}, operator!.call);
    expect(kinds[0]).toMatchObject({ bought: 101, out: 1, repair: 0, scrapped: 2, lost: 0, depot: 98 });
    expect(deposits).toBe(booked);
    expect(await held()).toBe(deposits);
  });

  test("from party to party it moves when the receiver says so, and each has his own side of the money", async () => {
    const [handOver, other] = [await run(actions.proposeHandOver, { toPartyId: grower!.partyId, kindId: trolley, quantity: 1, note: "顺车带走" }, buyer!.call), grower!];
    expect((await mine(other)).handOvers[0]).toMatchObject({ no: handOver.no, can: ["confirm", "decline"] });
    await expect(run(actions.decideHandOver, { handOverId: handOver.id, decision: "confirm" }, buyer!.call)).rejects.toMatchObject({ code: "not_allowed" });
    expect(await run(actions.decideHandOver, { handOverId: handOver.id, decision: "confirm" }, other.call)).toMatchObject({ state: "confirmed", can: [] });
    expect([(await mine(buyer!)).balances, (await mine(other)).balances]).toMatchObject([[], [{ quantity: 1, deposit: 90_00 }]]);
    const [his, hers] = [await run(actions.movements, { limit: 1 }, buyer!.call), await run(actions.movements, { limit: 1 }, other.call)];
    expect([his.movements[0], hers.movements[0]]).toMatchObject([{ act: "transfer", depositBack: 90_00, depositTaken: 0 }, { act: "transfer", depositBack: 0, depositTaken: 90_00 }]);
    await expect(run(actions.decideHandOver, { handOverId: handOver.id, decision: "withdraw" }, buyer!.call)).rejects.toMatchObject({ code: "decided_before" });
  });

  test("a numbered trolley is scanned, and is nowhere else than the book says", async () => {
    const { pieces } = await run(actions.pieces, { kindId: numbered }, operator!.call);
    const [first, second] = pieces.map((piece) => piece.no);
    await expect(issue(buyer!, 2, numbered, [first!])).rejects.toMatchObject({ code: "numbers_needed" });
    await issue(buyer!, 1, numbered, [first!]);
    await expect(issue(grower!, 1, numbered, [first!])).rejects.toMatchObject({ code: "number_elsewhere", detail: { place: "鲁花批发" } });
    await expect(takeBack(buyer!, [{ state: "sound", quantity: 1, numbers: [second!] }], numbered)).rejects.toMatchObject({ code: "number_elsewhere" });
    expect(await run(actions.piece, { number: `(8003)${first!}` }, buyer!.call)).toMatchObject({ place: "party", party: "鲁花批发" });
    expect(await run(actions.piece, { number: first! }, grower!.call)).toMatchObject({ place: "party", party: null, movements: [] });
    const label = await run(actions.printLabels, { numbers: [first!] }, grader!.call);
    expect(Buffer.from(label.base64, "base64").subarray(0, 5).toString()).toBe("%PDF-");
    await takeBack(buyer!, [{ state: "lost", quantity: 1, numbers: [first!], reason: "丢在路上" }], numbered);
    const again = await takeBack(buyer!, [{ state: "found", quantity: 1, numbers: [first!], reason: "自己找回" }], numbered);
    expect(again.movements[0]).toMatchObject({ act: "found", numbers: [first] });
    await expect(run(actions.count, { kindId: numbered, counted: 4, missing: [] }, grader!.call)).rejects.toMatchObject({ code: "numbers_needed" });
    await run(actions.count, { kindId: numbered, counted: 4, missing: [second!] }, grader!.call);
    expect(await run(actions.piece, { number: second! }, grader!.call)).toMatchObject({ place: "lost" });
  });

  test("a line of the fee sheet that takes the deposit already leaves nothing to the pool", async () => {
    const crate = await run(actions.setKind, { code: "CRATE", zh: "周转箱", en: "Crate", family: "crate", feeCode: "packaging_crate" }, operator!.call);
    await run(actions.setValue, { kindId: crate.id, validFrom: "2026-11-01", deposit: 12_00, replacement: 30_00, reason: "开账" }, operator!.call);
    await run(actions.buy, { kindId: crate.id, quantity: 50 }, operator!.call);
    const fee = await run(ledger.actions.addFee, {
      code: "packaging_crate", zh: "周转箱押金", en: "Crate deposit", payer: "seller", basis: "per_lot", value: 1_00, minMinor: null, maxMinor: null, channel: null, currency: "CNY", validFrom: "2026-11-01", validTo: null, example: true,
    }, operator!.call);
    expect((await issue(grower!, 10, crate.id)).movements[0]).toMatchObject({ depositTaken: 0 });
    // The line is the sellers'; a buyer pays to the pool.
    expect((await issue(buyer!, 10, crate.id)).movements[0]).toMatchObject({ depositTaken: 120_00 });
    expect((await takeBack(grower!, [{ state: "sound", quantity: 10 }], crate.id)).movements[0]).toMatchObject({ depositBack: 0 });
    await run(ledger.actions.endFee, { feeId: fee.id, lastDay: clock.now.toISOString().slice(0, 10) }, operator!.call);
    tomorrow();
    expect((await issue(grower!, 1, crate.id)).movements[0]).toMatchObject({ depositTaken: 12_00 });
  });

  test("what is out too long is listed; the holder reads the reminder until it is back", async () => {
    await expect(run(actions.remind, { partyId: grower!.partyId, kindId: trolley }, grader!.call)).rejects.toMatchObject({ code: "nothing_overdue" });
    for (let day = 0; day < 20; day++) tomorrow();
    const { balances } = await run(actions.balances, { overdue: true }, operator!.call);
    expect(balances.map((row) => [row.party, row.kindZh, row.overdue])).toContainEqual(["王桂兰", "花车", 1]);
    expect(await run(actions.remind, { partyId: grower!.partyId, kindId: trolley }, grader!.call)).toMatchObject({ quantity: 1 });
    await expect(run(actions.remind, { partyId: grower!.partyId, kindId: trolley }, grader!.call)).rejects.toMatchObject({ code: "reminded_today" });
    expect((await mine(grower!)).reminders).toMatchObject([{ kindZh: "花车", quantity: 1 }]);
    await takeBack(grower!, [{ state: "sound", quantity: 1 }]);
    expect((await mine(grower!)).reminders).toEqual([]);
  });

  test("who does not agree asks, and the manager answers once", async () => {
    const { movements: [last] } = await run(actions.movements, { limit: 1 }, grower!.call);
    const asked = await run(actions.question, { movementId: last!.id, text: "我还了两个" }, grower!.call);
    await expect(run(actions.question, { movementId: last!.id, text: "再问一次" }, grower!.call)).rejects.toMatchObject({ code: "question_open" });
    await expect(run(actions.question, { movementId: last!.id, text: "不是我的" }, buyer!.call)).rejects.toMatchObject({ code: "not_found" });
    expect(await run(actions.questions, { open: true }, operator!.call)).toMatchObject({ open: 1, questions: [{ party: "王桂兰", text: "我还了两个" }] });
    await run(actions.answerQuestion, { questionId: asked.id, answer: "查录像，确是一个" }, operator!.call);
    await expect(run(actions.answerQuestion, { questionId: asked.id, answer: "再答" }, operator!.call)).rejects.toMatchObject({ code: "answered_before" });
    expect((await mine(grower!)).questions[0]).toMatchObject({ answer: "查录像，确是一个" });
  });

  test("at the dock a party is found by pinyin, by initials, by the label of his lot and by whom we saw last", async () => {
    const find = async (query: string) => (await run(actions.findParty, { query }, grader!.call)).parties.map((party) => party.name);
    const item = await market.item("红掌");
    const lot = await run(lots.actions.create, { itemId: item.id, growerId: grower!.partyId, declared: 10 }, AS_SYSTEM);
    expect(await find("wangguilan")).toEqual(["王桂兰"]);
    expect(await find("wgl")).toEqual(["王桂兰"]);
    expect(await find(`https://market.example/l/${lot.no}`)).toEqual(["王桂兰"]);
    expect((await find(""))[0]).toBe("王桂兰");
    await run(parties.actions.suspend, { partyId: buyer!.partyId, suspended: true, reason: "试验" }, operator!.call);
    await expect(issue(buyer!, 1)).rejects.toMatchObject({ code: "party_suspended" });
    await run(parties.actions.suspend, { partyId: buyer!.partyId, suspended: false, reason: "试验完" }, operator!.call);
  });

  test("the slip says what moved today and what is now held", async () => {
    const slip = await run(actions.printSlip, { partyId: grower!.partyId, size: "80mm", as: "escpos" }, grader!.call);
    expect(slip.lacking).toBe("");
    expect(Buffer.from(slip.base64, "base64").length).toBeGreaterThan(300);
    await expect(run(actions.printSlip, { partyId: grower!.partyId, on: addDays("2026-11-20", -1) }, grader!.call)).rejects.toMatchObject({ code: "nothing_moved" });
  });

  test("the days close with deposits and charges on their papers, and no book differs from another", async () => {
    const cashier = await market.staff("出纳", ["cashier"]);
    const { days } = await run(settlement.actions.days, { limit: 100 }, cashier.call);
    tomorrow();
    for (const { businessDate } of days.toSorted((a, b) => (a.businessDate < b.businessDate ? -1 : 1))) {
      await run(settlement.actions.closeDay, { businessDate }, cashier.call);
      for (let state = "closing"; state === "closing"; ) ({ state } = await run(settlement.actions.closeStep, { businessDate }, cashier.call));
      const { differences, day } = await run(settlement.actions.dayOverview, { businessDate }, cashier.call);
      expect(differences, businessDate).toBe(0);
      expect(["closed", "paid"]).toContain(day?.state);
    }
    const { papers } = await run(settlement.actions.myBills, { limit: 50 }, buyer!.call);
    const all = papers.reduce((sum, paper) => sum + paper.transfers, 0);
    const { movements } = await run(actions.movements, { limit: 500 }, buyer!.call);
    expect(all).toBe(movements.reduce((sum, row) => sum + row.depositTaken - row.depositBack + row.charge, 0));
    const paper = await run(settlement.actions.paper, { statementId: papers.find((one) => one.transfers !== 0)!.id }, buyer!.call);
    expect(paper.transfers.map((line) => line.kind)).toEqual(expect.arrayContaining(["packaging"]));
    // A return after the close stands on the first open day.
    await issue(buyer!, 1);
    expect((await takeBack(buyer!, [{ state: "sound", quantity: 1 }])).movements[0]!.moneyDate! > days[0]!.businessDate).toBe(true);
  });

  test("the database keeps what the code promises", async () => {
    const { pool } = market.database;
    await expect(pool.query("update packaging.balance set quantity = 5 where place = 'depot'")).rejects.toThrow(/moves_by_movement/);
    await expect(pool.query("update packaging.movement set quantity = 1")).rejects.toThrow(/append_only/);
    await expect(pool.query("update packaging.layer set deposit = 1")).rejects.toThrow(/append_only/);
    await expect(pool.query("update packaging.piece set place = 'lost'")).rejects.toThrow(/moves_by_movement/);
    // A movement without its deposit layer, or one that takes what is not there.
    const raw = (act: string, to: string, party: string, n: number) => pool.query(
      `insert into packaging.movement (id, no, at, business_date, kind_id, act, quantity, from_place, to_place, to_party, currency, account_name) values (gen_random_uuid(), $1, now(), '2026-11-20', $2, $3, $4, 'depot', $5, $6, 'CNY', 'x')`,
      [`X${Math.random()}`, trolley, act, n, to, party],
    );
    await expect(raw("issue", "party", grower!.partyId, 1)).rejects.toThrow(/deposit_layers/);
    await expect(raw("issue", "party", grower!.partyId, 5_000)).rejects.toThrow(/never_below_zero/);
    await expect(raw("return", "party", grower!.partyId, 1)).rejects.toThrow(/route/);
  });
});
