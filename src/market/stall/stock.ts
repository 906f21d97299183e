import { catalogue } from "../../kernel/catalogue/contract.ts";
import { files } from "../../kernel/files/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { hear, type Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { stall } from "./contract.ts";
import { marketOf, placeAt, signature, type Place, type StallScene } from "./right.ts";
import { measure, type ArrivalKind } from "./rules.ts";
import type { Tables } from "./store.ts";
import type { StockRow } from "./views.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "arrive" | "takeOver" | "fetchLot" | "recount" | "stock" | "purchases">;
const ARRIVAL = "stall.arrival";

interface Opening {
  readonly itemId: string;
  readonly quantity: number;
  readonly kind: ArrivalKind;
  readonly purchasePrice: number | null;
  readonly source: string;
  readonly photoId: string | null;
  readonly parentId: string | null;
  readonly saleId: string | null;
  readonly causeId: string;
}

export const stockHandlers: Noun = {
  async arrive(handed, { stallId, arrivalId, itemId, quantity, purchasePrice, source, photoId }) {
    const scene = handed as StallScene;
    const place = await openPlace(scene, stallId);
    const earlier = await scene.tx.selectFrom("stall.arrival").select(["lot_id", "stall_id"]).where("arrival_id", "=", arrivalId).executeTakeFirst();
    if (earlier !== undefined && earlier.stall_id !== stallId) return scene.refuse("not_found", { arrival: arrivalId });
    if (earlier !== undefined) return rowOf(scene, earlier.lot_id);
    const item = await scene.ask(catalogue.actions.item, { itemId });
    const measured = measure(item, quantity);
    if (!measured.ok) return scene.refuse("bad_quantity", { written: quantity, why: measured.message, item: item.zh });
    if (photoId !== null) await scene.ask(files.actions.photo, { photoId });
    return openLot(scene, place, { itemId, quantity: measured.quantity, kind: "brought", purchasePrice, source, photoId, parentId: null, saleId: null, causeId: arrivalId });
  },

  async takeOver(handed, { stallId, saleId }) {
    const scene = handed as StallScene;
    const { tx, refuse } = scene;
    const place = await openPlace(scene, stallId);
    const bought = await tx.selectFrom("stall.purchase").selectAll().where("sale_id", "=", saleId).where("party_id", "=", place.stall.party_id).executeTakeFirst();
    if (bought === undefined) return refuse("not_found", { sale: saleId });
    if (bought.reversed) return refuse("purchase_reversed", { lot: bought.lot_no });
    const taken = await tx.selectFrom("stall.arrival").select("lot_id").where("sale_id", "=", saleId).executeTakeFirst();
    if (taken !== undefined) return refuse("taken_over", { lot: bought.lot_no });
    const { photo_id: photoId } = await tx.selectFrom("kernel.lot").select("photo_id").where("id", "=", bought.lot_id).executeTakeFirstOrThrow();
    return openLot(scene, place, { itemId: bought.item_id, quantity: bought.quantity, kind: "bought", purchasePrice: bought.price, source: bought.lot_no, photoId, parentId: bought.lot_id, saleId, causeId: saleId });
  },

  async fetchLot(handed, { stallId, lotNo }) {
    const scene = handed as StallScene;
    const { tx, refuse } = scene;
    const { stall } = await openPlace(scene, stallId);
    const lot = await tx.selectFrom("kernel.lot").select(["id", "no", "item_id", "status", "held", "grower_id"]).where("no", "=", lotNo.toUpperCase()).executeTakeFirst();
    if (lot === undefined || lot.grower_id !== stall.party_id) return refuse("unknown_lot", { lot: lotNo });
    const there = await tx.selectFrom("stall.arrival").select("stall_id").where("lot_id", "=", lot.id).executeTakeFirst();
    if (there?.stall_id === stall.id) return rowOf(scene, lot.id);
    if (there !== undefined || lot.status !== "received" || lot.held > 0) return refuse("lot_elsewhere", { lot: lot.no });
    await tx.insertInto("stall.arrival").values({ lot_id: lot.id, arrival_id: null, stall_id: stall.id, item_id: lot.item_id, kind: "own", purchase_price: null, source: "", sale_id: null, ...signature(scene) }).execute();
    return rowOf(scene, lot.id);
  },

  async recount(handed, { lotId, countId, counted, reason }) {
    const scene = handed as StallScene;
    const { tx, refuse } = scene;
    const here = await tx.selectFrom("stall.arrival").select("stall_id").where("lot_id", "=", lotId).executeTakeFirst();
    if (here === undefined) return refuse("not_found", { lot: lotId });
    const { right } = await placeAt(scene, here.stall_id, true);
    if (!right.mayCountUp) return refuse("no_count_right", { item: "" });
    const done = await tx.selectFrom("kernel.lot").select(["no", "on_hand", "held"]).where("id", "=", lotId).executeTakeFirstOrThrow();
    if (counted < done.held) return refuse("lot_is_held", { lot: done.no, held: done.held });
    const difference = counted - done.on_hand;
    if (difference !== 0) await scene.ask(lots.actions.move, { lotId, kind: difference > 0 ? "count_up" : "count_down", quantity: Math.abs(difference), cause: "stall.recount", causeId: countId, reason });
    return rowOf(scene, lotId);
  },

  async stock(handed, { stallId, all, limit, offset }) {
    const scene = handed as StallScene;
    const { stall, right } = await placeAt(scene, stallId);
    let found = rowsOf(scene).where("a.stall_id", "=", stall.id);
    if (!all) found = found.where("l.on_hand", ">", 0);
    const { total } = await found.clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("a.at", "desc").orderBy("l.no", "desc").limit(limit).offset(offset).execute();
    return { lots: rows.map((row) => seenBy(right.role, viewOf(row))), total, currency: (await marketOf(scene)).currency, right };
  },

  async purchases(handed, { stallId, limit, offset }) {
    const scene = handed as StallScene;
    const { stall } = await placeAt(scene, stallId);
    const found = scene.tx.selectFrom("stall.purchase as p").innerJoin("kernel.trade_item as i", "i.id", "p.item_id").leftJoin("stall.arrival as a", "a.sale_id", "p.sale_id")
      .where("p.party_id", "=", stall.party_id).where("p.reversed", "=", false).where("a.lot_id", "is", null);
    const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.selectAll("p").select(["i.zh", "i.en"]).orderBy("p.business_date", "desc").orderBy("p.sale_id", "desc").limit(limit).offset(offset).execute();
    return {
      total, currency: (await marketOf(scene)).currency,
      purchases: rows.map((row) => ({ saleId: row.sale_id, lotNo: row.lot_no, itemId: row.item_id, zh: row.zh, en: row.en, unit: row.unit, channel: row.channel, businessDate: row.business_date, quantity: row.quantity, price: row.price })),
    };
  },
};

/** What goods cost is the keeper's own business; a helper sees what there is and where it came from. */
const seenBy = (role: "owner" | "seller", row: StockRow): StockRow => (role === "owner" ? row : { ...row, purchasePrice: null });

async function openPlace(scene: StallScene, stallId: string): Promise<Place> {
  const place = await placeAt(scene, stallId, true);
  return place.stall.open ? place : scene.refuse("stall_shut", { stall: place.stall.number });
}

async function openLot(scene: StallScene, { stall }: Place, opening: Opening): Promise<StockRow> {
  const { tx, ask } = scene;
  const lot = await ask(lots.actions.create, { itemId: opening.itemId, growerId: stall.party_id, declared: opening.quantity, photoId: opening.photoId, parentId: opening.parentId });
  await ask(lots.actions.move, { lotId: lot.id, kind: "intake", quantity: opening.quantity, cause: ARRIVAL, causeId: opening.causeId });
  await ask(lots.actions.change, { lotId: lot.id, status: "received" });
  await tx.insertInto("stall.arrival").values({
    lot_id: lot.id, arrival_id: opening.kind === "brought" ? opening.causeId : null, stall_id: stall.id, item_id: opening.itemId, kind: opening.kind, purchase_price: opening.purchasePrice, source: opening.source, sale_id: opening.saleId,
    ...signature(scene),
  }).execute();
  return rowOf(scene, lot.id);
}

const rowsOf = ({ tx }: StallScene) => tx.selectFrom("stall.arrival as a").innerJoin("kernel.lot as l", "l.id", "a.lot_id").innerJoin("kernel.trade_item as i", "i.id", "l.item_id")
  .select(["a.lot_id", "a.kind", "a.source", "a.purchase_price", "a.at", "l.no", "l.item_id", "l.unit", "l.declared", "l.on_hand", "l.held", "l.photo_id", "i.zh", "i.en"]);

const viewOf = (row: Awaited<ReturnType<ReturnType<typeof rowsOf>["executeTakeFirstOrThrow"]>>): StockRow => ({
  lotId: row.lot_id, lotNo: row.no, itemId: row.item_id, zh: row.zh, en: row.en, unit: row.unit, kind: row.kind, source: row.source, purchasePrice: row.purchase_price, at: row.at.toISOString(),
  brought: row.declared, onHand: row.on_hand, held: row.held, photoId: row.photo_id,
});

async function rowOf(scene: StallScene, lotId: string): Promise<StockRow> {
  return viewOf(await rowsOf(scene).where("a.lot_id", "=", lotId).executeTakeFirstOrThrow());
}

/** What a stall keeper buys anywhere in the market waits for him to put it on his stall. */
export const purchaseHearings = [
  hear<Tables, typeof settlement, "saleRecorded">(settlement, "saleRecorded", async ({ tx }, { payload }) => {
    const buyer = await tx.selectFrom("kernel.party").select("roles").where("id", "=", payload.buyerId).executeTakeFirst();
    if (buyer?.roles.includes("merchant") !== true) return;
    await tx.insertInto("stall.purchase").values({
      sale_id: payload.id, party_id: payload.buyerId, lot_id: payload.lotId, lot_no: payload.lotNo, item_id: payload.itemId, channel: payload.channel, business_date: payload.businessDate, quantity: payload.quantity,
      unit: payload.unit, price: payload.price,
    }).onConflict((conflict) => conflict.doNothing()).execute();
  }),
  hear<Tables, typeof settlement, "saleReversed">(settlement, "saleReversed", async ({ tx }, { payload }) => {
    await tx.updateTable("stall.purchase").set({ reversed: true }).where("sale_id", "=", payload.sale.id).execute();
  }),
];
