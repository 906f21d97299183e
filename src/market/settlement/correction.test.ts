import { randomBytes } from "node:crypto";
import { read, utils } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";

const actions = settlement.actions;
const DAY = "2026-11-27";

describe("a correction", () => {
  let market: TestMarket;
  let now = new Date(`${DAY}T10:00:00+08:00`);
  let [wang, luhua, sun, wu, liu] = [] as unknown as Person[];

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    [wang, luhua] = [await market.person("王桂兰", ["grower"]), await market.person("鲁花批发", ["buyer"], 100_000_00)];
    [sun, wu, liu] = [await market.staff("结算员 孙丽", ["cashier"]), await market.staff("复核员 吴涛", ["cashier"]), await market.staff("市场经理 刘建国", ["operator"])];
  });
  afterAll(() => market.close());

  const propose = (amount: number, by: Person = sun!, way: "toGrower" | "toMarket" | "between" = "toGrower") => market.runtime.call(actions.proposeCorrection, {
    ...(way === "toGrower" ? { from: { market: "adjustment" as const }, to: { partyId: wang!.partyId, side: "seller" as const } }
      : way === "toMarket" ? { from: { partyId: luhua!.partyId, side: "buyer" as const }, to: { market: "adjustment" as const } }
      : { from: { partyId: luhua!.partyId, side: "buyer" as const }, to: { partyId: wang!.partyId, side: "seller" as const } }),
    amount, reason: "过磅记错",
  }, by.call);
  const decide = (correctionId: string, by: Person, confirm = true) => market.runtime.call(actions.decideCorrection, { correctionId, confirm }, by.call);
  const adjustment = async (): Promise<number> => {
    const { balances, total } = await market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    expect(total).toBe(0);
    return balances.find((row) => row.account === "adjustment")?.amount ?? 0;
  };

  test("takes two people as long as no limit was set", async () => {
    const one = await propose(1);
    expect(one).toMatchObject({ state: "proposed", needsSecond: true, limitAt: 0, can: ["reject"] });
    await expect(decide(one.id, sun!)).rejects.toMatchObject({ code: "second_person_needed", detail: { name: "结算员 孙丽" } });
    expect(await decide(one.id, sun!, false)).toMatchObject({ state: "rejected" });
    expect(await adjustment()).toBe(0);
  });

  test("below the manager's limit the cashier books it alone; at the limit and above, a second person does", async () => {
    await market.runtime.call(actions.setMoneyRules, { rules: { advanceShare: 0, advanceAfterMinutes: 0, correctionLimit: 500_00 }, validFrom: DAY, reason: "小额由一人更正" }, liu!.call);
    expect(await propose(199_99)).toMatchObject({ state: "confirmed", needsSecond: false, limitAt: 500_00, businessDate: DAY, decidedBy: "结算员 孙丽" });
    // Cut into small ones it is counted together: 199.99 + 300.01 reaches the limit.
    expect(await propose(300_00)).toMatchObject({ state: "confirmed", needsSecond: false });
    const third = await propose(2);
    expect(third).toMatchObject({ state: "proposed", needsSecond: true });
    await expect(decide(third.id, sun!)).rejects.toMatchObject({ code: "second_person_needed" });
    expect(await decide(third.id, wu!)).toMatchObject({ state: "confirmed", proposedBy: "结算员 孙丽", decidedBy: "复核员 吴涛" });
    await expect(decide(third.id, wu!)).rejects.toMatchObject({ code: "decided_before" });
    // Another party, another cashier: each counts for itself.
    expect(await propose(499_99, wu!, "toMarket")).toMatchObject({ state: "confirmed", needsSecond: false });
    expect(await propose(500_00, wu!, "between")).toMatchObject({ state: "proposed", needsSecond: true });
    expect(await adjustment()).toBe(199_99 + 300_00 + 2 - 499_99);
  });

  test("stands on both papers with number and reason", async () => {
    const { drafts } = await market.runtime.call(actions.myStatements, {}, wang!.call);
    expect(drafts[0]!.transferLines.map(({ kind, amount, memo }) => [kind, amount, memo.slice(13)]).toSorted((a, b) => Number(b[1]) - Number(a[1]))).toEqual([["correction", 300_00, " 过磅记错"], ["correction", 199_99, " 过磅记错"], ["correction", 2, " 过磅记错"]]);
    const bills = await market.runtime.call(actions.myBills, {}, luhua!.call);
    expect(bills.drafts[0]).toMatchObject({ transfers: 499_99, due: 499_99 });
  });

  test("is itself taken back by its opposite, once, and never edited", async () => {
    const { corrections } = await market.runtime.call(actions.corrections, { state: "confirmed", query: "过磅" }, sun!.call);
    const first = corrections.at(-1)!;
    expect(first.amount).toBe(199_99);
    now = new Date("2026-11-28T10:00:00+08:00");
    const back = await market.runtime.call(actions.takeBackCorrection, { correctionId: first.id, reason: "重复更正" }, sun!.call);
    expect(back).toMatchObject({ state: "confirmed", corrects: first.no, payer: "王桂兰", payee: null, amount: 199_99, businessDate: "2026-11-28" });
    await expect(market.runtime.call(actions.takeBackCorrection, { correctionId: first.id, reason: "再来一次" }, wu!.call)).rejects.toMatchObject({ code: "corrected_before", detail: { no: back.no } });
    expect(await adjustment()).toBe(300_00 + 2 - 499_99);
    const { pool } = market.database;
    await expect(pool.query("update settlement.correction set amount = 1 where state = 'proposed'")).rejects.toThrow(/append_only/);
    await expect(pool.query("delete from settlement.correction")).rejects.toThrow(/append_only/);
    // Whatever the program says, the database knows the limit and asks for another person.
    await expect(pool.query("update settlement.correction set state = 'confirmed', decided_at = now(), decided_by = proposed_by, business_date = $1, transfer_id = (select transfer_id from settlement.correction where transfer_id is not null limit 1) where state = 'proposed'", [DAY]))
      .rejects.toThrow(/correction_books_its_transfer|second_pair_of_eyes/);
  });

  test("is refused without two ends, for a stranger, and by anybody but a cashier", async () => {
    const toNobody = { partyId: "00000000-0000-4000-8000-000000000000", side: "seller" as const };
    const call = (input: { from: object; to: object }, by: Person) => market.runtime.call(actions.proposeCorrection, { ...input, amount: 1, reason: "试试" } as never, by.call);
    await expect(call({ from: { market: "adjustment" }, to: { market: "adjustment" } }, sun!)).rejects.toMatchObject({ code: "needs_two_ends" });
    await expect(call({ from: { market: "adjustment" }, to: toNobody }, sun!)).rejects.toMatchObject({ code: "unknown_party" });
    await expect(call({ from: { market: "adjustment" }, to: toNobody }, liu!)).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("goes out as a workbook with everybody who had a hand in it", async () => {
    const file = await market.runtime.call(actions.exportCorrections, { from: DAY, to: "2026-11-28" }, sun!.call);
    const book = read(Buffer.from(file.base64, "base64"));
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0]!]!);
    expect(rows).toHaveLength(7);
    expect(rows.find((row) => row["金额 Amount"] === 0.02)).toMatchObject({ "付方 From": "市场调整", "收方 To": "王桂兰", "提出人 Proposed by": "结算员 孙丽", "确认人 Decided by": "复核员 吴涛", "状态 State": "已入账" });
  });
});
