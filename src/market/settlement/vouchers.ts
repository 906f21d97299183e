import { createHash } from "node:crypto";
import { sql } from "kysely";
import { daysBetween } from "../../engines/calendar/day.ts";
import { moneyCell } from "../../engines/table/figure-columns.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import { writeWorkbook } from "../../kernel/sheets/xlsx-write.ts";
import type { settlement } from "./contract.ts";
import { marketOf } from "./day.ts";
import type { SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";
import { voucherBytes, type FileLine } from "./voucher-file.ts";
import { MAX_PERIOD_DAYS, MAX_VOUCHER_LINES, judgeLine, type Declared, type Lack } from "./voucher-rules.ts";
import type { VoucherFileView, VoucherGap, VoucherLine } from "./voucher-views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "voucherBuyers" | "vouchers" | "voucherGapsWorkbook" | "takeVouchers" | "voucherFiles">;
interface Period {
  readonly from: string;
  readonly to: string;
}

export const voucherHandlers: Noun = {
  async voucherBuyers(scene, period) {
    const { tx } = scene;
    boundPeriod(scene, period);
    const { currency } = await marketOf(scene);
    const buyers = await tx.selectFrom("settlement.statement as s").innerJoin("kernel.party as p", "p.id", "s.party_id").select(["s.party_id", "p.name"])
      .where("s.side", "=", "buyer").where("s.business_date", ">=", period.from).where("s.business_date", "<=", period.to).groupBy(["s.party_id", "p.name", "p.pinyin"]).orderBy("p.pinyin").execute();
    const views = [];
    const lines = await judged(tx, period, null);
    const billed = await billedOf(tx, period);
    const files = await tx.selectFrom("settlement.voucher_file").selectAll().where("period_from", "=", period.from).where("period_to", "=", period.to).orderBy("made_at").execute();
    for (const { party_id: buyerId, name } of buyers) {
      const own = lines.filter((line) => line.buyer_id === buyerId);
      const sums = sumsOf(own);
      const last = files.findLast((file) => file.buyer_id === buyerId);
      const same = last !== undefined && last.goods === sums.ready && last.allowances === sums.allowances && last.lacking === sums.lacking && last.lines === sums.readyLines;
      views.push({
        buyerId, buyer: name, lines: own.length, billed: billed.get(buyerId) ?? 0, allowances: sums.allowances, ready: sums.ready, lackingLines: sums.lackingLines, lacking: sums.lacking, currency,
        file: last === undefined ? "none" as const : same ? "made" as const : "stale" as const, lastNo: last?.no ?? null,
      });
    }
    return { buyers: views, openDays: await openDays(tx, period), currency };
  },

  async vouchers(scene, { buyerId, limit, ...period }) {
    const { tx, actor } = scene;
    const { lines, buyer, billed } = await load(scene, buyerId, period);
    const sums = sumsOf(lines);
    return {
      buyer, currency: (await marketOf(scene)).currency, billed, ready: sums.ready, readyLines: sums.readyLines, lacking: sums.lacking, lackingLines: sums.lackingLines, allowances: sums.allowances, redLines: sums.redLines,
      gaps: gapsOf(lines), lines: lines.toSorted((a, b) => Number(a.lacks === null) - Number(b.lacks === null)).slice(0, limit).map(lineView), linesTotal: lines.length, openDays: await openDays(tx, period),
      can: actor.roles.includes("cashier") && sums.readyLines > 0 ? ["take" as const] : [],
    };
  },

  async voucherGapsWorkbook(scene, { language, ...period }) {
    boundPeriod(scene, period);
    const { currency } = await marketOf(scene);
    const words = (language === "zh" ? zh : en).vouchers;
    const rows = gapsOf(await judged(scene.tx, period, null));
    const sheet = { name: words.gaps, head: words.gapsHead, rows: rows.map((gap) => [gap.seller, words.lacks[gap.lacks], words.mend[gap.lacks], gap.lines, moneyCell(gap.amount, currency), { day: gap.firstDay }, { day: gap.lastDay }]) };
    return { name: `${words.gapsFile}-${period.from}-${period.to}.xlsx`, base64: (await writeWorkbook([sheet])).toString("base64"), rows: rows.length };
  },

  async takeVouchers(scene, { buyerId, format, ...period }) {
    const { tx, now, actor, newId, refuse } = scene;
    const { lines, buyer, billed } = await load(scene, buyerId, period);
    const sums = sumsOf(lines);
    if (sums.readyLines === 0) return refuse("nothing_ready", { buyer, lacking: sums.lackingLines });
    const { name, currency } = await marketOf(scene);
    await sql`select pg_advisory_xact_lock(hashtextextended('settlement.voucher_file', 0))`.execute(tx);
    const { made } = await tx.selectFrom("settlement.voucher_file").select(sql<number>`count(*)`.as("made")).where("period_to", "=", period.to).executeTakeFirstOrThrow();
    const id = newId();
    const no = `V${period.to.replaceAll("-", "")}-${String(made + 1).padStart(4, "0")}`;
    const full = await identities(tx, lines);
    const bytes = await voucherBytes(format, {
      no, market: name.zh, buyer, uscc: await usccOf(tx, buyerId), ...period, currency, madeAt: now.toISOString(), madeBy: actor.accountName, ...sums, billed, gaps: gapsOf(lines),
      lines: lines.filter((line) => line.lacks === null).map((line): FileLine => ({ ...lineView(line), ...full.get(line.declaration ?? "")! })),
    });
    await tx.insertInto("settlement.voucher_file").values({
      id, no, buyer_id: buyerId, period_from: period.from, period_to: period.to, currency, format, lines: sums.readyLines, red_lines: sums.redLines, goods: sums.ready, allowances: sums.allowances, lacking_lines: sums.lackingLines,
      lacking: sums.lacking, billed, sha256: createHash("sha256").update(bytes).digest("hex"), made_at: now, made_by: actor.accountId, made_name: actor.accountName,
    }).execute();
    const file = fileView(await fileRows(tx).where("f.id", "=", id).executeTakeFirstOrThrow());
    return { name: `${zh.vouchers.file} ${buyer} ${period.from}-${period.to} ${no}.${format}`, base64: bytes.toString("base64"), file };
  },

  async voucherFiles({ tx }, { buyerId, limit }) {
    let found = fileRows(tx);
    if (buyerId !== undefined) found = found.where("f.buyer_id", "=", buyerId);
    return { files: (await found.orderBy("f.made_at", "desc").limit(limit).execute()).map(fileView) };
  },
};

function boundPeriod({ refuse }: Pick<SettlementScene, "refuse">, { from, to }: Period): void {
  if (to < from || daysBetween(from, to) >= MAX_PERIOD_DAYS) refuse("bad_period", { most: MAX_PERIOD_DAYS });
}

async function load(scene: SettlementScene, buyerId: string, period: Period) {
  boundPeriod(scene, period);
  const party = await scene.tx.selectFrom("kernel.party").select("name").where("id", "=", buyerId).executeTakeFirst();
  if (party === undefined) return scene.refuse("not_found", { party: buyerId });
  const lines = await judged(scene.tx, period, buyerId);
  if (lines.length > MAX_VOUCHER_LINES) return scene.refuse("too_many_lines", { lines: lines.length, most: MAX_VOUCHER_LINES });
  return { lines, buyer: party.name, billed: (await billedOf(scene.tx, period, buyerId)).get(buyerId) ?? 0 };
}

/** The goods of the bills themselves, with which the lines must agree to the fen. */
async function billedOf(tx: Tx<Tables>, { from, to }: Period, buyerId: string | null = null): Promise<Map<string, number>> {
  let found = tx.selectFrom("settlement.statement").select(["party_id", sql<number>`sum(gross + corrected)::bigint`.as("amount")]).where("side", "=", "buyer").where("business_date", ">=", from).where("business_date", "<=", to);
  if (buyerId !== null) found = found.where("party_id", "=", buyerId);
  return new Map((await found.groupBy("party_id").execute()).map((row) => [row.party_id, row.amount]));
}

interface Found {
  readonly buyer_id: string; readonly kind: VoucherLine["kind"]; readonly sale_id: string; readonly sale_day: string; readonly bill_no: string; readonly bill_day: string; readonly original_no: string | null; readonly statement_no: string | null;
  readonly lot_no: string; readonly zh: string; readonly en: string; readonly category: string; readonly grade: string | null; readonly unit: string; readonly quantity: number; readonly price: number; readonly amount: number;
  readonly seller_id: string; readonly seller: string; readonly organisation: boolean; readonly reason: string;
}
export type Judged = Found & { readonly lacks: Lack | null; readonly declaration: string | null; readonly masked: string | null };

/**
 * The lines of bills: what was sold, what was taken back later (red, referring to the bill it stood on) and what was given back on
 * a sale after a complaint (red, an allowance beside the goods). A sale taken back on its own day stands on no bill.
 */
async function judged(tx: Tx<Tables>, { from, to }: Period, buyerId: string | null): Promise<Judged[]> {
  const { rows } = await sql<Found>`
    with bill as (
      select * from settlement.statement where side = 'buyer' and business_date between ${from}::date and ${to}::date and (${buyerId}::uuid is null or party_id = ${buyerId}::uuid)
    ), line as (
      select b.id as bill_id, 'sale' as kind, s.id as sale_id, s.quantity, s.gross as amount, '' as reason
        from bill b join settlement.sale s on s.buyer_id = b.party_id and s.business_date = b.business_date
        where not exists (select 1 from settlement.reversal r where r.sale_id = s.id and r.state = 'confirmed' and r.business_date = s.business_date)
      union all
      select b.id, 'reversal', s.id, -s.quantity, -s.gross, r.reason
        from bill b join settlement.reversal r on r.business_date = b.business_date and r.state = 'confirmed' join settlement.sale s on s.id = r.sale_id and s.buyer_id = b.party_id and s.business_date < r.business_date
      union all
      select b.id, 'allowance', t.sale_id, 0, -t.amount, t.memo
        from bill b join settlement.transfer t on t.business_date = b.business_date and t.kind = 'claim' and t.payee_id = b.party_id and t.payee_side = 'buyer' and t.sale_id is not null
    )
    select b.party_id as buyer_id, l.kind, l.sale_id, s.business_date as sale_day, b.no as bill_no, b.business_date as bill_day, case when l.kind = 'sale' then null else o.no end as original_no, st.no as statement_no,
      s.lot_no, i.zh, i.en, i.category, s.grade, s.unit, l.quantity, s.price, l.amount, s.grower_id as seller_id, p.name as seller, p.kind = 'organisation' as organisation, l.reason
    from line l join bill b on b.id = l.bill_id join settlement.sale s on s.id = l.sale_id join kernel.trade_item i on i.id = s.item_id join kernel.party p on p.id = s.grower_id
    left join settlement.statement o on o.side = 'buyer' and o.party_id = s.buyer_id and o.business_date = s.business_date
    left join settlement.statement st on st.side = 'seller' and st.party_id = s.grower_id and st.business_date = s.business_date
    order by b.business_date, b.no, l.kind desc, s.lot_no, s.id`.execute(tx);
  const sellers = [...new Set(rows.map((row) => row.seller_id))];
  const given = sellers.length === 0 ? [] : await tx.selectFrom("settlement.declaration").select(["id", "party_id", "valid_from", "valid_to", "categories", "ended_on", "wrong", "citizen_masked"]).where("party_id", "in", sellers).orderBy("given_at").execute();
  const byParty = new Map<string, (Declared & { masked: string })[]>();
  for (const row of given) byParty.set(row.party_id, [...(byParty.get(row.party_id) ?? []), { id: row.id, validFrom: row.valid_from, validTo: row.valid_to, categories: row.categories, endedOn: row.ended_on, wrong: row.wrong, masked: row.citizen_masked }]);
  return rows.map((row) => {
    const declarations = byParty.get(row.seller_id) ?? [];
    const verdict = judgeLine({ saleDay: row.sale_day, category: row.category }, { organisation: row.organisation }, declarations);
    return "lacks" in verdict ? { ...row, lacks: verdict.lacks, declaration: null, masked: null }
      : { ...row, lacks: null, declaration: verdict.declaration, masked: declarations.find((one) => one.id === verdict.declaration)!.masked };
  });
}

/** Allowances stand beside the goods: a bill keeps them among its transfers. */
function sumsOf(lines: readonly Judged[]) {
  const sum = (of: readonly Judged[]): number => of.reduce((total, line) => total + line.amount, 0);
  const goods = lines.filter((line) => line.kind !== "allowance");
  const ready = lines.filter((line) => line.lacks === null);
  return {
    ready: sum(goods.filter((line) => line.lacks === null)), readyLines: ready.length, redLines: ready.filter((line) => line.kind !== "sale").length, lacking: sum(goods.filter((line) => line.lacks !== null)),
    lackingLines: lines.length - ready.length, allowances: sum(ready.filter((line) => line.kind === "allowance")),
  };
}

function gapsOf(lines: readonly Judged[]): VoucherGap[] {
  const gaps = new Map<string, VoucherGap>();
  for (const line of lines) {
    if (line.lacks === null) continue;
    const key = `${line.seller_id} ${line.lacks}`;
    const before = gaps.get(key) ?? { sellerId: line.seller_id, seller: line.seller, lacks: line.lacks, lines: 0, amount: 0, firstDay: line.sale_day, lastDay: line.sale_day };
    gaps.set(key, { ...before, lines: before.lines + 1, amount: before.amount + line.amount, firstDay: line.sale_day < before.firstDay ? line.sale_day : before.firstDay, lastDay: line.sale_day > before.lastDay ? line.sale_day : before.lastDay });
  }
  return [...gaps.values()].toSorted((a, b) => b.amount - a.amount);
}

const lineView = (row: Judged): VoucherLine => ({
  kind: row.kind, saleId: row.sale_id, saleDay: row.sale_day, billNo: row.bill_no, billDay: row.bill_day, originalNo: row.original_no, statementNo: row.statement_no, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en, category: row.category,
  grade: row.grade, unit: row.unit, quantity: row.quantity, price: row.price, amount: row.amount, sellerId: row.seller_id, seller: row.seller, citizenMasked: row.masked, lacks: row.lacks, reason: row.reason,
});

/** The numbers in full, for the file alone. */
async function identities(tx: Tx<Tables>, lines: readonly Judged[]) {
  const ids = [...new Set(lines.flatMap((line) => (line.declaration === null ? [] : [line.declaration])))];
  const found = await tx.selectFrom("settlement.declaration").select(["id", "citizen_id", "place", "given_on", "valid_from", "valid_to", "paper"]).where("id", "in", ids).execute();
  return new Map(found.map((row) => [row.id, { citizenId: row.citizen_id, place: row.place, declaredOn: row.given_on, declaration: `${row.given_on} ${row.valid_from}~${row.valid_to}${row.paper === null ? "" : ` ${row.paper}`}` }]));
}

async function usccOf(tx: Tx<Tables>, partyId: string): Promise<string | null> {
  return (await tx.selectFrom("kernel.party").select("uscc").where("id", "=", partyId).executeTakeFirst())?.uscc ?? null;
}

/** Days of the period that have no bills yet. */
async function openDays(tx: Tx<Tables>, { from, to }: Period): Promise<string[]> {
  const rows = await tx.selectFrom("settlement.day").select("business_date").where("business_date", ">=", from).where("business_date", "<=", to).where("state", "in", ["open", "closing"]).orderBy("business_date").execute();
  return rows.map((row) => row.business_date);
}

const fileRows = (tx: Tx<Tables>) => tx.selectFrom("settlement.voucher_file as f").innerJoin("kernel.party as p", "p.id", "f.buyer_id").selectAll("f").select("p.name");
const fileView = (row: Awaited<ReturnType<ReturnType<typeof fileRows>["executeTakeFirstOrThrow"]>>): VoucherFileView => ({
  id: row.id, no: row.no, buyerId: row.buyer_id, buyer: row.name, from: row.period_from, to: row.period_to, currency: row.currency, format: row.format, lines: row.lines, redLines: row.red_lines, goods: row.goods, allowances: row.allowances,
  lackingLines: row.lacking_lines, lacking: row.lacking, sha256: row.sha256, madeAt: row.made_at.toISOString(), madeBy: row.made_name,
});
