import { normal, whole } from "../../engines/clock/chance.ts";
import { clock } from "../../market/clock/contract.ts";
import type { Hall, Hosted } from "../../market/clock/hall.ts";
import { pressIds } from "../../market/clock/screen.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { INSIDE, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";

/** A person sees the price and presses about this much later; the robots are given the same handicap, so a human can beat them. */
const REACTION_MS = 320;
const REACTION_DEVIATION_MS = 110;
/** Share of the robots that want a given lot. */
const INTEREST = 0.45;
/** What a lot is worth to a robot, as a share of the start price. */
const WORTH_MEAN = 0.62;
const WORTH_DEVIATION = 0.12;
/** Share of the presses that take all that is left, as a buyer does who needs the lot. */
const TAKES_ALL = 0.3;
/** Less than this is not worth a second round at the clock: whoever presses takes it. */
const SMALL_REST = 40;
/** One-way delay the robots are given, as if they sat in another city. */
const ROBOT_DELAY_MS = 15;
const MAX_PRESSES_A_RUN = 3;

export interface Robot {
  readonly name: string;
  readonly partyId: string;
}

interface Published {
  readonly clock: number;
  readonly lot: number;
  readonly run: number;
  readonly quantity: number;
  readonly startPrice: number;
  readonly stepValue: number;
  readonly stepMs: number;
  readonly lastStep: number;
  readonly t0: number;
}

/** Simulated buyers of a demonstration. They sit in the session like everybody, hold credit like everybody, and press through its host. */
export class Robots {
  readonly #runtime: Runtime;
  readonly #hall: Hall;
  readonly #robots: readonly Robot[];
  readonly #chance: () => number;
  readonly #nextPressId: () => number;
  readonly #timers = new Set<NodeJS.Timeout>();
  /** First start price by lot: what a lot is worth does not fall because part of it was sold. */
  readonly #firstPrices = new Map<number, number>();
  #leave: () => void = () => {};

  constructor(parts: { runtime: Runtime; hall: Hall; robots: readonly Robot[]; chance: () => number }) {
    this.#runtime = parts.runtime;
    this.#hall = parts.hall;
    this.#robots = parts.robots;
    this.#chance = parts.chance;
    this.#nextPressId = pressIds(() => parts.runtime.world.now().getTime());
  }

  /** Takes seats at an open session and presses on every programme from now on. */
  async join(sessionId: string): Promise<void> {
    this.stop();
    const seats: string[] = [];
    for (const robot of this.#robots) {
      const seat = await this.#runtime.call(clock.actions.joinSession, { sessionId, workplaceId: null }, asBuyer(robot)).catch(() => null);
      if (seat !== null) seats.push(seat.seatId);
    }
    this.#leave = this.#hall.listen(sessionId, {
      group: ({ events }) => {
        const hosted = this.#hall.hosted(sessionId);
        if (hosted === undefined) return;
        for (const event of events) if (event.kind === "programmePublished") this.#want(hosted, seats, event);
      },
    });
  }

  stop(): void {
    this.#leave();
    this.#leave = () => {};
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#firstPrices.clear();
  }

  /** Decides who wants this run and at which price, and lets the first few of them press in time. */
  #want(hosted: Hosted, seats: readonly string[], programme: Published): void {
    if (programme.run === 0) this.#firstPrices.set(programme.lot, programme.startPrice);
    const first = this.#firstPrices.get(programme.lot) ?? programme.startPrice;
    const wishes = seats.filter(() => this.#chance() < INTEREST).map((seatId) => {
      const worth = first * Math.min(0.98, Math.max(0.2, normal(this.#chance, WORTH_MEAN, WORTH_DEVIATION)));
      const step = Math.max(1, Math.ceil((programme.startPrice - worth) / programme.stepValue));
      const tau = step * programme.stepMs + Math.max(60, Math.round(normal(this.#chance, REACTION_MS, REACTION_DEVIATION_MS)));
      return { seatId, tau };
    }).filter(({ tau }) => tau <= programme.lastStep * programme.stepMs).toSorted((a, b) => a.tau - b.tau).slice(0, MAX_PRESSES_A_RUN);
    for (const wish of wishes) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#press(hosted, wish.seatId, programme, wish.tau);
      }, Math.max(0, programme.t0 + wish.tau + ROBOT_DELAY_MS - hosted.host.time));
      this.#timers.add(timer);
    }
  }

  #press(hosted: Hosted, seatId: string, { clock: number, lot, run, quantity }: Published, tau: number): void {
    const buyer = hosted.host.state.buyers.byId.get(seatId);
    if (buyer === undefined) return;
    const all = quantity <= SMALL_REST || this.#chance() < TAKES_ALL;
    const asked = all ? quantity : Math.max(1, whole(this.#chance, Math.ceil(quantity * 0.15), Math.ceil(quantity * 0.6)));
    // A robot that came too late is told so like everybody; it does not mind.
    hosted.host.submit({ kind: "press", clock: number, lot, run, buyer, tau, quantity: asked, delay: ROBOT_DELAY_MS, pressId: this.#nextPressId() }).catch(() => {});
  }
}

function asBuyer(robot: Robot): Call {
  return { origin: INSIDE, actor: { ...SYSTEM_ACTOR, accountName: `${robot.name}（演示）`, partyId: robot.partyId, roles: ["buyer"] } };
}
