import { describe, expect, it } from "vitest";
import type { ServerMessage, WireProgramme } from "../../wire.ts";
import { faceOf } from "./face.ts";
import type { FaceWords } from "./face.ts";
import { ANNOUNCE_MS, OUTCOME_MS } from "./slot.ts";
import { MAX_AWARDS, MAX_NOTICES, firstState, hear, nextDue, pressed, settle } from "./state.ts";
import type { LiveState } from "./state.ts";

const SESSION = "11111111-1111-4111-8111-111111111111";
const programme = (change: Partial<WireProgramme> = {}): WireProgramme => ({ clock: 0, lot: 7, entryId: "e7", run: 0, quantity: 480, startPrice: 3_000, stepValue: 20, stepMs: 40, floorPrice: 900, lastStep: 105, t0: 10_000, ...change });
const words: FaceWords = { waiting: "waiting", finished: "finished", skipped: "skipped", pausedWhy: (why) => why, withdrawn: (why) => why, passed: (next) => next };

const snapshot = (change: Partial<Extract<ServerMessage, { k: "snapshot" }>> = {}): ServerMessage => ({
  k: "snapshot", session: SESSION, now: 9_000, stalled: false, clocks: [{ clock: 0, phase: "running", programme: programme(), waiting: 12 }, { clock: 1, phase: "idle", programme: null, waiting: 3 }],
  seat: { seatId: "s", no: 17, allowance: 3_000_000, used: 0, held: 0 }, wins: [], ...change,
});
const told = (state: LiveState, now: number, ...messages: readonly ServerMessage[]): LiveState => messages.reduce((before, message) => hear(before, message, now), state);
const start = (): LiveState => told(firstState(SESSION), 9_000, { k: "hello", protocol: 1, signedIn: true, maxPressesPerSecond: 10 }, snapshot());
const face = (state: LiveState, connected = true) => faceOf(state.slots[0]!, connected, words);

describe("a buyer's screen follows the clock", () => {
  it("shows the programme, holds the price of the press, and says that it was won", () => {
    let state = start();
    expect(face(state)).toMatchObject({ state: { kind: "live" }, left: 480 });
    state = pressed(state, 0, { lot: 7, run: 0, step: 50, price: 2_000, quantity: 100, pressId: 1 });
    expect(face(state).state).toEqual({ kind: "hold", step: 50 });
    // The winner is told before the hall.
    state = told(state, 12_300, { k: "won", clock: 0, lot: 7, run: 0, step: 50, price: 2_000, quantity: 100, viaLimit: false }, { k: "award", clock: 0, lot: 7, run: 0, step: 50, price: 2_000, quantity: 100, remaining: 380 });
    expect(face(state)).toMatchObject({ state: { kind: "sold", price: 2_000, quantity: 100, to: "me" }, left: 380 });
    expect(state.wins).toEqual([{ clock: 0, lot: 7, run: 0, price: 2_000, quantity: 100 }]);
    expect(state.awards[0]).toMatchObject({ mine: true });
  });

  it("says by how much a press was beaten, whichever message comes first", () => {
    const lost: ServerMessage = { k: "lost", clock: 0, lot: 7, run: 0, pressId: 1, beatenBySteps: 1, beatenByMs: 38, byDraw: false, viaLimit: false };
    const award: ServerMessage = { k: "award", clock: 0, lot: 7, run: 0, step: 50, price: 2_000, quantity: 480, remaining: 0 };
    for (const order of [[lost, award], [award, lost]]) {
      const state = told(pressed(start(), 0, { lot: 7, run: 0, step: 51, price: 1_980, quantity: 100, pressId: 1 }), 12_300, ...order);
      expect(face(state).state).toMatchObject({ kind: "sold", to: "other", beatenBy: { ms: 38, steps: 1 } });
    }
  });

  it("lets the end of a run stand, but never into the time the next programme needs", () => {
    let state = told(start(), 12_300, { k: "award", clock: 0, lot: 7, run: 0, step: 50, price: 2_000, quantity: 100, remaining: 380 });
    expect(nextDue(state)).toBe(12_300 + OUTCOME_MS);
    state = told(state, 12_301, { k: "programme", ...programme({ run: 1, quantity: 380, startPrice: 2_200, t0: 13_300 }) });
    expect(nextDue(state)).toBe(13_300 - ANNOUNCE_MS);
    expect(face(state)).toMatchObject({ state: { kind: "sold" }, programme: { run: 0 } });
    expect(settle(state, 12_700)).toBe(state);
    state = settle(state, 12_800);
    expect(face(state)).toMatchObject({ state: { kind: "live" }, programme: { run: 1 }, left: 380 });
    // The dial keeps the scale of the lot's first start price.
    expect(state.slots[0]).toMatchObject({ topPrice: 3_000 });
  });

  it("keeps the price and the scale of a lot that passed while the next one is announced behind it", () => {
    let state = told(start(), 14_300, { k: "passed", clock: 0, lot: 7, quantity: 480, reason: "floor_reached", next: "direct_stock" });
    const passed = face(state);
    expect(passed).toMatchObject({ state: { kind: "passed" }, programme: { lot: 7, floorPrice: 900 }, topPrice: 3_000 });
    state = told(state, 14_301, { k: "programme", ...programme({ lot: 8, entryId: "e8", startPrice: 9_900, floorPrice: 4_000, t0: 19_300 }) });
    expect(face(state)).toEqual(passed);
    expect(face(settle(state, 14_300 + OUTCOME_MS))).toMatchObject({ state: { kind: "live" }, programme: { lot: 8 }, topPrice: 9_900 });
  });

  it("frees the hold when the run is decided, refused, paused or started anew", () => {
    const held = pressed(start(), 0, { lot: 7, run: 0, step: 50, price: 2_000, quantity: 100, pressId: 5 });
    const ends: ServerMessage[] = [
      { k: "refused", pressId: 5, code: "over_credit", clock: 0, lot: 7, run: 0 },
      { k: "refused", pressId: 5, code: "busy" },
      { k: "paused", clock: 0, lot: 7, price: 2_000 },
      { k: "rerun", clock: 0, lot: 7, run: 1 },
      { k: "programme", ...programme({ run: 1 }) },
      { k: "repeated", pressId: 5, answer: "old_run" },
    ];
    for (const end of ends) expect(told(held, 12_000, end).slots[0]?.hold, end.k).toBeNull();
    expect(told(held, 12_000, { k: "repeated", pressId: 5, answer: "accepted" }).slots[0]?.hold).not.toBeNull();
  });

  it("shows no price while the line or the host is away", () => {
    const state = start();
    expect(face(state, false).state).toEqual({ kind: "reconnecting" });
    expect(told(state, 9_500, { k: "reconnecting" }).stalled).toBe(true);
    expect(told(state, 9_500, { k: "reconnecting" }, { k: "back" }).stalled).toBe(false);
  });

  it("stops at the price of the pause, with the desk's reason", () => {
    const state = told(start(), 11_000, { k: "paused", clock: 0, lot: 7, price: 2_600 }, { k: "desk", act: "pause", clock: 0, lot: null, reason: "核对照片" });
    // 2,600 is twenty steps below the start.
    expect(face(state).state).toEqual({ kind: "paused", at: 10_000 + 20 * 40, reason: "核对照片" });
  });

  it("takes a snapshot for the truth after the line was lost, and keeps what it knew of the same lot", () => {
    let state = told(start(), 12_300, { k: "programme", ...programme({ run: 1, startPrice: 2_200, quantity: 380, t0: 13_300 }) });
    state = told(state, 20_000, snapshot({ clocks: [{ clock: 0, phase: "running", programme: programme({ run: 3, startPrice: 1_800, quantity: 200, t0: 20_500 }), waiting: 12 }] }));
    expect(state.slots[0]).toMatchObject({ topPrice: 3_000, left: 200 });
    expect(told(state, 20_001, snapshot({ session: "another" }))).toBe(state);
  });

  it("goes on for weeks in the same room", () => {
    let state = start();
    for (let run = 0; run < 500; run += 1) {
      state = told(state, 10_000 + run, { k: "award", clock: 0, lot: run, run: 0, step: 1, price: 100, quantity: 1, remaining: 0 }, { k: "desk", act: "pause", clock: 0, lot: null, reason: "x" });
    }
    expect(state.awards).toHaveLength(MAX_AWARDS);
    expect(state.notices).toHaveLength(MAX_NOTICES);
    expect(new Set(state.awards.map(({ n }) => n)).size).toBe(MAX_AWARDS);
  });

  it("ends with the session", () => {
    const state = told(start(), 30_000, { k: "closed", offered: 480, sold: 100, passed: 380, withdrawn: 0, value: 200_000 });
    expect(face(state).state).toMatchObject({ kind: "waiting", note: "finished" });
    expect(state.closed).toMatchObject({ value: 200_000 });
  });
});
