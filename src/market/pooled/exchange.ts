import type { Handlers } from "../../kernel/machinery/module.ts";
import { contextIn, giveOut, giveTemplate, takeIn } from "../../kernel/sheets/exchange.ts";
import type { pooled } from "./contract.ts";
import { addStep, heldOrder, termsOf, type PooledScene } from "./course.ts";
import { saveTerms } from "./drafts.ts";
import { DROPS, MAX_LIST_ROWS, PROMISES, SHARES, dropLines, dropRow, planningOf, promiseLine, shareLines, withDrops, type DropLine } from "./list.ts";
import { promisesFor, visible } from "./lists.ts";
import { runOf, sheetOf } from "./sheets.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "exportOrder" | "orderTemplate" | "importOrder" | "exportSheet" | "exportCalendar">;
const MOST_PROMISES = 5_000;

const itemsBy = async ({ tx }: Pick<PooledScene, "tx">, which: { readonly ids: readonly string[] } | { readonly codes: readonly string[] }) => {
  const found = tx.selectFrom("kernel.trade_item").select(["id", "code", "zh", "unit"]);
  const [column, values] = "ids" in which ? (["id", which.ids] as const) : (["code", which.codes] as const);
  return values.length === 0 ? [] : found.where(column, "in", values).execute();
};
const currencyOf = async ({ tx }: Pick<PooledScene, "tx">): Promise<string> => (await tx.selectFrom("kernel.market").select("currency").executeTakeFirst())?.currency ?? "CNY";

export const exchangeHandlers: Noun = {
  async exportOrder(scene, { orderId, language }) {
    const order = await visible(scene as unknown as PooledScene, { orderId });
    const lines = dropLines(termsOf(order));
    const items = await itemsBy(scene, { ids: lines.map((line) => line.itemId) });
    return giveOut(DROPS, lines.map((line) => dropRow(line, items.find((item) => item.id === line.itemId))), contextIn(order.currency, language), order.no);
  },

  orderTemplate: async (scene, { language }) => giveTemplate(DROPS, contextIn(await currencyOf(scene), language)),

  async importOrder(scene, { orderId, ...input }) {
    const { tx, refuse } = scene;
    const { order, side } = await heldOrder(scene as unknown as PooledScene, orderId, "enterprise", "hub");
    const may = side === "enterprise" ? order.state === "draft" && order.made_by === "enterprise" : order.state === "asked" || (order.state === "draft" && order.made_by === "hub");
    if (!may) return refuse("not_now", { no: order.no, state: order.state });
    const terms = termsOf(order);
    return takeIn(scene, input, {
      list: DROPS, context: contextIn(order.currency, "zh"), most: MAX_LIST_ROWS,
      planning: async (table) => planningOf(terms, await itemsBy({ tx }, { codes: [...new Set(table.rows.flatMap((row) => (typeof row.values.item === "string" ? [row.values.item] : [])))] }), scene.businessDate),
      apply: async ({ changes, creates }, done) => {
        const lines: DropLine[] = [...changes.map(({ after }) => after), ...creates.map(({ value }) => value)];
        if (lines.length === 0) return;
        await saveTerms(scene as unknown as PooledScene, order.id, withDrops(terms, lines));
        for (const _ of lines) done();
        await addStep(scene, order.id, { kind: "edited", text: "Excel", quantity: lines.length });
      },
    });
  },

  async exportSheet(scene, { language, ...which }) {
    const { order, run } = await runOf(scene as unknown as PooledScene, which);
    const sheet = await sheetOf(scene as unknown as PooledScene, order, run);
    return giveOut(SHARES, shareLines(sheet, language), contextIn(order.currency, language), `${order.no}-${sheet.seq}`);
  },

  async exportCalendar(scene, { language, ...which }) {
    const promises = await promisesFor(scene as unknown as PooledScene, which);
    if (promises.length >= MOST_PROMISES) return scene.refuse("too_many_rows", { rows: promises.length, most: MOST_PROMISES });
    return giveOut(PROMISES, promises.map((promise) => promiseLine(promise, language)), contextIn(await currencyOf(scene), language), scene.businessDate);
  },
};
