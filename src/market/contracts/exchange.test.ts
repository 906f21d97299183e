import { read, utils, write } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contracts } from "./contract.ts";
import { weeklyPlan } from "./rules.ts";
import { openStage, type Stage } from "./trial.ts";

const { actions } = contracts;
const HEAD = ["期", "开始日", "结束日", "计划数量"];
const book = (rows: unknown[][]): string => {
  const made = utils.book_new();
  utils.book_append_sheet(made, utils.aoa_to_sheet([HEAD, ...rows]), "分期计划");
  return Buffer.from(write(made, { type: "buffer", bookType: "xlsx" }) as Uint8Array).toString("base64");
};
const rowsOf = (base64: string): unknown[][] => utils.sheet_to_json(Object.values(read(Buffer.from(base64, "base64"), { type: "buffer" }).Sheets)[0]!, { header: 1 });

describe("contracts in and out of Excel", () => {
  let stage: Stage;
  let draftId: string;
  beforeAll(async () => {
    stage = await openStage();
    draftId = (await stage.market.runtime.call(actions.saveDraft, { as: "seller", partnerId: stage.buyer.partyId, terms: stage.terms({ periods: weeklyPlan("2026-12-07", 2, 1_000) }) as never }, stage.grower.call)).id;
  });
  afterAll(() => stage.close());
  const send = (base64: string, dryRun: boolean, by = stage.grower) => stage.market.runtime.call(actions.importPlan, { contractId: draftId, base64, dryRun }, by.call);
  const plan = async () => (await stage.market.runtime.call(actions.contract, { contractId: draftId }, stage.grower.call)).terms;

  test("a period plan typed in Excel becomes the draft's; the quantity is its sum", async () => {
    const file = book([[1, "2026年12月7日", "2026/12/13", "３００"], [3, "2026-12-21", "", 250]]);
    expect(await send(file, true)).toMatchObject({ applied: false, created: 1, changed: 1, problems: [] });
    expect((await plan()).quantity).toBe(1_000);
    expect(await send(file, false)).toMatchObject({ applied: true, created: 1, changed: 1, unchanged: 0 });
    expect(await plan()).toMatchObject({ quantity: 300 + 500 + 250, periods: [{ from: "2026-12-07", planned: 300 }, { from: "2026-12-14", planned: 500 }, { from: "2026-12-21", to: "2026-12-21", planned: 250 }] });
  });

  test("what is given out and taken in again changes nothing, byte for byte", async () => {
    for (const language of ["zh", "en"] as const) {
      const out = await stage.market.runtime.call(actions.exportPlan, { contractId: draftId, language }, stage.grower.call);
      expect(out.rows).toBe(3);
      expect(await send(out.base64, false)).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: 3 });
      expect((await stage.market.runtime.call(actions.exportPlan, { contractId: draftId, language }, stage.grower.call)).base64).toBe(out.base64);
    }
  });

  test("a line that cannot be is named with row, column and reason, and nothing of the file is written", async () => {
    const report = await send(book([[1, "2026-12-07", "2026-12-01", 300], [2, "2026-11-01", "2026-12-20", -5], ["", "2026-12-21", "", 1]]), false);
    expect(report.applied).toBe(false);
    expect(report.problems.map((one) => [one.row, one.letter, one.reason])).toEqual(expect.arrayContaining([[2, "C", "ends_before"], [4, "A", "missing"]]));
    expect(report.problems.filter((one) => one.row === 3).length).toBeGreaterThan(0);
    expect((await plan()).quantity).toBe(1_050);
  });

  test("only its author changes a draft, and nobody a contract that was shown", async () => {
    const file = book([[1, "2026-12-07", "2026-12-13", 300]]);
    await expect(send(file, false, stage.buyer)).rejects.toMatchObject({ code: "not_found" });
    await expect(send(file, false, await stage.market.person("外人", ["grower"]))).rejects.toMatchObject({ code: "not_found" });
  });

  test("contracts and call-offs go out with their figures, each party's own", async () => {
    const contract = await stage.signed(stage.terms());
    await stage.called(contract.id, "2026-12-02", 400);
    const list = await stage.market.runtime.call(actions.exportContracts, {}, stage.buyer.call);
    expect(rowsOf(list.base64)[1]).toEqual(expect.arrayContaining([contract.no, "履行中", "王桂兰", "济南花市", 1_000, 18.5]));
    expect(list.rows).toBe(1);
    expect((await stage.market.runtime.call(actions.exportContracts, {}, stage.grower.call)).rows).toBe(2);
    const calls = await stage.market.runtime.call(actions.exportCallOffs, { contractId: contract.id }, stage.buyer.call);
    expect(rowsOf(calls.base64)[1]).toEqual(expect.arrayContaining([`${contract.no}-1`, "备货", 400, 18.5]));
    expect((await stage.market.runtime.call(actions.exportCallOffs, {}, (await stage.market.person("外人", ["buyer"])).call)).rows).toBe(0);
  });
});
