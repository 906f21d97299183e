import { describe, expect, test } from "vitest";
import type { CounterItem, CounterView } from "../../views.ts";
import { lineFor, toBill, totalOf, EMPTY, type DraftLine } from "../counter/draft.ts";
import { applied } from "./apply.ts";
import type { Kept } from "./queue.ts";

const ID = "00000000-0000-4000-8000-000000000001";
const item: CounterItem = { itemId: ID, zh: "蝴蝶兰", en: "", initials: "hdl", unit: "pot", packing: { box: 12 }, potExtra: false, photoId: null, free: 30, lots: 1, lastSoldAt: null, lastPrice: { price: 18_00, per: "pot", potPrice: null }, floor: null };
const zhao = { id: "c1", partyId: "p1", nickname: "老赵", group: "", phoneTail: "5678", pinyin: "laozhao", initials: "lz", note: "", lastAt: null, balance: 10_00, limit: 100_00, free: 90_00, prices: [{ itemId: ID, price: 16_50, per: "pot", potPrice: null, written: "12" }] };
const counter: CounterView = {
  stall: { id: "s", hall: "一号厅", number: "S07", name: "顺发花行", partyId: "p", keeper: "孙顺发", open: true }, right: { role: "owner", mayCredit: true, mayCountUp: true, allowanceMax: 1, returnMax: 1 }, businessDate: "2026-12-01", currency: "CNY",
  utcOffsetMinutes: 480, demo: true, market: { zh: "", en: "" }, by: "孙顺发", items: [item], customers: [zhao], today: { bills: 2, total: 50_00 }, at: "2026-12-01T02:00:00.000Z",
};
const line = (quantity: string): DraftLine => ({ ...lineFor(item, zhao), quantity });
const kept = (id: string, at: string, lines: readonly DraftLine[], rest: Partial<Kept> = {}): Kept => ({
  id, stallId: "s", offlineNo: "", customer: "老赵", state: "waiting", refusal: null, row: null, who: "",
  bill: toBill({ ...EMPTY, customer: { id: "c1", nickname: "老赵" }, lines }, { id, at: new Date(at), offlineNo: "", payments: [] }), ...rest,
});

describe("a counter without a network", () => {
  test("offers what this customer last paid, and reckons as the market does", () => {
    expect(line("1箱")).toMatchObject({ price: 16_50, per: "pot" });
    expect(totalOf(line("1箱"))).toBe(198_00);
    expect(totalOf(line("很多"))).toBeNull();
  });

  test("shows stock and credit after the bills that the market does not know", () => {
    const view = applied(counter, [kept("b1", "2026-12-01T03:00:00Z", [line("2")]), kept("b2", "2026-12-01T03:01:00Z", [{ ...line("1箱"), price: 15_00 }])]);
    expect(view.items[0]).toMatchObject({ free: 16, lastPrice: { price: 15_00 } });
    expect(view.customers[0]).toMatchObject({ balance: 10_00 + 33_00 + 180_00, free: 100_00 - 223_00, prices: [{ price: 15_00, written: "1箱" }] });
    expect(view.today).toEqual({ bills: 4, total: 50_00 + 213_00 });
  });

  test("counts a booked bill until the market's own answer has it, and a conflict not at all", () => {
    const row = (receivedAt: string) => ({ receivedAt }) as Kept["row"];
    const of = (rest: Partial<Kept>) => applied(counter, [kept("b1", "2026-12-01T01:00:00Z", [line("2")], rest)]).items[0]!.free;
    expect([of({ state: "booked", row: row("2026-12-01T01:59:00.000Z") }), of({ state: "booked", row: row("2026-12-01T02:01:00.000Z") }), of({ state: "conflict" })]).toEqual([30, 28, 30]);
  });
});
