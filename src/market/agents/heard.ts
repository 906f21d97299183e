import { sql } from "kysely";
import { allocateProportionally } from "../../engines/fees/rounding.ts";
import { hear, type Hearing } from "../../kernel/machinery/module.ts";
import { claims } from "../claims/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { settingOf } from "./clients.ts";
import { heldPurchase, placeOf, refundFill, settleCommission, shareByRule, takeBackFill } from "./fills.ts";
import type { Grade } from "./rules.ts";
import type { AgentScene } from "./scene.ts";
import type { Tables } from "./store.ts";

/** What an agent buys through any channel, what is taken back of it, what is given back on it. */
export const hearings: readonly Hearing<Tables>[] = [
  hear(settlement, "saleRecorded", async (scene, { payload: sale }) => {
    const { tx } = scene;
    const buyer = await tx.selectFrom("kernel.party").select("id").where("id", "=", sale.buyerId).where(sql<boolean>`'agent' = any(roles)`).executeTakeFirst();
    if (buyer === undefined) return;
    await tx.insertInto("agents.purchase").values({
      sale_id: sale.id, at: new Date(sale.at), business_date: sale.businessDate, channel: sale.channel, lot_id: sale.lotId, lot_no: sale.lotNo, item_id: sale.itemId, grade: sale.grade as Grade | null, seller_id: sale.growerId, agent_id: sale.buyerId,
      quantity: sale.quantity, unit: sale.unit, price: sale.price, currency: sale.currency, money: sale.money,
    }).onConflict((conflict) => conflict.doNothing()).execute();
    if ((await settingOf(tx, sale.buyerId)).byRule) await shareByRule(scene as unknown as AgentScene, sale.id);
  }),

  hear(settlement, "saleReversed", async (hearing, { payload }) => {
    const scene = hearing as unknown as AgentScene;
    const { tx } = scene;
    const purchase = await heldPurchase(scene, payload.sale.id);
    if (purchase === undefined || purchase.reversed) return;
    for (const fill of await standingFills(scene, purchase.sale_id)) await takeBackFill(scene, fill, (await placeOf(scene, fill.line_id))!, { why: "reversed", reason: payload.reason });
    await tx.updateTable("agents.purchase").set({ reversed: true }).where("sale_id", "=", purchase.sale_id).execute();
  }),

  hear(claims, "claimClosed", async (hearing, { payload }) => {
    const scene = hearing as unknown as AgentScene;
    const { tx } = scene;
    // A return takes the whole sale back, which is heard of as such.
    if ((payload.outcome !== "refund" && payload.outcome !== "regrade") || payload.amount === 0) return;
    const purchase = await heldPurchase(scene, payload.saleId);
    if (purchase === undefined || purchase.reversed) return;
    const fills = await standingFills(scene, purchase.sale_id);
    // By what each still costs, so that nobody is given back more than he owes; for equal prices that is by units.
    const own = (purchase.quantity - purchase.allocated) * purchase.price - purchase.refund_left;
    const parts = allocateProportionally(payload.amount, [...fills.map((fill) => fill.goods - fill.refunded), own]);
    for (const [n, fill] of fills.entries()) {
      if (parts[n]! === 0) continue;
      const place = (await placeOf(scene, fill.line_id))!;
      await refundFill(scene, fill, place, { amount: parts[n]!, currency: purchase.currency, claimId: payload.claimId });
      await settleCommission(scene, place, purchase.currency);
    }
    if (parts.at(-1)! > 0) await tx.updateTable("agents.purchase").set({ refund_left: purchase.refund_left + parts.at(-1)! }).where("sale_id", "=", purchase.sale_id).execute();
  }),
];

const standingFills = ({ tx }: AgentScene, saleId: string) => tx.selectFrom("agents.fill").selectAll().where("sale_id", "=", saleId).where("back_at", "is", null).orderBy("line_id").orderBy("id").execute();
