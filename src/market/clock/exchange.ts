/** The clock's lists out to Excel, and a buyer's list of limits read from any spreadsheet; placing it is the page's own deed, row by row. */
import { momentText } from "../../engines/calendar/business-date.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { contextIn, give, readIn } from "../../kernel/sheets/exchange.ts";
import type { clock } from "./contract.ts";
import type { Hall } from "./hall.ts";
import { limitHandlers } from "./limits.ts";
import { purchaseHandlers } from "./purchases.ts";
import { queueHandlers } from "./queue.ts";
import { sessionHandlers } from "./sessions.ts";
import { LIMITS, LOTS, SESSIONS, WINS, limitLine, lotLine, sessionLine, winLine } from "./sheets.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof clock, Tables>, "giveLimits" | "readLimits" | "giveWins" | "giveSessions" | "giveLots">;
const MOST_LIMITS = 5_000;

export function exchangeHandlers(hall: Hall): Noun {
  const { sessions, session } = sessionHandlers(hall);
  const { queue } = queueHandlers(hall);
  const { limits } = limitHandlers(hall);
  return {
    async giveLimits(scene, { sessionId, ...asked }) {
      const { no, currency } = await session(scene as never, { sessionId });
      const mine = await limits(scene as never, { sessionId, limit: MOST_LIMITS, offset: 0 });
      const waiting = new Map(mine.limits.filter((one) => one.status === "waiting").map((one) => [one.lotId, one]));
      const rows = async (limit: number) => (await queue(scene as never, { sessionId, limit, offset: 0 })).entries.filter((entry) => entry.status === "queued" || entry.status === "running").map((entry) => limitLine(entry, waiting.get(entry.lotId), currency));
      return give(scene, LIMITS, asked, { currency, tag: no, rows });
    },

    async readLimits(scene, { base64 }) {
      const { table } = await readIn(scene, { base64, list: LIMITS, context: contextIn("CNY", "zh"), most: MOST_LIMITS });
      const fault = table.problems[0];
      // Two lines of one lot are judged where the others are; a table without the columns is none.
      if (table.rows.length === 0 && fault !== undefined) return scene.refuse("unreadable_workbook", { fault: fault.reason, why: `${fault.column} ${fault.detail}`.trim() });
      const wanted = table.rows.filter(({ values }) => values.lot != null && (values.limit != null || values.quantity != null));
      return { lines: wanted.map(({ values }) => ({ lot: values.lot!, limit: values.limit ?? "", quantity: values.quantity ?? "" })) };
    },

    async giveWins(scene, { language, template, ...picked }) {
      const { market } = await scene.ask(calendar.actions.today, {});
      const rows = async (limit: number) => (await purchaseHandlers.wins(scene as never, { ...picked, limit, offset: 0 })).wins.map((win) => winLine(win, momentText(Date.parse(win.at), market.utcOffsetMinutes)));
      return give(scene, WINS, { language, template }, { currency: market.currency, tag: picked.businessDate ?? scene.businessDate, rows });
    },

    async giveSessions(scene, asked) {
      const rows = async (limit: number) => (await sessions(scene as never, { limit, offset: 0 })).sessions.map(sessionLine);
      return give(scene, SESSIONS, asked, { currency: "CNY", tag: scene.businessDate, rows });
    },

    async giveLots(scene, { sessionId, clock: index, ...asked }) {
      const { no, currency } = await session(scene as never, { sessionId });
      const rows = async (limit: number) => (await queue(scene as never, { sessionId, clock: index, limit, offset: 0 })).entries.map(lotLine);
      return give(scene, LOTS, asked, { currency, tag: no, rows });
    },
  };
}
