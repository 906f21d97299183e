import type { Handlers } from "../../kernel/machinery/module.ts";
import type { stall } from "./contract.ts";
import { marketOf, ownerAt, placeAt, stallViewOf, signature, type StallScene } from "./right.ts";
import { METHODS } from "./rules.ts";
import type { StallRow, Tables } from "./store.ts";
import type { ClosingView, TillView } from "./views.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "till" | "closeTill" | "closings">;

export const tillHandlers: Noun = {
  async till(handed, { stallId }) {
    const scene = handed as StallScene;
    const { stall } = await placeAt(scene, stallId);
    return tillOf(scene, stall);
  },

  async closeTill(handed, { stallId, closingId, openingCash, counted, note }) {
    const scene = handed as StallScene;
    const { tx, refuse, emit, businessDate } = scene;
    const { stall } = await ownerAt(scene, stallId);
    const earlier = await tx.selectFrom("stall.closing").select("stall_id").where("id", "=", closingId).executeTakeFirst();
    if (earlier !== undefined && earlier.stall_id !== stallId) return refuse("not_found", { closing: closingId });
    if (earlier !== undefined) return (await closingsOf(scene, stall, closingId))[0]!;
    const till = await tillOf(scene, stall);
    if (till.lines.length === 0 && till.bills === 0 && till.returns === 0) return refuse("nothing_to_close");
    const expected = new Map(till.lines.map((line) => [line.method, line.expected]));
    expected.set("cash", (expected.get("cash") ?? 0) + openingCash);
    for (const { method } of counted) if (!expected.has(method)) expected.set(method, 0);
    const lines = [...expected].map(([method, sum]) => {
      const said = counted.find((one) => one.method === method);
      // Money on an account stands where the account says; cash and what was counted is what was found.
      return { method, expected: sum, counted: said?.amount ?? (method === "cash" ? 0 : sum), reason: said?.reason ?? "" };
    });
    const wrong = lines.find((line) => line.counted !== line.expected && line.reason.length < 2);
    if (wrong !== undefined) return refuse("reason_needed", { method: wrong.method, expected: wrong.expected, counted: wrong.counted });
    const { last } = await tx.selectFrom("stall.closing").select((of) => of.fn.max("n").as("last")).where("stall_id", "=", stallId).executeTakeFirstOrThrow();
    await tx.insertInto("stall.closing").values({
      id: closingId, stall_id: stallId, n: Number(last ?? 0) + 1, business_date: businessDate, opening_cash: openingCash, bills: till.bills, sold: till.sold, returns: till.returns, returned: till.returned,
      credit_given: till.creditGiven, credit_paid: till.creditPaid, note, ...signature(scene),
    }).execute();
    await tx.insertInto("stall.closing_line").values(lines.map((line) => ({ closing_id: closingId, ...line }))).execute();
    for (const table of ["stall.bill", "stall.change", "stall.payment"] as const) await tx.updateTable(table).set({ closing_id: closingId }).where("stall_id", "=", stallId).where("closing_id", "is", null).execute();
    const view = (await closingsOf(scene, stall, closingId))[0]!;
    await emit("tillClosed", { closingId, stallId, businessDate, difference: view.difference, currency: till.currency });
    return view;
  },

  async closings(handed, { stallId, limit, offset }) {
    const scene = handed as StallScene;
    const { stall } = await placeAt(scene, stallId);
    const { total } = await scene.tx.selectFrom("stall.closing").select((of) => of.fn.countAll<number>().as("total")).where("stall_id", "=", stallId).executeTakeFirstOrThrow();
    return { closings: await closingsOf(scene, stall, null, limit, offset), total, currency: (await marketOf(scene)).currency };
  },
};

/** Everything since the last close. A bill that comes late from a telephone falls into the next close, with its money. */
async function tillOf(scene: StallScene, stall: StallRow): Promise<TillView> {
  const { tx, businessDate } = scene;
  const open = <T extends "stall.bill" | "stall.change" | "stall.payment">(table: T) => tx.selectFrom(table as "stall.bill").where("stall_id", "=", stall.id).where("closing_id", "is", null);
  const sold = await open("stall.bill").select((of) => [of.fn.countAll<number>().as("n"), of.fn.sum<string>("total").as("sum")]).executeTakeFirstOrThrow();
  const back = await tx.selectFrom("stall.change").where("stall_id", "=", stall.id).where("closing_id", "is", null)
    .select((of) => [of.fn.countAll<number>().as("n"), of.fn.sum<string>("amount").as("sum")]).executeTakeFirstOrThrow();
  const payments = await tx.selectFrom("stall.payment").where("stall_id", "=", stall.id).where("closing_id", "is", null)
    .select((of) => ["method", of.fn.sum<string>("amount").as("amount"), of.fn.sum<string>(of.case().when("bill_id", "is", null).then(of.ref("amount")).else(0).end()).as("account"),
      of.fn.sum<string>(of.case().when(of.and([of("bill_id", "is not", null), of("change_id", "is", null)])).then(of.ref("amount")).else(0).end()).as("billed")]).groupBy("method").execute();
  const last = await tx.selectFrom("stall.closing as c").leftJoin("stall.closing_line as l", (join) => join.onRef("l.closing_id", "=", "c.id").on("l.method", "=", "cash")).select(["c.at", "l.counted"])
    .where("c.stall_id", "=", stall.id).orderBy("c.n", "desc").limit(1).executeTakeFirst();
  const sum = (pick: (row: (typeof payments)[number]) => string): number => payments.reduce((all, row) => all + Number(pick(row)), 0);
  return {
    stall: await stallViewOf(scene, stall), businessDate, currency: (await marketOf(scene)).currency, bills: sold.n, sold: Number(sold.sum ?? 0), returns: back.n, returned: Number(back.sum ?? 0),
    creditGiven: Number(sold.sum ?? 0) - sum((row) => row.billed), creditPaid: sum((row) => row.account),
    lines: METHODS.flatMap((method) => payments.filter((row) => row.method === method).map((row) => ({ method, expected: Number(row.amount) }))),
    lastAt: last?.at.toISOString() ?? null, lastCash: last?.counted ?? 0,
  };
}

async function closingsOf({ tx }: StallScene, stall: StallRow, id: string | null, limit = 1, offset = 0): Promise<ClosingView[]> {
  let found = tx.selectFrom("stall.closing").selectAll().where("stall_id", "=", stall.id);
  if (id !== null) found = found.where("id", "=", id);
  const rows = await found.orderBy("n", "desc").limit(limit).offset(offset).execute();
  if (rows.length === 0) return [];
  const lines = Map.groupBy(await tx.selectFrom("stall.closing_line").selectAll().where("closing_id", "in", rows.map((row) => row.id)).execute(), (line) => line.closing_id);
  return rows.map((row) => {
    const own = (lines.get(row.id) ?? []).toSorted((a, b) => METHODS.indexOf(a.method) - METHODS.indexOf(b.method));
    return {
      id: row.id, n: row.n, businessDate: row.business_date, at: row.at.toISOString(), by: row.account_name, openingCash: row.opening_cash, bills: row.bills, sold: row.sold, returns: row.returns, returned: row.returned,
      creditGiven: row.credit_given, creditPaid: row.credit_paid, note: row.note, difference: own.reduce((sum, line) => sum + line.counted - line.expected, 0),
      lines: own.map(({ method, expected, counted, reason }) => ({ method, expected, counted, reason })),
    };
  });
}
