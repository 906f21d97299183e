/** The lists of claims out to Excel, with the lines their pages show to whoever asks. */
import { momentText } from "../../engines/calendar/business-date.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { give } from "../../kernel/sheets/exchange.ts";
import { claims } from "./contract.ts";
import { listHandlers } from "./lists.ts";
import { qualityHandlers } from "./quality.ts";
import { CLAIMS, EVIDENCE, QUALITY, QUALITY_LINES, claimLine, evidenceLines, sharePercent, unitOf } from "./sheets.ts";
import type { Tables } from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof claims, Tables>, "giveMine" | "giveDesk" | "giveEvidence" | "giveQuality" | "giveQualityLines">;

export const exchangeHandlers: Noun = {
  async giveMine(scene, { language, template, ...picked }) {
    const { currency, told } = await clockOf(scene);
    const rows = async (limit: number) => (await listHandlers.mine(scene as never, { ...picked, limit, offset: 0 })).claims.map((row) => claimLine(row, told));
    return give(scene, CLAIMS, { language, template }, { currency, tag: scene.businessDate, rows });
  },

  async giveDesk(scene, { language, template, ...picked }) {
    const { currency, told } = await clockOf(scene);
    const rows = async (limit: number) => (await listHandlers.desk(scene as never, { ...picked, limit, offset: 0 })).claims.map((row) => claimLine(row, told));
    return give(scene, CLAIMS, { language, template }, { currency, tag: scene.businessDate, rows });
  },

  async giveEvidence(scene, { claimId, ...asked }) {
    const { told } = await clockOf(scene);
    const view = await scene.ask(claims.actions.claim, { claimId });
    return give(scene, EVIDENCE, asked, { currency: view.claim.currency, tag: view.claim.no, rows: async () => evidenceLines(view, told, asked.language === "zh" ? zh : en) });
  },

  async giveQuality(scene, { query, ...asked }) {
    const { currency } = await clockOf(scene);
    const rows = async (limit: number) => (await qualityHandlers.qualityTable(scene as never, { query, limit, offset: 0 })).growers.map((row) => ({ grower: row.grower, class: row.class, share: sharePercent(row.share), sold: row.sold, claimed: row.claimed, on: row.on }));
    return give(scene, QUALITY, asked, { currency, tag: scene.businessDate, rows });
  },

  async giveQualityLines(scene, { language, template, ...picked }) {
    const { currency } = await clockOf(scene);
    const rows = async (limit: number) => (await qualityHandlers.qualityLines(scene as never, { ...picked, limit, offset: 0 })).lines
      .map((row) => ({ day: row.businessDate, lot: row.lotNo, item: row.itemZh, quantity: row.quantity, claimed: row.claimedUnits, unit: unitOf(row.unit), no: row.claimNo }));
    return give(scene, QUALITY_LINES, { language, template }, { currency, tag: scene.businessDate, rows });
  },
};

async function clockOf({ ask }: Pick<Parameters<Noun["giveMine"]>[0], "ask">): Promise<{ currency: string; told: (iso: string) => string }> {
  const { market } = await ask(calendar.actions.today, {});
  return { currency: market.currency, told: (iso) => momentText(Date.parse(iso), market.utcOffsetMinutes) };
}
