import { access } from "../../kernel/access/contract.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { AS_SYSTEM, Runtime } from "../../kernel/machinery/runtime.ts";
import type { Role } from "../../kernel/machinery/contract.ts";
import type { Module, Scene } from "../../kernel/machinery/module.ts";
import { clock } from "../../market/clock/contract.ts";
import type { Hall } from "../../market/clock/hall.ts";
import { hallOf } from "../../market/clock/module.ts";
import { open, type Opened } from "../open.ts";
import { DEMO_PASSWORD, SEED_COMPLETE } from "../seed.ts";
import { findPlace, type Place } from "./place.ts";
import { RECORDED_CURRENCY, RECORDED_MARKET } from "./recorded-row.ts";
import { planOnce } from "./statements.ts";
import { ReplayTime } from "./time.ts";

/** The hour at which the replayed market's business date turns. */
const CUTOVER_HOUR = 4;
/** What a batch of a desk's work asks in one transaction. */
const BATCH = 100;

/** A market opened for a replay: the real one, but for time, chance and the people. */
export interface ReplayMarket {
  readonly opened: Opened;
  readonly runtime: Runtime;
  readonly hall: Hall;
  readonly time: ReplayTime;
  readonly place: Place;
  readonly signal: AbortSignal;
  /** Does the desk's work for each of these, many in one transaction. */
  forEach<T>(things: readonly T[], work: (ask: Scene<never>["ask"], thing: T) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface ReplayMarketOptions {
  readonly data?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly seed: string;
  /** Ends the replay; what is not kept is cleaned up. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** The hall of a replay is tended when the replay knows that there is something to see, not after every booking. */
class QuietRuntime extends Runtime {
  override onCommitted(): () => void {
    return () => {};
  }
}

export async function openReplayMarket(options: ReplayMarketOptions): Promise<ReplayMarket> {
  const place = await findPlace(options);
  const time = new ReplayTime(options.seed, RECORDED_MARKET.utcOffsetHours);
  let opened: Opened | null = null;
  let hall: Hall | null = null;
  const close = async (): Promise<void> => {
    hall?.abandon();
    await opened?.close();
    await place.leave();
  };
  try {
    opened = await open({ edition: "market", data: place.data, databaseUrl: place.databaseUrl, world: time, background: false, log: options.log });
    const { runtime, modules, database } = opened;
    planOnce(database.pool);
    // The people of a replay are simulated, so it is marked as a demonstration, and as one that needs no planting.
    await runtime.call(calendar.actions.setMarket, {
      nameZh: RECORDED_MARKET.zh, nameEn: RECORDED_MARKET.en, currency: RECORDED_CURRENCY.code,
      utcOffsetMinutes: RECORDED_MARKET.utcOffsetHours * 60, cutoverHour: CUTOVER_HOUR, demo: true,
    }, { ...AS_SYSTEM, key: SEED_COMPLETE });
    if (place.kept) await letPeopleIn(runtime);
    hall = hallOf(modules);
    await hall.attach({ runtime: new QuietRuntime(database.db, modules, time), pool: database.pool, clock: time.clock, background: false, log: options.log });
    const desk = modules.find(({ contract }) => contract.module === clock.module)!;
    const { signal } = options;
    return { opened, runtime, hall, time, place, signal, close, forEach: (things, work) => inBatches({ runtime, desk, signal }, things, work) };
  } catch (error) {
    await close();
    throw error;
  }
}

const WHO_LOOKS: readonly { login: string; name: string; roles: readonly Role[] }[] = [
  { login: "auctioneer", name: "拍卖师", roles: ["auctioneer"] },
  { login: "cashier", name: "结算员", roles: ["cashier"] },
  { login: "operator", name: "市场经理", roles: ["operator"] },
  { login: "auditor", name: "审计员", roles: ["auditor"] },
];

/** A market that is kept can be looked at with `hualian start`. */
async function letPeopleIn(runtime: Runtime): Promise<void> {
  for (const { login, name, roles } of WHO_LOOKS) {
    const account = await runtime.call(access.actions.openAccount, { login, name, password: DEMO_PASSWORD, mustChange: false, demo: true }, AS_SYSTEM);
    await runtime.call(access.actions.setRoles, { accountId: account.id, roles: roles as never }, AS_SYSTEM);
  }
}

interface Desk {
  readonly runtime: Runtime;
  readonly desk: Module;
  readonly signal: AbortSignal;
}

async function inBatches<T>({ runtime, desk, signal }: Desk, things: readonly T[], work: (ask: Scene<never>["ask"], thing: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < things.length; from += BATCH) {
    signal.throwIfAborted();
    await runtime.inScene(desk, async ({ ask }) => {
      for (const thing of things.slice(from, from + BATCH)) await work(ask, thing);
    });
  }
}
