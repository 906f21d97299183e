import { describe, expect, test } from "vitest";
import { balanceBreak, inBookOrder, judge, sumOf, type BankLine, type Entry, type Paper } from "./rules.ts";

const paper = (no: string, due: number, more: Partial<Paper> = {}): Paper => ({
  statementId: no, no, side: no.startsWith("S") ? "seller" : "buyer", businessDate: "2026-11-22", partyId: "wang", party: "王桂兰", names: ["王桂兰"], account: "622800001001", due, state: "at_bank", fileNo: no.startsWith("S") ? "P20261122-1" : "D20261122-1", paidOn: null, answered: false, ...more,
});
const line = (amount: number, more: Partial<BankLine> = {}): BankLine => ({ id: "l", day: "2026-11-23", amount, name: "", account: "", text: "", ...more });
const said = (one: BankLine, papers: readonly Paper[], open: readonly BankLine[] = [one]) => {
  const verdict = judge(one, papers, open);
  return verdict.sure ? [verdict.rule, ...verdict.papers.map((found) => found.no)] : [verdict.why, ...verdict.candidates.flatMap((found) => found.papers.map((one) => one.no))];
};
const S1 = paper("S20261122-0001", 2_708_80);
const B1 = paper("B20261122-0001", 611_04, { party: "济南花市", names: ["济南花市"], partyId: "jinan", account: "622800002001" });

describe("what a line of the bank answers", () => {
  test("the number in the remark and the amount are sure; full width and blanks do not matter", () => {
    expect(said(line(-2_708_80, { text: "货款 Ｓ２０２６１１２２－０００１" }), [S1, B1])).toEqual(["statement_no", "S20261122-0001"]);
    expect(said(line(611_04, { text: "B20261122-0001购货款", name: "济南花市" }), [S1, B1])).toEqual(["statement_no", "B20261122-0001"]);
  });
  test("a name and an account that both speak against it are not sure, nor is another amount, nor the other way", () => {
    expect(said(line(611_04, { text: "B20261122-0001", name: "鲁花批发" }), [B1])).toEqual(["amount_differs", "B20261122-0001"]);
    expect(said(line(600_00, { text: "B20261122-0001" }), [B1])).toEqual(["amount_differs", "B20261122-0001"]);
    expect(said(line(-611_04, { text: "B20261122-0001" }), [B1])).toEqual(["unmatched"]);
  });
  test("a whole file as one sum, several papers by their numbers", () => {
    const S2 = paper("S20261122-0002", 78_55, { partyId: "li" });
    expect(said(line(-2_787_35, { text: "批量代付 P20261122-1" }), [S1, S2, B1])).toEqual(["file_total", "S20261122-0001", "S20261122-0002"]);
    expect(said(line(-2_787_36, { text: "批量代付 P20261122-1" }), [S1, S2])).toEqual(["unmatched"]);
    const B2 = paper("B20261123-0001", 88_96, { partyId: "jinan", party: "济南花市", names: ["济南花市"], account: "622800002001" });
    expect(said(line(700_00, { text: "B20261122-0001 B20261123-0001" }), [B1, B2])).toEqual(["statement_nos", "B20261122-0001", "B20261123-0001"]);
    expect(said(line(700_00, { name: "济南花市" }), [B1, B2])).toEqual(["sum_of_several", "B20261122-0001", "B20261123-0001"]);
  });
  test("account and amount are sure while only one paper fits, in time; the name alone is not", () => {
    expect(said(line(611_04, { account: "6228 0000 2001" }), [B1])).toEqual(["account_amount", "B20261122-0001"]);
    expect(said(line(611_04, { account: "6228****2001", name: "济南花市" }), [B1])).toEqual(["tail_name_amount", "B20261122-0001"]);
    expect(said(line(611_04, { name: "济南花市" }), [B1])).toEqual(["likely", "B20261122-0001"]);
    expect(said(line(611_04, { account: "622800002001", day: "2026-12-20" }), [B1])).toEqual(["likely", "B20261122-0001"]);
    const twin = paper("B20261123-0009", 611_04, { account: "622800002001", names: ["济南花市"], businessDate: "2026-11-23" });
    expect(said(line(611_04, { account: "622800002001" }), [B1, twin])[0]).toBe("likely");
    expect(said(line(611_04, { account: "622800002001", name: "鲁花批发" }), [B1])[0]).not.toBe("account_amount");
  });
  test("paid twice, paid in parts, nothing known", () => {
    expect(said(line(611_04, { text: "B20261122-0001" }), [{ ...B1, answered: true, state: "paid" }])).toEqual(["twice", "B20261122-0001"]);
    const [a, b] = [line(600_00, { id: "a", text: "B20261122-0001 一" }), line(11_04, { id: "b", text: "B20261122-0001 二" })];
    const verdict = judge(a, [B1], [a, b]);
    expect(verdict).toMatchObject({ sure: false, why: "parts", candidates: [{ lineIds: ["a", "b"] }] });
    expect(said(line(-15_00, { text: "手续费" }), [S1, B1])).toEqual(["unmatched"]);
  });
  test("what comes back answers a payment that went out", () => {
    const paid = { ...S1, answered: true, state: "paid" as const, paidOn: "2026-11-23" };
    expect(said(line(2_708_80, { text: "退汇 S20261122-0001 户名不符" }), [paid])).toEqual(["returned_no", "S20261122-0001"]);
    expect(said(line(2_708_80, { text: "退票", account: "622800001001" }), [paid])).toEqual(["returned_account", "S20261122-0001"]);
    expect(said(line(2_708_80, { text: "退票" }), [paid])).toEqual(["returned", "S20261122-0001"]);
    expect(said(line(2_708_80, { text: "退汇 S20261122-0001" }), [{ ...S1, state: "unpaid", fileNo: null }])).toEqual(["returned"]);
  });
  test("a sum that can be made in two ways is no suggestion", () => {
    const of = (no: string, due: number): Paper => paper(no, due);
    expect(sumOf([of("a", 100), of("b", 200), of("c", 300)], 500)?.map((one) => one.no)).toEqual(["b", "c"]);
    expect(sumOf([of("a", 100), of("b", 200), of("c", 300), of("d", 400)], 500)).toBeNull();
  });
});

describe("running balances", () => {
  const entry = (amount: number, balance: number | null, day = "2026-11-23"): Entry => ({ day, amount, balance, serial: "", name: "", account: "", summary: "", remark: "", purpose: "" });
  const down = [entry(100, 1_100), entry(-300, 800), entry(50, 850)];
  test("are followed in either direction; a missing line is named with what was expected", () => {
    expect(balanceBreak(down)).toBeNull();
    expect(balanceBreak(down.toReversed())).toBeNull();
    expect(balanceBreak([down[0]!, down[2]!])).toMatchObject({ at: 1, expected: 1_150 });
    expect(balanceBreak([entry(1, null), entry(2, null)])).toBeNull();
    expect(balanceBreak([down[0]!, entry(-300, null), down[2]!])).toBeNull();
  });
  test("give the order of the bank's own books", () => {
    expect(inBookOrder(down.toReversed()).map((one) => one.balance)).toEqual([1_100, 800, 850]);
    expect(inBookOrder([entry(1, null, "2026-11-24"), entry(2, null, "2026-11-23")]).map((one) => one.amount)).toEqual([2, 1]);
  });
});
