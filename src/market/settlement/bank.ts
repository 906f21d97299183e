import { createHash } from "node:crypto";
import { sql } from "kysely";
import { CURRENCIES, formatMoney, type Currency } from "../../engines/fees/money.ts";
import { gb18030, type Gb18030 } from "../../engines/gb18030/gb18030.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { settlement } from "./contract.ts";
import { maskAccount } from "./rules.ts";
import type { SettlementScene } from "./sale.ts";
import type { BankKind, Tables } from "./store.ts";
import { valueDayOf } from "./terms.ts";
import type { BankFileView } from "./views.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "bankFiles" | "bankLines" | "makeBankFile" | "takeBankFile">;
const SIDE = { payout: "seller", debit: "buyer" } as const;
const PREFIX = { payout: "P", debit: "D" } as const;
/** Made at the first file that needs it. */
let charset: Gb18030 | undefined;
const bankCharset = (): Gb18030 => (charset ??= gb18030((bytes) => new TextDecoder("gb18030").decode(bytes)));

export const bankHandlers: Noun = {
  async bankFiles({ tx, actor }, { businessDate }) {
    // A file of everything due stands with its latest day, and is shown with each day it pays.
    const pays = sql<boolean>`exists (select from settlement.bank_line pl join settlement.statement ps on ps.id = pl.statement_id where pl.file_id = f.id and ps.business_date = ${businessDate}::date)`;
    const files = await fileRows(tx).where((of) => of.or([of("f.business_date", "=", businessDate), pays])).orderBy("f.kind", "desc").orderBy("f.n").execute();
    return { files: files.map(fileView), can: actor.roles.includes("cashier") ? ["take" as const] : [] };
  },

  async bankLines({ tx, refuse }, { fileId, limit, offset }) {
    const file = await fileRows(tx).where("f.id", "=", fileId).executeTakeFirst();
    if (file === undefined) return refuse("not_found", { file: fileId });
    const rows = await tx.selectFrom("settlement.bank_line as l").innerJoin("settlement.statement as s", "s.id", "l.statement_id").leftJoin("settlement.payment as p", "p.statement_id", "l.statement_id")
      .selectAll("l").select(["s.no", "p.at as paid_at"]).where("l.file_id", "=", fileId).orderBy("l.line").limit(limit).offset(offset).execute();
    return {
      file: fileView(file), total: file.lines,
      lines: rows.map((row) => ({
        line: row.line, statementId: row.statement_id, statementNo: row.no, partyId: row.party_id, name: row.name, bankName: row.bank_name, accountMasked: maskAccount(row.bank_account),
        amount: row.amount, state: row.failed_at !== null ? "failed" as const : row.paid_at === null ? "at_bank" as const : "paid" as const, failure: row.failure,
      })),
    };
  },

  async makeBankFile(scene, { businessDate, kind }) {
    const { tx, refuse } = scene;
    const day = await tx.selectFrom("settlement.day").selectAll().where("business_date", "=", businessDate).forUpdate().executeTakeFirst();
    if (day === undefined) return refuse("no_trade", { date: businessDate });
    if (day.state !== "closed") return day.state === "paid" ? refuse("nothing_due") : refuse("not_closed", { date: businessDate });
    const made = await makeFile(scene, { businessDate, currency: day.currency, kind, valueOn: await valueDayOf(tx, scene.businessDate, businessDate) });
    if (made === null) return refuse("nothing_due");
    return fileView(await fileRows(tx).where("f.id", "=", made.id).executeTakeFirstOrThrow());
  },

  async takeBankFile({ tx, refuse }, { fileId, encoding }) {
    const file = await tx.selectFrom("settlement.bank_file").selectAll().where("id", "=", fileId).executeTakeFirst();
    if (file === undefined) return refuse("not_found", { file: fileId });
    const rows = await tx.selectFrom("settlement.bank_line as l").innerJoin("settlement.statement as s", "s.id", "l.statement_id")
      .select(["l.line", "l.name", "l.bank_name", "l.bank_account", "l.amount", "s.no"]).where("l.file_id", "=", fileId).orderBy("l.line").execute();
    const text = bankCsv({ ...file, kind: file.kind }, rows);
    const bytes = encoding === "gb18030" ? bankCharset().encode(text) : Buffer.from(`\uFEFF${text}`, "utf8");
    return {
      name: `${file.no}.csv`, base64: Buffer.from(bytes).toString("base64"), lines: file.lines, total: file.total, sha256: createHash("sha256").update(bytes).digest("hex"),
    };
  },
};

interface FileFacts {
  readonly kind: BankKind;
  readonly no: string;
  readonly business_date: string;
  readonly currency: string;
  readonly lines: number;
  readonly total: number;
}
interface LineFacts {
  readonly line: number;
  readonly name: string;
  readonly bank_name: string;
  readonly bank_account: string;
  readonly amount: number;
  readonly no: string;
}

/** What the bank imports: a heading, one line per payee or payer, and the control totals, which must agree with the lines. */
export function bankCsv(file: FileFacts, lines: readonly LineFacts[]): string {
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  if (lines.length !== file.lines || total !== file.total) throw new Error(`The lines of bank file ${file.no} do not add up to its control totals.`);
  const who = file.kind === "payout" ? "收款人" : "付款人";
  const purpose = file.kind === "payout" ? "货款" : "购货款";
  const rows = [
    ["序号", `${who}户名`, "开户行", "账号", "金额", "币种", "单号", "业务日期", "用途"],
    ...lines.map((line) => [
      String(line.line), line.name, line.bank_name, line.bank_account, plainMoney(line.amount, file.currency), file.currency, line.no, file.business_date, `${purpose}${file.business_date.replaceAll("-", "")}`,
    ]),
    ["合计", `${file.lines}笔`, "", "", plainMoney(file.total, file.currency), file.currency, file.no, file.business_date, ""],
  ];
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A name that begins like a formula would be run by a spreadsheet on somebody's desk. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function plainMoney(minor: number, currency: string): string {
  const known = (CURRENCIES as readonly string[]).includes(currency);
  if (!known) throw new Error(`No decimals are known for ${currency}.`);
  return formatMoney(minor, currency as Currency, "zh", "plain");
}

export interface FileWanted {
  readonly businessDate: string;
  readonly currency: string;
  readonly kind: BankKind;
  /** The day the bank executes it; what is due later stays out. */
  readonly valueOn: string;
  /** True takes the papers of earlier closed days as well; the file then stands with `businessDate`, the latest of them. */
  readonly earlierToo?: boolean;
}

/** Puts everything due that has an account, goes by the bank and is not under way into one file. Null when there is nothing. */
export async function makeFile(scene: SettlementScene, { businessDate, currency, kind, valueOn, earlierToo = false }: FileWanted): Promise<{ id: string; total: number } | null> {
  const { tx, now, actor, newId, emit } = scene;
  const days = earlierToo ? sql`s.business_date <= ${businessDate}::date and d.state = 'closed' and s.currency = ${currency}` : sql`s.business_date = ${businessDate}::date`;
  const due = sql`
    settlement.statement s join kernel.party p on p.id = s.party_id join settlement.day d on d.business_date = s.business_date
    where ${days} and s.side = ${SIDE[kind]} and s.due > 0 and s.due_on <= ${valueOn}::date and s.way = 'bank_file' and p.bank_account ~ '^\\d{8,30}$'
      and not exists (select 1 from settlement.payment paid where paid.statement_id = s.id)
      and not exists (select 1 from settlement.bank_line l where l.statement_id = s.id and l.failed_at is null)`;
  const sums = await sql<{ lines: number; total: number }>`select count(*)::int as lines, coalesce(sum(s.due), 0)::bigint as total from ${due}`.execute(tx);
  const { lines, total } = sums.rows[0]!;
  if (lines === 0) return null;
  const { last } = await tx.selectFrom("settlement.bank_file").select(sql<number>`coalesce(max(n), 0)`.as("last")).where("business_date", "=", businessDate).where("kind", "=", kind).executeTakeFirstOrThrow();
  const id = newId();
  const no = `${PREFIX[kind]}${businessDate.replaceAll("-", "")}-${last + 1}`;
  await tx.insertInto("settlement.bank_file").values({
    id, no, kind, business_date: businessDate, n: last + 1, currency, lines, total, made_at: now, made_by: actor.accountId, made_name: actor.accountName, value_on: valueOn,
  }).execute();
  await sql`
    insert into settlement.bank_line (file_id, line, statement_id, party_id, name, bank_name, bank_account, amount)
    select ${id}::uuid, row_number() over (order by s.no), s.id, s.party_id, p.name, coalesce(p.bank_name, ''), p.bank_account, s.due from ${due}`.execute(tx);
  await emit("bankFileMade", { fileId: id, no, kind, businessDate, lines, total });
  return { id, total };
}

export const fileRows = (tx: Tx<Tables>) => tx.selectFrom("settlement.bank_file as f").selectAll("f").select((of) => [
  of.selectFrom("settlement.bank_line as l").select(sql<number>`count(*)`.as("n")).whereRef("l.file_id", "=", "f.id").where("l.failed_at", "is not", null).as("failed"),
  of.selectFrom("settlement.bank_line as l").innerJoin("settlement.payment as p", "p.statement_id", "l.statement_id").select(sql<number>`count(*)`.as("n"))
    .whereRef("l.file_id", "=", "f.id").where("l.failed_at", "is", null).as("paid"),
]);

export const fileView = (row: Awaited<ReturnType<ReturnType<typeof fileRows>["executeTakeFirstOrThrow"]>>): BankFileView => ({
  id: row.id, no: row.no, kind: row.kind, businessDate: row.business_date, n: row.n, currency: row.currency, lines: row.lines, total: row.total,
  madeAt: row.made_at.toISOString(), madeBy: row.made_name, paid: row.paid ?? 0, failed: row.failed ?? 0, open: row.lines - (row.paid ?? 0) - (row.failed ?? 0),
});
