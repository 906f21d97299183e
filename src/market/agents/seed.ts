import { addDays } from "../../engines/calendar/day.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import { intake, type LotCard } from "../intake/contract.ts";
import { offers } from "../offers/contract.ts";
import { agents } from "./contract.ts";
import type { LineInput, ReadLineView } from "./views.ts";

export interface AgentsSeed {
  /** The business day. */
  readonly on: string;
  readonly buyers: readonly { readonly partyId: string; readonly name: string; readonly roles: readonly string[] }[];
  /** What an item costs, in fen per sales unit. */
  readonly price: (itemCode: string) => number;
}

type Step = (key: string, call: Call) => Call;
/** Made up, and the same whenever the seed is planted again. */
const idOf = (n: number): string => `5eeda6e7-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
const CLIENTS = [
  { name: "济南 老张", town: "济南", note: "周二周五发车，堤口路卸货", hidesSuppliers: false }, { name: "德州 李姐", town: "德州", note: "只要 A 级", hidesSuppliers: false }, { name: "聊城 赵记花店", town: "聊城", note: "", hidesSuppliers: true },
  { name: "临沂 老吴", town: "临沂", note: "月底结", hidesSuppliers: false }, { name: "潍坊 小孙", town: "潍坊", note: "", hidesSuppliers: false },
] as const;
const GENERAL = { commission: { tiers: [{ from: 0, ppm: 50_000 }, { from: 5_000_00, ppm: 40_000 }], perUnit: 0, minimum: 2_00, cap: null }, rebate: { tiers: [{ from: 20_000_00, ppm: 5_000 }, { from: 50_000_00, ppm: 10_000 }] } };
const OLD_FRIEND = { commission: { tiers: [{ from: 0, ppm: 30_000 }], perUnit: 0, minimum: 0, cap: 300_00 }, rebate: { tiers: [] } };
const GREETINGS = ["韩老板，明天发车", "老韩你好，麻烦帮我拿", "韩哥 今天的单子", "早上好", "单子发你"] as const;
/** Some lines more than there are lots today, so that a list is seen that is not all bought. */
const LINES_A_LIST = 4;
const BOUGHT = 5;

/** Plants an agent's clients, lists as they came by message, and what he has bought of them so far, each through the actions. Done once. */
export async function seedAgents(runtime: Runtime, seed: AgentsSeed): Promise<{ clients: number; lists: number; fills: number }> {
  const agent = seed.buyers.find((one) => one.roles.includes("agent"));
  const guest = seed.buyers.find((one) => one.roles.includes("buyer"));
  if (agent === undefined) return { clients: 0, lists: 0, fills: 0 };
  const step: Step = (key, call) => ({ ...call, key: `seed-agents-${key}` });
  const his = as(agent.partyId, agent.name, "agent");
  await runtime.call(agents.actions.setTerms, { from: seed.on, ...GENERAL, reason: "对外公开价" }, step("terms", his));
  for (const [n, client] of CLIENTS.entries()) await runtime.call(agents.actions.saveClient, { clientId: idOf(n + 1), ...client }, step(`client-${n}`, his));
  await runtime.call(agents.actions.setTerms, { clientId: idOf(1), from: seed.on, ...OLD_FRIEND, reason: "十年老客户" }, step("terms-1", his));
  const { lots } = await runtime.call(intake.actions.arrivals, { on: seed.on, limit: 1_000 }, AS_SYSTEM);
  const graded = [...new Map(lots.filter((lot) => lot.state === "graded").map((lot) => [lot.itemId, lot])).values()];
  if (graded.length === 0) return { clients: CLIENTS.length, lists: 0, fills: 0 };
  let lists = 0;
  for (const [n] of CLIENTS.entries()) lists += await giveList(runtime, { n, lots: graded, whom: { clientId: idOf(n + 1) }, call: his, price: seed.price }, step);
  if (guest !== undefined) lists += await giveList(runtime, { n: CLIENTS.length, lots: graded, whom: { agentId: agent.partyId }, call: as(guest.partyId, guest.name, "buyer"), price: seed.price }, step);
  const fills = await buySome(runtime, { ...seed, lots: graded.slice(0, BOUGHT), agentId: agent.partyId, his }, step);
  await runtime.call(agents.actions.notePayment, { paymentId: idOf(900), clientId: idOf(1), amount: 500_00, method: "wechat", memo: "定金" }, step("payment", his));
  return { clients: CLIENTS.length, lists, fills };
}

const as = (partyId: string, name: string, role: "agent" | "buyer" | "grower"): Call => ({ ...AS_SYSTEM, actor: { ...SYSTEM_ACTOR, accountName: `${name}（演示）`, partyId, roles: [role] } });
const yuan = (fen: number): string => String(Math.round(fen / 10) / 10);

/** So many boxes of it, or as many single ones: not every item is packed in boxes. */
function howMany(lot: LotCard, n: number): { readonly many: string; readonly single: string } {
  const boxes = 1 + (n % 3);
  const single = String(boxes * (lot.packing["box"] ?? 8));
  return { single, many: lot.packing["box"] === undefined ? single : `${boxes}箱` };
}

/** A wish as people write it, each a little differently. */
function said(lot: LotCard, n: number, price: number): string {
  const name = lot.itemZh.replace(/ \d+cm$/, "");
  const { many, single } = howMany(lot, n);
  return [`${name} ${many} 不超过${yuan(price * 1.1)}`, `${name} A级 ${many} ${yuan(price * 1.05)}元以内 急`, `${name}，${single}，≤${yuan(price * 1.2)}`, `${name} ${many} 可替`][n % 4]!;
}

interface OneList {
  readonly n: number;
  readonly lots: readonly LotCard[];
  readonly whom: { readonly clientId: string } | { readonly agentId: string };
  readonly call: Call;
  readonly price: (itemCode: string) => number;
}

async function giveList(runtime: Runtime, { n, lots, whom, call, price }: OneList, step: Step): Promise<number> {
  const wanted = Array.from({ length: LINES_A_LIST }, (_, k) => lots[(n * 2 + k * 3) % lots.length]!);
  const source = [GREETINGS[n % GREETINGS.length]!, ...wanted.map((lot, k) => said(lot, n + k, price(lot.itemCode)))].join("\n");
  const { lines } = await runtime.call(agents.actions.readMessage, { text: source }, call);
  // The person who confirms knows the client, and takes what he means where two are close.
  const meant = new Map(wanted.map((lot, k) => [lot.itemId, howMany(lot, n + k).many]));
  const kept = lines.map((line) => confirmed(line, meant)).filter((line): line is LineInput => line !== null);
  if (kept.length === 0) return 0;
  await runtime.call(agents.actions.giveList, { listId: idOf(100 + n), ...whom, source, lines: kept }, step(`list-${n}`, call));
  return 1;
}

function confirmed(line: ReadLineView, meant: ReadonlyMap<string, string>): LineInput | null {
  const itemId = [line.itemId, ...line.candidates.map((one) => one.itemId)].find((one) => one !== null && meant.has(one)) ?? null;
  const quantity = itemId === null ? undefined : meant.get(itemId);
  if (itemId === null || quantity === undefined) return null;
  // Some names hold a number themselves, as “五株” does; whoever confirms writes what was meant.
  return { said: line.said, itemId, spec: line.spec, grade: line.grade, quantity, limitPrice: line.limitPrice ?? line.limitFen, priority: line.priority, substitute: line.substitute };
}

/** A few growers offer the agent a part of what they have, and he takes it; it goes to the lists when the sales are heard. */
async function buySome(runtime: Runtime, { lots, agentId, his, on, price }: AgentsSeed & { lots: readonly LotCard[]; agentId: string; his: Call }, step: Step): Promise<number> {
  // A moment of the day and not of the clock, so that a seed that was cut off says the same when it is run again.
  const until = `${addDays(on, 1)}T12:00:00Z`;
  const lines: { lineId: string; quantity: string }[] = [];
  for (const [n, lot] of lots.entries()) {
    const { free } = await freeOf(runtime, lot);
    const box = lot.packing["box"] ?? 8;
    const quantity = Math.min(box * (2 + (n % 2)), free);
    if (quantity < 1 || lot.growerId === agentId) continue;
    const { id } = await runtime.call(offers.actions.saveOffer, { lotIds: [lot.id], quantity: String(quantity), price: Math.max(lot.floorPrice ?? 0, Math.round(price(lot.itemCode) / 10) * 10), buyerId: agentId, until }, step(`offer-${n}`, as(lot.growerId, lot.grower, "grower")));
    lines.push({ lineId: id, quantity: String(quantity) });
  }
  if (lines.length === 0) return 0;
  await runtime.call(offers.actions.reserveMany, { lines }, step("reserve", his));
  await runtime.call(offers.actions.place, {}, step("place", his));
  return lines.length;
}

async function freeOf(runtime: Runtime, lot: LotCard): Promise<{ free: number }> {
  const { lots } = await runtime.call(offers.actions.stockLeft, { lotIds: [lot.id] }, AS_SYSTEM);
  return { free: lots[0]?.left ?? 0 };
}
