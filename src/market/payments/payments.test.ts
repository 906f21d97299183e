import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utf8 } from "../../engines/signing/bytes.ts";
import type { Envelope } from "../../engines/signing/envelope.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { buildHttp } from "../../app/http.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "../settlement/contract.ts";
import { payments } from "./contract.ts";
import { LicensedRail } from "./rail-licensed.ts";
import { judge, waitAfter, type SaidState, type State } from "./rules.ts";
import { askPayer } from "./runner.ts";
import { OUR_KEY, SECRET, StandInPayer, THEIR_KEY } from "./trial.ts";

const DAY = "2026-11-27";
const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_127);

describe("a licensed payer, over HTTP", { timeout: 180_000 }, () => {
  let market: TestMarket;
  let now = new Date(`${DAY}T20:00:00+08:00`);
  const clock = (): number => Math.floor(now.getTime() / 1_000);
  const payer = new StandInPayer(clock);
  let rail: LicensedRail;
  let market_url = "";
  let closeHttp = async (): Promise<void> => {};
  let [wang, li, luhua, sun, liu] = [] as unknown as Person[];

  beforeAll(async () => {
    rail = new LicensedRail({ url: await payer.open(), keyId: OUR_KEY, payerKeyId: THEIR_KEY, sign: { algorithm: "hmac-sha256", secret: SECRET }, verify: { algorithm: "hmac-sha256", secret: utf8(SECRET) }, clock, timeoutMs: 5_000 });
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) }, payer: { rail, demoOnly: false } });
    const http = await buildHttp({ runtime: market.runtime, shelf: market.shelf, web: null, version: "test", log: (line) => console.error(line) });
    market_url = await http.listen({ port: 0, host: "127.0.0.1" });
    closeHttp = async () => void (await http.close());
    [wang, li, luhua] = [await market.person("王桂兰", ["grower"]), await market.person("李长海", ["grower"]), await market.person("鲁花批发", ["buyer"], 1_000_000_00)];
    [sun, liu] = [await market.staff("结算员 孙丽", ["cashier"]), await market.staff("市场经理 刘建国", ["operator"])];
    const term = { kind: "days" as const, days: 0, counting: "calendar" as const, way: "split" as const };
    for (const side of ["seller", "buyer"] as const) await market.runtime.call(settlement.actions.setTerm, { partyId: null, side, term, validFrom: DAY, reason: "改走持牌分账" }, liu!.call);
    const item = await market.item("蝴蝶兰");
    let n = 0;
    for (const [grower, price] of [[wang!, 100_00], [li!, 33_33]] as const) {
      const { id } = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 10 }, AS_SYSTEM);
      await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity: 10, cause: "test", causeId: "dock" }, AS_SYSTEM);
      await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: id, buyerId: luhua!.partyId, quantity: 3, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(++n) }, AS_SYSTEM);
    }
    await market.runtime.call(settlement.actions.closeDay, { businessDate: DAY }, sun!.call);
    await market.runtime.settle();
  });
  afterAll(async () => {
    await closeHttp();
    await payer.close();
    await market.close();
  });

  const list = async () => (await market.runtime.call(payments.actions.instructions, {}, sun!.call));
  const of = async (name: string) => (await list()).instructions.find((one) => one.name === name)!;
  const later = (seconds: number): void => void (now = new Date(now.getTime() + seconds * 1_000));
  const work = () => askPayer(market.runtime, rail);
  const paidInBooks = async (): Promise<number> => {
    const { balances, total } = await market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    expect(total).toBe(0);
    return balances.filter((row) => row.account === "clearing_out" || row.account === "clearing_in").reduce((sum, row) => sum + Math.abs(row.amount), 0);
  };
  const agree = async (): Promise<void> => {
    const { sums } = await list();
    expect(sums.instructed).toBe(sums.paid + sums.failed + sums.open);
    expect(await paidInBooks()).toBe(sums.paid);
  };
  const callback = async (envelope: Envelope): Promise<{ status: number; body: { refused?: string; state?: string; repeated?: boolean; alarm?: string | null } }> => {
    const response = await fetch(`${market_url}/api/payments/callback`, { method: "POST", headers: { "content-type": "application/json", "idempotency-key": randomBytes(8).toString("hex") }, body: JSON.stringify(envelope) });
    return { status: response.status, body: (await response.json()) as never };
  };
  const alarms = async () => (await market.runtime.call(payments.actions.alarms, {}, sun!.call)).alarms.map((one) => [one.kind, one.no]);

  test("nothing due goes into the bank's file; the cashier instructs it, and nothing is paid by that", async () => {
    expect((await market.runtime.call(settlement.actions.bankFiles, { businessDate: DAY }, sun!.call)).files).toEqual([]);
    expect(await market.runtime.call(payments.actions.instructDue, {}, sun!.call)).toEqual({ made: 3, amount: 2 * (300_00 + 99_99), rail: "licensed" });
    expect(await market.runtime.call(payments.actions.instructDue, {}, sun!.call)).toMatchObject({ made: 0 });
    expect((await list()).sums).toMatchObject({ count: 3, paid: 0, open: 2 * 399_99 });
    const { papers } = await market.runtime.call(settlement.actions.papers, { businessDate: DAY, side: "seller" }, sun!.call);
    expect(papers.map((paper) => [paper.state, paper.can])).toEqual([["at_bank", []], ["at_bank", []]]);
    await expect(market.runtime.call(settlement.actions.markPaid, { statementIds: [papers[0]!.id] }, sun!.call)).rejects.toMatchObject({ code: "at_payer" });
    await agree();
  });

  test("answers that are lost, forged, late, garbled or of another request are no answers; the number is sent once in the end", async () => {
    payer.failNext("lost", "forged", "garbage");
    expect(await work()).toBe(3);
    expect((await list()).instructions.map((one) => one.state)).toEqual(["prepared", "prepared", "prepared"]);
    await agree();
    later(6);
    payer.failNext("other_nonce", "late", "server_error");
    await work();
    expect((await list()).instructions.every((one) => one.state === "prepared")).toBe(true);
    later(30);
    await work();
    later(60);
    await work();
    expect((await list()).instructions.map((one) => [one.state, one.externalNo === `X-${one.no}`])).toEqual([["submitted", true], ["submitted", true], ["submitted", true]]);
    const sent = payer.received.filter((body) => body.type === "instruct").map((body) => body.no);
    expect(payer.orders.size).toBe(3);
    // Once each, and once more only for the numbers the payer had never heard of.
    expect(sent.length).toBeLessThanOrEqual(6);
    await agree();
  });

  test("a callback pays, once; said again it changes nothing, and the very same message is refused", async () => {
    const { no, amount } = await of("王桂兰");
    payer.decide(no, "paid");
    const first = payer.seal("callback", payer.outcome(no, "paid"));
    expect(await callback(first)).toMatchObject({ status: 200, body: { state: "paid", repeated: false } });
    expect(await callback(first)).toMatchObject({ status: 409, body: { refused: "replayed" } });
    expect(await callback(payer.seal("callback", payer.outcome(no, "paid")))).toMatchObject({ status: 200, body: { state: "paid", repeated: true } });
    // It was overtaken on the way, and means nothing any more.
    expect(await callback(payer.seal("callback", payer.outcome(no, "accepted" as never)))).toMatchObject({ status: 200, body: { state: "paid", repeated: false, alarm: null } });
    expect(await paidInBooks()).toBe(amount);
    const { papers } = await market.runtime.call(settlement.actions.papers, { businessDate: DAY, side: "seller" }, sun!.call);
    expect(papers.find((paper) => paper.party === "王桂兰")).toMatchObject({ state: "paid", simulated: false });
    await agree();
  });

  test("a wrong signature, an old message, another purpose and another key are refused by name; nothing is booked", async () => {
    const { no } = await of("李长海");
    const good = payer.seal("callback", payer.outcome(no, "paid"));
    expect(await callback({ ...good, body: good.body.replace("9999", "9998") })).toMatchObject({ status: 409, body: { refused: "wrong_signature" } });
    expect(await callback(payer.seal("answer", payer.outcome(no, "paid")))).toMatchObject({ body: { refused: "wrong_signature" } });
    expect(await callback(payer.seal("callback", payer.outcome(no, "paid"), undefined, -301))).toMatchObject({ body: { refused: "outside_window" } });
    expect(await callback({ ...good, keyId: "payer-2" })).toMatchObject({ body: { refused: "unknown_key" } });
    expect(await callback(payer.seal("callback", { type: "outcome", no, state: "perhaps" }))).toMatchObject({ body: { refused: "unreadable" } });
    expect(await callback(payer.seal("callback", payer.outcome("PI-STRANGE-1", "paid")))).toMatchObject({ body: { refused: "unknown_instruction" } });
    expect(await alarms()).toEqual([["unknown_instruction", "PI-STRANGE-1"]]);
    expect((await of("李长海")).state).toBe("submitted");
    await agree();
  });

  test("an amount that differs by a fen is not believed; a person is told, and the right amount still pays", async () => {
    const { no, amount } = await of("李长海");
    expect(await callback(payer.seal("callback", payer.outcome(no, "paid", { amount: amount - 1 })))).toMatchObject({ status: 409, body: { refused: "wrong_amount" } });
    expect(await alarms()).toContainEqual(["wrong_amount", no]);
    expect((await of("李长海")).state).toBe("submitted");
    await agree();
    payer.decide(no, "failed");
    expect(await callback(payer.seal("callback", payer.outcome(no, "failed", { reason: "账号已销户" })))).toMatchObject({ body: { state: "failed" } });
    expect(await of("李长海")).toMatchObject({ state: "failed", failure: "账号已销户" });
    await agree();
  });

  test("'paid' that comes after the failure moves nothing: the paper waits again, and somebody has to look", async () => {
    const { no } = await of("李长海");
    expect(await callback(payer.seal("callback", payer.outcome(no, "paid")))).toMatchObject({ status: 200, body: { state: "failed", alarm: "paid_after_failure" } });
    expect(await alarms()).toContainEqual(["paid_after_failure", no]);
    const { papers } = await market.runtime.call(settlement.actions.papers, { businessDate: DAY, side: "seller" }, sun!.call);
    expect(papers.find((paper) => paper.party === "李长海")).toMatchObject({ state: "failed", failure: "账号已销户" });
    await agree();
    // It goes again under another number; the first one keeps its outcome.
    expect(await market.runtime.call(payments.actions.instructDue, {}, sun!.call)).toMatchObject({ made: 1, amount: 99_99 });
    const [alarm] = (await market.runtime.call(payments.actions.alarms, {}, sun!.call)).alarms.filter((one) => one.kind === "paid_after_failure");
    expect(await market.runtime.call(payments.actions.settleAlarm, { alarmId: alarm!.id, note: "机构确认是误报" }, sun!.call)).toMatchObject({ settledBy: "结算员 孙丽" });
    await expect(market.runtime.call(payments.actions.settleAlarm, { alarmId: alarm!.id, note: "再来" }, sun!.call)).rejects.toMatchObject({ code: "settled_before" });
    await agree();
  });

  test("what is called off fails only when the payer says so; what was asked and never called back is found by asking", async () => {
    const again = (await list()).instructions.find((one) => one.name === "李长海" && one.state === "prepared")!;
    await work();
    await market.runtime.call(payments.actions.cancel, { instructionId: again.id }, sun!.call);
    expect((await list()).instructions.find((one) => one.no === again.no)).toMatchObject({ state: "submitted", cancelAsked: true });
    const bill = await of("鲁花批发");
    payer.decide(bill.no, "paid");
    later(7_200);
    await work();
    expect((await list()).instructions.find((one) => one.no === again.no)).toMatchObject({ state: "failed" });
    expect(await of("鲁花批发")).toMatchObject({ state: "paid" });
    expect((await market.runtime.call(ledger.actions.credit, { partyId: luhua!.partyId, currency: "CNY" }, AS_SYSTEM)).used).toBe(0);
    await expect(market.runtime.call(payments.actions.cancel, { instructionId: bill.id }, sun!.call)).rejects.toMatchObject({ code: "has_outcome" });
    await agree();
  });

  test("a payer that is silent for long is an alarm, once, and is asked more and more seldom", async () => {
    await market.runtime.call(payments.actions.instructDue, {}, sun!.call);
    const open = (await list()).instructions.find((one) => one.state === "prepared")!;
    for (let tries = 1; tries <= 10; tries += 1) {
      payer.failNext("garbage");
      later(3_601);
      expect(await work()).toBe(1);
    }
    expect((await alarms()).filter(([kind]) => kind === "no_answer")).toEqual([["no_answer", open.no]]);
    expect([waitAfter(1), waitAfter(2), waitAfter(5), waitAfter(40)]).toEqual([5_000, 10_000, 80_000, 3_600_000]);
    const { said } = await market.runtime.call(payments.actions.instruction, { no: open.no }, sun!.call);
    expect(said.every((one) => one.effect === "nothing")).toBe(true);
    later(3_601);
    await work();
    later(3_601);
    payer.decide(open.no, "paid");
    await work();
    expect(await of("李长海")).toMatchObject({ state: "paid" });
    expect(await market.runtime.call(settlement.actions.dayOverview, { businessDate: DAY }, sun!.call)).toMatchObject({ balanced: true, day: { state: "paid" } });
    await agree();
  });

  test("the database keeps one outcome, whatever the program says", async () => {
    const { pool } = market.database;
    await expect(pool.query("update payments.instruction set state = 'submitted', done_at = null where state = 'paid'")).rejects.toThrow(/one_outcome/);
    await expect(pool.query("update payments.instruction set amount = amount + 1")).rejects.toThrow(/append_only/);
    await expect(pool.query("delete from payments.instruction")).rejects.toThrow(/append_only/);
    await expect(pool.query("update payments.said set amount = 1")).rejects.toThrow(/append_only/);
  });

  test("accounts are masked, the workbook has every instruction, and a grower sees none of it", async () => {
    const all = await list();
    expect(JSON.stringify(all)).not.toContain("62280000");
    expect((await market.runtime.call(payments.actions.exportInstructions, { from: DAY, to: DAY }, sun!.call)).rows).toBe(all.total);
    await expect(market.runtime.call(payments.actions.instructions, {}, wang!.call)).rejects.toMatchObject({ code: "not_allowed" });
  });
});

describe("what an answer does", () => {
  const STATES = ["prepared", "submitted", "paid", "failed"] as const satisfies readonly State[];
  const SAID = ["accepted", "paid", "failed", "cancelled", "unknown"] as const satisfies readonly SaidState[];

  test(`whatever is said, in whatever order, sums agree and the first outcome stays (seed ${SEED})`, () => {
    const answer = fc.record({ which: fc.nat(4), state: fc.constantFrom(...SAID), off: fc.constantFrom(0, 0, 0, 1, -1), silentAmount: fc.boolean() });
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 9_999_99 }), { minLength: 5, maxLength: 5 }), fc.array(answer, { maxLength: 60 }), (amounts, answers) => {
      const open = amounts.map((amount) => ({ amount, currency: "CNY", state: "prepared" as State }));
      const first = new Map<number, State>();
      for (const { which, state, off, silentAmount } of answers) {
        const one = open[which]!;
        const result = judge(one, { state, amount: silentAmount ? null : one.amount + off, currency: "CNY" });
        if (result.to !== null) {
          expect(["paid", "failed"]).not.toContain(one.state);
          // Nothing is paid but the amount that was asked.
          if (result.to === "paid") expect({ off, silentAmount, state }).toEqual({ off: 0, silentAmount: false, state: "paid" });
          one.state = result.to;
          if (result.to === "paid" || result.to === "failed") first.set(which, result.to);
        }
        if (first.has(which)) expect(one.state).toBe(first.get(which));
        const sum = (...states: State[]): number => open.filter((other) => states.includes(other.state)).reduce((total, other) => total + other.amount, 0);
        expect(sum(...STATES)).toBe(sum("paid") + sum("failed") + sum("prepared", "submitted"));
      }
    }), { seed: SEED, numRuns: 500 });
  });
});
