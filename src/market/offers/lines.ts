import { sql, type SelectQueryBuilder } from "kysely";
import { NOBODY, type Actor, type Handlers, type Scene, type Tx } from "../../kernel/machinery/module.ts";
import type { LineView, offers } from "./contract.ts";
import { KINDS, ladder, levelFrom, type PriceStep } from "./rules.ts";
import { settingsOf, UNNAMED } from "./settings.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "market" | "line" | "stockLeft" | "myOffers">;
export type OffersScene = Scene<Tables, string, (typeof offers)["events"]>;

export const lineHandlers: Noun = {
  async market({ tx, actor, now }, input) {
    let found = visible(lineRows(tx), actor).where("l.state", "=", "open").where("l.until_at", ">", now);
    if (input.inStock) found = found.where("left.stock", ">", 0);
    if (input.grade !== undefined) found = found.where((of) => of.exists(of.selectFrom("offers.backing as b").innerJoin("kernel.lot as lot", "lot.id", "b.lot_id").select("b.lot_id").whereRef("b.line_id", "=", "l.id").where("lot.grade", "=", input.grade!)));
    if (input.growerId !== undefined) found = found.where("l.grower_id", "=", input.growerId);
    found = searched(found, input.query);
    const all = found;
    if (input.kind !== undefined) found = found.where("l.kind", "=", input.kind);
    if (input.category !== undefined) found = found.where("i.category", "=", input.category);
    const [tally, { total }, rows] = [
      await all.clearSelect().select(["l.kind", "i.category", (of) => of.fn.countAll<number>().as("lines")]).groupBy(["l.kind", "i.category"]).execute(),
      await found.clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
      await inOrder(found, input.order).limit(input.limit).offset(input.offset).execute(),
    ];
    const sum = (pick: (one: { kind: string; category: string }) => boolean): number => tally.filter(pick).reduce((n, one) => n + one.lines, 0);
    return {
      lines: await lineViews(tx, actor, now, rows), total,
      categories: [...new Set(tally.map((one) => one.category))].toSorted().map((category) => ({ category, lines: sum((one) => one.category === category) })),
      kinds: KINDS.map((kind) => ({ kind, lines: sum((one) => one.kind === kind) })).filter((one) => one.lines > 0),
    };
  },

  async line({ tx, actor, now, refuse }, { lineId }) {
    const row = await visible(lineRows(tx), actor).where("l.id", "=", lineId).executeTakeFirst();
    return row === undefined ? refuse("not_found", { line: lineId }) : (await lineViews(tx, actor, now, [row]))[0]!;
  },

  async stockLeft({ tx, actor }, { lotIds, itemIds, lineIds }) {
    // A lot that no line stands on is its grower's and the desk's to know about.
    const offered = sql<boolean>`exists (select from offers.backing b join offers.line line on line.id = b.line_id where b.lot_id = s.lot_id and line.state = 'open' and line.buyer_id is null and line.group_id is null)`;
    const mine = (of: { (column: "s.grower_id", op: "=", value: string): unknown }) => (isDesk(actor) ? sql<boolean>`true` : of("s.grower_id", "=", actor.partyId ?? NOBODY));
    const lots = lotIds.length === 0 ? [] : await tx.selectFrom("offers.lot_left as s").selectAll().where("s.lot_id", "in", lotIds).where((of) => of.or([offered, mine(of as never) as never])).execute();
    const items = itemIds.length === 0 ? [] : await tx.selectFrom("offers.lot_left as s").select(["s.item_id", (of) => of.fn.sum<string>("s.stock").as("stock")])
      .where("s.item_id", "in", itemIds).where("s.status", "in", ["declared", "received", "offered"]).where(offered).groupBy("s.item_id").execute();
    const lines = lineIds.length === 0 ? [] : await visible(lineRows(tx), actor).clearSelect().select(["l.id", "left.stock"]).where("l.id", "in", lineIds).execute();
    return {
      lots: lots.map((one) => ({ lotId: one.lot_id, itemId: one.item_id, left: one.stock })),
      items: items.map((one) => ({ itemId: one.item_id, left: Number(one.stock) })),
      lines: lines.map((one) => ({ lineId: one.id, left: one.stock })),
    };
  },

  async myOffers({ tx, actor, now, refuse }, { kind, past, limit, offset }) {
    const growerId = actor.partyId ?? refuse("not_allowed");
    let found = lineRows(tx).where("l.grower_id", "=", growerId);
    found = past ? found.where((of) => of.or([of("l.state", "=", "ended"), of("l.until_at", "<=", now)])) : found.where("l.state", "=", "open").where("l.until_at", ">", now);
    if (kind !== undefined) found = found.where("l.kind", "=", kind);
    const { total } = await found.clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("l.created_at", "desc").limit(limit).offset(offset).execute();
    const market = await tx.selectFrom("kernel.market").select("currency").executeTakeFirst();
    return { lines: await lineViews(tx, actor, now, rows), total, settings: await settingsOf(tx), currency: market?.currency ?? UNNAMED.currency };
  },
};

/** Nobody's party has this id, so that a trader without a party sees nothing rather than everything. */
export const isDesk = (actor: Actor): boolean => actor.system || actor.roles.some((role) => role === "operator" || role === "auctioneer" || role === "cashier" || role === "auditor");

export function lineRows(tx: Tx<Tables>) {
  return tx.selectFrom("offers.line as l")
    .innerJoin("kernel.trade_item as i", "i.id", "l.item_id")
    .innerJoin("kernel.party as g", "g.id", "l.grower_id")
    .innerJoin("offers.line_left as left", "left.line_id", "l.id")
    .leftJoin("kernel.party as b", "b.id", "l.buyer_id")
    .leftJoin("offers.customer_group as cg", "cg.id", "l.group_id")
    .selectAll("l").select(["i.zh", "i.en", "i.category", "i.unit", "i.packing", "i.pot_extra", "g.name as grower", "g.town", "g.demo", "left.stock", "b.name as buyer", "cg.name as group"]);
}
type Rows = ReturnType<typeof lineRows>;
export type LineRow = Awaited<ReturnType<Rows["execute"]>>[number];

/** Lines for everybody, those addressed to the asker or to a group of his, and his own as a grower; the desk sees all. */
export function visible(rows: Rows, actor: Actor): Rows {
  if (isDesk(actor)) return rows;
  const party = actor.partyId ?? NOBODY;
  return rows.where((of) => of.or([
    of.and([of("l.buyer_id", "is", null), of("l.group_id", "is", null)]), of("l.buyer_id", "=", party), of("l.grower_id", "=", party),
    of("l.group_id", "in", of.selectFrom("offers.group_member as m").select("m.group_id").where("m.buyer_id", "=", party)),
  ]));
}

function searched(rows: Rows, query: string): Rows {
  const text = query.normalize("NFKC").trim().toLowerCase().replaceAll(/[%_\\]/g, "");
  return text === "" ? rows : rows.where((of) => of.or([
    of("i.zh", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("i.initials", "like", `%${text}%`), of("i.en", "ilike", `%${text}%`),
    of("g.name", "ilike", `%${text}%`), of("g.pinyin", "like", `%${text}%`),
  ]));
}

function inOrder(rows: Rows, order: "name" | "price" | "left" | "ends"): Rows {
  const sorted: SelectQueryBuilder<never, never, object> = (order === "price" ? rows.orderBy("l.price") : order === "left" ? rows.orderBy("left.stock", "desc") : order === "ends" ? rows.orderBy("l.until_at") : rows.orderBy("i.pinyin")) as never;
  return (sorted as unknown as Rows).orderBy("l.id");
}

export async function groupsOf(tx: Tx<Tables>, buyerId: string): Promise<Set<string>> {
  const rows = await tx.selectFrom("offers.group_member").select("group_id").where("buyer_id", "=", buyerId).execute();
  return new Set(rows.map((row) => row.group_id));
}

export const stepOf = (row: { group_id: string | null; level: PriceStep["level"]; price: number }): PriceStep => ({ groupId: row.group_id, level: row.level, price: row.price });
export const packingOf = (packing: unknown): Record<string, number> => packing as Record<string, number>;

export async function lineViews(tx: Tx<Tables>, actor: Actor, now: Date, rows: readonly LineRow[]): Promise<LineView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const lots = await tx.selectFrom("offers.backing as b").innerJoin("kernel.lot as lot", "lot.id", "b.lot_id").select(["b.line_id", "lot.id", "lot.no", "lot.status", "lot.photo_id", "lot.grade"])
    .where("b.line_id", "in", ids).orderBy("b.place").execute();
  const steps = await tx.selectFrom("offers.price_step as s").leftJoin("offers.customer_group as g", "g.id", "s.group_id").select(["s.line_id", "s.group_id", "s.level", "s.price", "g.name"]).where("s.line_id", "in", ids).execute();
  const groups = await groupsOf(tx, actor.partyId ?? NOBODY);
  const lotsBy = Map.groupBy(lots, (lot) => lot.line_id);
  const stepsBy = Map.groupBy(steps, (step) => step.line_id);
  return rows.map((row) => lineView(row, { actor, now, groups, lots: lotsBy.get(row.id) ?? [], steps: stepsBy.get(row.id) ?? [] }));
}

interface Around {
  readonly actor: Actor;
  readonly now: Date;
  readonly groups: ReadonlySet<string>;
  readonly lots: readonly { id: string; no: string; status: string; photo_id: string | null; grade: LineView["grade"] }[];
  readonly steps: readonly { group_id: string | null; level: PriceStep["level"]; price: number; name: string | null }[];
}

function lineView(row: LineRow, { actor, now, groups, lots, steps }: Around): LineView {
  const packing = packingOf(row.packing);
  const own = row.grower_id === actor.partyId || isDesk(actor);
  const met = ladder(row.price, steps.map(stepOf), packing, groups);
  // Who asks for something is not told to the grower who answers.
  const unnamed = row.request_id !== null && !isDesk(actor) && row.buyer_id !== actor.partyId;
  const state = row.state === "ended" ? "ended" : row.until_at <= now ? "over" : row.from_at > now ? "waiting" : "open";
  return {
    id: row.id, kind: row.kind, state, itemId: row.item_id, itemZh: row.zh, itemEn: row.en, category: row.category, unit: row.unit, packing, potExtra: row.pot_extra,
    growerId: row.grower_id, grower: row.grower, town: row.town, demo: row.demo,
    lots: lots.map((lot) => ({ lotId: lot.id, no: lot.no, status: lot.status })), photoId: lots.find((lot) => lot.photo_id !== null)?.photo_id ?? null,
    grade: lots.every((lot) => lot.grade === lots[0]?.grade) ? (lots[0]?.grade ?? null) : null, arrived: lots.every((lot) => lot.status !== "declared"),
    price: own ? row.price : met.price,
    steps: own ? steps.map((step) => ({ level: step.level, from: levelFrom(step.level, packing) ?? 1, price: step.price, groupId: step.group_id, group: step.name })) : met.rungs.map((rung) => ({ ...rung, group: null })),
    currency: row.currency, quantity: row.quantity, taken: row.taken, left: Math.max(0, row.stock), minQuantity: row.min_quantity, share: row.share, saleDay: row.sale_day,
    from: row.from_at.toISOString(), until: row.until_at.toISOString(), byHand: row.by_hand, note: row.note,
    forBuyerId: unnamed ? null : row.buyer_id, forGroupId: own ? row.group_id : null, forName: own && !unnamed ? (row.buyer ?? row.group) : null, requestId: row.request_id,
    can: row.grower_id === actor.partyId ? (row.state === "open" ? ["change", "end"] : []) : state === "open" && actor.roles.some((role) => role === "buyer" || role === "agent") ? ["buy"] : [],
  };
}
