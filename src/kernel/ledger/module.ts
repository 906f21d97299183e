import { sql, type Selectable } from "kysely";
import { exactInteger } from "../db/connect.ts";
import { isCheckViolation, isExclusionViolation, isForeignKeyViolation } from "../db/errors.ts";
import { defineModule, type Scene } from "../machinery/module.ts";
import type { PartyTables } from "../parties/store.ts";
import { ledger } from "./contract.ts";
import type { LedgerTables } from "./store.ts";

type Tables = LedgerTables & Pick<PartyTables, "kernel.party">;
type CreditKind = LedgerTables["kernel.credit_movement"]["kind"];
interface CreditChange {
  partyId: string;
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
      const inserted = await tx.insertInto("kernel.posting_set").values({
        id: setId, at: now, business_date: input.businessDate ?? businessDate, kind: input.kind, cause: input.cause, cause_id: input.causeId,
        memo: input.memo, account_id: actor.accountId, reverses: input.reverses,
      }).onConflict((conflict) => conflict.columns(["kind", "cause", "cause_id"]).doNothing()).returning("id").executeTakeFirst();
      if (inserted === undefined) {
        const earlier = await tx.selectFrom("kernel.posting_set").select("id")
          .where("kind", "=", input.kind).where("cause", "=", input.cause).where("cause_id", "=", input.causeId).executeTakeFirstOrThrow();
        return { setId: earlier.id, repeated: true };
      }
      const accounts = await accountIds(tx, newId, lines);
      await tx.insertInto("kernel.posting").values(lines.map((line, index) => ({
        set_id: setId, line: index, ledger_account_id: accounts[index]!, currency: line.currency, amount: line.amount,
      }))).execute();
      await emit("posted", { setId, kind: input.kind, cause: input.cause, causeId: input.causeId });
      return { setId, repeated: false };
    },

    setLimit: (scene, { limit, ...input }) => moveCredit(scene, "limit", { ...input, amount: limit }, () => scene.refuse("below_used", { limit })),
    hold: (scene, input) => moveCredit(scene, "hold", input, () => scene.refuse("over_credit", { amount: input.amount })),
    release: (scene, input) => moveCredit(scene, "release", input, () => scene.refuse("not_held", { amount: input.amount })),
    capture: (scene, input) => moveCredit(scene, "capture", input, () => scene.refuse("not_held", { amount: input.amount })),
    repay: (scene, input) => moveCredit(scene, "repay", input, () => scene.refuse("not_owed", { amount: input.amount })),

    async credit({ tx, actor, refuse }, { partyId, currency }) {
      if (isTrader(actor.roles) && partyId !== actor.partyId) return refuse("not_found", { party: partyId });
      const row = await tx.selectFrom("kernel.credit_line").selectAll().where("party_id", "=", partyId).where("currency", "=", currency).executeTakeFirst();
      return creditOf(row ?? { party_id: partyId, currency, credit_limit: 0, held: 0, used: 0 });
    },

    async credits({ tx }, { currency }) {
      const rows = await tx.selectFrom("kernel.credit_line as c").innerJoin("kernel.party as p", "p.id", "c.party_id")
        .selectAll("c").select("p.name").where("c.currency", "=", currency).orderBy("p.name").execute();
      return { credits: rows.map((row) => ({ ...creditOf(row), name: row.name })) };
    },

    async balances({ tx }, { upTo }) {
      const rows = await tx.selectFrom("kernel.posting as l")
        .innerJoin("kernel.ledger_account as a", "a.id", "l.ledger_account_id")
        .innerJoin("kernel.posting_set as s", "s.id", "l.set_id")
        .leftJoin("kernel.party as p", "p.id", "a.party_id")
        .$if(upTo !== undefined, (query) => query.where("s.business_date", "<=", upTo!))
        .select((of) => ["a.code", "a.party_id", "p.name", "a.currency", of.fn.sum<string>("l.amount").as("amount"), of.fn.countAll<number>().as("postings")])
        .groupBy(["a.code", "a.party_id", "p.name", "a.currency"]).orderBy("a.code").orderBy("p.name").execute();
      const { sets } = await tx.selectFrom("kernel.posting_set").select((of) => of.fn.countAll<number>().as("sets")).executeTakeFirstOrThrow();
      const bad = await sql<{ n: number }>`select count(*) as n from (select set_id from kernel.posting group by set_id, currency having sum(amount) <> 0) as x`.execute(tx);
      const balances = rows.map((row) => ({ account: row.code, partyId: row.party_id, party: row.name, currency: row.currency, amount: exactInteger(row.amount), postings: row.postings }));
      return { balances, total: balances.reduce((sum, row) => sum + row.amount, 0), sets, unbalancedSets: bad.rows[0]?.n ?? 0 };
    },

    async entries({ tx, actor, refuse }, { partyId, from, to }) {
      if (isTrader(actor.roles) && partyId !== actor.partyId) return refuse("not_found", { party: partyId });
      const rows = await tx.selectFrom("kernel.posting as l")
        .innerJoin("kernel.ledger_account as a", "a.id", "l.ledger_account_id")
        .innerJoin("kernel.posting_set as s", "s.id", "l.set_id")
        .select(["s.at", "s.business_date", "s.kind", "s.cause", "s.cause_id", "s.memo", "a.code", "l.currency", "l.amount"])
        .where("a.party_id", "=", partyId).where("s.business_date", ">=", from).where("s.business_date", "<=", to)
        .orderBy("s.at").orderBy("l.line").execute();
      return {
        entries: rows.map((row) => ({
          at: row.at.toISOString(), businessDate: row.business_date, kind: row.kind, cause: row.cause, causeId: row.cause_id,
          memo: row.memo, account: row.code, currency: row.currency, amount: row.amount,
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

const isTrader = (roles: readonly string[]): boolean =>
  roles.length > 0 && roles.every((role) => role === "grower" || role === "buyer" || role === "agent");

/** One credit movement; the table's trigger applies it and its check refuses a line beyond the limit. */
async function moveCredit(scene: Scene<Tables, never, (typeof ledger)["events"]>, kind: CreditKind, input: CreditChange, refuse: () => never) {
  const { tx, actor, now, emit } = scene;
  const { partyId, currency, amount, cause, causeId } = input;
  try {
    await tx.insertInto("kernel.credit_line").values({ party_id: partyId, currency }).onConflict((conflict) => conflict.doNothing()).execute();
  } catch (error) {
    if (isForeignKeyViolation(error)) return scene.refuse("not_found", { party: partyId });
    throw error;
  }
  await tx.selectFrom("kernel.credit_line").select("held").where("party_id", "=", partyId).where("currency", "=", currency).forUpdate().execute();
  const done = await tx.selectFrom("kernel.credit_movement").select(["amount", "currency"])
    .where("party_id", "=", partyId).where("kind", "=", kind).where("cause", "=", cause).where("cause_id", "=", causeId).executeTakeFirst();
  if (done !== undefined && (done.amount !== amount || done.currency !== currency)) return scene.refuse("key_reused", { cause, causeId });
  if (done === undefined) {
    try {
      await tx.insertInto("kernel.credit_movement")
        .values({ party_id: partyId, currency, kind, amount, cause, cause_id: causeId, account_id: actor.accountId, at: now }).execute();
    } catch (error) {
      if (isCheckViolation(error)) return refuse();
      throw error;
    }
  }
  const row = await tx.selectFrom("kernel.credit_line").selectAll().where("party_id", "=", partyId).where("currency", "=", currency).executeTakeFirstOrThrow();
  const credit = creditOf(row);
  if (done === undefined) await emit("creditChanged", credit);
  return credit;
}

async function accountIds(tx: Scene<Tables>["tx"], newId: () => string, lines: readonly { account: string; partyId: string | null; currency: string }[]): Promise<string[]> {
  const ids: string[] = [];
  for (const line of lines) {
    const find = () => tx.selectFrom("kernel.ledger_account").select("id").where("code", "=", line.account).where("currency", "=", line.currency)
      .where((of) => (line.partyId === null ? of("party_id", "is", null) : of("party_id", "=", line.partyId))).executeTakeFirst();
    let row = await find();
    if (row === undefined) {
      await tx.insertInto("kernel.ledger_account").values({ id: newId(), code: line.account, party_id: line.partyId, currency: line.currency })
        .onConflict((conflict) => conflict.doNothing()).execute();
      row = await find();
    }
    // A concurrent transaction may have inserted the account after our snapshot began; it is then visible to a fresh statement.
    if (row === undefined) throw new Error(`The ledger account ${line.account} could not be opened.`);
    ids.push(row.id);
  }
  return ids;
}

function creditOf(row: Selectable<LedgerTables["kernel.credit_line"]>) {
  return { partyId: row.party_id, currency: row.currency, limit: row.credit_limit, held: row.held, used: row.used, free: row.credit_limit - row.held - row.used };
}

function feeOf(row: Selectable<LedgerTables["kernel.fee_line"]>) {
  return {
    id: row.id, code: row.code, zh: row.zh, en: row.en, payer: row.payer, basis: row.basis, value: row.value,
    minMinor: row.min_minor, maxMinor: row.max_minor, channel: row.channel, currency: row.currency,
    validFrom: row.valid_from, validTo: row.valid_to, example: row.example,
  };
}
