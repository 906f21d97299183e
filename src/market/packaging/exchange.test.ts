import { utils, read, write } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { packaging } from "./contract.ts";

const { actions } = packaging;

describe("the pool in and out of Excel", () => {
  let market: TestMarket;
  let [grower, operator]: Person[] = [];
  let numbers: string[] = [];
  const run: TestMarket["runtime"]["call"] = (action, input, call) => market.runtime.call(action, input, call);
  const rowsOf = (file: { base64: string }): unknown[][] => utils.sheet_to_json(Object.values(read(Buffer.from(file.base64, "base64")).Sheets)[0]!, { header: 1, raw: true });
  const book = (rows: unknown[][]): string => {
    const one = utils.book_new();
    utils.book_append_sheet(one, utils.aoa_to_sheet([["种类代码", "实盘", "缺的编号", "说明"], ...rows]), "盘点");
    return Buffer.from(write(one, { type: "buffer", bookType: "xlsx" }) as Uint8Array).toString("base64");
  };
  const depot = async () => (await run(actions.pool, {}, operator!.call)).kinds.map((row) => [row.kindZh, row.depot, row.lost, row.bought]);

  beforeAll(async () => {
    market = await openTestMarket();
    grower = await market.person("王桂兰", ["grower"]);
    operator = await market.staff("经理", ["operator"]);
    for (const [code, zh, numbered] of [["CRATE", "周转箱", false], ["CCN", "编号花车", true]] as const) {
      const kind = await run(actions.setKind, { code, zh, en: code, family: "crate", numbered }, operator.call);
      await run(actions.setValue, { kindId: kind.id, validFrom: "2026-01-01", deposit: 12_34, replacement: 30_00, reason: "开账" }, operator.call);
      await run(actions.buy, { kindId: kind.id, quantity: numbered ? 3 : 100 }, operator.call);
      if (numbered) numbers = (await run(actions.pieces, { kindId: kind.id }, operator.call)).pieces.map((piece) => piece.no);
      else await run(actions.issue, { partyId: grower.partyId, kindId: kind.id, quantity: 7 }, operator.call);
    }
  });
  afterAll(() => market.close());

  test("the count sheet brought back as it went out changes nothing", async () => {
    const before = await depot();
    const file = await run(actions.exportCount, { language: "zh" }, operator!.call);
    for (const dryRun of [true, false]) expect(await run(actions.importCount, { base64: file.base64, dryRun }, operator!.call)).toMatchObject({ rows: 2, changed: 0, unchanged: 2, problems: [] });
    expect(await depot()).toEqual(before);
  });

  test("what is missing goes to lost, what is over comes from lost first; all or nothing, each fault by its row", async () => {
    const bad = await run(actions.importCount, { base64: book([["CRATE", 90, "", "月末"], ["CCN", 2, "", ""], ["NONE", 1, "", ""], ["CRATE", -1, "", ""]]), dryRun: false }, operator!.call);
    expect(bad.applied).toBe(false);
    expect(bad.problems.map((problem) => [problem.row, problem.reason])).toEqual(expect.arrayContaining([[3, "numbers_do_not_fit"], [4, "unknown_kind"]]));
    expect(await depot()).toEqual([["周转箱", 93, 0, 100], ["编号花车", 3, 0, 3]]);
    expect(await run(actions.importCount, { base64: book([["CRATE", "９０个", "", "月末"].map((cell) => (cell === "９０个" ? "９０" : cell)), ["CCN", 2, numbers[0], "月末"]]), dryRun: false }, operator!.call)).toMatchObject({ applied: true, changed: 2 });
    expect(await depot()).toEqual([["周转箱", 90, 3, 100], ["编号花车", 2, 1, 3]]);
    await run(actions.importCount, { base64: book([["CRATE", 95, "", "又找到"]]), dryRun: false }, operator!.call);
    expect(await depot()).toEqual([["周转箱", 95, 0, 102], ["编号花车", 2, 1, 3]]);
  });

  test("balances and the log go out with exact money; a trader gets his own", async () => {
    const [head, line] = rowsOf(await run(actions.exportBalances, { language: "zh" }, operator!.call));
    expect(head!.slice(0, 4)).toEqual(["户名 Party", "种类 Kind", "在手数量 Held", "在押押金 Deposit held"]);
    expect(line!.slice(0, 4)).toEqual(["王桂兰", "周转箱", 7, 86.38]);
    const all = rowsOf(await run(actions.exportMovements, { language: "en" }, operator!.call));
    expect(rowsOf(await run(actions.exportMovements, { language: "zh" }, grower!.call))).toHaveLength(2);
    expect(all.length).toBeGreaterThan(6);
    expect(all.slice(1).map((row) => row[2])).toContain("Missing at count");
  });
});
