import { sql } from "kysely";
import { ledger } from "../../kernel/ledger/contract.ts";
import { hear, type Handlers } from "../../kernel/machinery/module.ts";
import { makeFile } from "./bank.ts";
import { blockingDifferences } from "./books.ts";
import { settlement } from "./contract.ts";
import { dayOf, heldStock } from "./day.ts";
import { loadPartyDays, feeSheetOf } from "./party-day.ts";
import { settleParty, type PartyResult, type SheetFee, type Side } from "./rules.ts";
import type { SettlementScene } from "./sale.ts";
import type { ChargeRow, StatementRow, Tables } from "./store.ts";
import { dueOf, valueDayOf } from "./terms.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "closeDay" | "closeStep">;

/** One step of a close is one transaction, bounded by these. A single party's day is never split. */
const MAX_PARTIES_PER_STEP = 40;
const MAX_SALES_PER_STEP = 1_000;
const ROWS_PER_INSERT = 1_000;

export const closeHandlers: Noun = {
  async closeDay(scene, { businessDate, despiteHeldStock }) {
    const { tx, now, actor, refuse, emit } = scene;
    if (businessDate > scene.businessDate) return refuse("future_day", { date: businessDate, today: scene.businessDate });
    // Waits for sales that are being booked and keeps new ones out until this transaction ends.
    await sql`select pg_advisory_xact_lock(settlement.gate())`.execute(tx);
    const day = await tx.selectFrom("settlement.day").selectAll().where("business_date", "=", businessDate).forUpdate().executeTakeFirst();
    if (day === undefined) return refuse("no_trade", { date: businessDate });
    if (day.state !== "open") return refuse("not_open", { date: businessDate, state: day.state });
    const earlier = await tx.selectFrom("settlement.day").select("business_date").where("business_date", "<", businessDate).where("state", "=", "open").orderBy("business_date").executeTakeFirst();
    if (earlier !== undefined) return refuse("earlier_day_open", { date: earlier.business_date });
    if (!despiteHeldStock) {
      const { lots } = await heldStock(tx, businessDate).select((of) => of.fn.countAll<number>().as("lots")).executeTakeFirstOrThrow();
      if (lots > 0) return refuse("stock_still_held", { lots });
    }
    const differences = await blockingDifferences(tx, businessDate);
    if (differences > 0) return refuse("differences", { count: differences });
    const sheet = await feeSheetOf(scene, businessDate, day.currency);
    await tx.updateTable("settlement.day").set({ state: "closing", fee_sheet: JSON.stringify(sheet), closing_at: now, closing_by: actor.accountId, closing_name: actor.accountName })
      .where("business_date", "=", businessDate).execute();
    await listParties(tx, businessDate);
    const view = await dayOf(tx, businessDate);
    await emit("closeStepped", { businessDate, papersDone: 0, papersTotal: view.papersTotal });
    return view;
  },

  async closeStep(scene, { businessDate }) {
    const { tx, refuse } = scene;
    const day = await tx.selectFrom("settlement.day").select("state").where("business_date", "=", businessDate).executeTakeFirst();
    if (day === undefined) return refuse("no_trade", { date: businessDate });
    if (day.state === "open") return refuse("not_closing", { date: businessDate });
    const differences = await step(scene, businessDate);
    const { state, papersDone, papersTotal } = await dayOf(tx, businessDate);
    return { state, papersDone, papersTotal, differences };
  },
};

/** A close drives itself through the event log: whatever interrupts it, the bookmark still stands before the next step. */
export const stepHeard = hear<Tables, typeof settlement, "closeStepped">(settlement, "closeStepped", async (scene, { payload }) => {
  await step(scene as SettlementScene, payload.businessDate);
});

async function listParties(tx: SettlementScene["tx"], date: string): Promise<void> {
  await sql`
    insert into settlement.close_task (business_date, side, n, party_id, sales)
    select ${date}::date, side, row_number() over (partition by side order by p.pinyin, p.name, p.id), party_id, sales
    from (
      select side, party_id, sum(sales)::int as sales from (
        select 'seller' as side, s.grower_id as party_id, 1 as sales from settlement.sale s where s.business_date = ${date}::date
          and not exists (select 1 from settlement.reversal r where r.sale_id = s.id and r.business_date = ${date}::date)
        union all
        select 'buyer', s.buyer_id, 1 from settlement.sale s where s.business_date = ${date}::date
          and not exists (select 1 from settlement.reversal r where r.sale_id = s.id and r.business_date = ${date}::date)
        union all
        select side, case side when 'seller' then s.grower_id else s.buyer_id end, 0
          from settlement.reversal r join settlement.sale s on s.id = r.sale_id cross join (values ('seller'), ('buyer')) as sides(side)
          where r.business_date = ${date}::date and s.business_date < ${date}::date
        union all
        select side, party_id, 0 from settlement.transfer_end where business_date = ${date}::date
      ) as found group by side, party_id
    ) as task join kernel.party p on p.id = task.party_id`.execute(tx);
}

/** Writes the next papers, or ends the close after the last one. Returns how many differences keep it from ending. */
async function step(scene: SettlementScene, businessDate: string): Promise<number> {
  const { tx, emit } = scene;
  const day = await tx.selectFrom("settlement.day").selectAll().where("business_date", "=", businessDate).forUpdate().executeTakeFirst();
  if (day === undefined || day.state !== "closing") return 0;
  const tasks = await tx.selectFrom("settlement.close_task").selectAll().where("business_date", "=", businessDate).where("done", "=", false)
    .orderBy("side").orderBy("n").limit(MAX_PARTIES_PER_STEP).execute();
  const first = tasks[0];
  if (first === undefined) return finish(scene, businessDate, day.currency);
  let sales = 0;
  const taken = tasks.filter((task, index) => {
    sales += task.sales;
    return task.side === first.side && (index === 0 || sales <= MAX_SALES_PER_STEP);
  });
  await writePapers(scene, { side: first.side, date: businessDate, currency: day.currency, sheet: day.fee_sheet as unknown as SheetFee[] }, taken);
  await tx.updateTable("settlement.close_task").set({ done: true }).where("business_date", "=", businessDate).where("side", "=", first.side)
    .where("party_id", "in", taken.map((task) => task.party_id)).execute();
  const { papersDone, papersTotal } = await dayOf(tx, businessDate);
  await emit("closeStepped", { businessDate, papersDone, papersTotal });
  return 0;
}

interface Batch {
  readonly side: Side;
  readonly date: string;
  readonly currency: string;
  readonly sheet: readonly SheetFee[];
}

async function writePapers(scene: SettlementScene, batch: Batch, tasks: readonly { party_id: string; n: number }[]): Promise<void> {
  const { tx, emit } = scene;
  const partyIds = tasks.map((task) => task.party_id);
  const days = await loadPartyDays(tx, { ...batch, partyIds });
  const terms = await dueOf(tx, batch.side, batch.date, partyIds);
  const results = tasks.map((task) => {
    const party = days.get(task.party_id)!;
    const result = settleParty(party);
    return { result, row: { ...paperSums(scene, batch, task, result, party.carriedIn), ...terms.get(task.party_id)! } };
  });
  await tx.insertInto("settlement.statement").values(results.map(({ row }) => row)).execute();
  const charges = results.flatMap(({ row, result }) => chargeRows(row.id, result));
  for (let from = 0; from < charges.length; from += ROWS_PER_INSERT) await tx.insertInto("settlement.charge").values(charges.slice(from, from + ROWS_PER_INSERT)).execute();
  for (const { row } of results) {
    await postFees(scene, row);
    if (row.side === "buyer" && row.due === 0) await repayBill(scene, row);
    await emit("paperIssued", {
      statementId: row.id, no: row.no, side: row.side, businessDate: row.business_date, partyId: row.party_id, currency: row.currency, total: row.total, due: row.due,
    });
  }
}

const PREFIX = { seller: "S", buyer: "B" } as const;

function paperSums({ now, newId }: SettlementScene, { side, date, currency }: Batch, task: { party_id: string; n: number }, result: PartyResult, carriedIn: number): Omit<StatementRow, "due_on" | "way"> {
  return {
    id: newId(), no: `${PREFIX[side]}${date.replaceAll("-", "")}-${String(task.n).padStart(4, "0")}`, side, business_date: date, party_id: task.party_id, currency,
    sales: result.sales, quantity: result.quantity, gross: result.gross, corrections: result.corrections, corrected: result.corrected, direct: result.direct, transfers: result.transfers,
    fees: result.fees, packaging: result.packaging, total: result.total, carried_in: carriedIn, due: result.due, carried_out: result.carriedOut, created_at: now,
  };
}

const chargeRows = (statementId: string, result: PartyResult): ChargeRow[] =>
  result.charges.map(({ fee, ...line }, n) => ({
    statement_id: statementId, n, corrects: line.corrects, code: fee.code, zh: fee.zh, en: fee.en, account: line.account, basis: fee.basis, value: fee.value,
    min_minor: fee.minMinor, max_minor: fee.maxMinor, channel: fee.channel, example: fee.example, gross: line.gross, units: line.units, lots: line.lots,
    transactions: line.transactions, basis_amount: line.basisAmount, computed: line.computed, limited: line.limited, charged: line.charged, was: line.was, amount: line.amount,
  }));

/** Fees of a paper in the ledger: what the party owes more, or is owed less, against the market's income and the party's crates. */
async function postFees({ ask }: SettlementScene, row: StatementRow): Promise<void> {
  const { party_id: partyId, currency } = row;
  const lines = [
    { account: row.side === "seller" ? "grower_payable" as const : "buyer_receivable" as const, partyId, currency, amount: row.fees + row.packaging },
    { account: "fee_income" as const, partyId: null, currency, amount: 0 - row.fees },
    { account: "packaging_deposit" as const, partyId, currency, amount: 0 - row.packaging },
  ];
  if (lines.every((line) => line.amount === 0)) return;
  await ask(ledger.actions.post, { kind: "fees", cause: "settlement.statement", causeId: row.id, businessDate: row.business_date, memo: row.no, lines });
}

/** Frees the credit that a bill's sales had taken. Sales that were taken back since have freed theirs already. */
export async function repayBill({ tx, ask }: SettlementScene, row: Pick<StatementRow, "id" | "party_id" | "business_date" | "currency">, causeId = row.id): Promise<void> {
  const { amount } = await tx.selectFrom("settlement.sale as s")
    .select((of) => of.fn.coalesce(sql<number>`sum(s.gross)::bigint`, sql<number>`0::bigint`).as("amount"))
    .where("s.buyer_id", "=", row.party_id).where("s.business_date", "=", row.business_date).where("s.money", "=", "market")
    .where((of) => of.not(of.exists(of.selectFrom("settlement.reversal as r").select("r.id").whereRef("r.sale_id", "=", "s.id").where("r.state", "=", "confirmed"))))
    .executeTakeFirstOrThrow();
  if (amount > 0) await ask(ledger.actions.repay, { partyId: row.party_id, currency: row.currency, amount, cause: "settlement.statement", causeId });
}

/** The last step: compares everything once more, makes the bank's files and closes. A difference keeps the day half closed, and visible. */
async function finish(scene: SettlementScene, businessDate: string, currency: string): Promise<number> {
  const { tx, now, emit } = scene;
  const differences = await blockingDifferences(tx, businessDate);
  if (differences > 0) {
    await emit("closeStuck", { businessDate, differences });
    return differences;
  }
  await tx.updateTable("settlement.day").set({ state: "closed", closed_at: now }).where("business_date", "=", businessDate).execute();
  const valueOn = await valueDayOf(tx, scene.businessDate, businessDate);
  const payout = await makeFile(scene, { businessDate, currency, kind: "payout", valueOn });
  const debit = await makeFile(scene, { businessDate, currency, kind: "debit", valueOn });
  const sums = await tx.selectFrom("settlement.statement").where("business_date", "=", businessDate)
    .select(sql<number>`coalesce(sum(gross + corrected) filter (where side = 'seller'), 0)::bigint`.as("gross"))
    .select(sql<number>`count(*) filter (where side = 'seller')`.as("statements"))
    .select(sql<number>`count(*) filter (where side = 'buyer')`.as("bills")).executeTakeFirstOrThrow();
  await emit("dayClosed", { businessDate, currency, ...sums, payout: payout?.total ?? 0, debit: debit?.total ?? 0 });
  await noteDayPaid(scene, businessDate);
  return 0;
}

/** A closed day of which nothing is due any more is paid. */
export async function noteDayPaid({ tx, now, emit }: SettlementScene, businessDate: string): Promise<boolean> {
  const open = await tx.selectFrom("settlement.statement as s").leftJoin("settlement.payment as p", "p.statement_id", "s.id").select("s.id")
    .where("s.business_date", "=", businessDate).where("s.due", ">", 0).where("p.statement_id", "is", null).limit(1).executeTakeFirst();
  if (open !== undefined) return false;
  const changed = await tx.updateTable("settlement.day").set({ state: "paid", paid_at: now }).where("business_date", "=", businessDate).where("state", "=", "closed").executeTakeFirst();
  if (changed.numUpdatedRows === 1n) await emit("dayPaid", { businessDate });
  return true;
}
