import { sql, type Insertable, type Selectable } from "kysely";
import { exactInteger } from "../db/connect.ts";
import { isCheckViolation, isExclusionViolation, isForeignKeyViolation } from "../db/errors.ts";
import { isTrader } from "../machinery/contract.ts";
import { defineModule, type Scene } from "../machinery/module.ts";
import type { PartyTables } from "../parties/store.ts";
import { ledger } from "./contract.ts";
import type { LedgerTables } from "./store.ts";

type Tables = LedgerTables & Pick<PartyTables, "kernel.party">;
type CreditKind = LedgerTables["kernel.credit_movement"]["kind"];
interface CreditChange {
  partyId: string;
  creditorId: string | null;
  currency: string;
  amount: number;
  cause: string;
  causeId: string;
}

export const ledgerModule = defineModule<typeof ledger, Tables>(ledger, {
  handlers: {
    async post({ tx, actor, now, businessDate, newId, emit, refuse }, input) {
      const sums = new Map<string, number>();
      for (const line of input.lines) sums.set(line.currency, (sums.get(line.currency) ?? 0) + line.amount);
      for (const [currency, sum] of sums) if (sum !== 0) return refuse("unbalanced", { currency, sum });
      const lines = input.lines.filter((line) => line.amount !== 0);
      if (lines.length === 0) return refuse("unbalanced", { currency: input.lines[0]!.currency, sum: 0 });
      const setId = newId();
      // The accounts come back with the set: one question instead of one a line, for a market posts several sets a deal.
      const inserted = await tx.insertInto("kernel.posting_set").values({
        id: setId, at: now, business_date: input.businessDate ?? businessDate, kind: input.kind, cause: input.cause, cause_id: input.causeId,
        memo: input.memo, account_id: actor.accountId, reverses: input.reverses,
      }).onConflict((conflict) => conflict.columns(["kind", "cause", "cause_id"]).doNothing())
        .returning(sql<(string | null)[]>`array[${sql.join(lines.map(accountOf))}]`.as("accounts")).executeTakeFirst();
      if (inserted === undefined) {
        const earlier = await tx.selectFrom("kernel.posting_set").select("id")
          .where("kind", "=", input.kind).where("cause", "=", input.cause).where("cause_id", "=", input.causeId).executeTakeFirstOrThrow();
        return { setId: earlier.id, repeated: true };
      }
      const rows: Insertable<LedgerTables["kernel.posting"]>[] = [];
      for (const [index, line] of lines.entries()) {
        rows.push({ set_id: setId, line: index, ledger_account_id: inserted.accounts[index] ?? (await openAccount(tx, newId, line)), currency: line.currency, amount: line.amount });
      }
      await tx.insertInto("kernel.posting").values(rows).execute();
      await emit("posted", { setId, kind: input.kind, cause: input.cause, causeId: input.causeId });
      return { setId, repeated: false };
    },

    setLimit: (scene, { limit, ...input }) => moveCredit(scene, "limit", { ...input, creditorId: null, amount: limit }, () => scene.refuse("below_used", { limit })),
    setPartyLimit: (scene, { limit, ...input }) => moveCredit(scene, "limit", { ...input, amount: limit }, () => scene.refuse("below_used", { limit })),
    hold: (scene, input) => moveCredit(scene, "hold", input, () => scene.refuse("over_credit", { amount: input.amount })),
    release: (scene, input) => moveCredit(scene, "release", input, () => scene.refuse("not_held", { amount: input.amount })),
    capture: (scene, input) => moveCredit(scene, "capture", input, () => scene.refuse("not_held", { amount: input.amount })),
    repay: (scene, input) => moveCredit(scene, "repay", input, () => scene.refuse("not_owed", { amount: input.amount })),

    async credit({ tx, actor, refuse }, { partyId, creditorId, currency }) {
      if (isTrader(actor.roles) && partyId !== actor.partyId) return refuse("not_found", { party: partyId });
      const creditor = creditorId ?? THE_MARKET;
      const row = await tx.selectFrom("kernel.credit_line").selectAll().where("party_id", "=", partyId).where("creditor_id", "=", creditor).where("currency", "=", currency).executeTakeFirst();
      return creditOf(row ?? { party_id: partyId, creditor_id: creditor, currency, credit_limit: 0, held: 0, used: 0 });
    },

    async freeCredit({ tx }, { partyId, currency }) {
      const row = await tx.selectFrom("kernel.credit_line").selectAll().where("party_id", "=", partyId).where("creditor_id", "=", THE_MARKET).where("currency", "=", currency).executeTakeFirst();
      return { free: row === undefined ? 0 : creditOf(row).free };
    },

    async matchDirect(scene, input) {
      const { tx, refuse } = scene;
      const { partyId, creditorId, currency } = input;
      const line = creditLine(tx, { partyId, creditor: creditorId, currency });
      await openLine(scene, { partyId, creditor: creditorId, currency });
      // Whoever comes second waits here and then sees what the first has booked.
      const before = await line().forUpdate().executeTakeFirstOrThrow();
      const { balance } = await tx.selectFrom("kernel.posting as l").innerJoin("kernel.ledger_account as a", "a.id", "l.ledger_account_id")
        .where("a.code", "=", "direct_owed").where("a.party_id", "=", partyId).where("a.with_id", "=", creditorId).where("a.currency", "=", currency)
        .select(sql<number>`coalesce(sum(l.amount), 0)::bigint`.as("balance")).executeTakeFirstOrThrow();
      const more = Math.max(0, balance) - before.used;
      const free = before.credit_limit - before.held - before.used;
      if (more > free) return refuse("over_party_credit", { owes: Math.max(0, balance), limit: before.credit_limit, over: more - free });
      const change = { ...input, amount: Math.abs(more) };
      if (more > 0) {
        await moveCredit(scene, "hold", change, () => refuse("over_party_credit", { owes: balance, limit: before.credit_limit, over: more - free }));
        await moveCredit(scene, "capture", change, () => refuse("over_party_credit", { owes: balance, limit: before.credit_limit, over: more - free }));
      } else if (more < 0) await moveCredit(scene, "repay", change, () => refuse("over_party_credit", { owes: balance, limit: before.credit_limit, over: 0 }));
      return { ...creditOf(await line().executeTakeFirstOrThrow()), balance };
    },

    async owed({ tx }, { creditorId, partyId, currency }) {
      // Everybody who has credit with him or has ever owed him; a customer who pays at once has neither.
      const rows = await sql<{ party_id: string; name: string; balance: number; credit_limit: number; used: number; last_at: Date | null }>`
        with known as (
          select party_id from kernel.credit_line where creditor_id = ${creditorId} and currency = ${currency}
          union select party_id from kernel.ledger_account where code = 'direct_owed' and with_id = ${creditorId} and currency = ${currency}
        )
        select k.party_id, p.name, coalesce(b.amount, 0)::bigint as balance, coalesce(c.credit_limit, 0)::bigint as credit_limit, coalesce(c.used, 0)::bigint as used, b.last_at
        from known k join kernel.party p on p.id = k.party_id
        left join kernel.credit_line c on c.party_id = k.party_id and c.creditor_id = ${creditorId} and c.currency = ${currency}
        left join lateral (
          select sum(l.amount) as amount, max(s.at) as last_at from kernel.ledger_account a join kernel.posting l on l.ledger_account_id = a.id join kernel.posting_set s on s.id = l.set_id
          where a.code = 'direct_owed' and a.party_id = k.party_id and a.with_id = ${creditorId} and a.currency = ${currency}
        ) b on true
        where ${partyId ?? null}::uuid is null or k.party_id = ${partyId ?? null}::uuid
        order by p.pinyin, p.name`.execute(tx);
      const debts = rows.rows.map((row) => ({ partyId: row.party_id, name: row.name, balance: row.balance, limit: row.credit_limit, used: row.used, lastAt: row.last_at?.toISOString() ?? null }));
      return { debts, total: debts.reduce((sum, debt) => sum + debt.balance, 0) };
    },

    async credits({ tx }, { currency }) {
      const rows = await tx.selectFrom("kernel.credit_line as c").innerJoin("kernel.party as p", "p.id", "c.party_id")
        .selectAll("c").select("p.name").where("c.currency", "=", currency).where("c.creditor_id", "=", THE_MARKET).orderBy("p.name").execute();
      return { credits: rows.map((row) => ({ ...creditOf(row), name: row.name })) };
    },

    async balances({ tx }, { upTo }) {
      const rows = await tx.selectFrom("kernel.posting as l")
        .innerJoin("kernel.ledger_account as a", "a.id", "l.ledger_account_id")
        .innerJoin("kernel.posting_set as s", "s.id", "l.set_id")
        .leftJoin("kernel.party as p", "p.id", "a.party_id")
        .leftJoin("kernel.party as w", "w.id", "a.with_id")
        .$if(upTo !== undefined, (query) => query.where("s.business_date", "<=", upTo!))
        .select((of) => ["a.code", "a.party_id", "p.name", "a.with_id", "w.name as with", "a.currency", of.fn.sum<string>("l.amount").as("amount"), of.fn.countAll<number>().as("postings")])
        .groupBy(["a.code", "a.party_id", "p.name", "a.with_id", "w.name", "a.currency"]).orderBy("a.code").orderBy("p.name").execute();
      const { sets } = await tx.selectFrom("kernel.posting_set").select((of) => of.fn.countAll<number>().as("sets")).executeTakeFirstOrThrow();
      const bad = await sql<{ n: number }>`select count(*) as n from (select set_id from kernel.posting group by set_id, currency having sum(amount) <> 0) as x`.execute(tx);
      const balances = rows.map((row) => ({ account: row.code, partyId: row.party_id, party: row.name, withId: row.with_id, with: row.with, currency: row.currency, amount: exactInteger(row.amount), postings: row.postings }));
      return { balances, total: balances.reduce((sum, row) => sum + row.amount, 0), sets, unbalancedSets: bad.rows[0]?.n ?? 0 };
    },

    async entries({ tx, actor, refuse }, { partyId, withId, from, to }) {
      if (isTrader(actor.roles) && partyId !== actor.partyId) return refuse("not_found", { party: partyId });
      const rows = await tx.selectFrom("kernel.posting as l")
        .innerJoin("kernel.ledger_account as a", "a.id", "l.ledger_account_id")
        .innerJoin("kernel.posting_set as s", "s.id", "l.set_id")
        .select(["s.at", "s.business_date", "s.kind", "s.cause", "s.cause_id", "s.memo", "a.code", "a.with_id", "l.currency", "l.amount"])
        .$if(withId !== undefined, (query) => query.where("a.with_id", "=", withId!))
        .where("a.party_id", "=", partyId).where("s.business_date", ">=", from).where("s.business_date", "<=", to)
        .orderBy("s.at").orderBy("l.line").execute();
      return {
        entries: rows.map((row) => ({
          at: row.at.toISOString(), businessDate: row.business_date, kind: row.kind, cause: row.cause, causeId: row.cause_id,
          memo: row.memo, account: row.code, withId: row.with_id, currency: row.currency, amount: row.amount,
        })),
      };
    },

    async feeSheet({ tx }, { on }) {
      const rows = await tx.selectFrom("kernel.fee_line").selectAll()
        .where("valid_from", "<=", on).where((of) => of.or([of("valid_to", "is", null), of("valid_to", ">=", on)]))
        .orderBy("payer").orderBy("code").execute();
      return { fees: rows.map(feeOf) };
    },

    async addFee({ tx, newId, emit, refuse }, input) {
      try {
        const row = await tx.insertInto("kernel.fee_line").values({
          id: newId(), code: input.code, zh: input.zh, en: input.en, payer: input.payer, basis: input.basis, value: input.value,
          min_minor: input.minMinor, max_minor: input.maxMinor, channel: input.channel, currency: input.currency,
          valid_from: input.validFrom, valid_to: input.validTo, example: input.example,
        }).returningAll().executeTakeFirstOrThrow();
        const fee = feeOf(row);
        await emit("feeAdded", fee);
        return fee;
      } catch (error) {
        if (isExclusionViolation(error)) return refuse("overlaps", { code: input.code });
        throw error;
      }
    },

    async endFee({ tx, businessDate, emit, refuse }, { feeId, lastDay }) {
      const before = await tx.selectFrom("kernel.fee_line").selectAll().where("id", "=", feeId).forUpdate().executeTakeFirst();
      if (before === undefined) return refuse("not_found", { fee: feeId });
      // Days that have been settled keep the fees they were settled with.
      const tooEarly = lastDay < businessDate || lastDay < before.valid_from;
      if (tooEarly || (before.valid_to !== null && before.valid_to <= lastDay)) return refuse("cannot_end_then", { code: before.code, lastDay });
      const fee = feeOf(await tx.updateTable("kernel.fee_line").set({ valid_to: lastDay }).where("id", "=", feeId).returningAll().executeTakeFirstOrThrow());
      await emit("feeEnded", fee);
      return fee;
    },
  },
});

/** Stands for the market itself among those who give credit. */
const THE_MARKET = "00000000-0000-0000-0000-000000000000";

type LedgerScene = Scene<Tables, never, (typeof ledger)["events"]>;
interface Line {
  readonly partyId: string;
  readonly creditor: string;
  readonly currency: string;
}

const creditLine = (tx: LedgerScene["tx"], { partyId, creditor, currency }: Line) => () =>
  tx.selectFrom("kernel.credit_line").selectAll().where("party_id", "=", partyId).where("creditor_id", "=", creditor).where("currency", "=", currency);

async function openLine({ tx, refuse }: Pick<LedgerScene, "tx" | "refuse">, { partyId, creditor, currency }: Line): Promise<void> {
  try {
    await tx.insertInto("kernel.credit_line").values({ party_id: partyId, creditor_id: creditor, currency }).onConflict((conflict) => conflict.doNothing()).execute();
  } catch (error) {
    // Nobody by that id, or the one who would owe himself.
    if (isForeignKeyViolation(error) || isCheckViolation(error)) return refuse("not_found", { party: partyId });
    throw error;
  }
}

/** One credit movement; the table's trigger applies it and its check refuses a line beyond the limit. */
async function moveCredit(scene: LedgerScene, kind: CreditKind, input: CreditChange, refuse: () => never) {
  const { tx, actor, now, emit } = scene;
  const { partyId, currency, amount, cause, causeId } = input;
  const creditor = input.creditorId ?? THE_MARKET;
  const line = creditLine(tx, { partyId, creditor, currency });
  const lock = () => line().forUpdate().executeTakeFirst();
  const known = await lock();
  if (known === undefined) await openLine(scene, { partyId, creditor, currency });
  const before = known ?? (await lock())!;
  try {
    const moved = await tx.insertInto("kernel.credit_movement")
      .values({ party_id: partyId, creditor_id: creditor, currency, kind, amount, cause, cause_id: causeId, account_id: actor.accountId, at: now })
      .onConflict((conflict) => conflict.columns(["party_id", "creditor_id", "kind", "cause", "cause_id"]).doNothing()).executeTakeFirst();
    if (moved.numInsertedOrUpdatedRows !== 1n) {
      const done = await tx.selectFrom("kernel.credit_movement").select(["amount", "currency"])
        .where("party_id", "=", partyId).where("creditor_id", "=", creditor).where("kind", "=", kind).where("cause", "=", cause).where("cause_id", "=", causeId).executeTakeFirstOrThrow();
      return done.amount === amount && done.currency === currency ? creditOf(before) : scene.refuse("key_reused", { cause, causeId });
    }
  } catch (error) {
    if (isCheckViolation(error)) return refuse();
    throw error;
  }
  const credit = creditOf({ ...before, ...afterCredit(before, kind, amount) });
  await emit("creditChanged", credit);
  return credit;
}

/** What the table's trigger made of the locked line; said again here so that nobody has to ask for it. `ledger.test.ts` holds the two together. */
function afterCredit({ credit_limit, held, used }: Selectable<LedgerTables["kernel.credit_line"]>, kind: CreditKind, amount: number) {
  switch (kind) {
    case "limit": return { credit_limit: amount, held, used };
    case "hold": return { credit_limit, held: held + amount, used };
    case "release": return { credit_limit, held: held - amount, used };
    case "capture": return { credit_limit, held: held - amount, used: used + amount };
    case "repay": return { credit_limit, held, used: used - amount };
  }
}

interface AccountOf {
  readonly account: string;
  readonly partyId: string | null;
  readonly withId: string | null;
  readonly currency: string;
}

/** The id of a line's account, or null, as a question inside another statement. */
const accountOf = ({ account, partyId, withId, currency }: AccountOf) => sql`(select a.id from kernel.ledger_account a where a.code = ${account} and a.currency = ${currency}
  and ${partyId === null ? sql`a.party_id is null` : sql`a.party_id = ${partyId}`} and ${withId === null ? sql`a.with_id is null` : sql`a.with_id = ${withId}`})`;

async function openAccount(tx: Scene<Tables>["tx"], newId: () => string, line: AccountOf): Promise<string> {
  await tx.insertInto("kernel.ledger_account").values({ id: newId(), code: line.account, party_id: line.partyId, with_id: line.withId, currency: line.currency })
    .onConflict((conflict) => conflict.doNothing()).execute();
  // A concurrent transaction may have inserted the account after our snapshot began; it is then visible to a fresh statement.
  const { rows } = await sql<{ id: string | null }>`select ${accountOf(line)} as id`.execute(tx);
  return rows[0]?.id ?? raise(line.account);
}

const raise = (account: string): never => {
  throw new Error(`The ledger account ${account} could not be opened.`);
};

function creditOf(row: Selectable<LedgerTables["kernel.credit_line"]>) {
  const creditorId = row.creditor_id === THE_MARKET ? null : row.creditor_id;
  return { partyId: row.party_id, creditorId, currency: row.currency, limit: row.credit_limit, held: row.held, used: row.used, free: row.credit_limit - row.held - row.used };
}

function feeOf(row: Selectable<LedgerTables["kernel.fee_line"]>) {
  return {
    id: row.id, code: row.code, zh: row.zh, en: row.en, payer: row.payer, basis: row.basis, value: row.value,
    minMinor: row.min_minor, maxMinor: row.max_minor, channel: row.channel, currency: row.currency,
    validFrom: row.valid_from, validTo: row.valid_to, example: row.example,
  };
}
