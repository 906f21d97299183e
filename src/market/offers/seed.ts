import { addDays } from "../../engines/calendar/day.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import { intake, type LotCard } from "../intake/contract.ts";
import { offers, type LineView } from "./contract.ts";

export interface OffersSeed {
  /** The business day; the lots planted are of the next, so that their presale runs today. */
  readonly on: string;
  /** Now, as the market's day sees it: what is offered until a moment is counted from here. */
  readonly now: Date;
  readonly buyers: readonly { readonly partyId: string; readonly name: string }[];
  /** What an item costs, in fen. */
  readonly price: (itemCode: string) => number;
}

const LOTS = 18;
/** A demonstration is looked at in the morning too: its presale opens with the business day before. */
const DEMO_RULES = { presaleShare: 50, presaleOpens: -1_200, presaleCloses: 355, reserveMinutes: 15, confirmHours: 12 };
const SPECS = [
  { spec: "双梗，含苞三成，统一花期", boxes: 30 }, { spec: "开花整齐，带盆套", boxes: 20 }, { spec: "小盆，适合组合", boxes: 40 },
] as const;
const SHARES = [50, 40, 30] as const;
const NOTES = ["", "整车可送到济南", "腊月二十前供", ""] as const;

/** Plants what growers offer besides the clock on one day, some orders and requests, through the same actions as everybody. The same day twice is one day. */
export async function seedOffers(runtime: Runtime, seed: OffersSeed): Promise<{ lines: number; orders: number; requests: number }> {
  const step = (key: string, call: Call): Call => ({ ...call, key: `seed-offers-${seed.on}-${key}` });
  await runtime.call(offers.actions.setSettings, DEMO_RULES, step("rules", AS_SYSTEM));
  const { lots } = await runtime.call(intake.actions.arrivals, { on: seed.on, limit: 1_000 }, AS_SYSTEM);
  const models = [...new Map(lots.filter((lot) => lot.photoId !== null).map((lot) => [`${lot.growerId} ${lot.itemId}`, lot])).values()].slice(0, LOTS);
  const lines: LineView[] = [];
  for (const [n, model] of models.entries()) lines.push(await seedLine(runtime, seed, model, n, step));
  const [first] = models;
  if (first === undefined || seed.buyers.length < 4) return { lines: lines.length, orders: 0, requests: 0 };
  await seedForCustomers(runtime, seed, first, step);
  const orders = await seedOrders(runtime, seed, lines, step);
  const requests = await seedRequests(runtime, seed, models, step);
  return { lines: lines.length, orders, requests };
}

type Step = (key: string, call: Call) => Call;
const as = (partyId: string, name: string, role: "grower" | "buyer"): Call => ({ ...AS_SYSTEM, actor: { ...SYSTEM_ACTOR, accountName: `${name}（演示）`, partyId, roles: [role] } });
const fen = (price: number, hundredths: number): number => Math.max(10, Math.round((price * hundredths) / 1_000) * 10);

/** A lot for tomorrow like one of today's, and what its grower does with it before it is scanned in. */
async function seedLine(runtime: Runtime, { on, price }: OffersSeed, model: LotCard, n: number, step: Step): Promise<LineView> {
  const grower = as(model.growerId, model.grower, "grower");
  const tomorrow = addDays(on, 1);
  const box = model.packing["box"] ?? 8;
  const boxes = 16 + ((n * 7) % 5) * 8;
  const lot = await runtime.call(intake.actions.declareLot, { growerId: model.growerId, itemId: model.itemId, quantity: String(boxes * box), photoId: model.photoId, plannedOn: tomorrow }, step(`lot-${n}`, grower));
  const base = fen(price(model.itemCode), 96);
  const steps = [{ level: "box" as const, price: fen(base, 97) }, ...(model.packing["layer"] === undefined ? [] : [{ level: "layer" as const, price: fen(base, 94) }])].filter((one, index, all) => one.price < (all[index - 1]?.price ?? base));
  if (n % 2 === 0) return runtime.call(offers.actions.savePresale, { lotId: lot.id, share: SHARES[n % SHARES.length]!, saleDay: tomorrow, price: base, steps, note: NOTES[n % NOTES.length]! }, step(`presale-${n}`, grower));
  return runtime.call(offers.actions.saveCatalogue, { lotIds: [lot.id], quantity: String(Math.max(box, Math.floor(boxes * 0.6) * box)), price: fen(base, 104), steps, from: on, to: addDays(on, 6), byHand: n % 6 === 5, note: NOTES[n % NOTES.length]! }, step(`catalogue-${n}`, grower));
}

/** The first grower has old customers, and makes one of them an offer of his own. */
async function seedForCustomers(runtime: Runtime, { now, buyers, price, on }: OffersSeed, model: LotCard, step: Step): Promise<void> {
  const grower = as(model.growerId, model.grower, "grower");
  const { groups } = await runtime.call(offers.actions.groups, {}, grower);
  if (groups.length === 0) await runtime.call(offers.actions.saveGroup, { name: "老客户", buyerIds: buyers.slice(0, 3).map((buyer) => buyer.partyId) }, step("group", grower));
  const lot = await runtime.call(intake.actions.declareLot, { growerId: model.growerId, itemId: model.itemId, quantity: "20箱", photoId: model.photoId, plannedOn: addDays(on, 1) }, step("offer-lot", grower));
  const until = new Date(now.getTime() + 2 * 86_400_000).toISOString();
  // The moment is part of the input, so a step that was done is looked up and not done again.
  const { lines } = await runtime.call(offers.actions.myOffers, { kind: "offer" }, grower);
  if (lines.some((line) => line.lots.some((one) => one.lotId === lot.id))) return;
  await runtime.call(offers.actions.saveOffer, { lotIds: [lot.id], quantity: "10箱", price: fen(price(model.itemCode), 90), buyerId: buyers[0]!.partyId, until, note: "去年一样的货，先给您留着" }, grower);
}

async function seedOrders(runtime: Runtime, { buyers }: OffersSeed, lines: readonly LineView[], step: Step): Promise<number> {
  let orders = 0;
  for (const [n, buyer] of buyers.slice(1, 4).entries()) {
    const call = as(buyer.partyId, buyer.name, "buyer");
    const mine = lines.filter((line, index) => line.state === "open" && index % 3 === n).slice(0, 4);
    if (mine.length === 0) continue;
    await runtime.call(offers.actions.reserveMany, { lines: mine.map((line) => ({ lineId: line.id, quantity: line.packing["box"] === undefined ? "8" : `${2 + n}箱` })) }, step(`cart-${n}`, call));
    await runtime.call(offers.actions.place, { note: n === 0 ? "请和上次一样装车" : "" }, step(`order-${n}`, call));
    orders += 1;
  }
  return orders;
}

async function seedRequests(runtime: Runtime, { buyers, on, price, now }: OffersSeed, models: readonly LotCard[], step: Step): Promise<number> {
  let requests = 0;
  for (const [n, { spec, boxes }] of SPECS.entries()) {
    const [model, buyer] = [models[n * 3], buyers[n]];
    if (model === undefined || buyer === undefined) continue;
    const box = model.packing["box"] ?? 8;
    const request = await runtime.call(offers.actions.askFor, { itemId: model.itemId, spec, quantity: String(boxes * box), wantedOn: addDays(on, 2 + n), price: fen(price(model.itemCode), 92) }, step(`request-${n}`, as(buyer.partyId, buyer.name, "buyer")));
    requests += 1;
    if (n > 0) continue;
    const grower = as(model.growerId, model.grower, "grower");
    const lot = await runtime.call(intake.actions.declareLot, { growerId: model.growerId, itemId: model.itemId, quantity: `${boxes}箱`, photoId: model.photoId, plannedOn: addDays(on, 2) }, step("answer-lot", grower));
    const { lines } = await runtime.call(offers.actions.myOffers, { kind: "offer" }, grower);
    if (lines.some((line) => line.requestId === request.id)) continue;
    await runtime.call(offers.actions.saveOffer, { lotIds: [lot.id], quantity: `${boxes}箱`, price: fen(price(model.itemCode), 95), requestId: request.id, until: new Date(now.getTime() + 86_400_000).toISOString() }, grower);
  }
  return requests;
}
