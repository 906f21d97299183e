/** Sessions made of random acts, for tests and models: any list of acts is a legal story, so failures shrink. */
import type { Programme } from "./programme.ts";
import type { LotCorrection, LotEntry, SessionConfig, SessionInput } from "./types.ts";
import { NEXT_CHANNELS } from "./types.ts";

/** One random act; the numbers are made to fit whatever is going on when it is told. */
export interface RandomAct {
  readonly act: "press" | "repeat" | "limit" | "cancel" | "credit" | "pause" | "resume" | "skip" | "withdraw" | "correct" | "configure" | "advance" | "rerun";
  /** Milliseconds since the act before. */
  readonly after: number;
  readonly clock: number;
  readonly buyer: number;
  readonly quantity: number;
  /** How long ago, in ms, a press says it was made, and on what delay. */
  readonly ago: number;
  readonly delay: number;
  readonly price: number;
  readonly lot: number;
}

export interface Cast {
  readonly config: SessionConfig;
  readonly limits: readonly number[];
  /** Lots of each clock. */
  readonly lots: readonly (readonly LotEntry[])[];
}

const BY = { actor: "auctioneer", reason: "a random act" } as const;

/** Everything that opens a session: buyers (every fourth a workplace of the one before), lots, clocks started. */
export function openingInputs(cast: Cast): SessionInput[] {
  const inputs: SessionInput[] = [{ kind: "open", t: 0 }];
  cast.limits.forEach((creditLimit, i) => {
    inputs.push({ kind: "addBuyer", t: 0, id: `buyer ${i}`, creditLimit, payer: i % 4 === 3 ? i - 1 : -1 });
  });
  cast.lots.forEach((lots, clock) => {
    for (const lot of lots) inputs.push({ kind: "addLot", t: 0, clock, lot });
  });
  cast.lots.forEach((_, clock) => inputs.push({ kind: "startClock", t: 10, clock, ...BY }));
  return inputs;
}

/** The input an act becomes at time `t`, given the programmes now on the clocks. */
export function inputOf(act: RandomAct, t: number, serial: number, cast: Cast, programmes: readonly (Programme | undefined)[]): SessionInput {
  const clock = act.clock % cast.config.clocks.length;
  const buyer = act.buyer % cast.limits.length;
  const { lot, run, t0 } = programmes[clock] ?? { lot: 0, run: 0, t0: 0 };
  const anyLot = act.lot % cast.lots.flat().length;
  switch (act.act) {
    case "press":
    case "repeat": {
      const pressId = act.act === "repeat" ? 1 + (act.price % (serial + 1)) : serial + 1;
      const tau = t - t0 - act.ago;
      return { kind: "press", t, clock, lot, run, buyer, tau, quantity: act.quantity, delay: act.delay, pressId };
    }
    case "limit":
      return { kind: "placeLimit", t, lot: anyLot, buyer, price: act.price, quantity: act.quantity, pressId: serial + 1 };
    case "cancel":
      return { kind: "cancelLimit", t, lot: anyLot, buyer };
    case "credit":
      return { kind: "setCredit", t, buyer, creditLimit: act.price * act.quantity };
    case "pause":
    case "resume":
      return { kind: act.act, t, clock, ...BY };
    case "skip":
    case "withdraw":
      return { kind: act.act, t, lot: anyLot, ...BY };
    case "correct":
      return { kind: "correct", t, lot: anyLot, change: correctionOf(act), ...BY };
    case "configure":
      return { kind: "configure", t, clock, settings: { ...cast.config.clocks[clock]!, holdMs: act.ago % 401, takeAllBelow: act.quantity % 30 }, ...BY };
    case "advance":
      return { kind: "advance", t };
    case "rerun":
      return { kind: "rerun", t, ...BY };
  }
}

function correctionOf(act: RandomAct): LotCorrection {
  return act.quantity % 2 === 0 ? { quantity: act.quantity + 1 } : { startPrice: act.price + 100 };
}

/** The end of the day: time for every lot to run out, what is paused is resumed, then the close. */
export function closingInputs(cast: Cast, t: number, dayMs: number): SessionInput[] {
  const resumes = cast.config.clocks.map((_, clock): SessionInput => ({ kind: "resume", t: t + dayMs, clock, ...BY }));
  return [{ kind: "advance", t: t + dayMs }, ...resumes, { kind: "advance", t: t + 2 * dayMs }, { kind: "close", t: t + 2 * dayMs, ...BY }];
}

/** A lot whose numbers come from one seed-like integer. */
export function lotOf(id: string, n: number): LotEntry {
  const quantity = 1 + (n % 120);
  const floorPrice = 1 + (n % 90);
  return {
    id,
    sellerId: `grower ${n % 5}`,
    quantity,
    minPress: 1 + (n % Math.min(quantity, 15)),
    startPrice: floorPrice + (n % 400),
    stepValue: 1 + (n % 13),
    floorPrice,
    hasPhoto: n % 3 !== 0,
    nextChannel: NEXT_CHANNELS[n % NEXT_CHANNELS.length]!,
  };
}
