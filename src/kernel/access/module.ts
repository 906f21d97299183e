import type { Selectable } from "kysely";
import type { Output, Role } from "../machinery/contract.ts";
import { sha256 } from "../machinery/canonical.ts";
import { defineModule, type Scene, type Tx } from "../machinery/module.ts";
import { access, type whoView } from "./contract.ts";
import { isUniqueViolation, isCheckViolation } from "../db/errors.ts";
import { DECOY_HASH, hashPassword, passwordFits } from "./passwords.ts";
import { LOCK_MINUTES, MAX_FAILURES, STALE_DAYS, UNKNOWN_LOGIN_HOURS, passwordFault, sessionIsOver } from "./rules.ts";
import type { AccessTables } from "./store.ts";
import { checkTrail } from "./trail.ts";

type Account = Selectable<AccessTables["kernel.account"]>;
type Who = Output<typeof whoView>;
/** A session's last-seen time is written at most this often, so that reads stay reads. */
const SEEN_EVERY_MS = 60_000;

export const accessModule = defineModule<typeof access, AccessTables>(access, {
  handlers: {
    async logIn(scene, { login, password }) {
      const { tx, now, refuse } = scene;
      const name = login.trim().toLowerCase();
      // The row lock puts tries at one account in a line, so that none slips past the count of the one before.
      const account = await tx.selectFrom("kernel.account").selectAll().where("login", "=", name).forNoKeyUpdate().executeTakeFirst();
      const tries = account ?? (await unknownLogin(tx, name, now));
      if (tries.locked_until !== null && tries.locked_until > now) return refuse("locked", { until: tries.locked_until.toISOString() });
      const fits = await passwordFits(account?.password_hash ?? DECOY_HASH, password);
      if (account === undefined || !fits) {
        const counted = failedOnce(tries.failures, tries.locked_until, now);
        if (account === undefined) await tx.updateTable("kernel.unknown_login").set(counted).where("login_hash", "=", sha256(name)).execute();
        else await tx.updateTable("kernel.account").set(counted).where("id", "=", account.id).execute();
        return scene.refuseAndKeep("wrong_password", { left: MAX_FAILURES - 1 - tries.failures });
      }
      if (account.disabled_at !== null) return refuse("disabled");
      return openSession(scene, account);
    },

    async demoLogIn(scene, { login }) {
      const account = await scene.tx.selectFrom("kernel.account").selectAll().where("login", "=", login).executeTakeFirst();
      if (!(await isDemoMarket(scene.tx))) return scene.refuse("not_a_demo");
      if (account === undefined || account.disabled_at !== null) return scene.refuse("unknown_account");
      if (!account.demo) return scene.refuse("not_a_demo");
      return openSession(scene, account);
    },

    async demoLogIns({ tx }) {
      if (!(await isDemoMarket(tx))) return { logIns: [] };
      const rows = await tx.selectFrom("kernel.account").selectAll().where("demo", "=", true).where("disabled_at", "is", null).orderBy("login").execute();
      const logIns = [];
      for (const row of rows) logIns.push({ login: row.login, name: row.name, roles: (await whoIs(tx, row, null, true)).roles });
      return { logIns };
    },

    async logOut({ tx, actor, now, origin, emit }) {
      if (origin.sessionHash === null) return { ended: false };
      await tx.updateTable("kernel.session").set({ ended_at: now }).where("token_hash", "=", origin.sessionHash).execute();
      if (actor.accountId !== null) await emit("sessionEnded", { accountId: actor.accountId });
      return { ended: true };
    },

    async me({ tx, actor }) {
      if (actor.accountId === null) return { who: null };
      const account = await tx.selectFrom("kernel.account").selectAll().where("id", "=", actor.accountId).executeTakeFirst();
      return { who: account === undefined ? null : await whoIs(tx, account, actor.partyId) };
    },

    async actFor({ tx, actor, origin, refuse }, { partyId }) {
      const account = await tx.selectFrom("kernel.account").selectAll().where("id", "=", actor.accountId!).executeTakeFirstOrThrow();
      const who = await whoIs(tx, account, partyId);
      if (partyId !== null && who.party?.id !== partyId) return refuse("not_a_member");
      if (origin.sessionHash !== null) await tx.updateTable("kernel.session").set({ party_id: partyId }).where("token_hash", "=", origin.sessionHash).execute();
      return who;
    },

    async changePassword({ tx, actor, now, origin, emit, refuse, refuseAndKeep }, { old, fresh }) {
      const account = await tx.selectFrom("kernel.account").selectAll().where("id", "=", actor.accountId!).forNoKeyUpdate().executeTakeFirstOrThrow();
      if (account.locked_until !== null && account.locked_until > now) return refuse("wrong_password", { left: 0 });
      if (!(await passwordFits(account.password_hash, old))) {
        await tx.updateTable("kernel.account").set(failedOnce(account.failures, account.locked_until, now)).where("id", "=", account.id).execute();
        return refuseAndKeep("wrong_password", { left: MAX_FAILURES - 1 - account.failures });
      }
      const fault = passwordFault(fresh, account.login);
      if (fault !== null) return refuse("weak_password", { fault });
      await tx.updateTable("kernel.account").set({ password_hash: await hashPassword(fresh), must_change: false, failures: 0 }).where("id", "=", account.id).execute();
      await tx.updateTable("kernel.session").set({ ended_at: now }).where("account_id", "=", account.id)
        .where("ended_at", "is", null).where("token_hash", "!=", origin.sessionHash ?? "").execute();
      await emit("sessionEnded", { accountId: account.id });
      return { changed: true };
    },

    async openAccount({ tx, now, newId, emit, refuse }, input) {
      const fault = passwordFault(input.password, input.login);
      if (fault !== null) return refuse("weak_password", { fault });
      const id = newId();
      try {
        const row = await tx.insertInto("kernel.account").values({
          id, login: input.login, name: input.name, password_hash: await hashPassword(input.password), must_change: input.mustChange,
          roles: [], locked_until: null, disabled_at: null, demo: input.demo, created_at: now, last_login_at: null,
        }).returningAll().executeTakeFirstOrThrow();
        await emit("accountOpened", { accountId: id, login: input.login });
        return accountOf(row, now);
      } catch (error) {
        if (isUniqueViolation(error)) return refuse("login_taken", { login: input.login });
        throw error;
      }
    },

    async setRoles({ tx, actor, now, emit, refuse }, { accountId, roles }) {
      if (accountId === actor.accountId) return refuse("not_for_oneself");
      try {
        const row = await tx.updateTable("kernel.account").set({ roles: [...new Set(roles)] }).where("id", "=", accountId).returningAll().executeTakeFirst();
        if (row === undefined) return refuse("not_found", { account: accountId });
        await emit("rolesSet", { accountId, roles });
        return accountOf(row, now);
      } catch (error) {
        if (isCheckViolation(error)) return refuse("admin_roles_are_separate");
        throw error;
      }
    },

    async disable({ tx, actor, now, emit, refuse }, { accountId, disabled }) {
      if (accountId === actor.accountId) return refuse("not_for_oneself");
      const row = await tx.updateTable("kernel.account").set({ disabled_at: disabled ? now : null }).where("id", "=", accountId).returningAll().executeTakeFirst();
      if (row === undefined) return refuse("not_found", { account: accountId });
      if (disabled) {
        await tx.updateTable("kernel.session").set({ ended_at: now }).where("account_id", "=", accountId).where("ended_at", "is", null).execute();
        await emit("sessionEnded", { accountId });
      }
      return accountOf(row, now);
    },

    async accounts({ tx, now }) {
      const rows = await tx.selectFrom("kernel.account").selectAll().orderBy("login").execute();
      return { accounts: rows.map((row) => accountOf(row, now)) };
    },

    async named({ tx }, { logins, ids }) {
      if (logins.length + ids.length === 0) return { accounts: [] };
      const accounts = await tx.selectFrom("kernel.account").select(["id", "login", "name"]).where((of) => of.or([...(logins.length > 0 ? [of("login", "in", logins)] : []), ...(ids.length > 0 ? [of("id", "in", ids)] : [])])).orderBy("login").execute();
      return { accounts };
    },

    async authenticate({ tx, now }, { token }) {
      const tokenHash = sha256(token);
      const found = await tx.selectFrom("kernel.session").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst();
      if (found === undefined) return { who: null, tokenHash: null };
      const times = { createdAt: found.created_at.getTime(), seenAt: found.seen_at.getTime(), endedAt: found.ended_at?.getTime() ?? null };
      if (sessionIsOver(times, now.getTime())) return { who: null, tokenHash: null };
      const account = await tx.selectFrom("kernel.account").selectAll().where("id", "=", found.account_id).executeTakeFirstOrThrow();
      if (account.disabled_at !== null) return { who: null, tokenHash: null };
      return { who: await whoIs(tx, account, found.party_id), tokenHash };
    },

    async trail({ tx, actor }, input) {
      const all = actor.system || actor.roles.includes("auditor") || actor.roles.includes("security_admin");
      const rows = await tx.selectFrom("kernel.audit").selectAll()
        .$if(!all, (query) => query.where("party_id", "=", actor.partyId))
        .$if(input.module !== undefined, (query) => query.where("module", "=", input.module!))
        .$if(input.accountId !== undefined, (query) => query.where("account_id", "=", input.accountId!))
        .$if(input.before !== undefined, (query) => query.where("id", "<", input.before!))
        .orderBy("id", "desc").limit(input.limit).execute();
      return {
        lines: rows.map((row) => ({
          id: row.id, at: row.at.toISOString(), accountName: row.account_name, delegate: row.delegate, module: row.module, action: row.action,
          input: JSON.stringify(row.input), outcome: row.outcome, code: row.code, address: row.address, requestId: row.request_id,
        })),
      };
    },

    async checkTrail({ tx }) {
      return checkTrail(tx as never);
    },
  },
});

/** A fresh token for every log-in, so that a session planted before the log-in is worth nothing. Only its hash is kept. */
async function openSession({ tx, now, origin, random }: Scene<AccessTables>, account: Account): Promise<{ token: string; who: Who }> {
  const token = Buffer.from(random(32)).toString("base64url");
  const who = await whoIs(tx, account, null, true);
  if (origin.sessionHash !== null) await tx.updateTable("kernel.session").set({ ended_at: now }).where("token_hash", "=", origin.sessionHash).execute();
  await tx.insertInto("kernel.session").values({
    token_hash: sha256(token), account_id: account.id, party_id: who.party?.id ?? null, created_at: now, seen_at: now, ended_at: null,
    address: origin.address, agent: origin.agent.slice(0, 200),
  }).execute();
  await tx.updateTable("kernel.account").set({ failures: 0, locked_until: null, last_login_at: now }).where("id", "=", account.id).execute();
  return { token, who };
}

/** Roles are those of the account plus those of the party acted for. `first` picks the only sensible party at log-in. */
async function whoIs(tx: Tx<AccessTables>, account: Account, partyId: string | null, first = false): Promise<Who> {
  const memberships = await tx.selectFrom("kernel.membership as m").innerJoin("kernel.party as p", "p.id", "m.party_id")
    .select(["m.party_id", "m.role", "p.name", "p.roles", "p.status"])
    .where("m.account_id", "=", account.id).where("m.revoked_at", "is", null).where("p.status", "=", "active").orderBy("m.granted_at").execute();
  const acting = memberships.find((membership) => membership.party_id === partyId) ?? (first ? memberships[0] : undefined);
  const roles: Role[] = [...account.roles, ...(acting?.roles ?? [])];
  return {
    accountId: account.id, login: account.login, name: account.name, roles, mustChange: account.must_change,
    party: acting === undefined ? null : { id: acting.party_id, name: acting.name, delegate: acting.role === "delegate" },
    parties: memberships.map((membership) => ({ id: membership.party_id, name: membership.name, role: membership.role })),
  };
}

function accountOf(row: Account, now: Date) {
  const lastUse = row.last_login_at ?? row.created_at;
  return {
    id: row.id, login: row.login, name: row.name, roles: row.roles, disabled: row.disabled_at !== null,
    lockedUntil: row.locked_until?.toISOString() ?? null, lastLoginAt: row.last_login_at?.toISOString() ?? null,
    stale: now.getTime() - lastUse.getTime() > STALE_DAYS * 86_400_000, demo: row.demo,
  };
}

/** The counters after one more wrong password: the fifth closes the door for a quarter of an hour and begins anew. */
function failedOnce(failures: number, lockedUntil: Date | null, now: Date): { failures: number; locked_until: Date | null } {
  const full = failures + 1 >= MAX_FAILURES;
  return { failures: full ? 0 : failures + 1, locked_until: full ? new Date(now.getTime() + LOCK_MINUTES * 60_000) : lockedUntil };
}

/** Counters of a log-in that does not exist. They are forgotten after a day, so that guessing fills no table. */
async function unknownLogin(tx: Tx<AccessTables>, name: string, now: Date): Promise<{ failures: number; locked_until: Date | null }> {
  await tx.deleteFrom("kernel.unknown_login").where("at", "<", new Date(now.getTime() - UNKNOWN_LOGIN_HOURS * 3_600_000)).execute();
  return tx.insertInto("kernel.unknown_login").values({ login_hash: sha256(name), failures: 0, locked_until: null, at: now })
    .onConflict((conflict) => conflict.column("login_hash").doUpdateSet({ at: now })).returning(["failures", "locked_until"]).executeTakeFirstOrThrow();
}

/** One-click log-ins exist on a demonstration market only, whatever an account says of itself. */
async function isDemoMarket(tx: Tx<AccessTables>): Promise<boolean> {
  const market = await tx.selectFrom("kernel.market").select("demo").executeTakeFirst();
  return market?.demo === true;
}

/** Notes that a session is in use; written at most once a minute. */
export async function touchSession(db: Tx<AccessTables>, tokenHash: string, now: Date): Promise<void> {
  await db.updateTable("kernel.session").set({ seen_at: now })
    .where("token_hash", "=", tokenHash).where("seen_at", "<", new Date(now.getTime() - SEEN_EVERY_MS)).execute();
}
