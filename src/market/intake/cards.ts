import { sql, type SelectQueryBuilder } from "kysely";
import type { Actor, Scene, Tx } from "../../kernel/machinery/module.ts";
import type { LotCard, intake } from "./contract.ts";
import { deedsOf, stateOf, worksAtDesk, type LotState } from "./rules.ts";
import type { Tables } from "./store.ts";

type Refuses<A> = { [N in keyof A]: A[N] extends { readonly refuses: readonly (infer R)[] } ? R : never }[keyof A];
export type IntakeScene = Scene<Tables, Refuses<(typeof intake)["actions"]> & string, (typeof intake)["events"]>;

/** As the runtime answers before the market has been named. */
const UNNAMED_CURRENCY = "CNY";

export async function currencyOf(tx: Tx<Tables>): Promise<string> {
  const row = await tx.selectFrom("kernel.market").select("currency").executeTakeFirst();
  return row?.currency ?? UNNAMED_CURRENCY;
}

/** Lots with everything a card needs except grades and sales, which may be many a lot. */
export function cardRows(tx: Tx<Tables>) {
  return tx.selectFrom("kernel.lot as l")
    .innerJoin("intake.declaration as d", "d.lot_id", "l.id")
    .innerJoin("kernel.trade_item as i", "i.id", "l.item_id")
    .innerJoin("kernel.party as p", "p.id", "l.grower_id")
    .leftJoin("intake.arrival as a", "a.lot_id", "l.id")
    .leftJoin("intake.refusal as r", "r.lot_id", "l.id")
    .select([
      "l.id", "l.no", "l.status", "l.business_date", "l.declared", "l.grade", "l.floor_price", "l.pot_extra", "l.photo_id", "l.note", "l.on_hand", "l.held", "l.unit",
      "l.item_id", "l.grower_id", "i.code as item_code", "i.zh as item_zh", "i.en as item_en", "i.category", "i.packing", "p.name as grower", "p.town", "p.demo",
      "d.planned_on", "d.written", "d.account_name as declared_by", "d.declared_as", "d.at as declared_at",
      "a.counted", "a.declared as arrival_declared", "a.reason as difference_reason", "r.reason as refusal",
    ]);
}
type CardRow = Awaited<ReturnType<ReturnType<typeof cardRows>["execute"]>>[number];

/** A lot's state as the database sees it; the twin of stateOf in rules.ts. */
export function whereState<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>, state: LotState): SelectQueryBuilder<DB, TB, O> {
  return query.where(sql<boolean>`${stateInSql} = ${state}`);
}
export const stateInSql = sql<LotState>`case when r.lot_id is not null then 'refused' when l.status = 'declared' then 'expected'
  when l.status = 'received' and l.grade is null then 'received' when l.status = 'received' then 'graded' else l.status end`;

export async function cardsOf(tx: Tx<Tables>, actor: Actor, rows: readonly CardRow[]): Promise<LotCard[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const currency = await currencyOf(tx);
  const gradings = await tx.selectFrom("intake.grading").selectAll().distinctOn("lot_id").where("lot_id", "in", ids).orderBy("lot_id").orderBy("seq", "desc").execute();
  const sales = await tx.selectFrom("intake.sale").select(["lot_id", (of) => of.fn.sum<string>("quantity").as("sold"), (of) => of.fn.sum<string>("gross").as("gross")])
    .where("lot_id", "in", ids).groupBy("lot_id").execute();
  const passings = await tx.selectFrom("intake.passing").select(["lot_id", "quantity"]).distinctOn("lot_id").where("lot_id", "in", ids).orderBy("lot_id").orderBy("at", "desc").execute();
  const passed = new Map(passings.map((one) => [one.lot_id, one.quantity]));
  const graded = new Map(gradings.map((one) => [one.lot_id, one]));
  const soldBy = new Map(sales.map((one) => [one.lot_id, { sold: Number(one.sold), gross: Number(one.gross) }]));
  return rows.map((row) => {
    const state = stateOf({ status: row.status, grade: row.grade, refused: row.refusal !== null });
    const grading = graded.get(row.id);
    const { sold, gross } = soldBy.get(row.id) ?? { sold: 0, gross: 0 };
    return {
      id: row.id, no: row.no, state, plannedOn: row.planned_on, businessDate: row.business_date, declaredAt: row.declared_at.toISOString(),
      itemId: row.item_id, itemCode: row.item_code, itemZh: row.item_zh, itemEn: row.item_en, category: row.category, unit: row.unit, packing: row.packing as unknown as Record<string, number>,
      growerId: row.grower_id, grower: row.grower, town: row.town, demo: row.demo,
      declared: row.declared, written: row.written, counted: row.counted, difference: row.counted === null ? null : row.counted - (row.arrival_declared ?? row.declared),
      differenceReason: row.difference_reason ?? "",
      grade: row.grade, attributes: (grading?.attributes ?? {}) as unknown as LotCard["attributes"], defects: grading?.defects ?? [], photoId: row.photo_id,
      floorPrice: row.floor_price, currency, potExtra: row.pot_extra, note: row.note,
      onHand: row.on_hand, held: row.held, sold, passed: Math.min(row.on_hand, passed.get(row.id) ?? 0), gross, refusal: row.refusal,
      declaredBy: row.declared_by, declaredAs: row.declared_as, can: deedsOf(state, sideOf(actor, row.grower_id), row.on_hand),
    };
  });
}

export async function cardOf(tx: Tx<Tables>, actor: Actor, lotId: string): Promise<LotCard> {
  const row = await cardRows(tx).where("l.id", "=", lotId).executeTakeFirstOrThrow();
  return (await cardsOf(tx, actor, [row]))[0]!;
}

const atDesk = (actor: Actor): boolean => actor.system || worksAtDesk(actor.roles);
const LOOKERS = ["auctioneer", "cashier", "auditor"] as const;

export function sideOf(actor: Actor, growerId: string): "grower" | "desk" | "looker" {
  if (atDesk(actor)) return "desk";
  return actor.partyId === growerId ? "grower" : "looker";
}

/** Staff see every lot, a grower and his delegates only those of the party acted for. */
export function maySee(actor: Actor, growerId: string): boolean {
  return atDesk(actor) || LOOKERS.some((role) => actor.roles.includes(role)) || actor.partyId === growerId;
}

/** Whose lots an action is about: the desk says it, everybody else acts for the party of his session. */
export function growerFor(scene: IntakeScene, growerId: string | undefined): string {
  const { actor } = scene;
  if (growerId !== undefined && growerId !== actor.partyId && !atDesk(actor)) return scene.refuse("not_found", { grower: growerId });
  return growerId ?? actor.partyId ?? scene.refuse("grower_needed");
}

/** The row of a lot, locked until the transaction ends; a stranger's lot is not found rather than forbidden. */
export async function lockedLot(scene: IntakeScene, lotId: string) {
  const row = await scene.tx.selectFrom("kernel.lot as l").leftJoin("intake.refusal as r", "r.lot_id", "l.id").innerJoin("kernel.trade_item as i", "i.id", "l.item_id")
    .innerJoin("intake.declaration as d", "d.lot_id", "l.id")
    .select(["l.id", "l.no", "l.status", "l.grade", "l.on_hand", "l.held", "l.declared", "l.grower_id", "l.item_id", "l.unit", "l.floor_price", "l.note", "l.photo_id", "i.packing", "d.planned_on", "d.written", "r.reason as refusal"])
    .where("l.id", "=", lotId).forUpdate("l").executeTakeFirst();
  if (row === undefined || !maySee(scene.actor, row.grower_id)) return scene.refuse("not_found", { lot: lotId });
  return { ...row, packing: row.packing as unknown as Record<string, number>, state: stateOf({ status: row.status, grade: row.grade, refused: row.refusal !== null }) };
}
export type LockedLot = Awaited<ReturnType<typeof lockedLot>>;

/** Who did it, for the line that is written. */
export const signature = ({ actor, now }: IntakeScene) => ({ account_id: actor.accountId, account_name: actor.accountName, at: now });
