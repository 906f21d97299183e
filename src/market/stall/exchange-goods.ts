/** Goods and prices of a stall in and out of Excel: arrivals and recounts in one table, the lowest prices in another. */
import { bareQuantity, type Quantity } from "../../engines/table/figure-columns.ts";
import { momentText } from "../../engines/calendar/business-date.ts";
import { amountOf, itemOf, writtenOf, type ListedItem } from "../../engines/table/nouns.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import { contextIn, give, tryIn } from "../../kernel/sheets/exchange.ts";
import type { stall } from "./contract.ts";
import { counterHandlers } from "./counter.ts";
import { marketOf, ownerAt, placeAt, type StallScene } from "./right.ts";
import { MAX_QUANTITY } from "./rules.ts";
import { GOODS, PRICES, goodsLine, unitOf, type GoodsColumns, type PriceColumns } from "./sheets.ts";
import { staffHandlers } from "./staff.ts";
import { stockHandlers } from "./stock.ts";
import type { Tables } from "./store.ts";
import type { StockRow } from "./views.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "giveGoods" | "takeGoods" | "givePrices" | "takePrices">;
const MOST_LINES = 2_000;
const SHORTEST_REASON = 2;

interface Goods {
  readonly lotId: string | null;
  readonly item: ListedItem;
  readonly quantity: number;
  readonly written: string;
  readonly cost: number | null;
  readonly source: string;
  readonly reason: string;
}
interface Floor {
  readonly itemId: string;
  readonly floor: number | null;
}

export const goodsHandlers: Noun = {
  async giveGoods(handed, { stallId, all, ...asked }) {
    const scene = handed as StallScene;
    const { currency, utcOffsetMinutes } = await marketOf(scene);
    const codes = await codesOf(scene.tx);
    const rows = async (limit: number) => (await stockHandlers.stock(scene as never, { stallId, all, limit, offset: 0 })).lots
      .map((row) => goodsLine(row, momentText(Date.parse(row.at), utcOffsetMinutes), codes.get(row.itemId)!.code));
    return give(handed, GOODS, asked, { currency, tag: scene.businessDate, rows });
  },

  async takeGoods(handed, { stallId, ...file }) {
    const scene = handed as StallScene;
    await placeAt(scene, stallId, true);
    return tryIn(scene as never, file, {
      list: GOODS, context: contextIn((await marketOf(scene)).currency, "zh"), most: MOST_LINES,
      planning: async () => {
        const { lots } = await stockHandlers.stock(scene as never, { stallId, all: true, limit: Number.MAX_SAFE_INTEGER, offset: 0 });
        const items = await codesOf(scene.tx);
        const known = new Map(lots.map((row) => [keyOf([row.lotNo]), asItStands(row, items.get(row.itemId)!)]));
        return { known, compare: { quantity: true }, resolve: (row, before) => (before === undefined ? arrivalOf(row, [...items.values()]) : countOf(row, before)) };
      },
      carry: ({ before, after }) => (before === null
        ? stockHandlers.arrive(scene as never, { stallId, arrivalId: scene.newId(), itemId: after.item.id, quantity: after.written, purchasePrice: after.cost, source: after.source, photoId: null })
        : stockHandlers.recount(scene as never, { lotId: before.lotId!, countId: scene.newId(), counted: after.quantity, reason: after.reason })),
      blame: () => "quantity",
    });
  },

  async givePrices(handed, { stallId, ...asked }) {
    const scene = handed as StallScene;
    const { items, currency } = await counterHandlers.counter(scene as never, { stallId });
    const known = await codesOf(scene.tx);
    const { floors } = await staffHandlers.helpers(scene as never, { stallId });
    const more = floors.filter((floor) => !items.some((item) => item.itemId === floor.itemId)).map((floor) => ({ itemCode: known.get(floor.itemId)!.code, item: floor.zh, unit: unitOf(floor.unit), floor: floor.price }));
    const rows = async () => [
      ...items.map((item) => ({
        itemCode: known.get(item.itemId)!.code, item: item.zh, unit: unitOf(item.unit), floor: item.floor, last: item.lastPrice === null || item.lastPrice.price === 0 ? null : item.lastPrice.price, per: item.lastPrice === null ? null : unitOf(item.lastPrice.per), left: item.free,
      })), ...more,
    ];
    return give(handed, PRICES, asked, { currency, tag: scene.businessDate, rows });
  },

  async takePrices(handed, { stallId, ...file }) {
    const scene = handed as StallScene;
    await ownerAt(scene, stallId);
    return tryIn(scene as never, file, {
      list: PRICES, context: contextIn((await marketOf(scene)).currency, "zh"), most: MOST_LINES,
      planning: async () => {
        const items = await codesOf(scene.tx);
        const floors = new Map((await scene.tx.selectFrom("stall.floor").selectAll().where("stall_id", "=", stallId).execute()).map((row) => [row.item_id, row.price]));
        // Every item has a lowest price or none, so that each line is a change and a blank one that says nothing changes nothing.
        const known = new Map([...items.values()].map((item): [string, Floor] => [keyOf([item.code]), { itemId: item.id, floor: floors.get(item.id) ?? null }]));
        return { known, compare: { floor: true }, resolve: floorOf };
      },
      carry: ({ after }) => staffHandlers.setFloor(scene as never, { stallId, itemId: after.itemId, price: after.floor }),
    });
  },
};

async function codesOf(tx: Tx<Tables>): Promise<Map<string, ListedItem>> {
  const rows = await tx.selectFrom("kernel.trade_item").select(["id", "code", "zh", "unit", "packing"]).execute();
  return new Map(rows.map((row) => [row.id, { id: row.id, code: row.code, zh: row.zh, unit: row.unit, packing: row.packing as unknown as Record<string, number> }]));
}

const asItStands = (row: StockRow, item: ListedItem): Goods => ({ lotId: row.lotId, item, quantity: row.onHand, written: String(row.onHand), cost: row.purchasePrice, source: row.source, reason: "" });

const amountIn = (row: TableRow<GoodsColumns>, item: ListedItem, said: Quantity, least: number): number | null => amountOf(row, "quantity", writtenOf(said, row.values.unit, item.unit), item, { least, most: MAX_QUANTITY });

function arrivalOf(row: TableRow<GoodsColumns>, items: readonly ListedItem[]): Goods | null {
  const { quantity: said, unit, cost, source } = row.values;
  const item = itemOf(row, items);
  if (item === null || said == null) return null;
  const quantity = amountIn(row, item, said, 1);
  return quantity === null ? null : { lotId: null, item, quantity, written: writtenOf(said, unit, item.unit), cost: cost ?? null, source: source ?? "", reason: "" };
}

/** Of a lot that stands here only its count changes; what it is, cost and where it came from was noted when it came. */
function countOf(row: TableRow<GoodsColumns>, before: Goods): Goods | null {
  const { quantity: said, reason, cost, source, itemCode, item } = row.values;
  if (itemCode != null || item != null) {
    const named = itemOf(row, [before.item]);
    if (named === null) return null;
  }
  if (cost != null && cost !== before.cost) row.wrong("cost", "not_this_way");
  if (source != null && !GOODS.columns.source.type.same(source, before.source)) row.wrong("source", "not_this_way");
  const quantity = said == null ? null : amountIn(row, before.item, said, 0);
  if (quantity === null) return null;
  if (quantity !== before.quantity && (reason ?? "").trim().length < SHORTEST_REASON) row.wrong("reason", "count_reason");
  return { ...before, quantity, written: bareQuantity(quantity).written, reason: reason ?? "" };
}

function floorOf(row: TableRow<PriceColumns>, before: Floor | undefined): Floor | null {
  if (before === undefined) return row.values.itemCode == null ? null : row.wrong("itemCode", "unknown_item", row.values.itemCode);
  return { ...before, floor: row.values.floor === undefined ? before.floor : row.values.floor };
}
