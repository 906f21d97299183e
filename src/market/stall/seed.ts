import { createChance, whole } from "../../engines/clock/chance.ts";
import { demoMobile } from "../../engines/identity/demo.ts";
import { access } from "../../kernel/access/contract.ts";
import type { ItemView } from "../../kernel/catalogue/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM, INSIDE, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { stall } from "./contract.ts";
import { measure, priceLine } from "./rules.ts";

const { actions } = stall;

/** Invented keepers and customers of the demonstration; nobody of these names is meant. */
const STALLS = [
  { number: "S07", name: "顺发花行", keeper: "孙顺发", login: "merchant", customers: ["赵记花店", "老周婚庆", "李姐绿植租摆"] },
  { number: "S08", name: "北国兰苑", keeper: "白春兰", login: "merchant2", customers: ["潍坊老徐", "小马直播"] },
  { number: "S21", name: "多肉小铺", keeper: "陶小玲", login: "merchant3", customers: ["文具店王姐"] },
] as const;
/** The first keeper has somebody who helps him, with limits. */
const HELPER = { login: "helper", name: "帮手 小李" } as const;
const ITEMS_PER_STALL = 8;
const COMMON_ITEMS = 4;
const BILLS_PER_STALL = 6;
const CREDIT = 3_000_00;

export interface StallSeed {
  readonly password: string;
  readonly currency: string;
  readonly items: readonly ItemView[];
  readonly seed: number;
  /** The first day of the example fee sheet. */
  readonly feesFrom: string;
}

/** The same step twice is one step, so that a seed cut off half-way can be run again. */
const step = (key: string, call: Call = AS_SYSTEM): Call => ({ ...call, key: `seed-stall-${key}` });

/** An id that is the same in every run of the seed. */
function idOf(...parts: readonly number[]): string {
  const hex = parts.map((part) => part.toString(16).padStart(4, "0")).join("").padStart(12, "0");
  return `5ea11000-0000-4000-8000-${hex.slice(-12)}`;
}

/** What a buyer pays to the market elsewhere, he does not pay at a stall, and nobody puts a stall's pots on a clock: the same fees, nothing on this channel. */
const FREE_AT_STALLS = [
  { code: "seller_handling", zh: "上钟服务费", en: "Handling", payer: "seller", basis: "per_lot" }, { code: "packaging_crate", zh: "周转箱押金", en: "Crate deposit", payer: "seller", basis: "per_lot" },
  { code: "buyer_commission", zh: "采购佣金", en: "Buyer's commission", payer: "buyer", basis: "rate_on_gross" }, { code: "buyer_transaction", zh: "成交手续费", en: "Transaction fee", payer: "buyer", basis: "per_transaction" },
  { code: "buyer_day", zh: "席位日费", en: "Seat for the day", payer: "buyer", basis: "per_day" },
] as const;

async function seedFees(runtime: Runtime, from: string, currency: string): Promise<void> {
  const { fees } = await runtime.call(ledger.actions.feeSheet, { on: from }, AS_SYSTEM);
  for (const fee of FREE_AT_STALLS) {
    if (fees.some((there) => there.code === fee.code && there.channel === "stall")) continue;
    await runtime.call(ledger.actions.addFee, { ...fee, value: 0, minMinor: null, maxMinor: null, channel: "stall", currency, validFrom: from, validTo: null, example: true }, AS_SYSTEM);
  }
}

/** Three stalls with goods, customers and a morning's bills, made through the same actions as everybody's. */
export async function seedStalls(runtime: Runtime, { password, currency, items, seed, feesFrom }: StallSeed): Promise<number> {
  const chance = createChance(seed);
  await seedFees(runtime, feesFrom, currency);
  for (const [n, { number, name, keeper, login, customers }] of STALLS.entries()) {
    const party = await runtime.call(parties.actions.register, { kind: "person", name: keeper, roles: ["merchant", "buyer"], phone: demoMobile(700 + n), demo: true, bankName: "演示银行（虚构）", bankAccount: `999900000000${7_000 + n}` }, step(`party-${n}`));
    const account = await runtime.call(access.actions.openAccount, { login, name: keeper, password, mustChange: false, demo: true }, step(`account-${n}`));
    await runtime.call(parties.actions.join, { accountId: account.id, partyId: party.id, role: "owner" }, step(`owner-${n}`));
    const place = await runtime.call(actions.openStall, { partyId: party.id, hall: "一号厅", number, name }, step(`stall-${n}`));
    const call: Call = { origin: INSIDE, actor: { accountId: account.id, accountName: keeper, partyId: party.id, roles: ["merchant", "buyer"], delegate: false, system: false } };
    // Some goods stand at every stall, so that a price of the stalls has enough sellers to be shown.
    const goods = Array.from({ length: ITEMS_PER_STALL }, (_, index) => items[(index < COMMON_ITEMS ? index * 5 : n * 17 + index * 5) % items.length]!);
    for (const [index, item] of goods.entries()) {
      await runtime.call(actions.arrive, { stallId: place.id, arrivalId: idOf(n, 1, index), itemId: item.id, quantity: String((item.packing["box"] ?? 8) * 10), purchasePrice: whole(chance, 5, 20) * 100, source: "演示到货" }, step(`arrive-${n}-${index}`, call));
    }
    for (const [index, nickname] of customers.entries()) {
      await runtime.call(actions.registerCustomer, { stallId: place.id, customer: { id: idOf(n, 2, index), nickname, phone: demoMobile(800 + n * 10 + index) } }, step(`customer-${n}-${index}`, call));
      await runtime.call(actions.setCredit, { customerId: idOf(n, 2, index), changeId: idOf(n, 3, index), limit: CREDIT }, step(`credit-${n}-${index}`, call));
    }
    await seedBills(runtime, { n, stallId: place.id, call, goods, customers: customers.length, chance });
    if (n === 0) await seedHelper(runtime, place.id, call, password);
  }
  return STALLS.length;
}

interface Morning {
  readonly n: number;
  readonly stallId: string;
  readonly call: Call;
  readonly goods: readonly ItemView[];
  readonly customers: number;
  readonly chance: () => number;
}

/** Some paid, some on credit. Sent without a key: a bill's own id says that it is booked. */
async function seedBills(runtime: Runtime, { n, stallId, call, goods, customers, chance }: Morning): Promise<void> {
  for (let index = 0; index < BILLS_PER_STALL; index++) {
    const item = goods[index % goods.length]!;
    const quantity = String(whole(chance, 1, 3) * 4);
    const asked = { price: whole(chance, 8, 40) * 100, per: item.unit as "pot", potPrice: null, lump: null };
    const measured = measure(item, quantity);
    const priced = measured.ok ? priceLine(item, measured.quantity, asked) : null;
    if (priced?.ok !== true) throw new Error(`${item.code} cannot be sold by the piece`);
    const credit = index % 3 === 1;
    await runtime.call(actions.syncBills, { stallId, bills: [{
      id: idOf(n, 4, index), customerId: index % 3 === 0 ? null : idOf(n, 2, index % customers), madeAt: runtime.world.now().toISOString(), lines: [{ itemId: item.id, quantity, ...asked }],
      payments: credit ? [] : [{ method: index % 2 === 0 ? "cash" as const : "wechat" as const, amount: priced.total }], total: priced.total,
    }] }, call);
  }
}

async function seedHelper(runtime: Runtime, stallId: string, call: Call, password: string): Promise<void> {
  await runtime.call(access.actions.openAccount, { login: HELPER.login, name: HELPER.name, password, mustChange: false, demo: true }, step("account-helper"));
  await runtime.call(actions.setHelper, { stallId, login: HELPER.login, role: "seller", mayCredit: true, mayCountUp: false, allowanceMax: 5_00, returnMax: 100_00 }, step("helper", call));
}
