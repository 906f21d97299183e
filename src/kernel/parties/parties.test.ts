import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { access } from "../access/contract.ts";
import { ledger } from "../ledger/contract.ts";
import { sha256 } from "../machinery/canonical.ts";
import type { Actor } from "../machinery/module.ts";
import { AS_SYSTEM, INSIDE, type Call } from "../machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { parties } from "./contract.ts";

/** A published worked example of GB 32100. */
const USCC = "91350100M000100Y43";
const ACTOR: Actor = { accountId: null, accountName: "", partyId: null, roles: [], delegate: false, system: false };

describe("parties and those who act for them", () => {
  let market: TestMarket;
  let operator: Person;
  let grower: Person;
  let helper: Person;
  beforeAll(async () => {
    market = await openTestMarket();
    operator = await market.staff("市场经理", ["operator"]);
    grower = await market.person("王桂兰", ["grower"]);
    helper = await market.person("小张", ["buyer"]);
  });
  afterAll(() => market.close());

  const register = (input: object, call: Call = operator.call) => market.runtime.run("parties", "register", { kind: "organisation", name: "青州花卉合作社", roles: ["grower"], ...input }, call) as Promise<{ id: string; uscc: string | null; citizenIdMasked: string | null; phoneMasked: string | null; bankAccountMasked: string | null }>;

  /** Logs in for real and acts for a party, as the web page does. */
  const actingFor = async (account: Person, partyId: string): Promise<Call> => {
    const { token } = await market.runtime.call(access.actions.logIn, { login: account.login, password: account.password }, { actor: ACTOR, origin: INSIDE });
    const origin = { ...INSIDE, sessionHash: sha256(token) };
    await market.runtime.call(access.actions.actFor, { partyId }, { actor: { ...account.call.actor }, origin });
    return asNow(token);
  };
  const asNow = async (token: string): Promise<Call> => {
    const { who } = await market.runtime.call(access.actions.authenticate, { token }, AS_SYSTEM);
    return {
      actor: { ...ACTOR, accountId: who!.accountId, accountName: who!.name, partyId: who!.party?.id ?? null, roles: who!.roles, delegate: who!.party?.delegate ?? false },
      origin: { ...INSIDE, sessionHash: sha256(token) },
    };
  };

  describe("registering", () => {
    test("an organisation needs a credit code whose check character is right", async () => {
      await expect(register({})).rejects.toMatchObject({ code: "uscc_needed" });
      await expect(register({ uscc: `${USCC.slice(0, 17)}4` })).rejects.toMatchObject({ code: "bad_uscc" });
      await expect(register({ uscc: USCC.slice(1) })).rejects.toMatchObject({ code: "bad_uscc" });
      expect(await register({ uscc: USCC.toLowerCase() })).toMatchObject({ uscc: USCC });
      await expect(register({ uscc: USCC, name: "另一家" })).rejects.toMatchObject({ code: "uscc_taken" });
      await expect(market.database.pool.query("insert into kernel.party (id, kind, name, created_at) values (gen_random_uuid(), 'organisation', 'x', now())")).rejects.toThrow(/check/);
    });

    test("a natural-person grower needs none, and his numbers are masked on every screen and in every record", async () => {
      const person = await register({ kind: "person", name: "赵大爷", citizenId: "11010519491231002X", phone: "13800138000", bankName: "示例银行", bankAccount: "6228480012345678" });
      expect(JSON.stringify(person)).not.toMatch(/19491231|13800138000|6228480012345678/);
      expect(person).toMatchObject({ uscc: null, phoneMasked: expect.stringMatching(/8000$/) as string, bankAccountMasked: expect.stringMatching(/^\*+5678$/) as string });
      const leaks = await market.database.pool.query("select 1 from kernel.audit where input::text ~ '19491231|13800138000|6228480012345678' union all select 1 from kernel.event where payload::text ~ '19491231|13800138000|6228480012345678' union all select 1 from kernel.party where to_jsonb(party)::text ~ '19491231'");
      expect(leaks.rowCount).toBe(0);
      await expect(register({ kind: "person", name: "x", citizenId: "110105194912310021" })).rejects.toMatchObject({ code: "bad_citizen_id" });
    });

    test("is found by name, pinyin and the tail of the telephone number, and a wildcard is a letter like any other", async () => {
      const find = async (query: string) => (await market.runtime.call(parties.actions.find, { query }, operator.call)).parties.map((party) => party.name);
      expect(await find("桂兰")).toContain("王桂兰");
      expect(await find("wangguilan")).toContain("王桂兰");
      expect(await find("8000")).toEqual(["赵大爷"]);
      expect(await find("%")).toEqual(await find(""));
      expect(await find("nobody at all")).toEqual([]);
      const growers = await market.runtime.call(parties.actions.find, { role: "grower" }, operator.call);
      expect(growers.parties.map((party) => party.name)).toContain("王桂兰");
      expect(growers.parties.every((party) => party.roles.includes("grower"))).toBe(true);
      expect(growers.total).toBe(growers.parties.length);
    });
  });

  describe("a delegate", () => {
    let call: Call;
    beforeAll(async () => {
      await market.runtime.call(parties.actions.appointDelegate, { login: helper.login }, grower.call);
      call = await actingFor(helper, grower.partyId);
    });

    test("acts with the grower's role, and the trail shows both", async () => {
      expect(call.actor).toMatchObject({ partyId: grower.partyId, roles: ["grower"], delegate: true, accountName: "小张" });
      await market.runtime.call(access.actions.actFor, { partyId: grower.partyId }, call);
      const { lines } = await market.runtime.call(access.actions.trail, { limit: 1 }, grower.call);
      expect(lines).toMatchObject([{ accountName: "小张", delegate: true, action: "actFor", outcome: "done" }]);
    });

    test("appoints and dismisses nobody", async () => {
      await expect(market.runtime.call(parties.actions.appointDelegate, { login: operator.login }, call)).rejects.toMatchObject({ code: "delegates_cannot_appoint" });
      await expect(market.runtime.call(parties.actions.dismissDelegate, { accountId: grower.accountId }, call)).rejects.toMatchObject({ code: "delegates_cannot_appoint" });
      expect(await market.runtime.call(parties.actions.members, {}, call)).toMatchObject({ canAppoint: false });
    });

    test("is not appointed twice, and an owner is not dismissed like a delegate", async () => {
      await expect(market.runtime.call(parties.actions.appointDelegate, { login: helper.login }, grower.call)).rejects.toMatchObject({ code: "already_acts" });
      await expect(market.runtime.call(parties.actions.dismissDelegate, { accountId: grower.accountId }, grower.call)).rejects.toMatchObject({ code: "not_a_delegate" });
      await expect(market.runtime.call(parties.actions.appointDelegate, { login: "nobody-at-all" }, grower.call)).rejects.toMatchObject({ code: "unknown_account" });
    });

    test("loses the right at once, in the middle of a session", async () => {
      const { token } = await market.runtime.call(access.actions.logIn, { login: helper.login, password: helper.password }, { actor: ACTOR, origin: INSIDE });
      await market.runtime.call(access.actions.actFor, { partyId: grower.partyId }, { actor: helper.call.actor, origin: { ...INSIDE, sessionHash: sha256(token) } });
      expect((await asNow(token)).actor.roles).toEqual(["grower"]);
      await market.runtime.call(parties.actions.dismissDelegate, { accountId: helper.accountId }, grower.call);
      expect((await asNow(token)).actor).toMatchObject({ partyId: null, roles: [], delegate: false });
      await expect(actingFor(helper, grower.partyId)).rejects.toMatchObject({ code: "not_a_member" });
      const { members } = await market.runtime.call(parties.actions.members, {}, grower.call);
      expect(members.find((member) => member.accountId === helper.accountId)?.revokedAt).not.toBeNull();
    });
  });

  describe("a suspended party", () => {
    test("cannot act from the moment of its suspension, and can again afterwards", async () => {
      const buyer = await market.person("花满楼", ["buyer"], 100_000);
      const { token } = await market.runtime.call(access.actions.logIn, { login: buyer.login, password: buyer.password }, { actor: ACTOR, origin: INSIDE });
      const credit = async () => market.runtime.call(ledger.actions.credit, { partyId: buyer.partyId, currency: "CNY" }, await asNow(token));
      expect((await credit()).limit).toBe(100_000);
      await market.runtime.call(parties.actions.suspend, { partyId: buyer.partyId, suspended: true, reason: "has not paid" }, operator.call);
      await expect(credit()).rejects.toMatchObject({ code: "not_allowed" });
      await market.runtime.call(parties.actions.suspend, { partyId: buyer.partyId, suspended: false, reason: "has paid" }, operator.call);
      expect((await credit()).limit).toBe(100_000);
    });
  });

  describe("somebody else's party", () => {
    test("is not there for a trader", async () => {
      await expect(market.runtime.call(parties.actions.get, { partyId: helper.partyId }, grower.call)).rejects.toMatchObject({ code: "not_found" });
      expect(await market.runtime.call(parties.actions.get, { partyId: grower.partyId }, grower.call)).toMatchObject({ name: "王桂兰" });
      await expect(market.runtime.call(parties.actions.find, { query: "" }, grower.call)).rejects.toMatchObject({ code: "not_allowed" });
      await expect(actingFor(helper, grower.partyId)).rejects.toMatchObject({ code: "not_a_member" });
      const bare = { ...grower.call, actor: { ...grower.call.actor, partyId: null, roles: [] } };
      await expect(market.runtime.call(parties.actions.get, { partyId: grower.partyId }, bare)).rejects.toMatchObject({ code: "not_found" });
    });

    test("is joined by the operator only, and only when both are there", async () => {
      const join = (accountId: string, partyId: string, call: Call) => market.runtime.call(parties.actions.join, { accountId, partyId, role: "member" }, call);
      await expect(join(helper.accountId, grower.partyId, helper.call)).rejects.toMatchObject({ code: "not_allowed" });
      const nowhere = `00000000-0000-7000-8000-${randomBytes(6).toString("hex")}`;
      await expect(join(nowhere, grower.partyId, operator.call)).rejects.toMatchObject({ code: "unknown_account" });
      await expect(join(helper.accountId, nowhere, operator.call)).rejects.toMatchObject({ code: "not_found" });
      expect(await join(helper.accountId, grower.partyId, operator.call)).toMatchObject({ role: "member" });
    });
  });
});
