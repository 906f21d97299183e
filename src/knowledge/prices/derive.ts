import { hear, type Scene } from "../../kernel/machinery/module.ts";
import { clock } from "../../market/clock/contract.ts";
import { settlement } from "../../market/settlement/contract.ts";
import { prices } from "./contract.ts";
import type { GradeKey, Tables, VenueKey } from "./store.ts";

const venueOf = (channel: string): VenueKey => (channel === "stall" ? "stall" : "");

type PriceScene = Scene<Tables, string, (typeof prices)["events"]>;
interface LineChange {
  readonly business_date: string;
  readonly item_id: string;
  readonly grade: GradeKey;
  readonly venue: VenueKey;
  readonly deals?: number;
  readonly sold?: number;
  readonly value?: number;
  readonly unsold?: number;
}

/** What keeps the sheet true: sales, sales taken back, lots that passed, the end of a day. Each takes effect once, from the event alone. */
export const hearings = [
  hear<Tables, typeof settlement, "saleRecorded">(settlement, "saleRecorded", async (scene, { payload: sale, at }) => {
    const grade = (sale.grade ?? "") as GradeKey;
    const key = { business_date: sale.businessDate, item_id: sale.itemId, grade };
    const written = await scene.tx.insertInto("prices.deal").values({
      sale_id: sale.id, ...key, lot_id: sale.lotId, seller_id: sale.growerId, at: new Date(sale.at), channel: sale.channel, quantity: sale.quantity, price: sale.price, currency: sale.currency,
    }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    if (written.numInsertedOrUpdatedRows !== 1n) return;
    await addToLine(scene, { ...key, venue: venueOf(sale.channel), deals: 1, sold: sale.quantity, value: sale.gross });
    await changeLeftover(scene, sale.businessDate, sale.lotId, (before) => ({ sold_after: before.sold_after + sale.quantity }));
    await touchDay(scene, sale.businessDate, at, sale.currency);
    await tellCorrection(scene, sale);
  }),

  hear<Tables, typeof settlement, "saleReversed">(settlement, "saleReversed", async (scene, { payload: { sale }, at }) => {
    const changed = await scene.tx.updateTable("prices.deal").set({ reversed: true }).where("sale_id", "=", sale.id).where("reversed", "=", false).executeTakeFirst();
    if (changed.numUpdatedRows !== 1n) return;
    await addToLine(scene, { business_date: sale.businessDate, item_id: sale.itemId, grade: (sale.grade ?? "") as GradeKey, venue: venueOf(sale.channel), deals: -1, sold: -sale.quantity, value: -sale.gross });
    await touchDay(scene, sale.businessDate, at, sale.currency);
    await tellCorrection(scene, sale);
  }),

  hear<Tables, typeof clock, "lotPassed">(clock, "lotPassed", async (scene, { payload, businessDate, at }) => {
    const { tx } = scene;
    const lot = await tx.selectFrom("kernel.lot").select(["item_id", "grade"]).where("id", "=", payload.lotId).executeTakeFirst();
    if (lot === undefined) return;
    const row = { business_date: businessDate, lot_id: payload.lotId, item_id: lot.item_id, grade: (lot.grade ?? "") as GradeKey, passed: 0, reason: payload.reason };
    await tx.insertInto("prices.leftover").values(row).onConflict((conflict) => conflict.doNothing()).execute();
    // A lot that passes twice on a day has as much left over as the last time says, less what is sold from then on.
    await changeLeftover(scene, businessDate, payload.lotId, () => ({ passed: payload.quantity, sold_after: 0, reason: payload.reason }));
    await touchDay(scene, businessDate, at, null);
  }),

  hear<Tables, typeof settlement, "dayClosed">(settlement, "dayClosed", async (scene, { payload: { businessDate, currency }, at }) => {
    await touchDay(scene, businessDate, at, currency);
    await scene.tx.updateTable("prices.day").set({ complete: true }).where("business_date", "=", businessDate).execute();
    const sums = await scene.tx.selectFrom("prices.line").where("business_date", "=", businessDate)
      .select((of) => [of.fn.countAll<number>().as("lines"), of.fn.coalesce(of.fn.sum<string>("sold"), of.val("0")).as("sold"), of.fn.coalesce(of.fn.sum<string>("value"), of.val("0")).as("value")]).executeTakeFirstOrThrow();
    await (scene as PriceScene).emit("sheetCompleted", { businessDate, lines: sums.lines, sold: Number(sums.sold), value: Number(sums.value) });
  }),
];

/** Whoever made something of a closed day's sheet hears that it is another one now. */
async function tellCorrection(scene: Scene<Tables>, sale: { readonly id: string; readonly businessDate: string; readonly itemId: string }): Promise<void> {
  const closed = await scene.tx.selectFrom("prices.day").select("business_date").where("business_date", "=", sale.businessDate).where("complete", "=", true).executeTakeFirst();
  if (closed !== undefined) await (scene as PriceScene).emit("sheetCorrected", { businessDate: sale.businessDate, itemId: sale.itemId, saleId: sale.id });
}

async function addToLine({ tx }: Scene<Tables>, change: LineChange): Promise<void> {
  const { business_date, item_id, grade, venue, deals = 0, sold = 0, value = 0, unsold = 0 } = change;
  const changed = await tx.updateTable("prices.line")
    .set((of) => ({ deals: of("deals", "+", deals), sold: of("sold", "+", sold), value: of("value", "+", value), unsold: of("unsold", "+", unsold) }))
    .where("business_date", "=", business_date).where("item_id", "=", item_id).where("grade", "=", grade).where("venue", "=", venue).executeTakeFirst();
  if (changed.numUpdatedRows === 0n) await tx.insertInto("prices.line").values({ business_date, item_id, grade, venue, deals, sold, value, unsold }).execute();
}

/** Changes what is left of a lot on a day, and its line by as much as the unsold quantity moved. */
async function changeLeftover(scene: Scene<Tables>, businessDate: string, lotId: string, change: (before: { sold_after: number }) => { passed?: number; sold_after: number; reason?: string }): Promise<void> {
  const { tx } = scene;
  const before = await tx.selectFrom("prices.leftover").selectAll().where("business_date", "=", businessDate).where("lot_id", "=", lotId).executeTakeFirst();
  if (before === undefined) return;
  const after = await tx.updateTable("prices.leftover").set(change(before)).where("business_date", "=", businessDate).where("lot_id", "=", lotId).returning("unsold").executeTakeFirstOrThrow();
  await addToLine(scene, { business_date: businessDate, item_id: before.item_id, grade: before.grade, venue: "", unsold: after.unsold - before.unsold });
}

async function touchDay({ tx }: Scene<Tables>, businessDate: string, at: Date, currency: string | null): Promise<void> {
  await tx.insertInto("prices.day").values({ business_date: businessDate, currency, updated_at: at })
    .onConflict((conflict) => conflict.column("business_date").doUpdateSet({ updated_at: at, ...(currency === null ? {} : { currency }) })).execute();
}
