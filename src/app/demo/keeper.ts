import { addDays } from "../../engines/calendar/day.ts";
import { createChance } from "../../engines/clock/chance.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { seedCatalogue } from "../../kernel/catalogue/seed.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, INSIDE, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import { seedStatement } from "../../market/bank/seed.ts";
import { seedClaims } from "../../market/claims/seed.ts";
import { clock } from "../../market/clock/contract.ts";
import type { Hall } from "../../market/clock/hall.ts";
import { intake } from "../../market/intake/contract.ts";
import { seedLots, seedRegion, type Region } from "../../market/intake/seed.ts";
import { seedLoss } from "../../market/loss/seed.ts";
import { seedDeclarations } from "../../market/settlement/seed-vouchers.ts";
import { seedPastTrade } from "../../market/settlement/seed.ts";
import { DEMO_PASSWORD } from "../seed.ts";
import { plantContracts } from "./contracts.ts";
import { plantIndexHistory } from "./index-history.ts";
import { plantPooled } from "./pooled.ts";
import { keepOffers } from "./offers.ts";
import { Robots } from "./robots.ts";

const PAST_DAYS = 3;
const PAST_SALES_A_DAY = 120;
const PAST_SEED = 1_121;
const PAST_CLAIMS_A_DAY = 6;
const CLAIMS_SEED = 1_127;
const STATEMENT_SEED = 1_128;
const HISTORY_SEED = 1_129;
const LOOK_EVERY_MS = 2_000;
/** A market nobody has looked at for this long rests after its session, so that a forgotten demonstration does not grow for ever. */
const RESTS_AFTER_MS = 10 * 60_000;
const CLOCK_NAMES = ["一号钟 兰花", "二号钟 花卉", "三号钟 观叶"] as const;
const LOTS_A_ROUND = 36;
/** Slow enough for a newcomer to follow three clocks at once. */
const PACE = { stepMs: 120, holdMs: 250, graceMs: 5_000, restartSteps: 8 } as const;
const STEPS_TO_FLOOR = 60;
const LOW_CREDIT_SHARE = 0.3;
const AUCTIONEER: Call = { origin: INSIDE, actor: { ...SYSTEM_ACTOR, accountName: "自动拍卖师（演示）", roles: ["auctioneer"] } };
const TITLE = "演示场次";

export interface KeeperOptions {
  readonly runtime: Runtime;
  readonly hall: Hall;
  /** Milliseconds since somebody last asked this server for anything. */
  readonly quietFor: () => number;
  readonly log: (line: string) => void;
}

/** Keeps the demonstration's market going: lots, sessions, clocks and simulated buyers, all through the ordinary actions. */
export class Keeper {
  readonly #options: KeeperOptions;
  readonly #timer: NodeJS.Timeout;
  #robots: Robots | null = null;
  #region: Region | null = null;
  #session: string | null = null;
  #past: Promise<void> | null = null;
  /** The day whose supply besides the clock has been looked after. */
  #offered: string | null = null;
  #working: Promise<void> | null = null;
  #stopped = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#tick(), LOOK_EVERY_MS);
    this.#timer.unref();
    this.#tick();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#robots?.stop();
    await this.#working;
    await this.#past;
  }

  #tick(): void {
    if (this.#stopped) return;
    this.#working ??= this.#look()
      .catch((error: unknown) => this.#options.log(`the demonstration stumbled and goes on: ${String(error)}`))
      .finally(() => (this.#working = null));
  }

  async #look(): Promise<void> {
    const { runtime } = this.#options;
    const { businessDate } = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    const { sessions } = await runtime.call(clock.actions.sessions, { limit: 20 }, AS_SYSTEM);
    const open = sessions.find((session) => session.status === "open");
    if (open !== undefined) return open.title.startsWith(TITLE) ? this.#carryOn(open.id) : undefined;
    if (this.#offered !== businessDate && sessions.some((session) => session.businessDate === businessDate)) await this.#offer(businessDate);
    // A session that a person has planned waits for that person.
    if (sessions.some((session) => session.status === "closing" || (session.status === "planned" && !session.title.startsWith(TITLE)))) return;
    if (this.#options.quietFor() > RESTS_AFTER_MS && sessions.some((session) => session.businessDate === businessDate)) return;
    // Before the first session: a seat at the clocks takes a buyer's whole free credit, and nothing would be left for the days before.
    this.#past ??= this.#plantPast().catch((error: unknown) => this.#options.log(`the days before could not be planted: ${String(error)}`));
    await this.#past;
    if (!this.#stopped) await this.#newSession(businessDate, sessions.length);
  }

  async #offer(businessDate: string): Promise<void> {
    this.#offered = businessDate;
    const { buyers } = await this.#people();
    const kept = await keepOffers(this.#options.runtime, businessDate, buyers);
    if (kept.received > 0) this.#options.log(`received ${kept.received} lots that were sold ahead 预售到货`);
  }

  /** Gives yesterday and the days before their trade, statements and prices; days that were closed before stay as they are. */
  async #plantPast(): Promise<void> {
    const { runtime } = this.#options;
    const { growers, buyers } = await this.#people();
    const { items } = await seedCatalogue(runtime);
    const first = addDays((await runtime.call(calendar.actions.today, {}, AS_SYSTEM)).businessDate, -PAST_DAYS);
    const history = await plantIndexHistory(runtime, { growers: growers.map(({ partyId }) => partyId), items, before: first, seed: HISTORY_SEED });
    if (history > 0) this.#options.log(`planted ${history} made-up index numbers of the year before 播种示范指数历史`);
    const planted = await seedPastTrade(runtime, {
      growers: growers.map(({ partyId }) => partyId), buyers: buyers.map(({ partyId }) => partyId), items, days: PAST_DAYS, salesPerDay: PAST_SALES_A_DAY, seed: PAST_SEED,
    });
    if (planted > 0) this.#options.log(`planted ${planted} sales of the ${PAST_DAYS} days before 播种前几日成交`);
    // After the days are closed, as complaints come: their refunds stand on the first open day.
    const { businessDate } = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    const { lots } = await runtime.call(intake.actions.arrivals, { on: businessDate, limit: 50 }, AS_SYSTEM);
    const photoIds = [...new Set(lots.flatMap((lot) => (lot.photoId === null ? [] : [lot.photoId])))];
    const days = Array.from({ length: PAST_DAYS }, (_, n) => addDays(businessDate, n - PAST_DAYS));
    const filed = await seedClaims(runtime, { days, perDay: PAST_CLAIMS_A_DAY, photoIds, seed: CLAIMS_SEED });
    if (filed > 0) this.#options.log(`planted ${filed} complaints 播种质量投诉`);
    const declared = await seedDeclarations(runtime, growers);
    const lines = await seedStatement(runtime, { days, today: businessDate, seed: STATEMENT_SEED });
    if (lines > 0) this.#options.log(`planted ${declared} declarations, ${lines} bank lines 播种自产声明、银行流水`);
    const signed = await plantContracts(runtime, await this.#people(), items);
    if (signed > 0) this.#options.log(`planted ${signed} contracts 播种合同`);
    const faded = await seedLoss(runtime, { photoIds, seed: CLAIMS_SEED });
    if (faded > 0) this.#options.log(`planted ${faded} losses 播种损耗`);
    const ordered = await plantPooled(runtime, await this.#people());
    if (ordered > 0) this.#options.log(`planted ${ordered} pooled orders 播种统购订单`);
  }

  /** Starts idle clocks, lets the robots in after a restart, and closes when every clock has finished. */
  async #carryOn(sessionId: string): Promise<void> {
    const { runtime } = this.#options;
    const session = await runtime.call(clock.actions.session, { sessionId }, AS_SYSTEM);
    if (!session.hosted) return;
    if (this.#session !== sessionId) {
      await this.#letRobotsIn(sessionId);
      this.#session = sessionId;
    }
    for (const view of session.clockViews) {
      if (view.phase === "idle" && view.waiting > 0) await runtime.call(clock.actions.startClock, { sessionId, clock: view.clock, reason: "演示开钟" }, AUCTIONEER);
    }
    if (session.clockViews.every((view) => view.phase === "finished" || (view.phase === "idle" && view.waiting === 0))) {
      this.#robots?.stop();
      await runtime.call(clock.actions.closeSession, { sessionId, reason: "演示收场" }, AUCTIONEER);
      this.#options.log(`demonstration session ${session.no} closed: ${session.totals.sold} of ${session.totals.offered} sold`);
    }
  }

  async #newSession(businessDate: string, n: number): Promise<void> {
    const { runtime } = this.#options;
    let waiting = await this.#waitingLots(businessDate);
    if (waiting.length < CLOCK_NAMES.length * 4) {
      const { items } = await seedCatalogue(runtime);
      const round = Math.floor(runtime.world.now().getTime() / 1_000);
      await seedLots(runtime, await this.#people(), { items, lots: LOTS_A_ROUND, seed: round, on: `${businessDate}-r${round}` });
      waiting = await this.#waitingLots(businessDate);
    }
    const session = await runtime.call(clock.actions.planSession, { businessDate, title: `${TITLE} ${n + 1}`, clocks: CLOCK_NAMES.map((name) => ({ name, ...PACE })) }, AUCTIONEER);
    for (const lot of waiting.slice(0, 200)) {
      const startPrice = lot.floorPrice === null ? undefined : Math.round((lot.floorPrice * 2.1) / 10) * 10;
      await runtime.call(clock.actions.queueLot, {
        sessionId: session.id, clock: clockOf(lot.itemCode, lot.no), lotId: lot.id, minPress: Math.min(lot.onHand, 4),
        ...(startPrice === undefined ? {} : { startPrice, stepValue: Math.max(1, Math.round(startPrice / 2 / STEPS_TO_FLOOR)) }),
      }, AUCTIONEER).catch(() => {
        // A lot without any known price cannot be proposed a start price; the desk would ask the grower, the demonstration leaves it.
      });
    }
    await runtime.call(clock.actions.openSession, { sessionId: session.id, reason: "演示开场" }, AUCTIONEER);
    await this.#options.hall.tend();
  }

  async #waitingLots(businessDate: string) {
    const { lots } = await this.#options.runtime.call(intake.actions.arrivals, { on: businessDate, state: "graded", limit: 1_000 }, AS_SYSTEM);
    return lots.filter((lot) => lot.onHand - lot.held > 0);
  }

  async #letRobotsIn(sessionId: string): Promise<void> {
    const { runtime, hall } = this.#options;
    const { buyers } = await this.#people();
    const robots = buyers.filter((buyer) => buyer.login === undefined);
    const { currency } = await runtime.market();
    for (const robot of robots) {
      const credit = await runtime.call(ledger.actions.credit, { partyId: robot.partyId, currency }, AS_SYSTEM);
      if (credit.free < credit.limit * LOW_CREDIT_SHARE) {
        await runtime.call(ledger.actions.setLimit, { partyId: robot.partyId, currency, limit: credit.limit + robot.credit * 100, causeId: `demo-${sessionId}-${robot.partyId}` }, AS_SYSTEM);
      }
    }
    this.#robots ??= new Robots({ runtime, hall, robots, chance: createChance(runtime.world.now().getTime() % 2_147_483_647) });
    await this.#robots.join(sessionId);
  }

  async #people(): Promise<Region> {
    const { currency } = await this.#options.runtime.market();
    this.#region ??= await seedRegion(this.#options.runtime, { password: DEMO_PASSWORD, currency });
    return this.#region;
  }
}

/** Orchids on the first clock, other flowering plants on the second, foliage and the rest on the third. */
function clockOf(itemCode: string, lotNo: string): number {
  if (/^(phalaenopsis|cymbidium|oncidium|dendrobium|paphiopedilum)/.test(itemCode)) return 0;
  return 1 + (Number(lotNo.slice(-4)) % 2);
}
