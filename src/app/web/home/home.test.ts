import { describe, expect, test } from "vitest";
import { Shelf } from "../../../kernel/files/shelf.ts";
import { ROLES } from "../../../kernel/machinery/contract.ts";
import { mayOpen } from "../../../ui/page.ts";
import { edition } from "../../editions.ts";
import { pages } from "../pages.ts";
import { actionName, moduleName } from "./actionNames.ts";
import { CONTRACTS } from "./contracts.ts";
import { matrixOf, mayDo, rightOf } from "./permissions/matrix.ts";
import { PLACES } from "./places.ts";

const served = edition("market", new Shelf("/nowhere")).map(({ contract }) => contract);

describe("the front page", () => {
  test("leads to pages that exist", () => {
    const paths = pages.map((page) => page.path);
    expect(Object.values(PLACES).filter((place) => !paths.includes(place))).toEqual([]);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test("leads each role only to pages that the role may open", () => {
    const leads: Readonly<Record<string, readonly (keyof typeof PLACES)[]>> = {
      grower: ["myLots", "newLot", "statements", "pooledAsks"], merchant: ["stall", "stallBills", "creditBook", "till", "statements"], buyer: ["clock", "sessions", "bills", "wins", "myLists", "myListsNew", "pooledOrders", "pooledNew"], agent: ["clock", "bills", "wins", "agent", "agentNew", "myLists"], auctioneer: ["desk", "sessions", "arrivals"], grader: ["arrivals"],
      cashier: ["day"], operator: ["arrivals", "credits", "parties", "desk", "pooledBoard"], system_admin: ["accounts"], security_admin: ["accounts", "audit"], auditor: ["audit", "ledger", "day"],
    };
    const shut = Object.entries(leads).flatMap(([role, places]) =>
      places.filter((place) => !pages.some((page) => page.path === PLACES[place] && mayOpen(page, [role]))).map((place) => `${role} → ${place}`));
    expect(shut).toEqual([]);
  });
});

describe("the table of rights", () => {
  test("knows every module that the server runs, and no other", () => {
    expect(CONTRACTS.map(({ module }) => module).toSorted()).toEqual(served.map(({ module }) => module).toSorted());
  });

  test("names every action in both languages", () => {
    const rows = served.flatMap(({ module, actions }) => Object.keys(actions).map((action) => [module, action] as const));
    const unnamed = rows.flatMap(([module, action]) => (["zh", "en"] as const).filter((language) => actionName(module, action, language) === `${module}.${action}`).map((language) => `${language} ${module}.${action}`));
    expect(unnamed).toEqual([]);
    expect(served.filter(({ module }) => moduleName(module, "zh") === module || moduleName(module, "en") === module)).toEqual([]);
  });

  test("says what the contract says: the security administrator gives roles, the system administrator does not", () => {
    const rows = matrixOf(served);
    const row = rows.find(({ action }) => action === "setRoles")!;
    expect(ROLES.filter((role) => rightOf(row, role) !== null)).toEqual(["security_admin"]);
    expect(mayDo(row, ["security_admin"], true)).toBe(true);
    expect(mayDo(row, ["system_admin"], true)).toBe(false);
    const board = rows.find(({ module, action }) => module === "clock" && action === "board")!;
    expect(rightOf(board, "grower")).toBe("public");
    expect(mayDo(board, [], false)).toBe(true);
  });

  test("leaves out what only modules may ask of each other", () => {
    const rows = matrixOf(served).map(({ module, action }) => `${module}.${action}`);
    expect(rows).not.toContain("settlement.recordSale");
    expect(rows).not.toContain("ledger.post");
    expect(rows).toContain("settlement.closeDay");
  });
});
