import { sql } from "kysely";
import { NOBODY, type Handlers, type Tx } from "../../kernel/machinery/module.ts";
import { settlement, type SaleView } from "../settlement/contract.ts";
import type { claims } from "./contract.ts";
import { addStep, close, heldClaim, isBuyerOf, mustStand, type ClaimScene } from "./course.ts";
import { keepPhotos, mustBeInTime } from "./evidence.ts";
import { oneRow } from "./lists.ts";
import { hoursAfter, mostRefund, regradeRefund, type ClaimSettings, type Grade } from "./rules.ts";
import type { Tables } from "./store.ts";
import { currentTerms } from "./terms.ts";
import type { Claimable } from "./views.ts";

type Noun = Pick<Handlers<typeof claims, Tables>, "claimable" | "file" | "withdraw">;
type Ask = { readonly kind: "refund"; readonly amount: number } | { readonly kind: "regrade"; readonly grade: Grade } | { readonly kind: "return" };

export const filingHandlers: Noun = {
  async claimable({ tx, actor, now }, { saleId, lotNo, limit, offset }) {
    const { settings } = await currentTerms(tx);
    let found = purchases(tx).where("s.buyer_id", "=", actor.partyId ?? NOBODY);
    if (saleId !== undefined) found = found.where("s.sale_id", "=", saleId);
    if (lotNo !== undefined) found = found.where("s.lot_no", "=", lotNo.toUpperCase());
    const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("s.at", "desc").orderBy("s.sale_id").limit(limit).offset(offset).execute();
    return {
      total,
      sales: rows.map((row): Claimable => {
        const until = hoursAfter(row.at, settings.windowHours[row.channel]);
        const unitsLeft = row.quantity - row.claimed;
        const why = row.reversed ? "sale_reversed" : row.open_claim !== null ? "claim_open" : unitsLeft === 0 ? "all_claimed" : until < now ? "window_closed" : "open";
        return {
          saleId: row.sale_id, at: row.at.toISOString(), businessDate: row.business_date, channel: row.channel, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en, grower: row.grower, grade: row.grade,
          quantity: row.quantity, unit: row.unit, price: row.price, gross: row.gross, currency: row.currency, until: until.toISOString(), unitsLeft, openClaimId: row.open_claim, why,
        };
      }),
    };
  },

  async file(scene, input) {
    const { tx, now, actor, businessDate, newId, refuse, ask, emit } = scene;
    const { sale, refunded, reversed } = await ask(settlement.actions.saleForClaim, { saleId: input.saleId });
    if (sale.buyerId !== actor.partyId) return refuse("not_found", { sale: input.saleId });
    if (reversed) return refuse("sale_reversed", { lot: sale.lotNo });
    const { settings } = await currentTerms(tx);
    const saleAt = new Date(sale.at);
    const until = hoursAfter(saleAt, settings.windowHours[sale.channel]);
    if (now > until) return refuse("window_closed", { lot: sale.lotNo, hours: settings.windowHours[sale.channel] });
    await mustBeClaimable(scene, sale, input.units);
    mustBeInTime(scene, saleAt, [...input.photos.map((photo) => photo.takenAt), ...input.temperatures.map((point) => point.at)]);
    const { amount, grade } = askedOf(scene, sale, input.units, input.ask, refunded, settings);
    const id = newId();
    const no = await nextNumber(tx, businessDate);
    await tx.insertInto("claims.claim").values({
      id, no, sale_id: sale.id, sale_at: saleAt, sale_date: sale.businessDate, channel: sale.channel, lot_id: sale.lotId, lot_no: sale.lotNo, item_id: sale.itemId, grade: sale.grade as Grade | null,
      grower_id: sale.growerId, buyer_id: sale.buyerId, quantity: sale.quantity, unit: sale.unit, price: sale.price, gross: sale.gross, currency: sale.currency,
      filed_at: now, filed_on: businessDate, filed_by: actor.accountId, filed_name: actor.accountName, settings: JSON.stringify(settings), units: input.units, fault: input.fault,
      text: input.text, box_label: input.boxLabel, ask: input.ask.kind, ask_amount: amount, ask_grade: grade, state: "filed", due_at: hoursAfter(now, settings.answerHours),
    }).execute();
    await keepPhotos(scene, { id }, "buyer", input.photos);
    const points = [...new Map(input.temperatures.map((point) => [new Date(point.at).getTime(), point.centi])).entries()];
    if (points.length > 0) await tx.insertInto("claims.temperature").values(points.map(([at, centi]) => ({ claim_id: id, at: new Date(at), centi }))).execute();
    await addStep(scene, id, { kind: "filed", by: "buyer", text: input.text, amount, grade });
    await emit("claimFiled", { claimId: id, no, saleId: sale.id, growerId: sale.growerId, buyerId: sale.buyerId, units: input.units, ask: input.ask.kind, askAmount: amount, currency: sale.currency });
    return oneRow(scene, id);
  },

  async withdraw(scene, { claimId, text }) {
    const held = await heldClaim(scene, claimId, (claim) => isBuyerOf(scene.actor, claim));
    mustStand(scene, held, "filed", "offered", "arbitration", "confirming");
    await close(scene, held.claim, { outcome: "withdrawn", amount: 0, step: { kind: "withdrawn", by: "buyer", text } });
    return oneRow(scene, claimId);
  },
};


/** The sale is locked, so what is counted here stays true until the claim stands; the database counts once more. */
async function mustBeClaimable({ tx, refuse }: ClaimScene, sale: SaleView, units: number): Promise<void> {
  const before = await tx.selectFrom("claims.claim").select(["no", "state", "units", "outcome"]).where("sale_id", "=", sale.id).execute();
  const open = before.find((claim) => claim.state !== "closed");
  if (open !== undefined) refuse("claim_open", { no: open.no });
  const left = before.reduce((sum, claim) => sum - (claim.outcome === "withdrawn" || claim.outcome === "void" ? 0 : claim.units), sale.quantity);
  if (units > left) refuse("too_many_units", { left });
}

/** What is asked as an amount: a regrade by the rule of the grades, a return the whole price. */
export function askedOf({ refuse }: Pick<ClaimScene, "refuse">, sale: Pick<SaleView, "price" | "gross" | "quantity" | "grade" | "lotNo">, units: number, ask: Ask, refunded: number, settings: ClaimSettings): { amount: number; grade: Grade | null } {
  const most = mostRefund({ units, price: sale.price, gross: sale.gross, refunded });
  if (ask.kind === "return") return units === sale.quantity && refunded === 0 ? { amount: sale.gross, grade: null } : refuse("return_is_whole", { quantity: sale.quantity });
  if (ask.kind === "refund") return ask.amount <= most ? { amount: ask.amount, grade: null } : refuse("too_much", { most });
  if (sale.grade === null) return refuse("no_lower_grade", { lot: sale.lotNo, grade: ask.grade });
  const amount = Math.min(most, regradeRefund({ units, price: sale.price, sold: sale.grade as Grade, grade: ask.grade }, settings.gradePercent));
  return amount > 0 ? { amount, grade: ask.grade } : refuse("no_lower_grade", { lot: sale.lotNo, grade: ask.grade });
}

const purchases = (tx: Tx<Tables>) => tx.selectFrom("claims.sale as s").innerJoin("kernel.trade_item as i", "i.id", "s.item_id").innerJoin("kernel.party as g", "g.id", "s.grower_id")
  .selectAll("s").select(["i.zh", "i.en", "g.name as grower"]).select([
    sql<number>`(select coalesce(sum(c.units), 0) from claims.claim c where c.sale_id = s.sale_id and (c.outcome is null or c.outcome not in ('withdrawn', 'void')))::bigint`.as("claimed"),
    sql<string | null>`(select c.id from claims.claim c where c.sale_id = s.sale_id and c.state <> 'closed')`.as("open_claim"),
  ]);

/** Claims are numbered through the business day, as C20261127-0001, so that people can read them out. */
async function nextNumber(tx: Tx<Tables>, businessDate: string): Promise<string> {
  const { last } = await tx.insertInto("claims.counter").values({ business_date: businessDate, last: 1 })
    .onConflict((conflict) => conflict.column("business_date").doUpdateSet({ last: sql`claims.counter.last + 1` })).returning("last").executeTakeFirstOrThrow();
  return `C${businessDate.replaceAll("-", "")}-${String(last).padStart(4, "0")}`;
}
