import { endOf, priceAt, stepAt } from "../../engines/clock/programme.ts";
import type { Programme } from "../../engines/clock/programme.ts";
import { dialFraction } from "./dial.ts";

/** What a face needs of the published programme. */
export type FaceProgramme = Pick<Programme, "startPrice" | "stepValue" | "stepMs" | "lastStep" | "floorPrice" | "t0" | "quantity">;

/** What the server has said about the run. The price is never said: every screen computes it. */
export type FaceState =
  /** No programme yet; `over`: none will come any more. */
  | { readonly kind: "waiting"; readonly note?: string | undefined; readonly over?: boolean | undefined }
  /** The programme counts: coming up before T0, running after it. */
  | { readonly kind: "live" }
  /** My press is on its way; nothing is shown until the host's window closes. */
  | { readonly kind: "hold"; readonly step: number }
  | {
      readonly kind: "sold";
      readonly price: number;
      readonly quantity: number;
      readonly to: "me" | "other";
      /** How narrowly my own press lost. */
      readonly beatenBy?: { readonly ms?: number | undefined; readonly steps?: number | undefined } | undefined;
    }
  | { readonly kind: "passed"; readonly reason?: string | undefined }
  /** `at`: session time at which the auctioneer stopped it. */
  | { readonly kind: "paused"; readonly at?: number | undefined; readonly reason?: string | undefined }
  | { readonly kind: "reconnecting" };

export type FacePhase = "waiting" | "coming" | "running" | "floor" | "hold" | "sold" | "passed" | "paused" | "reconnecting";

export interface FaceReading {
  readonly phase: FacePhase;
  /** The step on the screen, −1 when none is. */
  readonly step: number;
  /** Minor units, null when no price may be shown. */
  readonly price: number | null;
  /** Place of the hand, 0 top … 1 floor, null when there is no hand. */
  readonly hand: number | null;
  /** Lamps from here to the floor are lit. */
  readonly litFrom: number;
  /** Milliseconds to T0 while coming up, else 0. */
  readonly countdown: number;
}

/** In the last seconds before T0 the lamps light up from the floor to the top: the clock is wound. */
export const WINDING_MS = 3_000;

const DARK = 2;

/** What the face shows at session time `t` (ms). Pure, so that a replay draws exactly what a buyer saw. */
export function readFace(state: FaceState, programme: FaceProgramme | null, t: number, topPrice?: number): FaceReading {
  const none = { step: -1, price: null, hand: null, litFrom: DARK, countdown: 0 };
  if (programme === null) return { ...none, phase: state.kind === "live" || state.kind === "hold" ? "waiting" : state.kind };
  const top = topPrice ?? programme.startPrice;
  const at = (price: number): number => dialFraction(price, top, programme.floorPrice);
  switch (state.kind) {
    case "waiting":
    case "reconnecting":
      return { ...none, phase: state.kind };
    case "live":
      return readLive(programme, t, top);
    case "hold": {
      const price = priceAt(programme, state.step);
      return { phase: "hold", step: state.step, price, hand: at(price), litFrom: at(price), countdown: 0 };
    }
    case "sold":
      return { ...none, phase: "sold", price: state.price, hand: at(state.price), litFrom: at(state.price) };
    case "passed":
      return { ...none, phase: "passed", price: programme.floorPrice, hand: 1 };
    case "paused": {
      const stopped = state.at === undefined ? null : readLive(programme, state.at, top);
      return stopped === null ? { ...none, phase: "paused" } : { ...stopped, phase: "paused", countdown: 0 };
    }
  }
}

function readLive(programme: FaceProgramme, t: number, top: number): FaceReading {
  const step = stepAt(programme, t);
  const at = (price: number): number => dialFraction(price, top, programme.floorPrice);
  if (step < 0) {
    const countdown = programme.t0 - t;
    const wound = Math.max(0, 1 - countdown / WINDING_MS);
    const start = at(programme.startPrice);
    return { phase: "coming", step, price: programme.startPrice, hand: null, litFrom: wound === 0 ? DARK : 1 - wound * (1 - start), countdown };
  }
  // The hand glides towards the next step; the price under it stands still until the step is over.
  const exact = Math.min(programme.lastStep, (t - programme.t0) / programme.stepMs);
  const hand = at(programme.startPrice - exact * programme.stepValue);
  return { phase: t >= endOf(programme) ? "floor" : "running", step, price: priceAt(programme, step), hand, litFrom: hand, countdown: 0 };
}
