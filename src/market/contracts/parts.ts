import { lots } from "../../kernel/lots/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { offers } from "../offers/contract.ts";
import type { contracts } from "./contract.ts";
import { addStep, CAUSE, heldCall, lockLots, mustStand, partsOf, sideOfActor, sumOf, termsOf, type ContractScene } from "./course.ts";
import { callOf } from "./lists.ts";
import { gradeFits, type Terms } from "./rules.ts";
import type { CallOff, Contract, Part, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof contracts, Tables>, "assignable" | "assign" | "unassign" | "earmarked" | "arrived" | "gone">;
const SERVES = ["declared", "received", "offered"] as const;
const MOST_LOTS = 60;
const isSeller = ({ actor }: ContractScene) => (contract: Contract): boolean => sideOfActor(actor, contract) === "seller";

export const partHandlers: Noun = {
  async assignable(scene, { callOffId }) {
    const { tx } = scene;
    const call = await tx.selectFrom("contracts.call_off").selectAll().where("id", "=", callOffId).executeTakeFirst();
    const contract = call === undefined ? undefined : await tx.selectFrom("contracts.contract").selectAll().where("id", "=", call.contract_id).executeTakeFirst();
    if (call === undefined || contract === undefined || !isSeller(scene)(contract)) return scene.refuse("not_found", { callOff: callOffId });
    const terms = termsOf(contract);
    const rows = await tx.selectFrom("kernel.lot as l").innerJoin("kernel.trade_item as i", "i.id", "l.item_id").select(["l.id", "l.no", "l.grade", "l.status", "l.business_date", "l.declared", "l.on_hand", "l.held", "i.zh", "i.en"])
      .where("l.grower_id", "=", contract.seller_id).where("l.item_id", "in", [terms.itemId, ...terms.substitutes]).where("l.status", "in", SERVES).orderBy("l.business_date", "desc").orderBy("l.no", "desc").limit(MOST_LOTS).execute();
    const found = [];
    for (const row of rows) {
      const fits = fitsNow(terms, row.grade);
      const free = await freeOf(scene, row);
      if (fits !== "not_agreed" && free > 0) found.push({ lotId: row.id, no: row.no, itemZh: row.zh, itemEn: row.en, grade: row.grade, status: row.status, businessDate: row.business_date, free, fits });
    }
    const parts = await partsOf(scene, call.id);
    return { lots: found, open: Math.max(0, (call.confirmed ?? 0) - sumOf(parts, "earmarked", "held", "sold")) };
  },

  async assign(scene, { callOffId, lots: wanted }) {
    const { tx, now, businessDate, newId, ask, refuse } = scene;
    await lockLots(scene, wanted.map((one) => one.lotId));
    const { contract, call } = await heldCall(scene, callOffId, isSeller(scene));
    mustStand(scene, contract, "running");
    if (call.state !== "confirmed") return refuse("not_now", { no: `${contract.no}-${call.seq}`, state: call.state });
    const terms = termsOf(contract);
    let open = call.confirmed! - sumOf(await partsOf(scene, call.id), "earmarked", "held", "sold");
    for (const { lotId, quantity } of wanted) {
      const lot = await tx.selectFrom("kernel.lot").select(["id", "no", "grower_id", "item_id", "grade", "status", "declared", "on_hand", "held"]).where("id", "=", lotId).executeTakeFirst();
      if (lot === undefined || lot.grower_id !== contract.seller_id) return refuse("not_your_lot", { lot: lot?.no ?? lotId });
      if (lot.item_id !== terms.itemId && !terms.substitutes.includes(lot.item_id)) return refuse("wrong_item", { lot: lot.no });
      if (!SERVES.some((status) => status === lot.status)) return refuse("lot_over", { lot: lot.no, status: lot.status });
      if (fitsNow(terms, lot.grade) === "not_agreed") return refuse("grade_not_agreed", { lot: lot.no, grade: lot.grade });
      if (quantity > open) return refuse("more_than_confirmed", { open: Math.max(0, open), asked: quantity });
      const free = await freeOf(scene, lot);
      if (quantity > free) return refuse("not_enough_left", { lot: lot.no, left: Math.max(0, free), asked: quantity });
      const id = newId();
      const here = lot.status !== "declared";
      if (here) await ask(lots.actions.move, { lotId, kind: "hold", quantity, cause: CAUSE, causeId: id });
      await tx.insertInto("contracts.part").values({ id, call_off_id: call.id, lot_id: lotId, quantity, state: here ? "held" : "earmarked", held_on: here ? businessDate : null, at: now }).execute();
      await addStep(scene, contract.id, { kind: here ? "assigned" : "earmarked", side: "seller", quantity, text: `#${call.seq} ${lot.no}` });
      open -= quantity;
    }
    // What waited for goods is looked at again.
    await tx.updateTable("contracts.contract").set({ stuck_at: null }).where("id", "=", contract.id).execute();
    return callOf(scene, callOffId);
  },

  async unassign(scene, { callOffId, partId }) {
    const { tx, refuse } = scene;
    const named = await tx.selectFrom("contracts.part").select("lot_id").where("id", "=", partId).where("call_off_id", "=", callOffId).executeTakeFirst();
    if (named !== undefined) await lockLots(scene, [named.lot_id]);
    const { contract, call } = await heldCall(scene, callOffId, isSeller(scene));
    const part = await tx.selectFrom("contracts.part").selectAll().where("id", "=", partId).where("call_off_id", "=", callOffId).executeTakeFirst();
    if (part === undefined) return refuse("not_found", { part: partId });
    if (part.state !== "held" && part.state !== "earmarked") return refuse("not_now", { no: `${contract.no}-${call.seq}`, state: part.state });
    await letGo(scene, [part], "released");
    await addStep(scene, contract.id, { kind: "unassigned", side: "seller", quantity: part.quantity, text: `#${call.seq}` });
    return callOf(scene, callOffId);
  },

  async earmarked({ tx }, { lotIds }) {
    if (lotIds.length === 0) return { lots: [] };
    const rows = await tx.selectFrom("contracts.part").select(["lot_id", (of) => of.fn.sum<string>("quantity").as("quantity")]).where("lot_id", "in", lotIds).where("state", "=", "earmarked").groupBy("lot_id").execute();
    return { lots: rows.map((row) => ({ lotId: row.lot_id, quantity: Number(row.quantity) })) };
  },

  async arrived(scene, { lotId }) {
    const { tx, refuse, businessDate, newId, now, ask } = scene;
    const lot = (await tx.selectFrom("kernel.lot").select(["no", "on_hand", "held"]).where("id", "=", lotId).executeTakeFirst()) ?? refuse("not_found", { lot: lotId });
    const parts = await earmarksOf(scene, lotId);
    let free = lot.on_hand - lot.held;
    let kept = 0;
    for (const { call, contract, ...part } of parts) {
      const quantity = Math.min(part.quantity, Math.max(0, free));
      free -= quantity;
      kept += quantity;
      if (quantity > 0) await ask(lots.actions.move, { lotId, kind: "hold", quantity, cause: CAUSE, causeId: part.id });
      await tx.updateTable("contracts.part").set(quantity === 0 ? { state: "cut" } : { state: "held", quantity, held_on: businessDate }).where("id", "=", part.id).execute();
      if (quantity > 0 && quantity < part.quantity) {
        await tx.insertInto("contracts.part").values({ id: newId(), call_off_id: part.call_off_id, lot_id: lotId, quantity: part.quantity - quantity, state: "cut", held_on: null, at: now }).execute();
      }
      await addStep(scene, contract, { kind: quantity < part.quantity ? "arrived_short" : "arrived", side: "market", quantity, text: `#${call} ${lot.no}` });
    }
    return { earmarked: parts.reduce((sum, part) => sum + part.quantity, 0), held: kept };
  },

  async gone(scene, { lotId, reason }) {
    const parts = await earmarksOf(scene, lotId);
    await letGo(scene, parts, "cut");
    for (const { call, contract, quantity } of parts) await addStep(scene, contract, { kind: "gone", side: "market", quantity, text: `#${call} ${reason}`.trim() });
    return { earmarked: parts.reduce((sum, part) => sum + part.quantity, 0) };
  },
};

/** What stands on a lot that is still to come, the most urgent first; the contracts are locked by id, the lot has been before. */
async function earmarksOf({ tx }: ContractScene, lotId: string) {
  const rows = await tx.selectFrom("contracts.part as p").innerJoin("contracts.call_off as c", "c.id", "p.call_off_id").selectAll("p").select(["c.seq as call", "c.contract_id as contract"])
    .where("p.lot_id", "=", lotId).where("p.state", "=", "earmarked").orderBy("c.due_on").orderBy("p.id").execute();
  if (rows.length > 0) await tx.selectFrom("contracts.contract").select("id").where("id", "in", rows.map((row) => row.contract)).orderBy("id").forUpdate().execute();
  return rows;
}

const fitsNow = (terms: Terms, grade: Parameters<typeof gradeFits>[1]): "agreed" | "lower" | "not_agreed" | "not_graded" => (grade === null && terms.grade !== null ? "not_graded" : gradeFits(terms, grade));

/** Of a received lot what is not held; of a declared one what neither orders nor other call-offs count on. */
async function freeOf({ tx, ask }: ContractScene, lot: { id: string; status: string; declared: number; on_hand: number; held: number }): Promise<number> {
  if (lot.status !== "declared") return lot.on_hand - lot.held;
  const { quantity } = await ask(offers.actions.promised, { lotId: lot.id });
  const row = await tx.selectFrom("contracts.part").select((of) => of.fn.sum<string | null>("quantity").as("quantity")).where("lot_id", "=", lot.id).where("state", "=", "earmarked").executeTakeFirst();
  return lot.declared - quantity - Number(row?.quantity ?? 0);
}

/** Gives stock back; the lots are locked. */
export async function letGo({ tx, ask }: ContractScene, parts: readonly Pick<Part, "id" | "lot_id" | "quantity" | "state">[], state: "released" | "cut"): Promise<void> {
  for (const part of parts) {
    if (part.state === "held") await ask(lots.actions.move, { lotId: part.lot_id, kind: "release", quantity: part.quantity, cause: CAUSE, causeId: part.id });
    if (part.state === "held" || part.state === "earmarked") await tx.updateTable("contracts.part").set({ state }).where("id", "=", part.id).execute();
  }
}

export const livePartsOf = async (scene: ContractScene, call: Pick<CallOff, "id">): Promise<Part[]> => (await partsOf(scene, call.id)).filter((part) => part.state === "held" || part.state === "earmarked");
