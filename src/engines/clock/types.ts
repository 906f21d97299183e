/**
 * The nouns of the descending clock. Everything here is plain data.
 *
 * Units: times are integer milliseconds since the session's epoch (the host's own clock, passed in);
 * prices are integer minor units of the session's currency per sales unit; quantities are integer sales units.
 * Clocks, lots and buyers are known to the engine by dense integer indexes; their names live in the roster.
 */

/** How one clock runs. Published with the session, changed only between runs. */
export interface ClockSettings {
  readonly name: string;
  /** Milliseconds each price step stands on the screen. 20–2000. */
  readonly stepMs: number;
  /** Hold window after the first press, 0–400 ms. */
  readonly holdMs: number;
  /** How far before its arrival minus the buyer's measured delay a press may claim to have happened. */
  readonly marginMs: number;
  /** Pause between the decision and the next run's T0, so that every screen has the next programme. */
  readonly graceMs: number;
  /** Remainder restarts at last price + this many steps. */
  readonly restartSteps: number;
  /** A remainder below this many sales units goes to the winner with his press. 0 switches the rule off. */
  readonly takeAllBelow: number;
  /** On the same step a live press beats a limit order. */
  readonly liveBeforeLimit: boolean;
  /** Lots without a representative photograph run last. */
  readonly photolessLast: boolean;
}

/** One lot in the queue of a clock. */
export interface LotEntry {
  readonly id: string;
  readonly sellerId: string;
  /** Sales units offered. 1–1,000,000. */
  readonly quantity: number;
  /** The fewest sales units one press may take (raised to this if asked for less). */
  readonly minPress: number;
  readonly startPrice: number;
  /** Price drop per step, > 0. */
  readonly stepValue: number;
  /** The lowest price that may be pressed; below it the lot has passed. */
  readonly floorPrice: number;
  readonly hasPhoto: boolean;
}

/** A programme: everything a screen needs to draw the price at any moment of a run, published before T0. */
export interface Programme {
  readonly clock: number;
  readonly lot: number;
  /** Run number inside the lot, from 0; each remainder is a new run. */
  readonly run: number;
  readonly quantity: number;
  readonly startPrice: number;
  readonly stepValue: number;
  readonly stepMs: number;
  readonly floorPrice: number;
  /** Number of the last step; the price there is at or just above the floor. */
  readonly lastStep: number;
  /** Session milliseconds at which step 0 appears. */
  readonly t0: number;
}
