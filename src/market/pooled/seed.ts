import { addDays } from "../../engines/calendar/day.ts";
import { batches } from "../../growing/batches/contract.ts";
import type { Call, Runtime } from "../../kernel/machinery/runtime.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { intake } from "../intake/contract.ts";
import { pooled } from "./contract.ts";
import type { Terms } from "./rules.ts";
import type { ParcelView, PromiseView } from "./views.ts";

export interface PooledPeople {
  /** At least three growers; the first is whom a visitor takes the place of. */
  readonly growers: readonly [Call, Call, Call, ...Call[]];
  readonly enterprise: Call;
  readonly operator: Call;
  readonly grader: Call;
  /** What is ordered, sold by the pot; nobody else may have it, as whoever is asked must answer before it is divided. */
  readonly itemId: string;
}

const { actions } = pooled;
const STEP = 8;
const ON_BENCH = 960;
const DAYS_TO_OPEN = 20;
const HEIGHT_CM = 62;
const TRUCK_HOLDS = 960;

/** Plants three orders: one whose quotas wait for answers, one that is due at the dock today, one settled with its invoice. Done once. */
export async function seedPooled(runtime: Runtime, people: PooledPeople): Promise<number> {
  const { total } = await runtime.call(actions.orders, { limit: 1 }, people.operator);
  if (total > 0) return 0;
  const today = (await runtime.call(intake.actions.arrivals, { limit: 1 }, AS_SYSTEM)).on;
  for (const grower of people.growers) await runtime.call(batches.actions.plant, { itemId: people.itemId, expected: String(ON_BENCH), readyFrom: addDays(today, -7), readyTo: addDays(today, 45), attributes: { heightCm: HEIGHT_CM } }, grower);
  await settled(runtime, people, today);
  await arriving(runtime, people, today);
  await publish(runtime, people, "春节蝴蝶兰统购", termsOf(people.itemId, addDays(today, DAYS_TO_OPEN), 1_600, "黄楼配送中心"));
  return 3;
}

const termsOf = (itemId: string, dueOn: string, quantity: number, place: string): Terms => ({
  lines: [{
    itemId, grade: "A", spec: [{ grade: "A", limits: [{ attribute: "heightCm", min: 55, max: 80 }], pricePm: 1_000 }, { grade: "B", limits: [{ attribute: "heightCm", min: 45, max: null }], pricePm: 880 }],
    sampling: { samplePm: 20, least: 3, most: 10, acceptPm: 200 }, substitutes: [], quantity, tolerance: 2, step: STEP, minBatch: 0, price: { kind: "fixed", price: 16_80 }, drops: [{ dueOn, place, quantity }],
  }],
  rule: "proportional", weights: { quality: 400, punctuality: 400, distance: 100, price: 100 }, fairnessPm: 500, capPercent: 60, marginPm: 30, deposit: { enterprise: 10, grower: 0 }, answerHours: 24, graceDays: 1,
  penalties: { short: 10, late: 5, withdrawn: 5, sideSold: 20, refused: 15 }, remedies: ["reallocate", "cover", "consent"], note: "",
});

async function publish(runtime: Runtime, { enterprise, operator }: PooledPeople, title: string, terms: Terms): Promise<string> {
  const { id: orderId } = await runtime.call(actions.saveDraft, { title, terms: terms as never }, enterprise);
  await runtime.call(actions.askHub, { orderId }, enterprise);
  await runtime.call(actions.publish, { orderId }, operator);
  return orderId;
}

/** Everybody takes all he is asked for, and it is divided; each grower's promise with him. */
async function promised(runtime: Runtime, people: PooledPeople, title: string, terms: Terms): Promise<(readonly [Call, PromiseView])[]> {
  const orderId = await publish(runtime, people, title, terms);
  for (const grower of people.growers) {
    const { invitations } = await runtime.call(actions.invitations, { orderId }, grower);
    if (invitations.length > 0) await runtime.call(actions.answer, { orderId, answers: invitations.map((one) => ({ invitationId: one.id, accepted: one.quota })) }, grower);
  }
  await runtime.call(actions.allocate, { orderId }, people.operator);
  const { promises } = await runtime.call(actions.order, { orderId }, people.operator);
  return people.growers.flatMap((grower) => promises.filter((one) => one.growerId === grower.actor.partyId).map((one) => [grower, one] as const));
}

const bring = (runtime: Runtime, grower: Call, promise: PromiseView): Promise<ParcelView> => runtime.call(actions.bring, { promiseId: promise.id, quantity: String(promise.quantity) }, grower);

function inspect(runtime: Runtime, { grader }: PooledPeople, parcel: ParcelView): Promise<ParcelView> {
  const samples = Array.from({ length: parcel.sampleSize }, (_, n) => ({ heightCm: HEIGHT_CM - 3 + (n % 7) }));
  return runtime.call(actions.inspect, { parcelId: parcel.id, counted: String(parcel.announced), samples }, grader);
}

/** Goods of every grower but the first come to the dock today, the first of them is graded and a truck fetches the others; a visitor brings his own. */
async function arriving(runtime: Runtime, people: PooledPeople, today: string): Promise<void> {
  const given = await promised(runtime, people, "市政摆花统购", termsOf(people.itemId, today, 720, "南阳河花坛"));
  const parcels: ParcelView[] = [];
  for (const [grower, promise] of given.slice(1)) parcels.push(await bring(runtime, grower, promise));
  if (parcels[0] !== undefined) await inspect(runtime, people, parcels[0]);
  const onTruck = parcels.slice(1);
  if (onTruck.length > 0) await runtime.call(actions.planRound, { on: today, leavesAt: `${today}T00:30:00Z`, plate: "鲁G·S3318", driver: "孙师傅", capacity: TRUCK_HOLDS, freight: 160_00, split: "km", parcelIds: onTruck.map((one) => one.id) }, people.operator);
}

async function settled(runtime: Runtime, people: PooledPeople, today: string): Promise<void> {
  const given = await promised(runtime, people, "超市周末蝴蝶兰", termsOf(people.itemId, today, 480, "济南配送中心"));
  const accepted: ParcelView[] = [];
  for (const [grower, promise] of given) accepted.push(await inspect(runtime, people, await bring(runtime, grower, promise)));
  const dropId = accepted[0]!.dropId;
  const shipment = await runtime.call(actions.ship, { dropId, parcelIds: accepted.map((one) => one.id), plate: "鲁G·T2026", driver: "张师傅" }, people.operator);
  await runtime.call(actions.receive, { shipmentId: shipment.id }, people.enterprise);
  await runtime.call(actions.settleDrop, { dropId }, people.operator);
}
