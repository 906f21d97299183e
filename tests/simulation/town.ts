import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChance, whole } from "../../src/engines/clock/chance.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { catalogue, type ItemView } from "../../src/kernel/catalogue/contract.ts";
import { files } from "../../src/kernel/files/contract.ts";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import type { Action, ActionShape } from "../../src/kernel/machinery/contract.ts";
import type { World } from "../../src/kernel/machinery/ids.ts";
import { Refusal } from "../../src/kernel/machinery/refusal.ts";
import { AS_SYSTEM, type Call } from "../../src/kernel/machinery/runtime.ts";
import { runTick } from "../../src/kernel/machinery/tick.ts";
import { offers } from "../../src/market/offers/contract.ts";
import { stall } from "../../src/market/stall/contract.ts";
import { freshMarketDatabase, openTestMarket, type Person, type TestMarket } from "../market.ts";

/** Numbers drawn from a seed, for whatever a deed has to choose. */
export class Draw {
  readonly #chance: () => number;
  constructor(seed: number) {
    this.#chance = createChance(seed);
  }
  whole = (least: number, most: number): number => whole(this.#chance, least, most);
  often = (percent: number): boolean => this.whole(1, 100) <= percent;
  one = <T>(from: readonly T[]): T | undefined => from[this.whole(0, Math.max(0, from.length - 1))];
  id(): string {
    const hex = Array.from({ length: 32 }, () => this.whole(0, 15).toString(16)).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

const SMALLEST_PNG = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex").toString("base64");
const HOUR = 3_600_000;
/** As many as the market's pool holds. */
const CONNECTIONS = 12;

/** A small town's whole market: people of every role, a stall, fees with odd rates, and a clock that the test turns. */
export class Town {
  market: TestMarket;
  readonly #world: World;
  readonly #now: { at: Date };
  growers: Person[] = [];
  buyers: Person[] = [];
  items: ItemView[] = [];
  readonly staff = {} as Record<"grader" | "operator" | "operator2" | "auctioneer" | "cashier" | "cashier2", Person>;
  keeper = {} as Person;
  /** Buys for out-of-town clients. */
  agent = {} as Person;
  /** Ids for what is set up before the first deed. */
  readonly ids = new Draw(11);
  stallId = "";
  customers: { id: string; partyId: string }[] = [];
  photoId = "";
  refused = new Map<string, number>();
  done = new Map<string, number>();
  #deed = "";
  #calls = 0;

  private constructor(market: TestMarket, world: World, now: { at: Date }) {
    this.market = market;
    this.#world = world;
    this.#now = now;
  }

  static async open(seed: number, start: string): Promise<Town> {
    const now = { at: new Date(start) };
    const draw = new Draw(seed);
    // Every look at the clock is a moment later, so that papers and ids of one run have an order.
    const world: World = { now: () => (now.at = new Date(now.at.getTime() + 1)), random: (bytes) => Uint8Array.from({ length: bytes }, () => draw.whole(0, 255)) };
    const place = { databaseUrl: await freshMarketDatabase(), data: mkdtempSync(join(tmpdir(), "hualian-town-")) };
    const town = new Town(await openTestMarket({ world, again: place }), world, now);
    await town.market.runtime.call(calendar.actions.setMarket, { nameZh: "试验市场", nameEn: "Test market", currency: "CNY", utcOffsetMinutes: 480, cutoverHour: 4, demo: true }, AS_SYSTEM);
    await town.#settleIn();
    return town;
  }

  async #settleIn(): Promise<void> {
    const { market } = this;
    const run = market.runtime;
    for (const name of ["王桂兰", "李长海", "赵秀英"]) this.growers.push(await market.person(name, ["grower"]));
    for (const name of ["鲁花批发", "济南花市", "德州园艺"]) this.buyers.push(await market.person(name, ["buyer"], 3_000_000_00));
    for (const [key, name, role] of [["grader", "韩雪", "grader"], ["operator", "经理", "operator"], ["operator2", "副经理", "operator"], ["auctioneer", "周敏", "auctioneer"], ["cashier", "孙丽", "cashier"], ["cashier2", "吴涛", "cashier"]] as const) {
      this.staff[key] = await market.staff(name, [role]);
    }
    for (const [code, zh, unit] of [["phal", "蝴蝶兰 大辣椒", "pot"], ["anth", "红掌 阿拉巴马", "pot"], ["cycl", "仙客来 复色", "pot"]] as const) {
      this.items.push(await run.call(catalogue.actions.addItem, { code, speciesId: null, zh, category: "orchid", unit, packing: { box: 6, layer: 24, trolley: 144 } }, AS_SYSTEM));
    }
    for (const [code, payer, basis, value, least, channel] of [
      ["sell", "seller", "rate_on_gross", 33_333, 77, null], ["sell_stall", "seller", "rate_on_gross", 7_777, null, "stall"], ["buy", "buyer", "rate_on_gross", 12_345, null, null],
      ["lot", "seller", "per_lot", 1_33, null, null], ["pot", "buyer", "per_unit", 3, null, null], ["day", "buyer", "per_day", 5_01, null, null], ["packaging_box", "buyer", "per_transaction", 2_50, null, null],
    ] as const) {
      await run.call(ledger.actions.addFee, { code, zh: "费", en: "fee", payer, basis, value, minMinor: least, maxMinor: null, channel, currency: "CNY", validFrom: "2026-01-01", validTo: null, example: true }, AS_SYSTEM);
    }
    this.keeper = await market.person("顺发花行", ["merchant", "buyer"], 500_000_00);
    this.agent = await market.person("代拍人 韩立", ["agent"], 3_000_000_00);
    this.stallId = (await run.call(stall.actions.openStall, { partyId: this.keeper.partyId, hall: "一号厅", number: "S07", name: "顺发花行" }, AS_SYSTEM)).id;
    const draw = new Draw(7);
    for (const [nickname, limit] of [["老张", 20_000_00], ["小李", 500_00], ["赵姐", 0]] as const) {
      const { id, partyId } = await run.call(stall.actions.registerCustomer, { stallId: this.stallId, customer: { id: draw.id(), nickname, phone: null } }, this.keeper.call);
      if (limit > 0) await run.call(stall.actions.setCredit, { customerId: id, changeId: draw.id(), limit }, this.keeper.call);
      this.customers.push({ id, partyId });
    }
    // Presale all day long, so that it is met in a short run.
    await run.call(offers.actions.setSettings, { ...(await run.call(offers.actions.settings, {}, AS_SYSTEM)), presaleOpens: -1_440, presaleCloses: 600 }, AS_SYSTEM);
    this.photoId = (await run.call(files.actions.keepPhoto, { base64: SMALLEST_PNG }, this.buyers[0]!.call)).id;
  }

  now = (): Date => new Date(this.#now.at);
  /** The business day turns at 04:00 in UTC+8. */
  today = (): string => new Date(this.#now.at.getTime() + 4 * HOUR).toISOString().slice(0, 10);
  later(minutes: number): void {
    this.#now.at = new Date(this.#now.at.getTime() + minutes * 60_000);
  }

  /** From here on every write has a key made of the deed and its place in it, so that a deed cut off can be done again. */
  begin(deed: string): void {
    this.#deed = deed;
    this.#calls = 0;
  }

  async call<S extends ActionShape>(action: Action<string, string, S>, input: NonNullable<S["input"]["~standard"]["types"]>["input"], by: Person | Call): Promise<NonNullable<S["output"]["~standard"]["types"]>["output"]> {
    const call = "call" in by ? by.call : by;
    return this.market.runtime.call(action, input, action.kind === "read" || call === AS_SYSTEM ? call : { ...call, key: `${this.#deed}/${this.#calls++}` });
  }

  /** What is refused leaves no trace; anything else that goes wrong is a bug of the market. */
  async attempt(name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.done.set(name, (this.done.get(name) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const code = `${name}: ${error.module}.${error.code}`;
      this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
    }
  }

  /** What the modules do by themselves. */
  async settle(): Promise<void> {
    const { modules, runtime } = this.market;
    for (const module of modules) for (const tick of module.ticks) await runTick(runtime, module, tick);
    await runtime.settle();
  }

  /** The process ends and another one opens the same database. */
  async restart(): Promise<void> {
    const { databaseUrl, data } = this.market;
    await this.market.close();
    this.market = await openTestMarket({ world: this.#world, again: { databaseUrl, data } });
  }

  async close(): Promise<void> {
    await this.market.close();
    rmSync(this.market.data, { recursive: true, force: true });
  }

  /** The database drops every connection while work is under way. */
  async cut(): Promise<void> {
    await this.rows("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
  }

  /** Until the pool has noticed which of its connections are gone. */
  async mend(): Promise<void> {
    for (;;) {
      const tries = await Promise.allSettled(Array.from({ length: CONNECTIONS }, () => this.rows("select pg_sleep(0.005)")));
      if (tries.every(({ status }) => status === "fulfilled")) return;
    }
  }

  async rows<T>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.market.database.pool.query(text, [...values])).rows as T[];
  }
}
