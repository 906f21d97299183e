import { CURRENCIES } from "../../engines/fees/money.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { giveOut, giveTemplate, takeIn } from "../../kernel/sheets/exchange.ts";
import type { contracts } from "./contract.ts";
import { held, termsOf, type ContractScene } from "./course.ts";
import { saveTerms } from "./drafts.ts";
import { CALL_OFFS, CONTRACTS, PLAN, callLine, contractLine, planLines, planningOf } from "./list.ts";
import { callsFor, rowsFor, visible } from "./lists.ts";
import { MAX_EXPORT_ROWS, MAX_PERIODS } from "./rules.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof contracts, Tables>, "exportContracts" | "exportCallOffs" | "exportPlan" | "planTemplate" | "importPlan">;

async function contextOf({ tx }: Pick<ContractScene, "tx">, language: "zh" | "en") {
  const market = await tx.selectFrom("kernel.market").select("currency").executeTakeFirst();
  return { currency: CURRENCIES.find((one) => one === market?.currency) ?? "CNY", language };
}

export const exchangeHandlers: Noun = {
  async exportContracts(scene, { language, ...wish }) {
    const { contracts: rows, total } = await rowsFor(scene, wish, { limit: MAX_EXPORT_ROWS, offset: 0 });
    if (total > MAX_EXPORT_ROWS) return scene.refuse("too_many_rows", { rows: total, most: MAX_EXPORT_ROWS });
    return giveOut(CONTRACTS, rows.map(contractLine), await contextOf(scene, language), scene.businessDate);
  },

  async exportCallOffs(scene, { contractId, language }) {
    const no = contractId === undefined ? scene.businessDate : (await visible(scene, { contractId })).no;
    const calls = await callsFor(scene, { contractId });
    if (calls.length >= MAX_EXPORT_ROWS) return scene.refuse("too_many_rows", { rows: calls.length, most: MAX_EXPORT_ROWS });
    return giveOut(CALL_OFFS, calls.map(callLine), await contextOf(scene, language), no);
  },

  async exportPlan(scene, { contractId, language }) {
    const row = await visible(scene, { contractId });
    return giveOut(PLAN, planLines(termsOf(row).periods), await contextOf(scene, language), row.no);
  },

  planTemplate: async (scene, { language }) => giveTemplate(PLAN, await contextOf(scene, language)),

  async importPlan(scene, { contractId, ...input }) {
    const { contract, side } = await held(scene, contractId);
    if (contract.state !== "draft" || contract.made_by !== side) return scene.refuse("not_now", { no: contract.no, state: contract.state });
    const terms = termsOf(contract);
    return takeIn(scene, input, {
      list: PLAN, context: await contextOf(scene, "zh"), most: MAX_PERIODS,
      planning: async () => planningOf(terms.periods, scene.businessDate),
      apply: async ({ changes, creates }, done) => {
        const lines = new Map(planLines(terms.periods).map((line) => [line.n, line]));
        for (const line of [...changes.map(({ after }) => after), ...creates.map(({ value }) => value)]) {
          lines.set(line.n, line);
          done();
        }
        const periods = [...lines.values()].map(({ from, to, planned }) => ({ from, to, planned }));
        await saveTerms(scene, contract, { ...terms, periods, quantity: periods.reduce((sum, one) => sum + one.planned, 0) });
      },
    });
  },
};
