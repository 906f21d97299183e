/** The lists of settlement out to Excel, and the bank's answers in: which papers it has paid and which it has sent back. */
import { momentText } from "../../engines/calendar/business-date.ts";
import type { List } from "../../engines/table/list.ts";
import type { Planning } from "../../engines/table/plan.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { contextIn, give, tryIn } from "../../kernel/sheets/exchange.ts";
import { bankHandlers, plainMoney } from "./bank.ts";
import type { settlement } from "./contract.ts";
import { marketOf } from "./day.ts";
import { overviewHandlers } from "./overview.ts";
import { paperHandlers, paperOf, paperRows } from "./papers.ts";
import { paymentHandlers } from "./payment.ts";
import { reversalHandlers } from "./reversal.ts";
import { saleHandlers, type SettlementScene } from "./sale.ts";
import { BANK_LINES, ITEMS, PAPERS, REVERSALS, SALES, SLIPS, SLIP_LINES, bankLine, itemLine, paperLine, reversalLine, saleLine, slipLine, type MarkColumns } from "./sheets.ts";
import { slipHandlers } from "./slip.ts";
import type { Tables } from "./store.ts";
import type { PaperView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "giveSales" | "givePapers" | "giveMyPapers" | "giveReversals" | "giveSlips" | "giveSlip" | "giveItems" | "giveBankLines" | "takePapers" | "takeBankLines">;
const MOST_LINES = 5_000;
const SHORTEST_REASON = 2;

interface Mark {
  readonly id: string;
  readonly state: PaperView["state"];
  readonly reference: string;
  readonly reason: string;
}

export const exchangeHandlers: Noun = {
  async giveSales(scene, { businessDate, query, ...asked }) {
    const { market } = await scene.ask(calendar.actions.today, {});
    const rows = async (limit: number) => (await saleHandlers.saleList(scene as never, { businessDate, query, limit, offset: 0 })).sales.map((row) => saleLine(row, momentText(Date.parse(row.at), market.utcOffsetMinutes)));
    return give(scene, SALES, asked, { currency: market.currency, tag: businessDate, rows });
  },

  async givePapers(scene, { language, template, ...picked }) {
    const rows = async (limit: number) => (await paperHandlers.papers(scene as never, { ...picked, limit, offset: 0 })).papers.map(paperLine);
    return give(scene, PAPERS, { language, template }, { currency: (await marketOf(scene as never)).currency, tag: picked.businessDate, rows });
  },

  async giveMyPapers(scene, { side, ...asked }) {
    const mine = side === "seller" ? paperHandlers.myStatements : paperHandlers.myBills;
    const rows = async (limit: number) => (await mine(scene as never, { limit, offset: 0 })).papers.map(paperLine);
    return give(scene, PAPERS, asked, { currency: (await marketOf(scene as never)).currency, tag: scene.businessDate, rows });
  },

  async giveReversals(scene, { language, template, ...picked }) {
    const rows = async (limit: number) => (await reversalHandlers.reversals(scene as never, { ...picked, limit, offset: 0 })).reversals.map(reversalLine);
    return give(scene, REVERSALS, { language, template }, { currency: (await marketOf(scene as never)).currency, tag: picked.saleDate ?? scene.businessDate, rows });
  },

  async giveSlips(scene, { businessDate, ...asked }) {
    const rows = async (limit: number) => (await slipHandlers.slips(scene as never, { businessDate, limit, offset: 0 })).slips;
    return give(scene, SLIPS, asked, { currency: (await marketOf(scene as never)).currency, tag: businessDate, rows });
  },

  async giveSlip(scene, { businessDate, buyerId, ...asked }) {
    const slip = await slipHandlers.slip(scene as never, { businessDate, buyerId });
    return give(scene, SLIP_LINES, asked, { currency: (await marketOf(scene as never)).currency, tag: `${businessDate} ${slip.buyer}`, rows: async () => slip.lines.map(slipLine) });
  },

  async giveItems(scene, { businessDate, ...asked }) {
    const { currency } = await marketOf(scene as never);
    const names: Readonly<Record<string, string>> = (asked.language === "zh" ? zh : en).items;
    const rows = async (itemLimit: number) => (await overviewHandlers.dayOverview(scene as never, { businessDate, itemLimit })).items.map((row) => itemLine(row, names[row.code] ?? row.code, (minor) => plainMoney(minor, currency)));
    return give(scene, ITEMS, asked, { currency, tag: businessDate, rows });
  },

  async giveBankLines(scene, { fileId, ...asked }) {
    const { file } = await bankHandlers.bankLines(scene as never, { fileId, limit: 0, offset: 0 });
    const rows = async (limit: number) => (await bankHandlers.bankLines(scene as never, { fileId, limit, offset: 0 })).lines.map(bankLine);
    return give(scene, BANK_LINES, asked, { currency: file.currency, tag: file.no, rows });
  },

  takePapers: (scene, file) => takeMarks(scene as never, file, PAPERS as unknown as List<MarkColumns>),
  takeBankLines: (scene, file) => takeMarks(scene as never, file, BANK_LINES as unknown as List<MarkColumns>),
};

async function takeMarks(scene: SettlementScene, file: { base64: string; dryRun: boolean; job?: string | undefined }, list: List<MarkColumns>) {
  return tryIn(scene, file, {
    list, context: contextIn((await marketOf(scene)).currency, "zh"), most: MOST_LINES,
    planning: async ({ rows }): Promise<Planning<MarkColumns, Mark>> => {
      const nos = rows.flatMap(({ values }) => (values.no == null ? [] : [values.no.toUpperCase()]));
      const papers = nos.length === 0 ? [] : (await paperRows(scene.tx).where("s.no", "in", nos).execute()).map((row) => paperOf(row, scene.actor));
      const known = new Map(papers.map((row): [string, Mark] => [keyOf([row.no]), { id: row.id, state: row.state, reference: "", reason: row.failure ?? "" }]));
      return { known, compare: { state: true }, resolve: (row, before) => (before === undefined ? null : markOf(row, before)) };
    },
    carry: ({ after }) => (after.state === "paid"
      ? paymentHandlers.markPaid(scene as never, { statementIds: [after.id], reference: after.reference })
      : paymentHandlers.markFailed(scene as never, { statementIds: [after.id], reason: after.reason })),
    blame: () => "state",
  });
}

/** The bank only ever pays or sends back; every other state comes from the books. */
function markOf(row: TableRow<MarkColumns>, before: Mark): Mark {
  const { state, reference, reason } = row.values;
  const after = { ...before, state: state ?? before.state, reference: reference ?? "", reason: reason ?? "" };
  if (after.state === before.state) return after;
  if (after.state !== "paid" && after.state !== "failed") row.wrong("state", "not_this_way");
  else if (before.state === "paid") row.wrong("state", "paid_stays");
  else if (after.state === "failed" && after.reason.trim().length < SHORTEST_REASON) row.wrong("reason", "why_sent_back");
  return after;
}
