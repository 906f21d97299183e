import { ACCEPTED } from "../../engines/clock/answers.ts";
import type { EventOf, SessionEvent } from "../../engines/clock/events.ts";
import type { SealedGroup } from "../../engines/clock/journal.ts";
import { PRESS_REFUSALS } from "../../engines/clock/types.ts";
import { stopAt } from "../../engines/recorded-day/lots.ts";
import type { HallListener, Hosted } from "../../market/clock/hall.ts";
import { HostRefusal } from "../../market/clock/host.ts";
import type { HostClock } from "../../market/clock/host-clock.ts";
import type { TakenIn } from "./stock.ts";

type Programme = EventOf<"programmePublished">;

export interface BiddersOptions {
  readonly hosted: Hosted;
  readonly time: HostClock;
  /** The lots by their names on the clock. */
  readonly entries: ReadonlyMap<string, TakenIn>;
  /** The seat of each buyer, by the plan's index. */
  readonly seats: ReadonlyMap<number, string>;
  /** A lot has left the clock. */
  readonly gone: (lot: TakenIn) => void;
}

/**
 * The simulated buyers of one session. They see what everybody sees, once it is durable; when a programme is published,
 * the next buyer of that lot's plan presses at the moment the clock shows the planned price.
 */
export class Bidders implements HallListener {
  readonly #options: BiddersOptions;
  /** Deals made of each lot of the engine. */
  readonly #made = new Map<number, number>();
  /** The programme on each clock, and how to call the press off that is planned for it. */
  readonly #waiting = new Map<number, { readonly event: Programme; readonly cancel: () => void }>();
  #pressed = 0;
  #running = 0;
  #failure: Error | null = null;

  constructor(options: BiddersOptions) {
    this.#options = options;
  }

  /** Clocks still running. Throws what went wrong with a press. */
  get running(): number {
    if (this.#failure !== null) throw this.#failure;
    return this.#running;
  }

  /** A clock has been started; it runs until it says that it has finished. */
  started(): void {
    this.#running += 1;
  }

  group({ events }: SealedGroup): void {
    try {
      for (const event of events) this.#hear(event);
    } catch (error) {
      this.#failure ??= error as Error;
    }
  }

  ended(error: Error | null): void {
    if (error !== null) this.#failure ??= error;
  }

  #hear(event: SessionEvent): void {
    switch (event.kind) {
      case "programmePublished":
        return this.#plan(event);
      case "awarded":
        this.#made.set(event.lot, (this.#made.get(event.lot) ?? 0) + 1);
        return;
      case "lotSoldOut":
      case "lotPassed":
        return this.#options.gone(this.#lotOf(event.lot));
      case "clockFinished":
        this.#running -= 1;
        return;
      default:
        return;
    }
  }

  #plan(event: Programme): void {
    const { hosted: { host }, time } = this.#options;
    const deal = this.#lotOf(event.lot).lot.deals[this.#made.get(event.lot) ?? 0];
    if (deal === undefined) throw new Error(`The clock offers ${event.quantity} units of a lot that is sold out by the plan.`);
    const { tau } = stopAt(event, deal.price);
    // A run that the host starts anew takes the place of the one before.
    this.#waiting.get(event.clock)?.cancel();
    const cancel = time.at(time.now() - host.time + event.t0 + tau, () => void this.#press(event, tau, deal).catch((error: unknown) => (this.#failure ??= error as Error)));
    this.#waiting.set(event.clock, { event, cancel });
  }

  async #press(event: Programme, tau: number, deal: { buyer: number; quantity: number }): Promise<void> {
    const { hosted: { host }, seats } = this.#options;
    const { clock, lot, run } = event;
    const buyer = host.state.buyers.byId.get(seats.get(deal.buyer)!)!;
    this.#pressed += 1;
    try {
      const { answer } = await host.submit({ kind: "press", clock, lot, run, buyer, tau, quantity: deal.quantity, delay: 0, pressId: this.#pressed });
      if (answer === ACCEPTED || this.#waiting.get(clock)?.event !== event) return;
      throw new Error(`The clock refuses a planned press: ${PRESS_REFUSALS[answer - 1]}`);
    } catch (error) {
      // Nobody can press while the journal is away; the run will start anew.
      if (!(error instanceof HostRefusal && error.code === "reconnecting")) throw error;
    }
  }

  #lotOf(lot: number): TakenIn {
    const { hosted, entries } = this.#options;
    return entries.get(hosted.host.state.lots.ids[lot]!)!;
  }
}
