import { sql, type Selectable } from "kysely";
import { checkCitizenId, maskCitizenId, maskPhone } from "../../engines/identity/citizen.ts";
import { checkUscc } from "../../engines/identity/uscc.ts";
import { pinyinOf } from "../../engines/names/pinyin.ts";
import type { AccountTables } from "../access/store.ts";
import { isUniqueViolation } from "../db/errors.ts";
import type { Role } from "../machinery/contract.ts";
import { defineModule, type Tx } from "../machinery/module.ts";
import { parties } from "./contract.ts";
import type { PartyTables } from "./store.ts";

type Tables = PartyTables & Pick<AccountTables, "kernel.account">;
type PartyRow = Selectable<PartyTables["kernel.party"]>;

/** Those whose work is everybody's papers. A trader knows his own; who administers accounts knows none. */
const DESK_ROLES: ReadonlySet<Role> = new Set<Role>(["operator", "auctioneer", "grader", "cashier", "auditor"]);

export const partiesModule = defineModule<typeof parties, Tables>(parties, {
  handlers: {
    async register({ tx, now, newId, emit, refuse }, input) {
      if (input.kind === "organisation" && input.uscc === null) return refuse("uscc_needed");
      const code = input.uscc === null ? null : checkUscc(input.uscc);
      if (code !== null && !code.ok) return refuse("bad_uscc", { position: code.position ?? 0, reason: code.reason });
      if (input.citizenId !== null && !checkCitizenId(input.citizenId).ok) return refuse("bad_citizen_id");
      const id = newId();
      try {
        const row = await tx.insertInto("kernel.party").values({
          id, kind: input.kind, name: input.name, pinyin: pinyinOf(input.name), uscc: code?.code ?? null,
          citizen_id_masked: input.citizenId === null ? null : maskCitizenId(input.citizenId),
          phone: input.phone, town: input.town, roles: input.roles, bank_account: input.bankAccount, bank_name: input.bankName, demo: input.demo, created_at: now,
        }).returningAll().executeTakeFirstOrThrow();
        await emit("partyRegistered", { partyId: id, name: input.name, roles: input.roles });
        return viewOf(row);
      } catch (error) {
        if (isUniqueViolation(error)) return refuse("uscc_taken", { uscc: input.uscc });
        throw error;
      }
    },

    async suspend({ tx, emit, refuse }, { partyId, suspended, reason }) {
      const row = await tx.updateTable("kernel.party").set({ status: suspended ? "suspended" : "active" }).where("id", "=", partyId).returningAll().executeTakeFirst();
      if (row === undefined) return refuse("not_found", { party: partyId });
      await emit("partySuspended", { partyId, suspended, reason });
      return viewOf(row);
    },

    async find({ tx }, { query, role, limit }) {
      const text = query.trim().toLowerCase().replaceAll(/[%_\\]/g, "");
      let found = tx.selectFrom("kernel.party");
      if (text !== "") {
        found = found.where((of) => of.or([
          of("name", "ilike", `%${text}%`), of("pinyin", "like", `%${text}%`), ...(/^\d{4,}$/.test(text) ? [of("phone", "like", `%${text}`)] : []),
        ]));
      }
      if (role !== undefined) found = found.where(sql<boolean>`${role} = any(roles)`);
      const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const rows = await found.selectAll().orderBy("name").limit(limit).execute();
      return { parties: rows.map(viewOf), total };
    },

    async get({ tx, actor, refuse }, { partyId }) {
      const desk = actor.system || actor.roles.some((role) => DESK_ROLES.has(role));
      if (!desk && partyId !== actor.partyId) return refuse("not_found", { party: partyId });
      const row = await tx.selectFrom("kernel.party").selectAll().where("id", "=", partyId).executeTakeFirst();
      return row === undefined ? refuse("not_found", { party: partyId }) : viewOf(row);
    },

    async payee({ tx, refuse }, { partyId }) {
      const row = await tx.selectFrom("kernel.party").select(["name", "bank_name", "bank_account"]).where("id", "=", partyId).executeTakeFirst();
      return row === undefined ? refuse("not_found", { party: partyId }) : { name: row.name, bankName: row.bank_name, bankAccount: row.bank_account };
    },

    async names({ tx }, { ids }) {
      if (ids.length === 0) return { names: {} };
      const rows = await tx.selectFrom("kernel.party").select(["id", "name"]).where("id", "in", [...new Set(ids)]).execute();
      return { names: Object.fromEntries(rows.map((row) => [row.id, row.name])) };
    },

    async actsFor({ tx }, { accountId, partyId }) {
      const row = await tx.selectFrom("kernel.membership").select("role").where("account_id", "=", accountId).where("party_id", "=", partyId).where("revoked_at", "is", null).executeTakeFirst();
      return { acts: row !== undefined };
    },

    async relations({ tx }) {
      // A delegate only declares for a grower; who owns or belongs to both sides shares what they earn.
      const { rows } = await sql<{ one: string; other: string; because: "owner" | "phone" | "bank_account" }>`
        select distinct on (one, other) one, other, because from (
          select a.party_id as one, b.party_id as other, 'owner' as because, 1 as place from kernel.membership a join kernel.membership b on b.account_id = a.account_id and a.party_id < b.party_id
            where a.revoked_at is null and b.revoked_at is null and a.role <> 'delegate' and b.role <> 'delegate'
          union all select a.id, b.id, 'bank_account', 2 from kernel.party a join kernel.party b on b.bank_account = a.bank_account and a.id < b.id
          union all select a.id, b.id, 'phone', 3 from kernel.party a join kernel.party b on b.phone = a.phone and a.id < b.id) found
        order by one, other, place`.execute(tx);
      return { pairs: rows };
    },

    async join({ tx, actor, now, emit, refuse }, { accountId, partyId, role }) {
      const account = await tx.selectFrom("kernel.account").select(["login", "name"]).where("id", "=", accountId).executeTakeFirst();
      if (account === undefined) return refuse("unknown_account", { account: accountId });
      const party = await tx.selectFrom("kernel.party").select("id").where("id", "=", partyId).executeTakeFirst();
      if (party === undefined) return refuse("not_found", { party: partyId });
      await joinAs(tx, { accountId, partyId, role, grantedBy: actor.accountId, now });
      await emit("memberChanged", { partyId, accountId, role, acts: true });
      return { accountId, login: account.login, name: account.name, role, grantedAt: now.toISOString(), revokedAt: null };
    },

    async appointDelegate({ tx, actor, now, emit, refuse }, { login }) {
      const partyId = actor.partyId ?? refuse("not_allowed");
      if (actor.delegate) return refuse("delegates_cannot_appoint");
      const account = await tx.selectFrom("kernel.account").select(["id", "name"]).where("login", "=", login).where("disabled_at", "is", null).executeTakeFirst();
      if (account === undefined) return refuse("unknown_account", { login });
      const already = await tx.selectFrom("kernel.membership").select("role").where("account_id", "=", account.id).where("party_id", "=", partyId)
        .where("revoked_at", "is", null).executeTakeFirst();
      if (already !== undefined) return refuse("already_acts", { name: account.name });
      await joinAs(tx, { accountId: account.id, partyId, role: "delegate", grantedBy: actor.accountId, now });
      await emit("memberChanged", { partyId, accountId: account.id, role: "delegate", acts: true });
      return { accountId: account.id, login, name: account.name, role: "delegate" as const, grantedAt: now.toISOString(), revokedAt: null };
    },

    async dismissDelegate({ tx, actor, now, emit, refuse }, { accountId }) {
      const partyId = actor.partyId ?? refuse("not_allowed");
      if (actor.delegate) return refuse("delegates_cannot_appoint");
      const row = await tx.updateTable("kernel.membership").set({ revoked_at: now }).where("account_id", "=", accountId).where("party_id", "=", partyId)
        .where("role", "=", "delegate").where("revoked_at", "is", null).returningAll().executeTakeFirst();
      if (row === undefined) return refuse("not_a_delegate");
      const { login, name } = await tx.selectFrom("kernel.account").select(["login", "name"]).where("id", "=", accountId).executeTakeFirstOrThrow();
      await emit("memberChanged", { partyId, accountId, role: "delegate", acts: false });
      return { accountId, login, name, role: row.role, grantedAt: row.granted_at.toISOString(), revokedAt: now.toISOString() };
    },

    async members({ tx, actor, refuse }) {
      const partyId = actor.partyId ?? refuse("not_allowed");
      const rows = await tx.selectFrom("kernel.membership as m").innerJoin("kernel.account as a", "a.id", "m.account_id")
        .select(["m.account_id", "a.login", "a.name", "m.role", "m.granted_at", "m.revoked_at"]).where("m.party_id", "=", partyId).orderBy("m.granted_at").execute();
      return {
        members: rows.map((row) => ({
          accountId: row.account_id, login: row.login, name: row.name, role: row.role, grantedAt: row.granted_at.toISOString(), revokedAt: row.revoked_at?.toISOString() ?? null,
        })),
        canAppoint: !actor.delegate,
      };
    },
  },
});

interface Joining {
  accountId: string;
  partyId: string;
  role: "owner" | "member" | "delegate";
  grantedBy: string | null;
  now: Date;
}

async function joinAs(tx: Tx<Tables>, { accountId, partyId, role, grantedBy, now }: Joining): Promise<void> {
  const row = { role, granted_by: grantedBy, granted_at: now, revoked_at: null };
  await tx.insertInto("kernel.membership").values({ account_id: accountId, party_id: partyId, ...row })
    .onConflict((conflict) => conflict.columns(["account_id", "party_id"]).doUpdateSet(row)).execute();
}

const tail = (text: string | null): string | null => (text === null ? null : `${"*".repeat(Math.max(0, text.length - 4))}${text.slice(-4)}`);

function viewOf(row: PartyRow) {
  return {
    id: row.id, kind: row.kind, name: row.name, uscc: row.uscc, citizenIdMasked: row.citizen_id_masked,
    phoneMasked: row.phone === null ? null : maskPhone(row.phone), town: row.town, roles: row.roles,
    bankName: row.bank_name, bankAccountMasked: tail(row.bank_account), status: row.status, demo: row.demo,
  };
}
