import { DEFAULT_CLOCK_SETTINGS } from "../../engines/clock/types.ts";
import { AS_SYSTEM, INSIDE } from "../../kernel/machinery/runtime.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { clock } from "../../market/clock/contract.ts";
import type { Hosted } from "../../market/clock/hall.ts";
import { STALL_AFTER_MS } from "../../market/clock/host.ts";
import { Bidders } from "./bidders.ts";
import type { Cast } from "./cast.ts";
import type { Goods } from "./goods.ts";
import type { ReplayMarket } from "./market.ts";
import type { LotToSell, Round, SessionPlan } from "./plan.ts";
import { queueUp, takeIn, type TakenIn } from "./stock.ts";

/** What a round tells while it runs. */
export interface RoundWatch {
  queued(lot: LotToSell): void;
  /** The clocks begin to run. */
  opened(): void;
  /** A lot has left its clock. */
  gone(lot: LotToSell): void;
  /** Every lot has left its clock; what the journal says is booked to the end. */
  clocksFinished(): void;
}

/**
 * Time passes in strides no longer than the pause before a run: whatever is published within a stride is told at its
 * end, before its run begins, so that no simulated buyer presses late.
 */
const STRIDE_MS = DEFAULT_CLOCK_SETTINGS.graceMs;
/** The books may lag behind the clocks by this many groups of the journal, so that memory stays bounded. */
const MAX_BACKLOG = 256;
const BACKLOG_POLL_MS = 5;
/** A commit that takes longer than this needs the host's own remedies, and virtual time for them. */
const LONG_COMMIT_MS = 5_000;
const MAX_TENDINGS = 20;
const REASON = "记录回放";

interface OpenSession {
  readonly id: string;
  readonly plan: SessionPlan;
  readonly entries: ReadonlyMap<string, TakenIn>;
  readonly clocks: number;
}

/** Sells one round of a day: takes the lots in, opens the sessions, lets the simulated buyers press, closes. Returns the sessions' ids. */
export async function sellRound(market: ReplayMarket, date: string, round: Round, parts: { cast: Cast; goods: Goods }, watch: RoundWatch): Promise<string[]> {
  const { runtime, hall } = market;
  const sessions = await prepareAll(market, date, round, parts, watch);
  for (const { id } of sessions) await runtime.call(clock.actions.openSession, { sessionId: id, reason: REASON }, AS_SYSTEM);
  await tended(market, () => sessions.every(({ id, entries }) => [...entries.keys()].every((entry) => hall.hosted(id)?.host.state.lots.byId.has(entry) === true)));
  const seats: Map<number, string>[] = [];
  for (const session of sessions) {
    market.signal.throwIfAborted();
    seats.push(await seat(market, session, parts.cast));
  }
  await tended(market, () => sessions.every(({ id }, n) => [...seats[n]!.values()].every((taken) => hostedOf(market, id).host.state.buyers.byId.has(taken))));
  const crowds = sessions.map((session, n) => {
    const bidders = new Bidders({ hosted: hostedOf(market, session.id), time: market.time.clock, entries: session.entries, seats: seats[n]!, gone: watch.gone });
    return { bidders, leave: hall.listen(session.id, bidders) };
  });
  watch.opened();
  for (const [n, { id, clocks }] of sessions.entries()) {
    for (let index = 0; index < clocks; index++) {
      crowds[n]!.bidders.started();
      await helped(market, runtime.call(clock.actions.startClock, { sessionId: id, clock: index, reason: REASON }, AS_SYSTEM));
    }
  }
  await run(market, sessions, crowds.map(({ bidders }) => bidders));
  watch.clocksFinished();
  for (const { id } of sessions) await helped(market, runtime.call(clock.actions.closeSession, { sessionId: id, reason: REASON }, AS_SYSTEM));
  await hall.settled();
  for (const { leave } of crowds) leave();
  return sessions.map(({ id }) => id);
}

/** Lots are taken in one session after another, as the scale at the dock has one queue; meanwhile the earlier sessions' lots go on their clocks. */
async function prepareAll(market: ReplayMarket, date: string, round: Round, parts: { cast: Cast; goods: Goods }, watch: RoundWatch): Promise<OpenSession[]> {
  const queueing: Promise<OpenSession>[] = [];
  try {
    for (const [index, plan] of round.entries()) {
      const n = index + 1;
      const clocks = Math.max(...plan.lots.map((lot) => lot.clock)) + 1;
      const { id } = await market.runtime.call(clock.actions.planSession, {
        businessDate: date, title: `${REASON} ${n} 号厅`,
        clocks: Array.from({ length: clocks }, (_, at) => ({ name: `${n}-${at + 1} 号钟`, takeAllBelow: 0 })),
      }, AS_SYSTEM);
      const taken = await takeIn(market, plan, parts.cast, parts.goods);
      const queued = queueUp(market, id, taken, watch.queued).then((entries) => ({ id, plan, entries, clocks }));
      queued.catch(() => {});
      queueing.push(queued);
    }
  } finally {
    // Nothing may go on behind our back when something has failed.
    await Promise.allSettled(queueing);
  }
  return Promise.all(queueing);
}

/** Lets the hall look at what is new until it has taken all of it up; a host whose database is away takes nothing. */
async function tended(market: ReplayMarket, all: () => boolean): Promise<void> {
  for (let times = 0; times < MAX_TENDINGS; times++) {
    await helped(market, market.hall.tend());
    if (all()) return;
    market.signal.throwIfAborted();
  }
  throw new Error("The hall does not take up what was queued.");
}

/** Every buyer of the plan gets the credit he needs and takes a seat, which holds it. Returns the seats by the plan's index. */
async function seat(market: ReplayMarket, { id, plan }: OpenSession, cast: Cast): Promise<Map<number, string>> {
  const amounts = new Map<number, number>();
  for (const { lot } of plan.lots) {
    for (const { buyer, price, quantity } of lot.deals) amounts.set(buyer, (amounts.get(buyer) ?? 0) + price * quantity);
  }
  await cast.allow({ causeId: id, amounts });
  const seats = new Map<number, string>();
  for (const buyer of amounts.keys()) {
    const actor = { ...SYSTEM_ACTOR, partyId: cast.buyers[buyer]!, roles: ["buyer"] as const };
    const { seatId } = await market.runtime.call(clock.actions.joinSession, { sessionId: id }, { actor, origin: INSIDE });
    seats.set(buyer, seatId);
  }
  return seats;
}

async function run(market: ReplayMarket, sessions: readonly OpenSession[], bidders: readonly Bidders[]): Promise<void> {
  const { clock: time } = market.time;
  while (bidders.some((crowd) => crowd.running > 0)) {
    market.signal.throwIfAborted();
    const next = time.next();
    if (next === Number.POSITIVE_INFINITY) throw new Error("The clocks stand still before every lot has left them.");
    time.advance(Math.max(next, time.now() + STRIDE_MS));
    const hosted = sessions.map(({ id }) => hostedOf(market, id));
    await helped(market, Promise.all(hosted.map(({ host }) => host.idle())));
    while (hosted.some(({ clerk }) => clerk.backlog > MAX_BACKLOG)) {
      market.signal.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, BACKLOG_POLL_MS));
    }
  }
}

/**
 * Waits for something that needs the journal. Time stands still meanwhile, and with it the timers of a host whose database
 * does not answer. When that takes long, time goes on as far as the host needs to call itself stalled; what ran meanwhile
 * it then runs anew.
 */
async function helped<T>({ time, signal }: ReplayMarket, work: Promise<T>): Promise<T> {
  const done = work.then((value) => ({ value }));
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), LONG_COMMIT_MS)));
    const ended = await Promise.race([done, late]).finally(() => clearTimeout(timer));
    if (ended !== null) return ended.value;
    signal.throwIfAborted();
    time.clock.advance(time.clock.now() + STALL_AFTER_MS);
  }
}

function hostedOf({ hall }: ReplayMarket, id: string): Hosted {
  const hosted = hall.hosted(id);
  if (hosted === undefined) throw new Error(`Session ${id} is not hosted.`);
  return hosted;
}
