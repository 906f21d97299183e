import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { calendar } from "../calendar/contract.ts";
import { sha256 } from "../machinery/canonical.ts";
import type { Actor, Origin } from "../machinery/module.ts";
import { AS_SYSTEM, INSIDE, type Call } from "../machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { access } from "./contract.ts";
import { touchSession } from "./module.ts";
import { IDLE_MINUTES, LOCK_MINUTES, MAX_FAILURES, SESSION_HOURS, STALE_DAYS, passwordFault, sessionIsOver } from "./rules.ts";

const NOBODY: Actor = { accountId: null, accountName: "nobody", partyId: null, roles: [], delegate: false, system: false };
const PASSWORD = "peony-2026-garden";
const MINUTE = 60_000;

describe("accounts and sessions", () => {
  const clock = { now: Date.parse("2026-11-23T01:00:00Z") };
  let market: TestMarket;
  let person: Person;
  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => new Date(clock.now), random: (bytes) => randomBytes(bytes) } });
  });
  beforeEach(async () => {
    person = await market.person("王桂兰", ["grower"]);
  });
  afterAll(() => market.close());

  const call = <A extends Parameters<TestMarket["runtime"]["call"]>[0]>(action: A, input: Parameters<TestMarket["runtime"]["call"]>[1], who: Call = { actor: NOBODY, origin: INSIDE }) => market.runtime.call(action, input, who);
  const logIn = async (login: string, password: string, origin: Origin = INSIDE) => (await market.runtime.call(access.actions.logIn, { login, password }, { actor: NOBODY, origin }));
  const behind = (token: string) => market.runtime.call(access.actions.authenticate, { token }, AS_SYSTEM);
  const signedIn = (account: Person, token: string): Call => ({ ...account.call, origin: { ...INSIDE, sessionHash: sha256(token) } });

  describe("a session", () => {
    test("is opened by the right password, under a fresh token of which only the digest is kept", async () => {
      const { token, who } = await logIn(person.login.toUpperCase(), PASSWORD);
      expect(who).toMatchObject({ accountId: person.accountId, roles: ["grower"], party: { id: person.partyId, delegate: false } });
      expect((await behind(token)).who?.accountId).toBe(person.accountId);
      const again = await logIn(person.login, PASSWORD);
      expect(again.token).not.toBe(token);
      const { rows } = await market.database.pool.query("select count(*) as n from kernel.session s where s::text like $1", [`%${token}%`]);
      expect(rows[0].n).toBe(0);
    });

    test("that was there before the log-in is worth nothing after it", async () => {
      const planted = await logIn(person.login, PASSWORD);
      const fresh = await logIn(person.login, PASSWORD, { ...INSIDE, sessionHash: sha256(planted.token) });
      expect((await behind(planted.token)).who).toBeNull();
      expect((await behind(fresh.token)).who).not.toBeNull();
    });

    test("ends by logging out, after two idle hours, and after one long day in any case", async () => {
      const out = await logIn(person.login, PASSWORD);
      await market.runtime.call(access.actions.logOut, {}, signedIn(person, out.token));
      expect((await behind(out.token)).who).toBeNull();

      const idle = await logIn(person.login, PASSWORD);
      const began = clock.now;
      clock.now += IDLE_MINUTES * MINUTE;
      expect((await behind(idle.token)).who).not.toBeNull();
      clock.now += 1;
      expect((await behind(idle.token)).who).toBeNull();

      const busy = await logIn(person.login, PASSWORD);
      for (let minutes = 0; minutes < SESSION_HOURS * 60; minutes += 60) {
        clock.now += 60 * MINUTE;
        await touchSession(market.database.db as never, sha256(busy.token), new Date(clock.now));
        if (minutes < SESSION_HOURS * 60 - 60) expect((await behind(busy.token)).who, `after ${minutes + 60} min`).not.toBeNull();
      }
      clock.now += 1;
      expect((await behind(busy.token)).who).toBeNull();
      clock.now = began;
    });

    test("with a made-up or bent token is nobody's", async () => {
      const { token } = await logIn(person.login, PASSWORD);
      for (const bent of [token.slice(1), `${token}x`, token.toLowerCase(), sha256(token), "", "x".repeat(200)]) expect((await behind(bent)).who, bent).toBeNull();
    });

    test("is over for everybody when the account is closed", async () => {
      const admin = await market.staff("系统管理员", ["system_admin"]);
      const { token } = await logIn(person.login, PASSWORD);
      await market.runtime.call(access.actions.disable, { accountId: person.accountId, disabled: true, reason: "left the market" }, admin.call);
      expect((await behind(token)).who).toBeNull();
      await expect(logIn(person.login, PASSWORD)).rejects.toMatchObject({ code: "disabled" });
      await expect(logIn(person.login, "wrong-2026-x")).rejects.toMatchObject({ code: "wrong_password" });
      await market.runtime.call(access.actions.disable, { accountId: person.accountId, disabled: false, reason: "came back" }, admin.call);
      expect((await behind(token)).who, "an old session does not come back").toBeNull();
      expect((await logIn(person.login, PASSWORD)).who.accountId).toBe(person.accountId);
    });
  });

  describe("guessing", () => {
    const guess = async (login: string, password = "guess-no-1") => {
      const refusal = await logIn(login, password).then(() => ({ code: "in" as string, detail: {} }), (error: { code: string; detail: object }) => error);
      return { code: refusal.code, ...refusal.detail };
    };

    test("is closed after five wrong passwords for a quarter of an hour, the right one included", async () => {
      for (let left = MAX_FAILURES - 1; left >= 0; left--) expect(await guess(person.login)).toEqual({ code: "wrong_password", left });
      expect((await guess(person.login, PASSWORD)).code).toBe("locked");
      clock.now += LOCK_MINUTES * MINUTE;
      expect((await guess(person.login, PASSWORD)).code).toBe("in");
    });

    test("is forgotten by one right password", async () => {
      for (let i = 0; i < MAX_FAILURES - 1; i++) await guess(person.login);
      expect((await guess(person.login, PASSWORD)).code).toBe("in");
      expect(await guess(person.login)).toEqual({ code: "wrong_password", left: MAX_FAILURES - 1 });
    });

    test("learns nothing about which log-ins exist: unknown ones answer word for word alike", async () => {
      const unknown = `nobody-${randomBytes(4).toString("hex")}`;
      for (let i = 0; i < MAX_FAILURES + 2; i++) expect(await guess(unknown)).toEqual(await guess(person.login));
    });

    test("with fifty hands at once gets five tries, not fifty", async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => guess(person.login, `guess-no-${i}`)));
      expect(answers.filter((answer) => answer.code === "wrong_password")).toHaveLength(MAX_FAILURES);
      expect(answers.filter((answer) => answer.code === "locked")).toHaveLength(50 - MAX_FAILURES);
    });

    test("the old password while changing it counts as well", async () => {
      const change = (old: string) => market.runtime.call(access.actions.changePassword, { old, fresh: "tulip-2027-field" }, person.call);
      for (let left = MAX_FAILURES - 1; left >= 0; left--) await expect(change("wrong-2026-x")).rejects.toMatchObject({ code: "wrong_password", detail: { left } });
      await expect(change(PASSWORD)).rejects.toMatchObject({ code: "wrong_password", detail: { left: 0 } });
      expect((await guess(person.login, PASSWORD)).code).toBe("locked");
    });

    test("leaves its line on the trail, without the password", async () => {
      await guess(person.login, "my-secret-guess-1");
      const { rows } = await market.database.pool.query("select outcome, code, input from kernel.audit where action = 'logIn' and input->>'login' = $1", [person.login]);
      expect(rows).toEqual([{ outcome: "refused", code: "wrong_password", input: { login: person.login, password: "•••" } }]);
    });
  });

  describe("a password", () => {
    test.each([
      ["kurz-1", "too_short"], ["password1", "too_common"], ["onlyletters", "needs_letters_and_digits"], ["4815162342", "needs_letters_and_digits"],
      ["my-wang-2026", "contains_login"], ["牡丹花开富贵 2026", null], ["correct-horse-7", null],
    ])("%s is judged: %s", (password, fault) => {
      expect(passwordFault(password, "wang")).toBe(fault);
    });

    test("is refused when weak, and a change ends the other sessions", async () => {
      const here = await logIn(person.login, PASSWORD);
      const elsewhere = await logIn(person.login, PASSWORD);
      await expect(market.runtime.call(access.actions.changePassword, { old: PASSWORD, fresh: `${person.login}-1` }, signedIn(person, here.token))).rejects.toMatchObject({ code: "weak_password", detail: { fault: "contains_login" } });
      await market.runtime.call(access.actions.changePassword, { old: PASSWORD, fresh: "tulip-2027-field" }, signedIn(person, here.token));
      expect((await behind(here.token)).who).not.toBeNull();
      expect((await behind(elsewhere.token)).who).toBeNull();
      await expect(logIn(person.login, PASSWORD)).rejects.toMatchObject({ code: "wrong_password" });
      expect((await logIn(person.login, "tulip-2027-field")).who.mustChange).toBe(false);
    });

    test("is kept as an argon2id digest, never itself", async () => {
      const { rows } = await market.database.pool.query("select password_hash from kernel.account where id = $1", [person.accountId]);
      expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      const kept = await market.database.pool.query("select 1 from kernel.audit where input::text like $1 union all select 1 from kernel.event where payload::text like $1 union all select 1 from kernel.request where output::text like $1", [`%${PASSWORD}%`]);
      expect(kept.rowCount).toBe(0);
    });
  });

  describe("the three administrators", () => {
    test("hold separate parts, in code and in the database", async () => {
      const security = await market.staff("安全管理员", ["security_admin"]);
      const set = (roles: string[], accountId = person.accountId) => call(access.actions.setRoles, { accountId, roles } as never, security.call);
      for (const pair of [["system_admin", "security_admin"], ["security_admin", "auditor"], ["system_admin", "auditor"]]) {
        await expect(set(pair)).rejects.toMatchObject({ code: "admin_roles_are_separate" });
        await expect(market.database.pool.query("update kernel.account set roles = $1 where id = $2", [pair, person.accountId])).rejects.toThrow(/admin_roles_are_separate/);
      }
      await expect(set(["auditor"], security.accountId)).rejects.toMatchObject({ code: "not_for_oneself" });
      expect(await set(["grader", "cashier"])).toMatchObject({ roles: ["grader", "cashier"] });
      await expect(market.database.pool.query("update kernel.account set roles = '{emperor}' where id = $1", [person.accountId])).rejects.toThrow(/check/);
    });

    test("open accounts without rights, and give rights without opening accounts", async () => {
      const system = await market.staff("系统管理员", ["system_admin"]);
      const security = await market.staff("安全管理员", ["security_admin"]);
      const opened = await market.runtime.call(access.actions.openAccount, { login: `new-${randomBytes(3).toString("hex")}`, name: "新人", password: PASSWORD }, system.call);
      expect(opened).toMatchObject({ roles: [], disabled: false });
      await expect(market.runtime.call(access.actions.setRoles, { accountId: opened.id, roles: ["cashier"] }, system.call)).rejects.toMatchObject({ code: "not_allowed" });
      await expect(market.runtime.call(access.actions.openAccount, { login: "second-me", name: "x", password: PASSWORD }, security.call)).rejects.toMatchObject({ code: "not_allowed" });
      await expect(market.runtime.call(access.actions.disable, { accountId: system.accountId, disabled: true, reason: "me" }, system.call)).rejects.toMatchObject({ code: "not_for_oneself" });
      await expect(market.runtime.call(access.actions.openAccount, { login: opened.login, name: "x", password: PASSWORD }, system.call)).rejects.toMatchObject({ code: "login_taken" });
    });

    test("see which accounts nobody has used for ninety days", async () => {
      const auditor = await market.staff("审计员", ["auditor"]);
      clock.now += (STALE_DAYS + 1) * 1440 * MINUTE;
      await logIn(person.login, PASSWORD);
      const { accounts } = await market.runtime.call(access.actions.accounts, {}, auditor.call);
      const stale = (id: string) => accounts.find((account) => account.id === id)?.stale;
      expect([stale(person.accountId), stale(auditor.accountId)]).toEqual([false, true]);
    });
  });

  describe("one-click log-ins", () => {
    test("open demonstration accounts on a demonstration market", async () => {
      const { logIns } = await market.runtime.call(access.actions.demoLogIns, {}, { actor: NOBODY, origin: INSIDE });
      expect(logIns.find((one) => one.login === person.login)).toMatchObject({ roles: ["grower"] });
      const { who } = await market.runtime.call(access.actions.demoLogIn, { login: person.login }, { actor: NOBODY, origin: INSIDE });
      expect(who.accountId).toBe(person.accountId);
    });

    test("open nothing on a real market, whatever an account says of itself", async () => {
      const settings = (await market.runtime.call(calendar.actions.today, {}, AS_SYSTEM)).market;
      await market.runtime.call(calendar.actions.setMarket, { ...settings, demo: false }, AS_SYSTEM);
      await expect(market.runtime.call(access.actions.demoLogIn, { login: person.login }, { actor: NOBODY, origin: INSIDE })).rejects.toMatchObject({ code: "not_a_demo" });
      expect(await market.runtime.call(access.actions.demoLogIns, {}, { actor: NOBODY, origin: INSIDE })).toEqual({ logIns: [] });
      await market.runtime.call(calendar.actions.setMarket, settings, AS_SYSTEM);
    });
  });
});

test("a session's end does not depend on the order of its reasons", () => {
  const at = (createdAt: number, seenAt: number, endedAt: number | null = null) => sessionIsOver({ createdAt, seenAt, endedAt }, 100 * MINUTE);
  expect([at(0, 90 * MINUTE), at(0, 90 * MINUTE, 95 * MINUTE), at(-SESSION_HOURS * 60 * MINUTE, 99 * MINUTE)]).toEqual([false, true, true]);
});
