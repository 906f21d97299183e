import { sql } from "kysely";
import { files } from "../../kernel/files/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { isCheckViolation } from "../../kernel/db/errors.ts";
import { paidByFee, valueOn, currencyOf, type PackagingScene } from "./kinds.ts";
import { ROUTES, chargeOf, graiOf, sideOf, takeOldest, type Act, type Charge, type LayerUse, type Place } from "./rules.ts";
import type { Kind } from "./store.ts";

export interface Holder {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}
export interface Move {
  readonly kind: Kind;
  readonly act: Act;
  readonly quantity: number;
  readonly numbers: readonly string[];
  /** Where the route leaves a choice. */
  readonly from?: Place;
  readonly giver?: Holder | null;
  readonly taker?: Holder | null;
  readonly reason?: string;
  readonly lotId?: string | null;
  readonly charge?: Charge;
  readonly photoIds?: readonly string[];
}
interface Value {
  readonly deposit: number;
  readonly replacement: number;
  readonly currency: string;
}

export async function holderOf({ tx, refuse }: Pick<PackagingScene, "tx" | "refuse">, partyId: string): Promise<Holder & { readonly status: string }> {
  return (await tx.selectFrom("kernel.party").select(["id", "name", "roles", "status"]).where("id", "=", partyId).executeTakeFirst()) ?? refuse("not_found", { party: partyId });
}

export async function standing({ tx }: Pick<PackagingScene, "tx">, kindId: string, place: Place, partyId: string | null = null): Promise<number> {
  let row = tx.selectFrom("packaging.balance").select("quantity").where("kind_id", "=", kindId).where("place", "=", place);
  row = partyId === null ? row.where("party_id", "is", null) : row.where("party_id", "=", partyId);
  return (await row.executeTakeFirst())?.quantity ?? 0;
}

async function nextNumber({ tx, businessDate }: PackagingScene, letter: "K" | "H"): Promise<string> {
  const { last } = await tx.insertInto("packaging.counter").values({ business_date: businessDate, last: 1 })
    .onConflict((conflict) => conflict.column("business_date").doUpdateSet({ last: sql`packaging.counter.last + 1` })).returning("last").executeTakeFirstOrThrow();
  return `${letter}${businessDate.replaceAll("-", "")}-${String(last).padStart(4, "0")}`;
}
export const nextHandOver = (scene: PackagingScene): Promise<string> => nextNumber(scene, "H");

/** One movement: the row that moves the balances, the numbers, the deposits of both sides and what harm costs. The kind is locked before. */
export async function record(scene: PackagingScene, move: Move): Promise<string> {
  const { tx, now, businessDate, actor, newId, refuse, emit } = scene;
  const { kind, act, quantity, giver = null, taker = null, charge: rule = "none" } = move;
  const route = ROUTES[act];
  const fromPlace: Place = move.from ?? route.from[0];
  const value = await valueOn(tx, kind.id, businessDate);
  if (value === undefined && (taker !== null || rule === "replacement")) return refuse("no_value", { kind: kind.zh });
  const there = await standing(scene, kind.id, fromPlace, giver?.id ?? null);
  if (fromPlace !== "outside" && there < quantity) return refuse("not_there", { kind: kind.zh, place: giver?.name ?? fromPlace, there, asked: quantity });
  const numbers = await numbersOf(scene, move, fromPlace);
  const given = giver === null ? { uses: [] as LayerUse[], deposit: 0 } : await oldest(scene, kind, giver, quantity);
  const byFee = taker !== null && (await paidByFee(scene, kind, taker.roles));
  const each = taker === null || byFee ? 0 : value!.deposit;
  const charge = chargeOf(rule, { deposit: given.deposit, quantity, replacement: value?.replacement ?? 0 });
  const money: Value = { deposit: each * quantity, replacement: charge, currency: value?.currency ?? (await currencyOf(tx)) };
  const id = newId();
  const no = await nextNumber(scene, "K");
  const moneyDate = await settle(scene, { id, no, move, back: given.deposit, money });
  try {
    await tx.insertInto("packaging.movement").values({
      id, no, at: now, business_date: businessDate, kind_id: kind.id, act, quantity, from_place: fromPlace, from_party: giver?.id ?? null, to_place: route.to, to_party: taker?.id ?? null,
      reason: move.reason ?? "", lot_id: move.lotId ?? null, deposit_taken: money.deposit, deposit_back: given.deposit, charge_rule: rule, charge, currency: money.currency, money_date: moneyDate,
      account_id: actor.accountId, account_name: actor.accountName,
    }).execute();
    if (numbers.length > 0) await tx.insertInto("packaging.movement_piece").values(numbers.map((piece_no) => ({ movement_id: id, piece_no }))).execute();
  } catch (error) {
    if (isCheckViolation(error)) return refuse("not_there", { kind: kind.zh, place: giver?.name ?? fromPlace, there, asked: quantity });
    throw error;
  }
  if (given.uses.length > 0) await tx.insertInto("packaging.layer_use").values(given.uses.map((use) => ({ layer_id: use.id, movement_id: id, quantity: use.quantity }))).execute();
  if (taker !== null) {
    await tx.insertInto("packaging.layer").values({ id: newId(), movement_id: id, party_id: taker.id, kind_id: kind.id, since: businessDate, quantity, deposit: each, by_fee: byFee, left_over: quantity }).execute();
  }
  await keepPhotos(scene, id, move.photoIds ?? []);
  await emit("moved", { movementId: id, no, kindId: kind.id, act, quantity, fromParty: giver?.id ?? null, toParty: taker?.id ?? null, depositTaken: money.deposit, depositBack: given.deposit, charge, currency: money.currency });
  return id;
}

async function oldest({ tx }: PackagingScene, kind: Kind, giver: Holder, quantity: number): Promise<{ uses: LayerUse[]; deposit: number }> {
  const layers = await tx.selectFrom("packaging.layer").select(["id", "left_over as left", "deposit"]).where("party_id", "=", giver.id).where("kind_id", "=", kind.id).where("left_over", ">", 0).orderBy("seq").execute();
  const taken = takeOldest(layers, quantity);
  if (taken === null) throw new Error(`${giver.name} holds ${quantity} ${kind.code} without a deposit layer`);
  return taken;
}

/** The numbers that move: named by whoever moves them, new ones for what comes from outside. */
async function numbersOf(scene: PackagingScene, { kind, quantity, numbers, giver }: Move, fromPlace: Place): Promise<readonly string[]> {
  const { tx, businessDate, refuse } = scene;
  if (!kind.numbered) return [];
  if (fromPlace === "outside") {
    const { last } = await tx.selectFrom("packaging.piece").select((of) => of.fn.max("serial").as("last")).where("kind_id", "=", kind.id).executeTakeFirstOrThrow();
    const fresh = Array.from({ length: quantity }, (_, n) => Number(last ?? 0) + 1 + n);
    await tx.insertInto("packaging.piece").values(fresh.map((serial) => ({ no: graiOf(kind.asset_type, serial), kind_id: kind.id, serial, place: "outside" as const, party_id: null, since: businessDate }))).execute();
    return fresh.map((serial) => graiOf(kind.asset_type, serial));
  }
  const wanted = [...new Set(numbers)];
  if (wanted.length !== quantity) return refuse("numbers_needed", { kind: kind.zh, given: wanted.length, quantity });
  const known = await tx.selectFrom("packaging.piece as p").leftJoin("kernel.party as h", "h.id", "p.party_id").select(["p.no", "p.kind_id", "p.place", "p.party_id", "h.name"]).where("p.no", "in", wanted).execute();
  for (const number of wanted) {
    const piece = known.find((one) => one.no === number && one.kind_id === kind.id);
    if (piece === undefined) return refuse("unknown_number", { number });
    if (piece.place !== fromPlace || piece.party_id !== (giver?.id ?? null)) return refuse("number_elsewhere", { number, place: piece.name ?? piece.place });
  }
  return wanted;
}

async function keepPhotos({ tx, ask }: PackagingScene, movementId: string, photoIds: readonly string[]): Promise<void> {
  for (const [n, photoId] of photoIds.entries()) {
    await ask(files.actions.photo, { photoId });
    await tx.insertInto("packaging.photo").values({ movement_id: movementId, seq: n + 1, photo_id: photoId }).execute();
  }
}

/** What the movement means in money, each amount once on the paper of the day; the day it stands on, or null where there is none. */
async function settle({ ask }: PackagingScene, { id, no, move, back, money }: { id: string; no: string; move: Move; back: number; money: Value }): Promise<string | null> {
  const { kind, giver, taker, quantity } = move;
  const memo = `${no} · ${kind.zh} × ${quantity}`;
  const { currency } = money;
  let on: string | null = null;
  const end = (holder: Holder) => ({ partyId: holder.id, side: sideOf(holder.roles) });
  const pool = { market: "packaging_deposit" as const };
  if (taker != null && money.deposit > 0) on = (await ask(settlement.actions.transfer, { kind: "packaging", amount: money.deposit, currency, memo, from: end(taker), to: pool, cause: "packaging.deposit", causeId: id })).businessDate;
  if (giver != null && back > 0) on = (await ask(settlement.actions.transfer, { kind: "packaging_back", amount: back, currency, memo, from: pool, to: end(giver), cause: "packaging.back", causeId: id })).businessDate;
  if (giver != null && money.replacement > 0) on = (await ask(settlement.actions.transfer, { kind: "packaging_loss", amount: money.replacement, currency, memo, from: end(giver), to: { market: "fee_income" as const }, cause: "packaging.charge", causeId: id })).businessDate;
  return on;
}
