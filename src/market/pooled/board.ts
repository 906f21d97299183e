import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { batches } from "../../growing/batches/contract.ts";
import { mulDivHalfUp } from "../../engines/fees/rounding.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { Actor } from "../../kernel/machinery/module.ts";
import { lineOf, sideOf, termsOf, type ReadScene } from "./course.ts";
import { recordsOf } from "./matching.ts";
import { PER_MILLE, type Risk } from "./rules.ts";
import { worthOf, worthOfPromise } from "./pricing.ts";
import { NO_RECORD, pointsOf } from "./score.ts";
import type { DropRow, Order } from "./store.ts";
import type { DropView } from "./views.ts";

/** So many days before a drop's day goods should have been announced. */
export const ANNOUNCE_DAYS = 2;
/** Per mille of fulfilment below which a promise is looked at twice. */
const LOW_SCORE = 700;

export interface OrderBoard {
  readonly drops: readonly DropView[];
  readonly ordered: number;
  readonly accepted: number;
  readonly promised: number;
  readonly graded: number;
  readonly shipped: number;
  /** Graded and not yet on a truck. */
  readonly held: number;
  readonly unplaced: number;
  readonly growers: number;
  readonly value: number;
  readonly margin: number;
  /** Invitations of the open round without an answer. */
  readonly waiting: number;
  readonly consentAsked: boolean;
  readonly firstOn: string;
  readonly lastOn: string;
  /** By grower who was asked in the last round: what waits for him. */
  readonly askedOf: ReadonlyMap<string, { readonly waiting: number }>;
}

interface PromiseFigures {
  readonly id: string; readonly order_id: string; readonly drop_id: string; readonly grower_id: string; readonly grower: string; readonly state: string; readonly stands: number; readonly price: number | null; readonly instead_id: string | null; readonly batches: unknown;
  readonly announced: string; readonly graded: string; readonly shipped: string; readonly rejected: string;
}

export const boardOf = async (scene: ReadScene, order: Order): Promise<OrderBoard> => (await boardsOf(scene, [order])).get(order.id)!;

/** The figures of orders, all of them in a handful of queries. */
export async function boardsOf(scene: ReadScene, orders: readonly Order[]): Promise<Map<string, OrderBoard>> {
  const { tx } = scene;
  const ids = orders.map((order) => order.id);
  const drops = Map.groupBy(await tx.selectFrom("pooled.drop").selectAll().where("order_id", "in", ids).orderBy("line").orderBy("n").execute(), (drop) => drop.order_id);
  const parcels = (state: readonly string[], what: string) => sql<string>`coalesce((select sum(c.${sql.raw(what)}) from pooled.parcel c where c.promise_id = p.id and c.state in (${sql.join(state.map((one) => sql.val(one)))})), 0)`;
  const promises: PromiseFigures[] = await tx.selectFrom("pooled.promise as p").innerJoin("kernel.party as g", "g.id", "p.grower_id").select(["p.id", "p.order_id", "p.drop_id", "p.grower_id", "g.name as grower", "p.state", "p.price", "p.instead_id", "p.batches", sql<number>`p.quantity - p.withdrawn - p.defaulted`.as("stands"),
    parcels(["expected"], "announced").as("announced"), parcels(["accepted", "shipped"], "accepted").as("graded"), parcels(["shipped"], "accepted").as("shipped"), parcels(["accepted", "shipped", "returned"], "rejected").as("rejected")]).where("p.order_id", "in", ids).orderBy("p.id").execute();
  const invited = await tx.selectFrom("pooled.invitation").select(["order_id", "drop_id", "round", "grower_id", "state", "accepted"]).where("order_id", "in", ids).where("excluded", "=", "none").execute();
  const short = await shortBatches(scene, promises);
  const growing = [...new Set(promises.filter((one) => one.state === "standing").map((one) => one.grower_id))];
  const low = new Set([...(await recordsOf(scene, growing))].filter(([, record]) => record.promised > 0 && pointsOf(record ?? NO_RECORD).fulfilment < LOW_SCORE).map(([id]) => id));
  const boards = new Map<string, OrderBoard>();
  for (const order of orders) {
    const own = { drops: drops.get(order.id) ?? [], promises: promises.filter((one) => one.order_id === order.id), invited: invited.filter((one) => one.order_id === order.id) };
    boards.set(order.id, summed(scene, order, own, { short, low, noCredit: await lacksCredit(scene, order, own.promises, own.drops) }));
  }
  return boards;
}

/** Whose affair it is when an order does not go by itself. */
export const overlooks = (actor: Actor, order: Order): boolean => ["hub", "looker"].includes(sideOf(actor, order));

interface Signs {
  readonly short: ReadonlyMap<string, number>;
  readonly low: ReadonlySet<string>;
  readonly noCredit: number;
}
interface Own {
  readonly drops: readonly DropRow[];
  readonly promises: readonly PromiseFigures[];
  readonly invited: readonly { readonly drop_id: string; readonly round: number; readonly grower_id: string; readonly state: string; readonly accepted: number | null }[];
}

function summed({ businessDate, actor }: ReadScene, order: Order, own: Own, signs: Signs): OrderBoard {
  const views = own.drops.map((drop) => dropView(businessDate, order, drop, own, signs)).map((drop) => (order.stuck_at !== null && drop.state === "open" && overlooks(actor, order) ? { ...drop, risks: [{ risk: "stuck" as const, units: drop.quantity, grower: null }, ...drop.risks] } : drop));
  const sum = (of: (drop: DropView) => number): number => views.reduce((total, drop) => total + of(drop), 0);
  const days = own.drops.map((drop) => drop.due_on).toSorted();
  const last = own.invited.filter((one) => one.round === order.round);
  const value = own.drops.reduce((total, drop) => total + drop.quantity * worthOf(order, drop), 0);
  const standing = own.promises.reduce((total, one) => total + one.stands * worthOfPromise(order, own.drops.find((drop) => drop.id === one.drop_id)!, one), 0);
  const askedOf = new Map<string, { waiting: number }>();
  for (const one of last) askedOf.set(one.grower_id, { waiting: (askedOf.get(one.grower_id)?.waiting ?? 0) + (one.state === "waiting" ? 1 : 0) });
  return {
    drops: views, ordered: sum((drop) => drop.ordered), accepted: sum((drop) => drop.accepted), promised: sum((drop) => drop.promised), graded: sum((drop) => drop.graded), shipped: sum((drop) => drop.shipped), held: sum((drop) => drop.graded - drop.shipped),
    unplaced: sum((drop) => (drop.state === "open" ? drop.gap : 0)), growers: new Set([...own.promises.map((one) => one.grower_id), ...(own.promises.length === 0 ? last.map((one) => one.grower_id) : [])]).size, value, margin: mulDivHalfUp(standing, termsOf(order).marginPm, PER_MILLE),
    waiting: last.filter((one) => one.state === "waiting").length, consentAsked: own.drops.some((drop) => drop.consent_asked !== null), firstOn: days[0] ?? businessDate, lastOn: days.at(-1) ?? businessDate, askedOf,
  };
}

function dropView(today: string, order: Order, drop: DropRow, own: Own, signs: Signs): DropView {
  const promises = own.promises.filter((one) => one.drop_id === drop.id);
  const sum = (of: (one: PromiseFigures) => number): number => promises.reduce((total, one) => total + of(one), 0);
  const promised = sum((one) => one.stands);
  const line = lineOf(order, drop);
  return {
    id: drop.id, line: drop.line, n: drop.n, dueOn: drop.due_on, place: drop.place, state: drop.state, ordered: drop.ordered, quantity: drop.quantity, consented: drop.ordered - drop.quantity, accepted: own.invited.filter((one) => one.drop_id === drop.id).reduce((total, one) => total + (one.accepted ?? 0), 0),
    promised, announced: sum((one) => Number(one.announced)), graded: sum((one) => Number(one.graded)), shipped: sum((one) => Number(one.shipped)), gap: order.state === "allocated" || order.state === "closed" ? drop.quantity - promised : 0, price: drop.price ?? (line.price.kind === "fixed" ? line.price.price : null),
    risks: order.state === "allocated" && drop.state === "open" ? risksOf(today, order, drop, promises, promised, signs) : [],
  };
}

/** Why a drop may not be filled, with how many units and through whom. */
function risksOf(today: string, order: Order, drop: DropRow, promises: readonly PromiseFigures[], promised: number, { short, low, noCredit }: Signs): DropView["risks"] {
  const risks: { risk: Risk; units: number; grower: string | null }[] = [];
  const least = Math.ceil((drop.quantity * (100 - lineOf(order, drop).tolerance)) / 100);
  if (promised < least) risks.push({ risk: "short_promised", units: drop.quantity - promised, grower: null });
  for (const one of promises) {
    const lacking = one.stands - Number(one.graded);
    const open = Math.max(0, lacking - Number(one.announced));
    const units = short.get(one.id) ?? 0;
    if (units > 0) risks.push({ risk: "batch_short", units, grower: one.grower });
    if (lacking > 0 && drop.due_on < today) risks.push({ risk: "late", units: lacking, grower: one.grower });
    else if (open > 0 && drop.due_on <= addDays(today, ANNOUNCE_DAYS)) risks.push({ risk: "not_announced", units: open, grower: one.grower });
    if (Number(one.rejected) > 0 && lacking > 0) risks.push({ risk: "off_grade", units: Math.min(lacking, Number(one.rejected)), grower: one.grower });
    if (low.has(one.grower_id) && open > 0) risks.push({ risk: "low_score", units: open, grower: one.grower });
  }
  if (noCredit > 0) risks.push({ risk: "no_credit", units: Math.min(noCredit, drop.quantity), grower: null });
  return risks;
}

/** By promise: units its batches cannot give any more. The promise due last bears a batch's lack first, as the batch itself says. */
async function shortBatches({ ask }: ReadScene, promises: readonly PromiseFigures[]): Promise<Map<string, number>> {
  const standing = promises.filter((one) => one.state === "standing");
  const ids = [...new Set(standing.flatMap((one) => (one.batches as { batchId: string }[]).map(({ batchId }) => batchId)))];
  const short = new Map<string, number>();
  if (ids.length === 0) return short;
  const { batches: found } = await ask(batches.actions.standing, { batchIds: ids });
  for (const batch of found.filter((one) => one.short > 0)) {
    let open = batch.short;
    for (const promise of batch.promises.toSorted((a, b) => ((a.dueOn ?? "") < (b.dueOn ?? "") ? 1 : -1))) {
      const part = Math.min(open, promise.open);
      open -= part;
      if (part > 0) short.set(promise.causeId, (short.get(promise.causeId) ?? 0) + part);
    }
  }
  return short;
}

/** Units the enterprise's free credit does not reach for, of what is still to be shipped. */
async function lacksCredit({ ask, actor }: ReadScene, order: Order, promises: readonly PromiseFigures[], drops: readonly DropRow[]): Promise<number> {
  // How much credit an enterprise has is its own affair and the market's. That it does not reach for these goods is the hub's affair too, be it a co-op; growers are not told.
  if (order.state !== "allocated" || sideOf(actor, order) === "grower") return 0;
  const { free } = await ask(ledger.actions.freeCredit, { partyId: order.enterprise_id, currency: order.currency as "CNY" });
  let [left, lacking] = [free, 0];
  for (const one of promises) {
    const units = one.stands - Number(one.shipped);
    const price = worthOfPromise(order, drops.find((drop) => drop.id === one.drop_id)!, one);
    const reach = Math.min(units, Math.max(0, Math.floor(left / price)));
    left -= reach * price;
    lacking += units - reach;
  }
  return lacking;
}
