import type { Handlers } from "../../kernel/machinery/module.ts";
import type { pooled } from "./contract.ts";
import { addStep, advance, dropsOf, heldOrder, lineOf, lockDrops, mustStand, oneAtATime, roundOpen, termsOf, type PooledScene } from "./course.ts";
import { putEnterpriseDeposit } from "./deposits.ts";
import { DIVISION_VERSION, quotasOf, type AnswerInput, type DivisionInput, type QuotaOut } from "./division.ts";
import { mustBeWhole } from "./drafts.ts";
import { itemNames, rowOf, substituteView } from "./lists.ts";
import { supplyFor, type Person, type Supply } from "./matching.ts";
import { mustBuy } from "./parties.ts";
import { byDay, capOf, estimateOf, substitutesOf, trucked, MAX_CANDIDATES, MAX_ROUNDS } from "./rules.ts";
import type { DropRow, Order, Tables } from "./store.ts";
import type { Solving } from "./ruling.ts";
import type { BasisView, CandidateView, SubstituteView } from "./views.ts";

type Asking = Handlers<typeof pooled, Tables>;
const HOUR_MS = 3_600_000;
type Scene_ = Pick<PooledScene, "tx" | "ask" | "businessDate">;

/** What a division is made of: the drops by day with what is still to be placed, and everybody who has something. */
export async function divisionInput(scene: Scene_, order: Order, drops: readonly DropRow[], answers: readonly AnswerInput[]): Promise<{ input: DivisionInput; supply: Supply }> {
  const terms = termsOf(order);
  const stands = await standsOf(scene, order.id);
  const supply = await supplyFor(scene, order, drops);
  const sorted = drops.map((row) => ({ ...row, dueOn: row.due_on })).toSorted(byDay);
  const place = new Map(sorted.map((drop, at) => [drop.id, at]));
  return {
    supply,
    input: {
      version: DIVISION_VERSION, orderNo: order.no, rule: terms.rule, fairnessPm: terms.fairnessPm, ...(trucked(terms) ? { truckHolds: terms.truck!.holds } : {}),
      drops: sorted.map((drop) => {
        const line = terms.lines[drop.line - 1]!;
        const standing = stands.filter((one) => one.drop_id === drop.id).reduce((sum, one) => sum + one.units, 0);
        return {
          dropId: drop.id, line: drop.line, n: drop.n, itemId: drop.item_id, unit: drop.unit, dueOn: drop.due_on, estate: Math.max(0, drop.quantity - standing), cap: capOf(drop.quantity, terms.capPercent), step: line.step, minBatch: line.minBatch,
          price: drop.price ?? estimateOf(line), ceiling: line.price.kind === "sealed" ? line.price.ceiling : null, ...(substitutesOf(terms, line).length > 0 ? { substitutes: substitutesOf(terms, line) } : {}),
        };
      }),
      growers: supply.growers,
      answers: answers.map((one) => ({ ...one, has: stands.find((two) => two.drop_id === one.dropId && two.grower_id === one.growerId)?.units ?? 0 })).toSorted((a, b) => place.get(a.dropId)! - place.get(b.dropId)! || (a.growerId < b.growerId ? -1 : 1)),
    },
  };
}

/** What stands of promises, by drop and grower. */
export async function standsOf({ tx }: Pick<PooledScene, "tx">, orderId: string): Promise<{ drop_id: string; grower_id: string; units: number }[]> {
  const rows = await tx.selectFrom("pooled.promise").select(["drop_id", "grower_id", "quantity", "withdrawn", "defaulted"]).where("order_id", "=", orderId).where("state", "in", ["standing", "kept", "short"]).execute();
  const sums = new Map<string, { drop_id: string; grower_id: string; units: number }>();
  for (const { drop_id, grower_id, quantity, withdrawn, defaulted } of rows) {
    const key = `${drop_id} ${grower_id}`;
    sums.set(key, { drop_id, grower_id, units: (sums.get(key)?.units ?? 0) + quantity - withdrawn - defaulted });
  }
  return [...sums.values()];
}

/** One grower for one drop: what he was measured by, what he was asked for, or why he was not. */
export interface Candidate extends CandidateView {
  readonly dropId: string;
}

/** Everybody for every drop, those who are asked first. */
export async function candidatesFor(scene: Scene_, order: Order, drops: readonly DropRow[], solving: Solving): Promise<Candidate[]> {
  // What stands for somebody already counts against his share of a drop.
  const stands = await standsOf(scene, order.id);
  const before = stands.map((one): AnswerInput => ({ dropId: one.drop_id, growerId: one.grower_id, quota: 0, accepted: 0, extra: 0, ask: null, has: one.units }));
  const { input, supply } = await divisionInput(scene, order, drops, before);
  const quotas = await quotasOf(input, solving);
  const byKey = new Map(quotas.map((quota) => [`${quota.dropId} ${quota.growerId}`, quota]));
  const names = await itemNames(scene.tx, [...new Set(input.drops.flatMap((drop) => [drop.itemId, ...(drop.substitutes ?? [])]))]);
  return drops.flatMap((drop) => {
    const asked = input.drops.find((one) => one.dropId === drop.id)!;
    const items = [drop.item_id, ...(asked.substitutes ?? [])];
    const people = [...supply.people.values()].flatMap((person) => {
      const quota = byKey.get(`${drop.id} ${person.id}`);
      const itemId = quota === undefined ? items.find((item) => person.batches.some((one) => one.itemId === item) || person.lots.some((one) => one.itemId === item)) : (quota.itemId ?? drop.item_id);
      return itemId === undefined ? [] : [candidateOf({ ...drop, item_id: itemId }, person, supply, quota, input, itemId === drop.item_id ? null : substituteView(lineOf(order, drop), itemId, names))];
    });
    // Those with the item itself first, then those with a substitute.
    return people.toSorted((a, b) => Number(a.substitute !== undefined) - Number(b.substitute !== undefined) || b.quota - a.quota || b.available - a.available || (a.growerId < b.growerId ? -1 : 1));
  });
}

function candidateOf(drop: DropRow, person: Person, supply: Supply, quota: QuotaOut | undefined, input: DivisionInput, substitute: SubstituteView | null): Candidate {
  const sources = supply.growers.find((one) => one.id === person.id)?.sources.filter((one) => one.itemId === drop.item_id && one.lines.includes(drop.line)) ?? [];
  const ready = sources.filter((one) => one.from <= drop.due_on && drop.due_on <= one.to);
  const sum = (kind: "batch" | "lot"): number => ready.filter((one) => one.kind === kind).reduce((units, one) => units + one.left, 0);
  const left = sum("batch") + sum("lot");
  const { minBatch } = input.drops.find((one) => one.dropId === drop.id)!;
  const excluded = quota !== undefined ? "none" : person.suspended ? "suspended" : person.licence.get(drop.item_id) === "not_licensed" ? "not_licensed" : sources.length > 0 && ready.length === 0 ? "not_ready" : left > 0 && left < minBatch ? "below_minimum" : "nothing_left";
  const basis: BasisView = {
    inLots: sum("lot"), inBatches: sum("batch"), capacity: person.perDay.get(drop.unit) ?? null, km: person.km, score: person.score, quality: person.points.quality, punctuality: person.points.punctuality, licence: person.licence.get(drop.item_id) ?? "free",
    batches: person.batches.filter((one) => ready.some((two) => two.id === one.batchId)).map(({ batchId, left: units, readyFrom, readyTo }) => ({ batchId, left: units, readyFrom, readyTo })),
    lots: person.lots.filter((one) => ready.some((two) => two.id === one.lotId)).map(({ lotId, no, free }) => ({ lotId, no, free })),
  };
  return { dropId: drop.id, growerId: person.id, grower: person.name, town: person.town, available: quota?.available ?? 0, quota: quota?.quota ?? 0, basis, why: quota?.why ?? null, excluded, ...(substitute === null ? {} : { substitute }) };
}

export const askingHandlers = (solving: Solving): Pick<Asking, "candidates" | "publish" | "reinvite"> => ({
  async candidates(scene, { orderId, dropId }) {
    const { tx, actor, refuse } = scene;
    const order = await tx.selectFrom("pooled.pooled_order").selectAll().where("id", "=", orderId).executeTakeFirst();
    // A draft is its author's alone.
    const hidden = order === undefined || !isHub(scene as unknown as PooledScene, order) || (order.state === "draft" && order.made_by !== "hub");
    if (hidden) return refuse("not_found", { order: orderId, by: actor.accountName });
    const drops = await dropsOf(scene, order.id);
    const found = drops.length === 0 ? [] : await candidatesFor(scene as unknown as PooledScene, order, drops, solving);
    return {
      drops: drops.filter((drop) => dropId === undefined || drop.id === dropId).map((drop) => {
        const own = found.filter((one) => one.dropId === drop.id);
        return { dropId: drop.id, line: drop.line, dueOn: drop.due_on, quantity: drop.quantity, available: own.reduce((sum, one) => sum + one.available, 0), quota: own.reduce((sum, one) => sum + one.quota, 0), candidates: own };
      }),
    };
  },

  async publish(scene, { orderId }) {
    const { now } = scene;
    await oneAtATime(scene);
    const { order } = await heldOrder(scene, orderId, "hub");
    if (order.state === "draft" && order.made_by !== "hub") return scene.refuse("not_now", { no: order.no, state: order.state });
    mustStand(scene, order, "draft", "asked");
    const terms = termsOf(order);
    mustBeWhole(scene, terms);
    await mustBuy(scene, order.enterprise_id);
    const opened = await openRound(scene as unknown as PooledScene, order, { hours: terms.answerHours, solving });
    const deposit = await putEnterpriseDeposit(scene as unknown as PooledScene, opened);
    await advance(scene, opened, "open", { published_at: now, deposit }, { kind: "published", quantity: opened.round });
    return rowOf(scene as unknown as PooledScene, order.id);
  },

  async reinvite(scene, { orderId, answerHours }) {
    await oneAtATime(scene);
    const { order } = await heldOrder(scene, orderId, "hub");
    mustStand(scene, order, "allocated");
    if (roundOpen(order)) return scene.refuse("not_now", { no: order.no, state: order.state });
    if (order.round >= MAX_ROUNDS) return scene.refuse("too_many_rounds", { most: MAX_ROUNDS });
    const opened = await openRound(scene as unknown as PooledScene, order, { hours: answerHours, solving });
    await advance(scene, opened, "allocated", {}, { kind: "reinvited", quantity: opened.round });
    return rowOf(scene as unknown as PooledScene, order.id);
  },
});

/** The hub itself, and the market's manager, who looks over a co-op's shoulder. */
const isHub = ({ actor }: PooledScene, order: Order): boolean => actor.system || (actor.partyId === null ? actor.roles.includes("operator") : actor.partyId === order.hub_id);

/** Asks everybody who has something for what is not placed yet, and says until when. */
async function openRound(scene: PooledScene, order: Order, { hours, solving }: { readonly hours: number; readonly solving: Solving }): Promise<Order> {
  const { tx, now, newId, refuse, emit, businessDate } = scene;
  const drops = (await lockDrops(scene, order.id)).filter((drop) => drop.state === "open" && drop.due_on >= businessDate);
  const stands = await standsOf(scene, order.id);
  const lacking = drops.filter((drop) => stands.filter((one) => one.drop_id === drop.id).reduce((sum, one) => sum + one.units, 0) < drop.quantity);
  if (lacking.length === 0) return order.round === 0 ? refuse("nobody_can", { no: order.no }) : refuse("nothing_unplaced", { no: order.no });
  const found = await candidatesFor(scene, order, lacking, solving);
  const asked = found.filter((one) => one.excluded === "none");
  if (asked.length === 0) return refuse("nobody_can", { no: order.no });
  const round = order.round + 1;
  const answerBy = new Date(now.getTime() + hours * HOUR_MS);
  // Who is left out stands there too, with the reason; the hub reads it, the others do not.
  const rows = [...asked, ...found.filter((one) => one.excluded !== "none").slice(0, MAX_CANDIDATES)].map((one) => ({
    id: newId(), order_id: order.id, drop_id: one.dropId, round, grower_id: one.growerId, available: one.available, quota: one.quota, excluded: one.excluded, basis: JSON.stringify(one.basis), why: one.why === null ? null : JSON.stringify(one.why), instead_id: one.substitute?.itemId ?? null, state: one.excluded === "none" ? "waiting" as const : "silent" as const,
  }));
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) await tx.insertInto("pooled.invitation").values(rows.slice(from, from + ROWS_PER_INSERT)).execute();
  const opened = await tx.updateTable("pooled.pooled_order").set({ round, answer_by: answerBy, ...(order.round === 0 ? { state: "open" as const } : {}) }).where("id", "=", order.id).returningAll().executeTakeFirstOrThrow();
  const growerIds = [...new Set(asked.map((one) => one.growerId))];
  await addStep(scene, order.id, { kind: "growers_asked", quantity: growerIds.length, text: `#${round}` });
  await emit("growersAsked", { orderId: order.id, no: order.no, round, growerIds, answerBy: answerBy.toISOString() });
  return opened;
}
const ROWS_PER_INSERT = 500;
