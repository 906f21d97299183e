import { access } from "../kernel/access/contract.ts";
import type { Role } from "../kernel/machinery/contract.ts";
import { AS_SYSTEM } from "../kernel/machinery/runtime.ts";
import { calendar } from "../kernel/calendar/contract.ts";
import { seedCatalogue } from "../kernel/catalogue/seed.ts";
import { seedBatches } from "../growing/batches/seed.ts";
import { seedAgents } from "../market/agents/seed.ts";
import { demoPrice } from "../market/intake/demo/prices.ts";
import { seedLots, seedRegion } from "../market/intake/seed.ts";
import { seedPackaging } from "../market/packaging/seed.ts";
import { seedFees, seedTerms } from "../market/settlement/seed.ts";
import { seedStalls } from "../market/stall/seed.ts";
import { keepOffers } from "./demo/offers.ts";
import type { Opened } from "./open.ts";

/** The password of every demonstration account; they exist only on a market that is marked as a demonstration. */
export const DEMO_PASSWORD = "peony-2026-garden";

const DEMO_LOTS = 64;
const DEMO_SEED = 20_261_122;
/** The key of the seed's last step: a demonstration without it was cut off and is planted again, each step once. */
export const SEED_COMPLETE = "seed-demo-complete";
const DEMO_MARKET = { nameZh: "青州花卉苗木交易中心（演示）", nameEn: "Qingzhou Flower Exchange (demo)", currency: "CNY", utcOffsetMinutes: 480, cutoverHour: 4, demo: true };
/** The example fee sheet is valid from the first day anybody might look at. */
const FEES_FROM = "2020-01-01";

const STAFF: readonly { login: string; name: string; roles: readonly Role[] }[] = [
  { login: "auctioneer", name: "拍卖师 周敏", roles: ["auctioneer"] },
  { login: "grader", name: "质检员 韩雪", roles: ["grader"] },
  { login: "cashier", name: "结算员 孙丽", roles: ["cashier"] },
  { login: "cashier2", name: "复核员 吴涛", roles: ["cashier"] },
  { login: "operator", name: "市场经理 刘建国", roles: ["operator"] },
  { login: "sysadmin", name: "系统管理员", roles: ["system_admin"] },
  { login: "secadmin", name: "安全管理员", roles: ["security_admin"] },
  { login: "auditor", name: "审计员", roles: ["auditor"] },
];

/** Plants a believable region: market, staff, catalogue, people, lots, fees and a market day. Every step goes through the actions. */
export async function seedDemo(opened: Opened, log: (line: string) => void): Promise<void> {
  const { runtime } = opened;
  await runtime.call(calendar.actions.setMarket, DEMO_MARKET, AS_SYSTEM);
  for (const { login, name, roles } of STAFF) {
    // The key makes the step repeatable, so that a seed that was cut off can be run again.
    const account = await runtime.call(access.actions.openAccount, { login, name, password: DEMO_PASSWORD, mustChange: false, demo: true }, { ...AS_SYSTEM, key: `seed-account-${login}` });
    await runtime.call(access.actions.setRoles, { accountId: account.id, roles: roles as never }, AS_SYSTEM);
  }
  log("staff 工作人员");
  const catalogue = await seedCatalogue(runtime);
  log(`catalogue 品种与商品 (${catalogue.species} / ${catalogue.items.length})`);
  await seedFees(runtime, FEES_FROM);
  const today = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
  const region = await seedRegion(runtime, { password: DEMO_PASSWORD, currency: (await runtime.market()).currency });
  const lots = await seedLots(runtime, region, { items: catalogue.items, lots: DEMO_LOTS, seed: DEMO_SEED, on: today.businessDate });
  const stalls = await seedStalls(runtime, { password: DEMO_PASSWORD, currency: (await runtime.market()).currency, items: catalogue.items, seed: DEMO_SEED, feesFrom: FEES_FROM });
  log(`growers 花农 ${region.growers.length} · buyers 采购商 ${region.buyers.length} · lots 批次 ${lots.length} · stalls 档口 ${stalls}`);
  await seedTerms(runtime, { growers: region.growers.map(({ partyId }) => partyId), buyers: region.buyers.map(({ partyId }) => partyId), on: today.businessDate });
  const offered = await keepOffers(runtime, today.businessDate, region.buyers);
  log(`presale, catalogue, offers 供货 ${offered.lines} · orders 订单 ${offered.orders} · requests 求购 ${offered.requests}`);
  const agency = await seedAgents(runtime, { on: today.businessDate, buyers: region.buyers, price: demoPrice });
  log(`agents' clients 代拍客户 ${agency.clients} · lists 采购单 ${agency.lists}`);
  const packaging = await seedPackaging(runtime, { growers: region.growers.map(({ partyId }) => partyId), buyers: region.buyers.map(({ partyId }) => partyId), on: today.businessDate, seed: DEMO_SEED });
  log(`packaging 周转箱 ${packaging}`);
  const benches = await seedBatches(runtime, { growers: region.growers, items: catalogue.items, on: today.businessDate, seed: DEMO_SEED });
  log(`on the benches 在圃 ${benches}`);
  await runtime.call(calendar.actions.setMarket, DEMO_MARKET, { ...AS_SYSTEM, key: SEED_COMPLETE });
}
