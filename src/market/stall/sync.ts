import type { Handlers } from "../../kernel/machinery/module.ts";
import { bookBill } from "./booking.ts";
import { rowOf } from "./bills.ts";
import type { stall } from "./contract.ts";
import { placeAt, signature, type StallScene } from "./right.ts";
import type { Tables } from "./store.ts";
import type { SyncAnswer } from "./views.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "syncBills" | "dropBill">;

export const syncHandlers: Noun = {
  async syncBills(scene, { stallId, bills }) {
    const place = await placeAt(scene as StallScene, stallId, true);
    const answers: SyncAnswer[] = [];
    for (const bill of bills) {
      // Each bill stands alone: one that cannot be booked takes nothing of itself along and stops no other.
      const tried = await scene.attempt(() => bookBill(scene as StallScene, place, bill));
      answers.push(tried.ok
        ? { id: bill.id, outcome: tried.value.repeated ? "repeated" : "booked", bill: await rowOf(scene as StallScene, tried.value.bill.id), refused: null, module: null, detail: {} }
        : { id: bill.id, outcome: "conflict", bill: null, refused: tried.refusal.code, module: tried.refusal.module, detail: { ...tried.refusal.detail } });
    }
    return { answers };
  },

  async dropBill(scene, { stallId, bill, reason }) {
    const { tx, refuse } = scene;
    const { stall } = await placeAt(scene as StallScene, stallId, true);
    const booked = await tx.selectFrom("stall.bill").select("no").where("id", "=", bill.id).executeTakeFirst();
    if (booked !== undefined) return refuse("bill_is_booked", { no: booked.no });
    await tx.insertInto("stall.dropped").values({ bill_id: bill.id, stall_id: stall.id, reason, bill: JSON.stringify(bill), ...signature(scene as StallScene) }).onConflict((conflict) => conflict.doNothing()).execute();
    return { dropped: true };
  },
};
