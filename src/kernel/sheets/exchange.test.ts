import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { bareQuantity } from "../../engines/table/figure-columns.ts";
import { keyOf } from "../../engines/table/read.ts";
import { ORDERS, type OrderColumns } from "../../engines/table/trial.ts";
import type { Attempt } from "../machinery/module.ts";
import { Refusal } from "../machinery/refusal.ts";
import { AS_SYSTEM } from "../machinery/runtime.ts";
import { exchangeReport, sheets } from "./contract.ts";
import { giveOut, giveTemplate, takeIn, tryIn, type Carried, type Taking } from "./exchange.ts";
import { Jobs } from "./jobs.ts";
import { HEAD, packed, row, workbook } from "./trial.ts";

const CONTEXT = { currency: "CNY", language: "zh" } as const;
interface Order {
  readonly code: string;
  readonly quantity: number;
}

describe("a list that goes out and comes in", () => {
  let market: TestMarket;
  let desk: Person;
  let stranger: Person;
  let book: Map<string, Order>;
  beforeAll(async () => {
    market = await openTestMarket();
    [desk, stranger] = [await market.staff("韩雪", ["operator"]), await market.staff("赵六", ["operator"])];
  });
  afterAll(() => market.close());

  /** A module of its own kind: its books are a map, its limit is a thousand. */
  const taking = (more: Partial<Taking<OrderColumns, Order>> = {}): Taking<OrderColumns, Order> => ({
    list: ORDERS, context: CONTEXT,
    planning: async () => ({
      known: new Map([...book.values()].map((one) => [keyOf([one.code]), one])), compare: { quantity: true },
      resolve: (line) => {
        const whole = line.whole();
        if (whole === null) return null;
        const { quantity } = whole.quantity.parts[0]!;
        return quantity > 1_000 ? line.wrong("quantity", "over_the_limit", "1000") : { code: whole.code, quantity };
      },
    }),
    apply: async ({ creates, changes }, done) => {
      for (const one of [...creates.map(({ value }) => value), ...changes.map(({ after }) => after)]) {
        book.set(one.code, one);
        done();
      }
    },
    ...more,
  });
  /** A part that is refused is as if it had never been, as with a savepoint. */
  const attempt = async <T>(work: () => Promise<T>): Promise<Attempt<T>> => {
    const before = new Map(book);
    try {
      return { ok: true, value: await work() };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      book = before;
      return { ok: false, refusal: error };
    }
  };
  const scene = () => ({ attempt, actor: desk.call.actor, refuse: (code: string, detail = {}): never => { throw new Refusal("orders", code, detail); } });
  const take = async (bytes: Buffer, dryRun: boolean, more: Partial<Taking<OrderColumns, Order>> = {}, job?: string) => takeIn(scene(), { base64: bytes.toString("base64"), dryRun, job }, taking(more));
  const file = (...rows: (string | number | null)[][]) => workbook({ sheets: [row(1, ...HEAD) + rows.map((cells, at) => row(at + 2, ...cells)).join("")] });

  test("a dry run says what would happen, then it happens; the file that went out changes nothing", async () => {
    book = new Map([["A-1", { code: "A-1", quantity: 5 }], ["A-2", { code: "A-2", quantity: 7 }]]);
    const mixed = await file(["A-1", null, 6], ["A-2", null, 7], ["a-3", null, "1千"], ["合计", null, 1013]);
    expect(await take(mixed, true)).toEqual({ applied: false, rows: 3, created: 1, changed: 1, unchanged: 1, problems: [], moreProblems: 0, remarks: [{ row: 5, remark: "totals_line" }], format: "xlsx", encoding: null, sheet: "表1" });
    expect(book.get("A-1")!.quantity).toBe(5);
    const report = await take(mixed, false);
    expect(report).toMatchObject({ applied: true, created: 1, changed: 1 });
    expect(exchangeReport.safeParse(report).success).toBe(true);
    expect([...book.values()].map(({ quantity }) => quantity)).toEqual([6, 7, 1_000]);
    const out = await giveOut(ORDERS, [...book.values()].map(({ code, quantity }) => ({ code, quantity: bareQuantity(quantity) })), CONTEXT, "2026-01-05");
    expect(out).toMatchObject({ name: "订货 orders 2026-01-05.xlsx", rows: 3 });
    expect(await take(Buffer.from(out.base64, "base64"), false)).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: 3 });
    expect(await take(Buffer.from((await giveTemplate(ORDERS, CONTEXT)).base64, "base64"), false)).toMatchObject({ applied: true, rows: 0, remarks: [{ row: 2, remark: "example_line" }] });
  });

  test("lines that go through people's own deeds: a dry run foretells what the deeds refuse, one line after the other, and keeps nothing", async () => {
    book = new Map([["A-1", { code: "A-1", quantity: 5 }]]);
    let left = 100;
    const carry = async ({ after }: Carried<Order>) => {
      if (after.quantity > left - [...book.values()].reduce((sum, one) => sum + one.quantity, 0)) throw new Refusal("orders", "short_stock", { left });
      book.set(after.code, after);
    };
    const { apply: _apply, ...trying } = taking({});
    const send = async (bytes: Buffer, dryRun: boolean) => tryIn(scene(), { base64: bytes.toString("base64"), dryRun }, { ...trying, carry, blame: () => "quantity" as const });
    const long = await file(["A-2", null, 60], ["A-3", null, 60], ["A-4", null, 1]);
    for (const dryRun of [true, false]) {
      const report = await send(long, dryRun);
      expect(report).toMatchObject({ applied: false, created: 3, problems: [{ row: 3, letter: "C", column: "数量", value: "60", reason: "refused", detail: "short_stock", refusal: { refused: "short_stock", module: "orders", detail: { left: 100 } } }] });
      expect(exchangeReport.safeParse(report).success).toBe(true);
      expect([...book.keys()]).toEqual(["A-1"]);
    }
    left = 200;
    expect(await send(long, true)).toMatchObject({ applied: false, created: 3, problems: [] });
    expect(book.size).toBe(1);
    expect(await send(long, false)).toMatchObject({ applied: true, created: 3, problems: [] });
    expect(book.size).toBe(4);
  });

  test("one bad line and nothing is written; hundreds are counted and the first named in the order of the sheet", async () => {
    book = new Map();
    expect(await take(await file(["A-1", null, 6], ["A-2", null, 5_000]), false)).toMatchObject({ applied: false, created: 1, problems: [{ row: 3, letter: "C", column: "数量", value: "5000", reason: "over_the_limit", detail: "1000" }] });
    const many = await take(await file(...Array.from({ length: 300 }, (_, at) => [`B-${at}`, null, at % 2 === 0 ? -1 : 2_000])), false);
    expect([many.problems.length, many.moreProblems]).toEqual([200, 100]);
    expect(many.problems.map((one) => one.row)).toEqual(Array.from({ length: 200 }, (_, at) => at + 2));
    expect(await take(await file(["A-1", null, 6], ["A-2", null, 6], ["A-3", null, 6]), false, { most: 2 })).toMatchObject({ applied: false, problems: [{ reason: "too_many_rows", detail: "2" }] });
    expect(book.size).toBe(0);
  });

  test("a file that is no table is refused with a code of its own", async () => {
    await expect(take(Buffer.from("%PDF-1.7 is no list"), true)).rejects.toMatchObject({ code: "unreadable_workbook", detail: { fault: "unknown_format" } });
    await expect(take(Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("EncryptedPackage", "utf16le")]), true)).rejects.toMatchObject({ code: "locked_workbook" });
    await expect(take(Buffer.alloc(13_000_000, 97), true)).rejects.toMatchObject({ code: "workbook_too_large" });
    await expect(take(await packed({ "a.txt": "x" }), true)).rejects.toMatchObject({ code: "unreadable_workbook" });
  });

  test("who sent it sees how far it is and stops it, also half-way through the writing; nobody else can", async () => {
    book = new Map();
    const job = "0193a5e0-0000-7000-8000-000000000001";
    const progress = (by: Person) => market.runtime.call(sheets.actions.progress, { job }, by.call);
    const lines = await file(["A-1", null, 1], ["A-2", null, 2], ["A-3", null, 3], ["A-4", null, 4]);
    const seen: unknown[] = [];
    const running = take(lines, false, {
      planning: async (table) => {
        seen.push(await progress(desk), await progress(stranger));
        return taking().planning(table);
      },
      apply: async ({ creates }, done) => {
        for (const { value } of creates) {
          // Both try; the stranger's word is about a job of his own that does not exist.
          if (value.code === "A-2") expect(await market.runtime.call(sheets.actions.cancel, { job }, stranger.call)).toEqual({ stopped: false });
          if (value.code === "A-3") expect(await market.runtime.call(sheets.actions.cancel, { job }, desk.call)).toEqual({ stopped: true });
          done();
          book.set(value.code, value);
        }
      },
    }, job);
    await expect(running).rejects.toMatchObject({ code: "import_cancelled" });
    expect([...book.keys()]).toEqual(["A-1", "A-2"]);
    expect(seen).toEqual([{ found: true, phase: "reading", rows: 4, share: 1 }, { found: false, phase: "waiting", rows: 0, share: 0 }]);
    expect(await progress(desk)).toMatchObject({ found: false });
  });

  test("stopped while the file was still on its way, it does not begin", async () => {
    book = new Map();
    const job = "0193a5e0-0000-7000-8000-000000000002";
    expect(await market.runtime.call(sheets.actions.cancel, { job }, desk.call)).toEqual({ stopped: false });
    await expect(take(await file(["A-1", null, 1]), false, {}, job)).rejects.toMatchObject({ code: "import_cancelled" });
    // The word counted once; the file may be sent again.
    expect(await take(await file(["A-1", null, 1]), true, {}, job)).toMatchObject({ created: 1 });
    await expect(market.runtime.run("sheets", "cancel", { job: "not an id" }, AS_SYSTEM)).rejects.toMatchObject({ code: "bad_input" });
  });
});

test("words of stopping that nothing follows are forgotten one day", () => {
  const jobs = new Jobs();
  for (let n = 0; n < 1_001; n += 1) jobs.cancel("han", `job-${n}`);
  expect([jobs.begin("han", "job-0").signal.aborted, jobs.begin("han", "job-1000").signal.aborted, jobs.begin("li", "job-999").signal.aborted]).toEqual([false, true, false]);
});
