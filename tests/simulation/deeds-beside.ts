import { addDays } from "../../src/engines/calendar/day.ts";
import { agents } from "../../src/market/agents/contract.ts";
import { contracts } from "../../src/market/contracts/contract.ts";
import { weeklyPlan } from "../../src/market/contracts/rules.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { loss } from "../../src/market/loss/contract.ts";
import { packaging } from "../../src/market/packaging/contract.ts";
import type { Deed } from "./deeds.ts";
import type { Town } from "./town.ts";

/** Two contracts run, an agent has clients, and the yard has trolleys: what the deeds below need. */
export async function signAndStock(town: Town): Promise<void> {
  const plan = { band: 20, periodBand: 60, leadDays: 0, answerHours: 12, graceDays: 1, lowestGrade: "C" as const, grade: "A" as const, substitutes: [], note: "" };
  for (const [n, price] of [[0, 9_37], [1, 12_01]] as const) {
    const [grower, buyer] = [town.growers[n]!, town.buyers[n + 1]!];
    const terms = {
      ...plan, itemId: town.items[n]!.id, quantity: 900, periods: weeklyPlan(town.today(), 3, 900), price: { kind: "fixed" as const, price }, deposit: { seller: 777_77, buyer: 1_234_56 },
      penalties: { short: 13, shortTolerance: 2, late: 7, offGrade: 9, notTaken: 11 }, default: { deviations: 9, underPeriod: "deviation" as const },
    };
    const { id: contractId } = await town.call(contracts.actions.saveDraft, { as: "seller", partnerId: buyer.partyId, terms: terms as never }, grower);
    await town.call(contracts.actions.propose, { contractId }, grower);
    const { hash } = await town.call(contracts.actions.document, { contractId }, buyer);
    await town.call(contracts.actions.sign, { contractId, hash }, buyer);
    await town.call(contracts.actions.sign, { contractId, hash }, grower);
  }
  for (const name of ["聊城 老赵", "滨州 小孙"]) await town.call(agents.actions.saveClient, { clientId: town.ids.id(), name }, town.agent);
  await town.call(agents.actions.setTerms, { from: town.today(), reason: "公开价", commission: { tiers: [{ from: 0, ppm: 47_301 }], perUnit: 7, minimum: 3_33, cap: null }, rebate: { tiers: [{ from: 300_00, ppm: 12_345 }] } }, town.agent);
  const kind = await town.call(packaging.actions.setKind, { code: "TROLLEY", zh: "花车", en: "Trolley", family: "trolley" }, town.staff.operator);
  await town.call(packaging.actions.setValue, { kindId: kind.id, validFrom: town.today(), deposit: 80_05, replacement: 350_07, reason: "开市" }, town.staff.operator);
  await town.call(packaging.actions.buy, { kindId: kind.id, quantity: 500 }, town.staff.operator);
}

/** A call-off of a running contract one step further, whoever's turn it is. */
const contractWork: Deed = async (town, draw) => {
  const call = draw.one(await town.rows<{ id: string; state: string; grower: string; buyer: string; item_id: string; open: number }>(`
    select c.id, c.state, k.seller_id as grower, k.buyer_id as buyer, k.item_id, c.asked as open from contracts.call_off c join contracts.contract k on k.id = c.contract_id where c.state in ('called', 'confirmed') and k.state = 'running' order by c.id`));
  if (call === undefined || draw.often(35)) {
    const contract = draw.one(await town.rows<{ id: string; buyer_id: string }>("select id, buyer_id from contracts.contract where state = 'running' order by id"));
    const buyer = town.buyers.find((one) => one.partyId === contract?.buyer_id);
    if (contract === undefined || buyer === undefined) return;
    return town.call(contracts.actions.callOff, { contractId: contract.id, dueOn: addDays(town.today(), draw.whole(0, 2)), quantity: String(draw.whole(1, 120)) }, buyer);
  }
  const grower = town.growers.find((one) => one.partyId === call.grower)!;
  if (call.state === "called") return town.call(contracts.actions.answerCallOff, { callOffId: call.id, quantity: String(Math.max(1, call.open - (draw.often(30) ? draw.whole(0, 20) : 0))), reason: "天气" }, grower);
  if (draw.often(60)) {
    const { id: lotId } = await town.call(intake.actions.declareLot, { itemId: call.item_id, quantity: "150" }, grower);
    if (draw.often(70)) {
      await town.call(intake.actions.receive, { lotId, counted: "150" }, town.staff.grader);
      await town.call(intake.actions.grade, { lotId, grade: draw.one(["A", "B"] as const)! }, town.staff.grader);
    }
    await town.call(contracts.actions.assign, { callOffId: call.id, lots: [{ lotId, quantity: Math.min(call.open, draw.whole(1, 150)) }] }, grower);
  }
  return town.call(contracts.actions.deliver, { callOffId: call.id }, town.staff.grader);
};

/** An agent's client gives a list, or what the agent bought goes to one line or another. */
const agentWork: Deed = async (town, draw) => {
  const what = draw.whole(0, 9);
  const client = draw.one(await town.rows<{ id: string }>("select id from agents.client order by id"))!;
  if (what < 4) {
    return town.call(agents.actions.giveList, { listId: draw.id(), clientId: client.id, lines: [{ itemId: draw.one(town.items)!.id, quantity: String(draw.whole(5, 60)), limitPrice: draw.often(60) ? draw.whole(5_00, 90_00) : null, priority: draw.one(["urgent", "normal"] as const)! }] }, town.agent);
  }
  if (what < 7) {
    const sale = draw.one(await town.rows<{ sale_id: string; left: number }>("select sale_id, quantity - allocated as left from agents.purchase where allocated < quantity and not reversed order by sale_id"));
    const line = draw.one(await town.rows<{ id: string }>("select id from agents.line where filled < quantity order by id"));
    return sale === undefined || line === undefined ? undefined : town.call(agents.actions.allocate, { fillId: draw.id(), saleId: sale.sale_id, lineId: line.id, units: draw.whole(1, sale.left) }, town.agent);
  }
  if (what === 7) {
    const fill = draw.one(await town.rows<{ id: string }>("select id from agents.fill where back_at is null order by id"));
    return fill === undefined ? undefined : town.call(agents.actions.takeBack, { fillId: fill.id, reason: "改给别人" }, town.agent);
  }
  return town.call(agents.actions.notePayment, { paymentId: draw.id(), clientId: client.id, amount: draw.whole(1, 900_00), method: "bank" }, town.agent);
};

const trolleys: Deed = async (town, draw) => {
  const [kind] = await town.rows<{ id: string }>("select id from packaging.kind");
  const partyId = draw.one([...town.growers, ...town.buyers])!.partyId;
  if (draw.often(55)) return town.call(packaging.actions.issue, { partyId, kindId: kind!.id, quantity: draw.whole(1, 9) }, town.staff.grader);
  const state = draw.one(["sound", "sound", "damaged", "lost"] as const)!;
  return town.call(packaging.actions.takeBack, { partyId, kindId: kind!.id, parts: [{ state, quantity: draw.whole(1, 6), charge: state === "sound" ? "none" : "replacement", reason: "脚轮断了", photoIds: state === "sound" ? [] : [town.photoId] }] }, town.staff.grader);
};

const fading: Deed = async (town, draw) => {
  const lot = draw.one(await town.rows<{ id: string; free: number }>("select id, on_hand - held as free from kernel.lot where on_hand > held order by no"));
  if (lot === undefined) return;
  const quantity = draw.whole(1, Math.min(lot.free, 12));
  const act = draw.one([{ kind: "write_off" as const, quantity }, { kind: "donation" as const, quantity, receiver: "敬老院" }, { kind: "downgrade" as const, quantity, grade: "D" as const }])!;
  return town.call(loss.actions.record, { lotId: lot.id, act, reason: "fading", photoIds: [town.photoId] }, draw.one([town.staff.operator, town.staff.grader])!);
};

/** Ticks of every module and their events, as they run by themselves all the time. */
const events: Deed = (town) => town.settle();

export const MORE_DEEDS: readonly (readonly [name: string, weight: number, deed: Deed])[] = [["contractWork", 10, contractWork], ["agentWork", 8, agentWork], ["trolleys", 5, trolleys], ["fading", 4, fading], ["events", 4, events]];

