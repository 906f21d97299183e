import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestMarket, type TestMarket } from "../../../tests/market.ts";
import { kernelModules } from "../../app/editions.ts";
import { ROLES, type Action, type Role } from "./contract.ts";
import type { Actor } from "./module.ts";
import { INSIDE } from "./runtime.ts";

const NOBODY: Actor = { accountId: null, accountName: "nobody", partyId: null, roles: [], delegate: false, system: false };
const ACCOUNT = "00000000-0000-7000-8000-000000000001";
const withRoles = (...roles: Role[]): Actor => ({ ...NOBODY, accountId: ACCOUNT, accountName: roles.join("+") || "signed in", roles });

describe("who may do what", () => {
  let market: TestMarket;
  let actions: Action[];
  beforeAll(async () => {
    market = await openTestMarket();
    actions = market.modules.flatMap((module) => Object.values(module.contract.actions));
  });
  afterAll(() => market.close());

  /** What permission alone says; input that is not there is refused later, with another code. */
  const answer = async (action: Action, actor: Actor): Promise<string> => {
    try {
      await market.runtime.run(action.module, action.name, { no: "input" }, { actor, origin: INSIDE, exact: true });
      return "may";
    } catch (error) {
      const code = (error as { code?: string }).code;
      return code === "not_allowed" || code === "not_signed_in" ? code : "may";
    }
  };

  test("the kernel's matrix is the one that was agreed on; a change of rights is a change of this page", async () => {
    const kernel = kernelModules(market.shelf).flatMap((module) => Object.values(module.contract.actions));
    const width = Math.max(...kernel.map((action) => action.module.length + action.name.length + 1));
    const page = kernel.map((action) => `${`${action.module}.${action.name}`.padEnd(width)} ${action.kind.padEnd(5)} ${action.who.join(" ")}`).toSorted().join("\n");
    await expect(`${page}\n`).toMatchFileSnapshot("./permissions.txt");
  });

  test("every action of every module answers each role as its contract says", { timeout: 180_000 }, async () => {
    expect(actions.length).toBeGreaterThan(40);
    for (const action of actions) {
      const open = action.who.includes("public");
      const name = `${action.module}.${action.name}`;
      expect(await answer(action, NOBODY), `${name} by nobody`).toBe(open ? "may" : "not_signed_in");
      expect(await answer(action, withRoles()), `${name} by an account without roles`).toBe(open || action.who.includes("signed_in") ? "may" : "not_allowed");
      const refused = await Promise.all(ROLES.filter((role) => !open && !action.who.includes("signed_in") && !action.who.includes(role)).map(async (role) => [role, await answer(action, withRoles(role))] as const));
      for (const [role, said] of refused) expect(said, `${name} by ${role}`).toBe("not_allowed");
    }
  });

  test("an internal action is for nobody from outside, whatever roles he has", async () => {
    const all = withRoles(...ROLES);
    for (const action of actions.filter((one) => one.who.every((who) => who === "internal"))) {
      expect(await answer(action, all), `${action.module}.${action.name}`).toBe("not_allowed");
    }
  });

  test("nobody but the right administrator touches accounts, roles and the trail", () => {
    const mayOf = (name: string) => actions.find((action) => `${action.module}.${action.name}` === name)!.who.filter((who) => who !== "internal");
    expect(mayOf("access.openAccount")).toEqual(["system_admin"]);
    expect(mayOf("access.setRoles")).toEqual(["security_admin"]);
    expect(mayOf("access.disable")).toEqual(["system_admin"]);
    expect(mayOf("access.checkTrail")).toEqual(["auditor"]);
    const administrators = actions.filter((action) => action.kind === "write" && action.module !== "access" && action.who.some((who) => who.endsWith("_admin") || who === "auditor"));
    expect(administrators.map((action) => `${action.module}.${action.name}`), "administrators do not trade").toEqual([]);
  });
});
