import { lots } from "../../kernel/lots/contract.ts";
import { hear, type Tx } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { loss } from "./contract.ts";
import { FLOW_KINDS } from "./rules.ts";
import type { Tables } from "./store.ts";

const MOVES: ReadonlySet<string> = new Set(FLOW_KINDS);
/** The cause of this module's own movements. */
export const CAUSE = "loss";

/** What a lot last went for, as far as the log has been heard; the same again when it is heard again. */
async function lastPriceOf(tx: Tx<Tables>, lotId: string): Promise<number | null> {
  const row = await tx.selectFrom("loss.sold").select("price").where("lot_id", "=", lotId).where("reversal_id", "is", null).orderBy("at", "desc").orderBy("sale_id").limit(1).executeTakeFirst();
  return row?.price ?? null;
}

/** From these events the rates are made, and from nothing else that changes. */
export const hearings = [
  hear<Tables, typeof lots, "lotMoved">(lots, "lotMoved", async ({ tx }, { id, at, businessDate, payload }) => {
    if (!MOVES.has(payload.kind)) return;
    const lot = await tx.selectFrom("kernel.lot").select(["grower_id", "item_id"]).where("id", "=", payload.lotId).executeTakeFirstOrThrow();
    const gone = payload.kind === "write_off" || payload.kind === "donation";
    await tx.insertInto("loss.flow").values({
      event_id: id, at, business_date: businessDate, lot_id: payload.lotId, grower_id: lot.grower_id, item_id: lot.item_id, kind: payload.kind, quantity: payload.quantity, cause: payload.cause, cause_id: payload.causeId,
      price: gone ? await lastPriceOf(tx, payload.lotId) : null,
    }).onConflict((conflict) => conflict.doNothing()).execute();
  }),
  hear<Tables, typeof settlement, "saleRecorded">(settlement, "saleRecorded", async ({ tx }, { payload }) => {
    await tx.insertInto("loss.sold").values({
      sale_id: payload.id, at: new Date(payload.at), lot_id: payload.lotId, item_id: payload.itemId, channel: payload.channel, price: payload.price, cause: payload.cause, cause_id: payload.causeId,
    }).onConflict((conflict) => conflict.doNothing()).execute();
  }),
  hear<Tables, typeof settlement, "saleReversed">(settlement, "saleReversed", async ({ tx }, { payload }) => {
    await tx.updateTable("loss.sold").set({ reversal_id: payload.reversalId }).where("sale_id", "=", payload.sale.id).execute();
  }),
  hear<Tables, typeof loss, "recorded">(loss, "recorded", async ({ tx }, { id, at, businessDate, payload }) => {
    const { kind, lotId, quantity, price, newPrice, actId } = payload;
    if (kind === "write_off" || kind === "donation") {
      // The movement was heard just before; now it is known what the goods were worth to whoever gave them up.
      await tx.updateTable("loss.flow").set({ price }).where("lot_id", "=", lotId).where("kind", "=", kind).where("cause", "=", CAUSE).where("cause_id", "=", actId).execute();
      return;
    }
    await tx.insertInto("loss.flow").values({
      event_id: id, at, business_date: businessDate, lot_id: lotId, grower_id: payload.growerId, item_id: payload.itemId, kind, quantity, cause: CAUSE, cause_id: actId,
      price: kind === "markdown" && price !== null && newPrice !== null ? price - newPrice : price,
    }).onConflict((conflict) => conflict.doNothing()).execute();
  }),
];
