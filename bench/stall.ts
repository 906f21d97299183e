import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, type Opened } from "../src/app/open.ts";
import { calendar } from "../src/kernel/calendar/contract.ts";
import { catalogue } from "../src/kernel/catalogue/contract.ts";
import { AS_SYSTEM, INSIDE, type Call } from "../src/kernel/machinery/runtime.ts";
import { parties } from "../src/kernel/parties/contract.ts";
import { settlement } from "../src/market/settlement/contract.ts";
import { stall } from "../src/market/stall/contract.ts";

/** The hall of Qingzhou: 1,600 stalls, 60 bills each in one day; a quarter of an hour on two cores. STALLS and BILLS make it smaller. */
const STALLS = Number(process.env["STALLS"] ?? 1_600);
const BILLS = Number(process.env["BILLS"] ?? 60);
/** Stalls that write at the same moment. */
const HANDS = 8;
const GOODS = 4;
/** The hall is open for nine hours; this many bills a second are its whole day at an even pace. */
const OPEN_SECONDS = 9 * 3_600;

interface Keeper {
  readonly stallId: string;
  readonly call: Call;
  readonly customerId: string;
}

async function plant({ runtime, database }: Opened): Promise<{ readonly keepers: Keeper[]; readonly items: string[] }> {
  const items: string[] = [];
  for (let n = 0; n < GOODS; n++) items.push((await runtime.call(catalogue.actions.addItem, { code: `bench-${n}`, speciesId: null, zh: `商品 ${n}`, category: "orchid", unit: "pot", packing: { box: 12 } }, AS_SYSTEM)).id);
  const keepers: Keeper[] = [];
  for (let n = 0; n < STALLS; n++) {
    const { rows } = await database.pool.query<{ id: string }>("insert into kernel.account (id, login, name, password_hash, demo, created_at) values (gen_random_uuid(), $1, 'bench', 'none', true, now()) returning id", [`stall-${n}`]);
    const party = await runtime.call(parties.actions.register, { kind: "person", name: `商户 ${n}`, roles: ["merchant"] }, AS_SYSTEM);
    const place = await runtime.call(stall.actions.openStall, { partyId: party.id, hall: "一号厅", number: `S${n}`, name: `档口 ${n}` }, AS_SYSTEM);
    const call: Call = { origin: INSIDE, actor: { accountId: rows[0]!.id, accountName: "bench", partyId: party.id, roles: ["merchant"], delegate: false, system: false } };
    for (const itemId of items) await runtime.call(stall.actions.arrive, { stallId: place.id, arrivalId: randomUUID(), itemId, quantity: String(BILLS * 8) }, call);
    const customerId = randomUUID();
    await runtime.call(stall.actions.registerCustomer, { stallId: place.id, customer: { id: customerId, nickname: "老客" } }, call);
    await runtime.call(stall.actions.setCredit, { customerId, changeId: randomUUID(), limit: 100_000_000_00 }, call);
    keepers.push({ stallId: place.id, call, customerId });
  }
  return { keepers, items };
}

/** Two lines a bill, every third on credit. */
function billOf({ customerId }: Keeper, items: readonly string[], n: number) {
  const lines = [0, 1].map((k) => ({ itemId: items[(n + k) % items.length]!, quantity: String(1 + ((n + k) % 4)), price: 15_00 + (n % 9) * 50, per: "pot" as const }));
  const total = lines.reduce((sum, line) => sum + Number(line.quantity) * line.price, 0);
  const credit = n % 3 === 0;
  return { id: randomUUID(), customerId: credit ? customerId : null, madeAt: new Date().toISOString(), lines, payments: credit ? [] : [{ method: "cash" as const, amount: total }], total };
}

interface Load {
  readonly seconds: number;
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

function loadOf(times: readonly number[], seconds: number): Load {
  const sorted = times.toSorted((a, b) => a - b);
  return { seconds, perSecond: times.length / seconds, medianMs: sorted[sorted.length >> 1] ?? 0, p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0 };
}

async function inHands(count: number, work: (n: number) => Promise<void>): Promise<Load> {
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(Array.from({ length: HANDS }, async () => {
    for (let n = next++; n < count; n = next++) {
      const from = performance.now();
      await work(n);
      times.push(performance.now() - from);
    }
  }));
  return loadOf(times, (performance.now() - began) / 1_000);
}

/** The peer: the same bills as plain rows of one table, without stock, money, credit, numbers or a trail. */
async function plainInserts({ database }: Opened, keepers: readonly Keeper[], items: readonly string[]): Promise<Load> {
  await database.pool.query("create table public.plain_bill (id uuid primary key, stall_id uuid not null, customer_id uuid, made_at timestamptz not null, lines jsonb not null, payments jsonb not null, total bigint not null)");
  return inHands(STALLS * BILLS, async (n) => {
    const keeper = keepers[n % keepers.length]!;
    const bill = billOf(keeper, items, n);
    await database.pool.query("insert into public.plain_bill values ($1, $2, $3, $4, $5, $6, $7)", [bill.id, keeper.stallId, bill.customerId, bill.madeAt, JSON.stringify(bill.lines), JSON.stringify(bill.payments), bill.total]);
  });
}

async function closeDay({ runtime }: Opened, businessDate: string): Promise<{ readonly seconds: number; readonly differences: number }> {
  const began = performance.now();
  await runtime.call(settlement.actions.closeDay, { businessDate }, AS_SYSTEM);
  for (let state = "closing"; state === "closing";) ({ state } = await runtime.call(settlement.actions.closeStep, { businessDate }, AS_SYSTEM));
  const seconds = (performance.now() - began) / 1_000;
  return { seconds, differences: (await runtime.call(settlement.actions.dayOverview, { businessDate, itemLimit: 0 }, AS_SYSTEM)).differences };
}

export async function run({ json }: { json: boolean }): Promise<object> {
  const say = (line: string): void => { if (!json) console.log(line); };
  const data = mkdtempSync(join(tmpdir(), "hualian-stall-"));
  chmodSync(data, 0o755);
  const opened = await open({ edition: "market", data, background: false });
  try {
    const { runtime } = opened;
    await runtime.call(calendar.actions.setMarket, { nameZh: "量测", nameEn: "Bench", currency: "CNY", utcOffsetMinutes: 480, cutoverHour: 4, demo: true }, AS_SYSTEM);
    const { keepers, items } = await plant(opened);
    await opened.database.pool.query("analyze");
    say(`  planted ${STALLS} stalls`);
    const bills = await inHands(STALLS * BILLS, async (n) => {
      const keeper = keepers[n % keepers.length]!;
      const { answers } = await runtime.call(stall.actions.syncBills, { stallId: keeper.stallId, bills: [billOf(keeper, items, n)] }, keeper.call);
      if (answers[0]!.outcome !== "booked") throw new Error(`a bill was not booked: ${JSON.stringify(answers[0])}`);
    });
    say(`  ${STALLS * BILLS} bills: ${bills.perSecond.toFixed(0)} a second, median ${bills.medianMs.toFixed(1)} ms, p99 ${bills.p99Ms.toFixed(1)} ms (the day needs ${((STALLS * BILLS) / OPEN_SECONDS).toFixed(1)} a second)`);
    const plain = await plainInserts(opened, keepers, items);
    say(`  peer, one plain row a bill: ${plain.perSecond.toFixed(0)} a second, median ${plain.medianMs.toFixed(1)} ms, p99 ${plain.p99Ms.toFixed(1)} ms`);
    const { businessDate } = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    const close = await closeDay(opened, businessDate);
    say(`  day close: ${close.seconds.toFixed(1)} s, ${close.differences} differences`);
    return { stalls: STALLS, bills: STALLS * BILLS, hands: HANDS, load: bills, peer: plain, close, neededPerSecond: (STALLS * BILLS) / OPEN_SECONDS, passed: bills.perSecond >= (STALLS * BILLS) / OPEN_SECONDS && close.differences === 0 };
  } finally {
    await opened.close();
    rmSync(data, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const result = await run({ json });
  if (json) console.log(JSON.stringify(result, null, 2));
}
