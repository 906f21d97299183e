/** A buyer's tables: the market place with his order written beside it, and what he looks for. */
import { amountOf, itemOf, writtenOf, type ListedItem } from "../../engines/table/nouns.ts";
import { foldAll } from "../../engines/table/fold.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import type { PlannedChange, Planning } from "../../engines/table/plan.ts";
import { momentText } from "../../engines/calendar/business-date.ts";
import { NOBODY, type Handlers } from "../../kernel/machinery/module.ts";
import { contextIn, give, tryIn } from "../../kernel/sheets/exchange.ts";
import { cartHandlers } from "./cart.ts";
import type { offers } from "./contract.ts";
import { lineHandlers, packingOf, type OffersScene } from "./lines.ts";
import { requestHandlers } from "./requests.ts";
import { MAX_QUANTITY } from "./rules.ts";
import { marketOf } from "./settings.ts";
import { MARKET, REQUESTS, marketLine, type MarketColumns, type RequestColumns } from "./sheets.ts";
import type { Tables } from "./store.ts";
import type { LineView, RequestView } from "./views.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "giveMarket" | "takeCart" | "takeRequests">;
/** Lines of one order sheet, and what of the market place is looked at for them. */
const MOST_LINES = 3_000;
const MOST_OFFERED = 20_000;
const USUAL_UNIT = "pot";
const GROWERS_SHOWN = 4;

interface Wanted {
  readonly lineId: string;
  readonly want: number;
  readonly written: string;
}
interface Request {
  readonly no: string | null;
  readonly itemId: string | null;
  readonly spec: string;
  readonly quantity: number;
  readonly written: string;
  readonly wantedOn: string;
  readonly price: number | null;
  readonly note: string;
}

export const buyingHandlers: Noun = {
  async giveMarket(scene, { language, template, ...picked }) {
    const { currency, utcOffsetMinutes } = await marketOf(scene.tx);
    const cart = await inCart(scene as OffersScene);
    const rows = async (limit: number) => (await lineHandlers.market(scene as never, { inStock: false, order: "name", ...picked, limit, offset: 0 })).lines
      // What the buyer holds himself stays in sight when nothing else is left.
      .filter((line) => line.left > 0 || cart.has(line.id)).map((line) => marketLine(line, cart.get(line.id) ?? null, momentText(Date.parse(line.until), utcOffsetMinutes)));
    return give(scene, MARKET, { language, template }, { currency, tag: scene.businessDate, rows });
  },

  async takeCart(handed, file) {
    const scene = handed as OffersScene;
    return tryIn(scene, file, {
      list: MARKET, context: contextIn((await marketOf(scene.tx)).currency, "zh"), most: MOST_LINES,
      planning: async (): Promise<Planning<MarketColumns, Wanted>> => {
        const { lines } = await lineHandlers.market(scene as never, { query: "", inStock: false, order: "name", limit: MOST_OFFERED, offset: 0 });
        const cart = await inCart(scene);
        const known = new Map(lines.map((line): [string, Wanted] => [keyOf([line.id]), { lineId: line.id, want: cart.get(line.id) ?? 0, written: "" }]));
        const byId = new Map(lines.map((line) => [line.id, line]));
        return { known, compare: { want: true }, resolve: (row, before) => wantedOf(row, before === undefined ? lineFor(row, lines) : (byId.get(before.lineId) ?? null), before) };
      },
      carry: ({ after }) => cartHandlers.reserve(scene as never, { lineId: after.lineId, quantity: after.written }),
      blame: () => "want",
    });
  },

  async takeRequests(handed, file) {
    const scene = handed as OffersScene;
    const items = (await scene.tx.selectFrom("kernel.trade_item").select(["id", "code", "zh", "unit", "packing"]).execute()).map((row): ListedItem => ({ ...row, packing: packingOf(row.packing) }));
    return tryIn(scene, file, {
      list: REQUESTS, context: contextIn((await marketOf(scene.tx)).currency, "zh"), most: MOST_LINES,
      planning: async (): Promise<Planning<RequestColumns, Request>> => {
        const { requests } = await requestHandlers.requests(scene as never, { query: "", limit: MOST_OFFERED, offset: 0 });
        return {
          known: new Map(requests.filter((one) => one.mine).map((one) => [keyOf([one.no]), asItStands(one)])),
          compare: { itemId: true, spec: REQUESTS.columns.spec.type.same, quantity: true, wantedOn: true, price: true, note: REQUESTS.columns.note.type.same },
          resolve: (row, before) => requestOf(row, items, before), judge: notChanged,
        };
      },
      carry: ({ after }) => requestHandlers.askFor(scene as never, { itemId: after.itemId, spec: after.spec, quantity: after.written, wantedOn: after.wantedOn, price: after.price, note: after.note }),
      blame: (code) => (code === "bad_quantity" ? "quantity" : "wantedOn"),
    });
  },
};

async function inCart({ tx, actor }: OffersScene): Promise<Map<string, number>> {
  const rows = await tx.selectFrom("offers.purchase_line as pl").innerJoin("offers.purchase as p", "p.id", "pl.purchase_id").select(["pl.line_id", "pl.quantity"])
    .where("p.buyer_id", "=", actor.partyId ?? NOBODY).where("p.state", "=", "cart").where("pl.state", "=", "reserved").execute();
  return new Map(rows.map((row) => [row.line_id, row.quantity]));
}

/** A line of a buyer's own table has no id: found by what and, where several sell it, whose. */
function lineFor(row: TableRow<MarketColumns>, lines: readonly LineView[]): LineView | null {
  const { item, grower } = row.values;
  if (item == null) return row.blank("item") ? row.wrong("item", "missing") : null;
  const named = lines.filter((line) => line.left > 0 && (foldAll(line.itemZh) === foldAll(item) || (line.itemEn !== "" && foldAll(line.itemEn) === foldAll(item))));
  if (named.length === 0) return row.wrong("item", "not_offered", item);
  const found = grower == null ? named : named.filter((line) => foldAll(line.grower) === foldAll(grower));
  if (found.length === 0) return row.wrong("grower", "not_of_this_grower", growersOf(named));
  return found.length === 1 ? found[0]! : row.wrong(grower == null ? "grower" : "item", grower == null ? "whose" : "several_lines", growersOf(found));
}
const growersOf = (lines: readonly LineView[]): string => [...new Set(lines.map((line) => line.grower))].slice(0, GROWERS_SHOWN).join("、");

function wantedOf(row: TableRow<MarketColumns>, line: LineView | null, before: Wanted | undefined): Wanted | null {
  if (line === null) return null;
  const { want: said, unit } = row.values;
  if (said === undefined && before !== undefined) return before;
  // What could not be read has been named; what is blank is not wanted, and a line of one's own that says nothing is skipped.
  if (said == null) return !row.blank("want") || before === undefined ? null : { lineId: line.id, want: 0, written: "0" };
  const written = writtenOf(said, unit, line.unit);
  const want = amountOf(row, "want", written, line, { least: 0, most: MAX_QUANTITY });
  return want === null ? null : { lineId: line.id, want, written };
}

const asItStands = (one: RequestView): Request => ({ no: one.no, itemId: one.itemId, spec: one.spec, quantity: one.quantity, written: one.written, wantedOn: one.wantedOn, price: one.price, note: one.note });

/** What is not in the catalogue is asked for in words: its name is then the specification. */
function requestOf(row: TableRow<RequestColumns>, items: readonly ListedItem[], before: Request | undefined): Request | null {
  const { itemCode, item: name, spec, quantity: said, unit, wantedOn, price, note } = row.values;
  const inWords = itemCode == null && (name == null || !items.some((one) => foldAll(one.zh) === foldAll(name)));
  const item = inWords ? null : itemOf(row, items);
  const what = [inWords ? (name ?? "") : "", spec ?? ""].filter((part) => part !== "").join(" ") || (item?.zh ?? "");
  if (what === "" && row.blank("spec")) row.wrong("spec", "missing");
  if (said == null || wantedOn == null || what === "" || (!inWords && item === null)) return null;
  const counted = item ?? { unit: unit ?? USUAL_UNIT, packing: {} };
  const written = writtenOf(said, unit, counted.unit);
  const quantity = amountOf(row, "quantity", written, item ?? { unit: USUAL_UNIT, packing: {} }, { least: 1, most: MAX_QUANTITY });
  if (quantity === null) return null;
  return { no: before?.no ?? null, itemId: item?.id ?? null, spec: what, quantity, written, wantedOn, price: price === undefined ? (before?.price ?? null) : price, note: note === undefined ? (before?.note ?? "") : (note ?? "") };
}

/** A request is taken back and made anew; growers have answered what it said. */
function notChanged(row: TableRow<RequestColumns>, { changed }: PlannedChange<Request>): void {
  row.wrong(changed[0] === "itemId" ? "item" : (changed[0] as keyof RequestColumns), "not_this_way");
}
