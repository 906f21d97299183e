import { CURRENCIES } from "../../engines/fees/money.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { giveOut } from "../../kernel/sheets/exchange.ts";
import { ageingOf } from "./ageing.ts";
import { actViewOf, wantedActs } from "./acts.ts";
import type { loss } from "./contract.ts";
import { ratesBy } from "./rates.ts";
import { MAX_EXPORT_ROWS } from "./rules.ts";
import { AGEING, LOSSES, RATES, ageingLine, lossLine, rateLine } from "./sheet.ts";
import type { Tables } from "./store.ts";
import { currencyOf, type LossScene } from "./terms.ts";

type Noun = Pick<Handlers<typeof loss, Tables>, "exportAgeing" | "exportActs" | "exportRates">;

async function contextOf({ tx }: Pick<LossScene, "tx">, language: "zh" | "en") {
  const currency = await currencyOf(tx);
  return { currency: CURRENCIES.find((one) => one === currency) ?? "CNY", language };
}

export const exchangeHandlers: Noun = {
  async exportAgeing(scene, { minDays, language }) {
    const { lots, total } = await ageingOf(scene, { minDays, limit: MAX_EXPORT_ROWS, offset: 0 });
    if (total > MAX_EXPORT_ROWS) return scene.refuse("too_many_rows", { rows: total, most: MAX_EXPORT_ROWS });
    return giveOut(AGEING, lots.map((row) => ageingLine(row, language)), await contextOf(scene, language), scene.businessDate);
  },

  async exportActs(scene, { from, to, language }) {
    const { tx, actor, businessDate, refuse } = scene;
    const rows = await wantedActs(tx, actor, { from, to }).orderBy("a.at", "desc").orderBy("a.no", "desc").limit(MAX_EXPORT_ROWS + 1).execute();
    if (rows.length > MAX_EXPORT_ROWS) return refuse("too_many_rows", { rows: rows.length, most: MAX_EXPORT_ROWS });
    return giveOut(LOSSES, rows.map((row) => lossLine(actViewOf(row, actor), language)), await contextOf(scene, language), businessDate);
  },

  async exportRates(scene, { by, from, to, language }) {
    const found = await ratesBy(scene, { by, from, to }, MAX_EXPORT_ROWS);
    return giveOut(RATES, [...found.rows, found.total].map((row) => rateLine(row, language, by === "channel" && row !== found.total)), await contextOf(scene, language), `${found.from}–${found.to}`);
  },
};
