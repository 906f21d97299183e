/** The lists of a stall out to Excel. What picks their lines is what picks them on the page, with the same rights. */
import { momentText } from "../../engines/calendar/business-date.ts";
import { give } from "../../kernel/sheets/exchange.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { billHandlers } from "./bills.ts";
import type { stall } from "./contract.ts";
import { creditHandlers } from "./credit.ts";
import { marketOf, type StallScene } from "./right.ts";
import { BILLS, CLOSINGS, HELPERS, PURCHASES, STATEMENT, billLine, closingLines, helperLine, statementLine, unitOf } from "./sheets.ts";
import { staffHandlers } from "./staff.ts";
import { stockHandlers } from "./stock.ts";
import type { Tables } from "./store.ts";
import { tillHandlers } from "./till.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "giveBills" | "giveStatement" | "givePurchases" | "giveClosings" | "giveHelpers">;
const NO_OFFSET = 0;

export const outHandlers: Noun = {
  async giveBills(scene, { language, template, ...picked }) {
    const { currency, utcOffsetMinutes } = await marketOf(scene as StallScene);
    const walkIn = (language === "zh" ? zh : en).walkIn;
    const rows = async (limit: number) => (await billHandlers.bills(scene as never, { ...picked, limit, offset: 0 })).bills.map((row) => billLine(row, walkIn, momentText(Date.parse(row.madeAt), utcOffsetMinutes)));
    return give(scene, BILLS, { language, template }, { currency, tag: picked.businessDate ?? scene.businessDate, rows });
  },

  async giveStatement(scene, { language, template, ...picked }) {
    const paper = await creditHandlers.statement(scene as never, picked);
    const entries = (language === "zh" ? zh : en).entries as Record<string, string>;
    const at = (iso: string): string => momentText(Date.parse(iso), paper.market.utcOffsetMinutes);
    return give(scene, STATEMENT, { language, template }, { currency: paper.currency, tag: `${paper.customer.nickname} ${paper.to}`, rows: async () => paper.entries.map((row) => statementLine(row, entries[row.kind] ?? row.kind, at(row.at))) });
  },

  async givePurchases(scene, { stallId, language, template }) {
    const { currency } = await marketOf(scene as StallScene);
    const rows = async (limit: number) => (await stockHandlers.purchases(scene as never, { stallId, limit, offset: NO_OFFSET })).purchases
      .map((row) => ({ day: row.businessDate, lot: row.lotNo, item: row.zh, quantity: row.quantity, unit: unitOf(row.unit), price: row.price }));
    return give(scene, PURCHASES, { language, template }, { currency, tag: scene.businessDate, rows });
  },

  async giveClosings(scene, { stallId, language, template }) {
    const { currency, utcOffsetMinutes } = await marketOf(scene as StallScene);
    const rows = async (limit: number) => (await tillHandlers.closings(scene as never, { stallId, limit, offset: NO_OFFSET })).closings.flatMap((row) => closingLines(row, momentText(Date.parse(row.at), utcOffsetMinutes)));
    return give(scene, CLOSINGS, { language, template }, { currency, tag: scene.businessDate, rows });
  },

  async giveHelpers(scene, { stallId, language, template }) {
    const { helpers, currency } = await staffHandlers.helpers(scene as never, { stallId });
    return give(scene, HELPERS, { language, template }, { currency, tag: scene.businessDate, rows: async () => helpers.map(helperLine) });
  },
};
