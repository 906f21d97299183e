/** A market with a planned session for tests: real database, virtual time. */
import { randomBytes } from "node:crypto";
import { lots } from "../../kernel/lots/contract.ts";
import type { World } from "../../kernel/machinery/ids.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { clock } from "./contract.ts";
import type { Hall, Hosted } from "./hall.ts";
import { realClock, VirtualClock } from "./host-clock.ts";
import { hallOf } from "./module.ts";

export const START = Date.UTC(2026, 10, 22, 1, 0, 0);
/** Long enough to outlive a slow commit, short enough to wait for. */
export const TEST_LEASE_MS = 400;

export interface Trial {
  readonly market: TestMarket;
  readonly hall: Hall;
  readonly time: VirtualClock;
  readonly auctioneer: Person;
  readonly grower: Person;
  /** Lets session time pass and everything that follows be made durable and booked. */
  pass(ms: number): Promise<void>;
  /** A received and graded lot of the grower's. */
  lot(item: string, pots: number, more?: { grower?: Person; grade?: "A" | "B" | "C"; floor?: number }): Promise<string>;
  hosted(sessionId: string): Hosted;
  close(): Promise<void>;
}

export const SETTINGS = { name: "1 号钟", stepMs: 40, holdMs: 250, marginMs: 50, graceMs: 1_000, restartSteps: 10 };

export interface TrialOptions {
  /** Reopens an existing market, as after a crash. */
  readonly again?: { readonly databaseUrl: string; readonly data: string };
  readonly time?: VirtualClock;
  /** Real time and everything by itself, for real sockets. */
  readonly real?: boolean;
}

export async function openTrial(options: TrialOptions = {}): Promise<Trial> {
  const time = options.time ?? new VirtualClock();
  const real = options.real === true;
  const world: World = { now: () => new Date(START + (real ? performance.now() : time.now())), random: (bytes) => randomBytes(bytes) };
  const market = await openTestMarket({ world, ...(options.again === undefined ? {} : { again: options.again }) });
  const hall = hallOf(market.modules);
  await hall.attach({ runtime: market.runtime, pool: market.database.pool, clock: real ? realClock : time, leaseMs: TEST_LEASE_MS, background: real, log: (line) => console.log(line) });
  const auctioneer = await market.staff("陈拍卖", ["auctioneer"]);
  const grower = await market.person("王桂兰", ["grower"]);
  const items = new Map<string, string>();
  return {
    market, hall, time, auctioneer, grower,
    async pass(ms) {
      // What is told now is dated now, before the clock is moved.
      await hall.settled();
      time.advance(time.now() + ms);
      await hall.settled();
    },
    async lot(item, pots, more = {}) {
      const itemId = items.get(item) ?? (await market.item(item)).id;
      items.set(item, itemId);
      const { runtime } = market;
      const lot = await runtime.call(lots.actions.create, { itemId, growerId: (more.grower ?? grower).partyId, declared: pots, floorPrice: more.floor ?? null }, AS_SYSTEM);
      await runtime.call(lots.actions.move, { lotId: lot.id, kind: "intake", quantity: pots, cause: "dock", causeId: lot.id }, AS_SYSTEM);
      await runtime.call(lots.actions.change, { lotId: lot.id, grade: more.grade ?? "A", status: "received" }, AS_SYSTEM);
      return lot.id;
    },
    hosted: (sessionId) => hall.hosted(sessionId) ?? raise(`session ${sessionId} is not hosted`),
    async close() {
      await hall.close();
      await market.close();
    },
  };
}

function raise(message: string): never {
  throw new Error(message);
}

/** Plans a session of one or more clocks; nothing is queued yet. */
export async function plan({ market, auctioneer }: Trial, clocks: readonly (Partial<typeof SETTINGS> & { name: string })[] = [SETTINGS], more: { anonymousWinners?: boolean; showGrowers?: boolean } = {}): Promise<string> {
  const session = await market.runtime.call(clock.actions.planSession, { businessDate: "2026-11-22", title: "盆花早场", clocks: clocks.map((one) => ({ ...SETTINGS, ...one })), ...more }, auctioneer.call);
  return session.id;
}

/** Opens a session and waits until it is hosted and everything queued is on its clocks. */
export async function open(trial: Trial, sessionId: string): Promise<void> {
  await trial.market.runtime.call(clock.actions.openSession, { sessionId }, trial.auctioneer.call);
  await trial.hall.tend();
  await trial.hall.settled();
}

/** A buyer takes a seat; the engine's number of it is returned. */
export async function sit(trial: Trial, sessionId: string, buyer: Person, workplaceId: string | null = null): Promise<number> {
  const seat = await trial.market.runtime.call(clock.actions.joinSession, { sessionId, workplaceId }, buyer.call);
  await trial.hall.tend();
  await trial.hall.settled();
  return trial.hosted(sessionId).host.state.buyers.byId.get(seat.seatId) ?? raise("the seat did not reach the clock");
}
