import { sql } from "kysely";
import { files } from "../../kernel/files/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import type { Actor, Handlers } from "../../kernel/machinery/module.ts";
import { agedLot, ownParty, worthOf } from "./ageing.ts";
import { actRows, actViewOf } from "./acts.ts";
import type { loss } from "./contract.ts";
import { CAUSE } from "./derive.ts";
import { deedsOf, isLower, needsSecond, type Grade, type LossAct } from "./rules.ts";
import type { Act, Tables } from "./store.ts";
import { currencyOf, currentTerms, type LossScene } from "./terms.ts";

type Noun = Pick<Handlers<typeof loss, Tables>, "record" | "decide">;
interface Locked {
  readonly id: string;
  readonly no: string;
  readonly item_id: string;
  readonly grower_id: string;
  readonly unit: string;
  readonly grade: Grade | null;
  readonly floor_price: number | null;
  readonly pot_extra: boolean;
  readonly photo_id: string | null;
  readonly on_hand: number;
  readonly held: number;
}

/** Locked first, as everybody who moves stock does. To a seller another's lot is not there. */
async function lockedLot({ tx, actor, refuse }: LossScene, lotId: string): Promise<Locked> {
  const lot = await tx.selectFrom("kernel.lot").select(["id", "no", "item_id", "grower_id", "unit", "grade", "floor_price", "pot_extra", "photo_id", "on_hand", "held"]).where("id", "=", lotId).forUpdate().executeTakeFirst();
  const own = ownParty(actor);
  return lot === undefined || (own !== null && own !== lot.grower_id) ? refuse("not_found", { lot: lotId }) : lot;
}

async function nextNumber({ tx, businessDate }: LossScene): Promise<string> {
  const { last } = await tx.insertInto("loss.counter").values({ business_date: businessDate, last: 1 })
    .onConflict((conflict) => conflict.column("business_date").doUpdateSet({ last: sql`loss.counter.last + 1` })).returning("last").executeTakeFirstOrThrow();
  return `N${businessDate.replaceAll("-", "")}-${String(last).padStart(4, "0")}`;
}

interface Planned {
  readonly kind: LossAct;
  readonly quantity: number;
  readonly newGrade?: Grade;
  readonly newPrice?: number;
  readonly price: number | null;
}

/** Whether it can be done now; asked again when a second person confirms, because stock may have been sold meanwhile. */
function mustBePossible({ refuse }: LossScene, lot: Locked, { kind, quantity, newGrade, newPrice, price }: Planned): void {
  const free = lot.on_hand - lot.held;
  if (free <= 0 || quantity > free) refuse("not_enough_free", { lot: lot.no, free, held: lot.held, asked: quantity });
  if (kind === "downgrade" && newGrade !== undefined && !isLower(lot.grade, newGrade)) refuse("not_lower", { lot: lot.no, grade: lot.grade, wanted: newGrade });
  if (kind !== "markdown") return;
  if (price === null) refuse("no_price", { lot: lot.no });
  else if (newPrice !== undefined && newPrice >= price) refuse("not_cheaper", { lot: lot.no });
}

/** Carries an act out: the stock moves, or what is said about the lot changes. Answers with the lot a part of it became. */
async function carryOut({ ask }: LossScene, lot: Locked, act: Pick<Act, "id" | "kind" | "quantity" | "new_grade" | "new_price" | "reason">): Promise<string | null> {
  const cause = { cause: CAUSE, causeId: act.id, reason: act.reason };
  if (act.kind === "write_off" || act.kind === "donation") {
    await ask(lots.actions.move, { lotId: lot.id, kind: act.kind, quantity: act.quantity, ...cause });
    return null;
  }
  if (act.kind === "markdown") {
    await ask(lots.actions.change, { lotId: lot.id, floorPrice: act.new_price });
    return null;
  }
  if (act.quantity === lot.on_hand) {
    await ask(lots.actions.move, { lotId: lot.id, kind: "regrade", quantity: 0, ...cause });
    await ask(lots.actions.change, { lotId: lot.id, grade: act.new_grade });
    return null;
  }
  // A part becomes a lot of its own, so that what is sold as the better grade stays what it was sold as.
  const child = await ask(lots.actions.create, { itemId: lot.item_id, growerId: lot.grower_id, declared: act.quantity, floorPrice: lot.floor_price, photoId: lot.photo_id, potExtra: lot.pot_extra, parentId: lot.id, note: lot.no });
  await ask(lots.actions.move, { lotId: lot.id, kind: "split_out", quantity: act.quantity, ...cause });
  await ask(lots.actions.move, { lotId: child.id, kind: "split_in", quantity: act.quantity, ...cause });
  await ask(lots.actions.change, { lotId: child.id, status: "received", grade: act.new_grade });
  return child.id;
}

const told = async (scene: LossScene, act: Pick<Act, "id" | "no" | "kind" | "lot_id" | "grower_id" | "item_id" | "quantity" | "price" | "new_price" | "value" | "currency">): Promise<void> => scene.emit("recorded", {
  actId: act.id, no: act.no, kind: act.kind, lotId: act.lot_id, growerId: act.grower_id, itemId: act.item_id, quantity: act.quantity, price: act.price, newPrice: act.new_price, value: act.value, currency: act.currency,
});

const isMarket = (actor: Actor): boolean => actor.system || actor.roles.includes("operator") || actor.roles.includes("grader");

export const actingHandlers: Noun = {
  async record(scene, { lotId, act, reason, text, photoIds }) {
    const { tx, now, businessDate, actor, newId, refuse, ask, emit } = scene;
    if (reason === "other" && text.length < 2) return refuse("say_what");
    const lot = await lockedLot(scene, lotId);
    const aged = await agedLot(tx, lotId);
    if (aged?.waiting != null) return refuse("waits_already", { lot: lot.no, no: aged.waiting });
    const { price, source } = aged === undefined ? { price: null, source: "none" as const } : worthOf(aged);
    const quantity = act.kind === "markdown" ? Math.max(1, lot.on_hand - lot.held) : act.quantity;
    const newGrade = act.kind === "downgrade" ? act.grade : null;
    const newPrice = act.kind === "markdown" ? act.price : null;
    mustBePossible(scene, lot, { kind: act.kind, quantity, price, ...(newGrade === null ? {} : { newGrade }), ...(newPrice === null ? {} : { newPrice }) });
    const receiver = act.kind === "donation" ? await receiverOf(scene, act) : { receiver_id: null, receiver: null };
    for (const photoId of photoIds) await ask(files.actions.photo, { photoId });
    // What is lost, or what the new price gives away; a lower grade loses nothing yet.
    const value = act.kind === "downgrade" || price === null ? 0 : quantity * (newPrice === null ? price : price - newPrice);
    const second = needsSecond(act.kind === "downgrade" && price !== null ? quantity * price : value, (await currentTerms(tx)).settings);
    const id = newId();
    const said = {
      id, no: await nextNumber(scene), at: now, business_date: businessDate, kind: act.kind, lot_id: lot.id, lot_no: lot.no, item_id: lot.item_id, grower_id: lot.grower_id, unit: lot.unit, quantity, reason, text,
      price, price_source: source, value, currency: await currencyOf(tx), old_grade: act.kind === "downgrade" ? lot.grade : null, new_grade: newGrade, new_price: newPrice, ...receiver,
      second, by_id: actor.accountId, by_name: actor.accountName, by_party: actor.partyId,
    };
    const child = second ? null : await carryOut(scene, lot, said);
    await tx.insertInto("loss.act").values({ ...said, state: second ? "proposed" : "done", decided_at: second ? null : now, decided_on: second ? null : businessDate, decided_by: null, decided_name: null, child_id: child }).execute();
    await tx.insertInto("loss.photo").values(photoIds.map((photo_id, n) => ({ act_id: id, seq: n + 1, photo_id }))).execute();
    if (second) await emit("proposed", { actId: id, no: said.no, kind: act.kind, lotId: lot.id, growerId: lot.grower_id, value, currency: said.currency });
    else await told(scene, said);
    return actViewOf(await actRows(tx).where("a.id", "=", id).executeTakeFirstOrThrow(), actor);
  },

  async decide(scene, { actId, decision }) {
    const { tx, now, businessDate, actor, refuse, emit } = scene;
    const act = await tx.selectFrom("loss.act").selectAll().where("id", "=", actId).executeTakeFirst();
    const own = ownParty(actor);
    if (act === undefined || (own !== null && own !== act.grower_id)) return refuse("not_found", { act: actId });
    // The lot first, then the act: whoever sells from the lot takes no other way.
    const lot = await lockedLot(scene, act.lot_id);
    const { state } = await tx.selectFrom("loss.act").select("state").where("id", "=", actId).forUpdate().executeTakeFirstOrThrow();
    if (state !== "proposed") return refuse("decided_before", { no: act.no });
    const proposer = act.by_id === actor.accountId;
    if (decision === "confirm" && proposer) return refuse("second_person_needed", { name: act.by_name });
    if (!deedsOf(state, { proposer, market: isMarket(actor) }).includes(decision)) return refuse("not_allowed");
    const decided = { decided_at: now, decided_on: businessDate, decided_by: actor.accountId, decided_name: actor.accountName };
    if (decision === "confirm") {
      mustBePossible(scene, lot, { kind: act.kind, quantity: act.kind === "markdown" ? 1 : act.quantity, price: act.price, ...(act.new_grade === null ? {} : { newGrade: act.new_grade }), ...(act.new_price === null ? {} : { newPrice: act.new_price }) });
      const child = await carryOut(scene, lot, act);
      await tx.updateTable("loss.act").set({ state: "done", ...decided, child_id: child }).where("id", "=", actId).execute();
      await told(scene, act);
    } else await tx.updateTable("loss.act").set({ state: decision === "decline" ? "declined" : "withdrawn", ...decided }).where("id", "=", actId).execute();
    await emit("decided", { actId, no: act.no, state: decision === "confirm" ? "done" : decision === "decline" ? "declined" : "withdrawn" });
    return actViewOf(await actRows(tx).where("a.id", "=", actId).executeTakeFirstOrThrow(), actor);
  },
};

async function receiverOf({ tx, refuse }: LossScene, { receiverId, receiver }: { receiverId: string | null; receiver: string }): Promise<{ receiver_id: string | null; receiver: string }> {
  if (receiverId === null) return receiver.length < 2 ? refuse("receiver_needed") : { receiver_id: null, receiver };
  const party = await tx.selectFrom("kernel.party").select("name").where("id", "=", receiverId).executeTakeFirst();
  return party === undefined ? refuse("not_found", { party: receiverId }) : { receiver_id: receiverId, receiver: party.name };
}
