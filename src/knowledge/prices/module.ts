import { sql } from "kysely";
import { calendar } from "../../kernel/calendar/contract.ts";
import { momentText } from "../../engines/calendar/business-date.ts";
import { addDays } from "../../engines/calendar/day.ts";
import { divideHalfUp, toSafeNumber } from "../../engines/fees/rounding.ts";
import { letterOf } from "../../engines/names/letters.ts";
import { defineModule, type Actor, type Handlers } from "../../kernel/machinery/module.ts";
import { MAX_SHEET_LINES, prices } from "./contract.ts";
import { give } from "../../kernel/sheets/exchange.ts";
import { DEALS } from "./deals.ts";
import { hearings } from "./derive.ts";
import { historyOf } from "./history.ts";
import { weightedMedian } from "./rules.ts";
import { linesOf, sheetOf, type PriceScene } from "./sheet.ts";
import type { GradeKey, Tables } from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import { priceWorkbook } from "./workbook.ts";

const EVERYTHING = { query: "", limit: MAX_SHEET_LINES, offset: 0 } as const;
type Recent = Awaited<ReturnType<Handlers<typeof prices, Tables>["recentPrices"]>>;

const handlers: Handlers<typeof prices, Tables> = {
  sheet: (scene, wish) => sheetOf(scene, wish, "public"),
  staffSheet: (scene, wish) => sheetOf(scene, wish, "staff"),

  async deals(scene, { businessDate, itemId, grade, venue, limit }) {
    const { tx, actor, refuse } = scene;
    const key = (grade ?? "") as GradeKey;
    const where = venue ?? "";
    const item = await tx.selectFrom("kernel.trade_item").select(["zh", "en", "unit"]).where("id", "=", itemId).executeTakeFirst();
    const line = (await linesOf(tx, businessDate, [itemId])).find((one) => one.grade === key && one.venue === where);
    if (item === undefined || line === undefined) return refuse("not_found", { item: itemId });
    if (!isStaff(actor) && line.withheld !== null && line.withheld.code !== "nothing_sold") return refuse("withheld", {});
    const found = tx.selectFrom("prices.deal").where("business_date", "=", businessDate).where("item_id", "=", itemId).where("grade", "=", key).where("venue", "=", where).where("reversed", "=", false);
    const all = await found.selectAll().orderBy("at").orderBy("sale_id").execute();
    const letters = new Map([...new Set(all.map((deal) => deal.seller_id))].map((seller, index) => [seller, letterOf(index)]));
    const leftovers = where !== "" ? [] : await tx.selectFrom("prices.leftover").select(["unsold", "reason"]).where("business_date", "=", businessDate).where("item_id", "=", itemId).where("grade", "=", key)
      .where("unsold", ">", 0).orderBy("lot_id").execute();
    return {
      itemZh: item.zh, itemEn: item.en, unit: item.unit, currency: await currencyOf(scene, businessDate), total: all.length,
      deals: all.slice(0, limit).map((deal, index) => ({
        n: index + 1, seller: letters.get(deal.seller_id) ?? "", at: deal.at.toISOString(), channel: deal.channel, quantity: deal.quantity, price: deal.price, gross: deal.price * deal.quantity,
      })),
      leftovers: leftovers.map((row, index) => ({ n: index + 1, quantity: row.unsold, reason: row.reason })),
    };
  },

  async series({ tx, businessDate }, { itemId, grade, venue, to, days }) {
    const key = (grade ?? "") as GradeKey;
    const where = venue ?? "";
    const until = to ?? businessDate;
    const dates = await tx.selectFrom("prices.line").select("business_date").where("item_id", "=", itemId).where("grade", "=", key).where("venue", "=", where)
      .where("business_date", "<=", until).where("business_date", ">", addDays(until, -days)).orderBy("business_date").execute();
    const points = [];
    for (const { business_date } of dates) {
      const line = (await linesOf(tx, business_date, [itemId])).find((one) => one.grade === key && one.venue === where);
      if (line === undefined) continue;
      const hidden = line.withheld !== null && line.withheld.code !== "nothing_sold";
      points.push({ businessDate: business_date, mean: hidden ? null : (line.prices?.mean.minor ?? null), sold: hidden ? null : line.soldQuantity, withheld: hidden });
    }
    return { points };
  },

  async days({ tx }, { limit }) {
    const { total } = await tx.selectFrom("prices.day").select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await tx.selectFrom("prices.day as d").select(["d.business_date", "d.complete"])
      .select((of) => of.selectFrom("prices.line as l").select(sql<number>`count(*)`.as("n")).whereRef("l.business_date", "=", "d.business_date").as("lines"))
      .orderBy("d.business_date", "desc").limit(limit).execute();
    return { days: rows.map((row) => ({ businessDate: row.business_date, lines: row.lines ?? 0, complete: row.complete })), total };
  },

  async workbook(scene, { businessDate, language }) {
    const sheet = await sheetOf(scene, { ...EVERYTHING, businessDate }, "public");
    return { name: `${language === "zh" ? "行情表" : "price-sheet"}-${businessDate}.xlsx`, ...(await priceWorkbook(sheet, language)) };
  },

  async staffWorkbook(scene, { businessDate, language }) {
    const sheet = await sheetOf(scene, { ...EVERYTHING, businessDate }, "staff");
    return { name: `${language === "zh" ? "行情表（内部）" : "price-sheet-internal"}-${businessDate}.xlsx`, ...(await priceWorkbook(sheet, language)) };
  },

  async giveDeals(scene, { language, template, ...line }) {
    const { market } = await scene.ask(calendar.actions.today, {});
    const channels: Readonly<Record<string, string>> = (language === "zh" ? zh : en).channels;
    const { itemZh, currency } = await handlers.deals(scene as never, { ...line, limit: 0 });
    const rows = async (limit: number) => (await handlers.deals(scene as never, { ...line, limit })).deals.map((deal) => ({ ...deal, at: momentText(Date.parse(deal.at), market.utcOffsetMinutes), channel: channels[deal.channel] ?? deal.channel }));
    return give(scene, DEALS, { language, template }, { currency, tag: `${itemZh} ${line.businessDate}`, rows });
  },

  async leftoverReasons(scene, { businessDate }) {
    const { lines } = await sheetOf(scene, { ...EVERYTHING, businessDate }, "public");
    const shown = new Map(lines.filter((line) => line.sold !== null && line.venue === null).map((line) => [`${line.itemId} ${line.grade ?? ""}`, line.unit]));
    const rows = await scene.tx.selectFrom("prices.leftover").select(["item_id", "grade", "reason", "unsold"]).where("business_date", "=", businessDate).where("unsold", ">", 0).execute();
    const sums = new Map<string, { reason: string; unit: string; quantity: number }>();
    for (const row of rows) {
      const unit = shown.get(`${row.item_id} ${row.grade}`);
      if (unit === undefined) continue;
      const key = `${row.reason} ${unit}`;
      sums.set(key, { reason: row.reason, unit, quantity: (sums.get(key)?.quantity ?? 0) + row.unsold });
    }
    return { reasons: [...sums.values()].toSorted((a, b) => b.quantity - a.quantity || (a.reason < b.reason ? -1 : 1)) };
  },

  async trade({ tx }, { from, to, without }) {
    let found = tx.selectFrom("prices.deal").select(["business_date", "item_id", "grade", "venue", "seller_id"])
      .select([sql<number>`sum(quantity)::bigint`.as("quantity"), sql<number>`sum(quantity * price)::bigint`.as("value"), sql<number>`count(*)::int`.as("deals")])
      .where("business_date", ">=", from).where("business_date", "<=", to).where("reversed", "=", false);
    if (without.length > 0) found = found.where(sql<boolean>`sale_id <> all(${without}::uuid[])`);
    const rows = await found.groupBy(["business_date", "item_id", "grade", "venue", "seller_id"]).orderBy("business_date").orderBy("item_id").orderBy("grade").orderBy("venue").orderBy("seller_id").execute();
    return { rows: rows.map((row) => ({ businessDate: row.business_date, itemId: row.item_id, grade: row.grade === "" ? null : row.grade, venue: row.venue === "" ? null : row.venue, sellerId: row.seller_id, quantity: row.quantity, value: row.value, deals: row.deals })) };
  },

  async tradingDays({ tx }, { from, to }) {
    let found = tx.selectFrom("prices.day").select(["business_date", "complete"]).where("business_date", "<=", to);
    if (from !== undefined) found = found.where("business_date", ">=", from);
    return { days: (await found.orderBy("business_date").execute()).map((row) => ({ businessDate: row.business_date, complete: row.complete })) };
  },

  history: historyOf,

  async recentPrices({ tx, businessDate }, { itemId, grade, to, days }) {
    const until = to ?? businessDate;
    const found = tx.selectFrom("prices.deal").select(["business_date", "price"]).select([sql<number>`sum(quantity)::bigint`.as("quantity"), sql<number>`count(*)`.as("sales")])
      .where("item_id", "=", itemId).where("reversed", "=", false).where("business_date", "<=", until).where("business_date", ">", addDays(until, -days))
      .groupBy(["business_date", "price"]).orderBy("business_date");
    const ofGrade = await found.where("grade", "=", (grade ?? "") as GradeKey).execute();
    if (ofGrade.length > 0) return summary("item_and_grade", ofGrade);
    const anyGrade = await found.execute();
    return summary(anyGrade.length > 0 ? "item_any_grade" : "nothing", anyGrade);
  },
};

/** What some sales came to, all means weighted by volume. */
function summary(basis: Recent["basis"], rows: readonly { business_date: string; price: number; quantity: number; sales: number }[]): Recent {
  const byDay = [...Map.groupBy(rows, (row) => row.business_date)].map(([businessDate, list]) => ({
    businessDate, mean: meanOf(list) ?? 0, sold: list.reduce((sum, row) => sum + row.quantity, 0), min: Math.min(...list.map((row) => row.price)), max: Math.max(...list.map((row) => row.price)),
  }));
  return {
    basis, sales: rows.reduce((sum, row) => sum + row.sales, 0), units: rows.reduce((sum, row) => sum + row.quantity, 0), from: byDay[0]?.businessDate ?? null, to: byDay.at(-1)?.businessDate ?? null,
    median: weightedMedian(rows), mean: meanOf(rows), min: rows.length === 0 ? null : Math.min(...byDay.map((day) => day.min)), max: rows.length === 0 ? null : Math.max(...byDay.map((day) => day.max)), byDay,
  };
}

function meanOf(rows: readonly { price: number; quantity: number }[]): number | null {
  const units = rows.reduce((sum, row) => sum + BigInt(row.quantity), 0n);
  if (units === 0n) return null;
  return toSafeNumber(divideHalfUp(rows.reduce((sum, row) => sum + BigInt(row.price) * BigInt(row.quantity), 0n), units), "mean price");
}

async function currencyOf({ tx, ask }: PriceScene, businessDate: string): Promise<string> {
  const day = await tx.selectFrom("prices.day").select("currency").where("business_date", "=", businessDate).executeTakeFirst();
  return day?.currency ?? (await ask(calendar.actions.today, {})).market.currency;
}

const STAFF = ["operator", "auctioneer", "grader", "cashier", "auditor"];
const isStaff = (actor: Actor): boolean => actor.system || actor.roles.some((role) => STAFF.includes(role));

export const pricesModule = defineModule<typeof prices, Tables>(prices, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers,
  hears: hearings,
  derived: ["prices.day", "prices.line", "prices.leftover", "prices.deal"],
});
