import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { priceAt } from "../../../../engines/clock/programme.ts";
import type { LineOptions, LineStatus } from "../../screen.ts";
import type { ClientMessage, ServerMessage, WireProgramme } from "../../wire.ts";
import { openLive } from "./store.ts";

const PROGRAMME: WireProgramme = { clock: 0, lot: 3, entryId: "e", run: 0, quantity: 200, startPrice: 2_000, stepValue: 10, stepMs: 40, floorPrice: 1_000, lastStep: 100, t0: 1_000 };
const SNAPSHOT: ServerMessage = { k: "snapshot", session: "s", now: 0, stalled: false, clocks: [{ clock: 0, phase: "running", programme: PROGRAMME, waiting: 4 }], seat: { seatId: "x", no: 1, allowance: 1_000_000, used: 0, held: 0 }, wins: [] };
const LIVE: LineStatus = { phase: "live", roundTrip: 10, error: 5, closeCode: null };

const opened: { readonly close: () => void }[] = [];

/** A screen whose frames and time are given, at the end of a line that writes down what is sent. */
function screen() {
  let frame = (): void => {};
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => { frame = draw; return 1; });
  vi.stubGlobal("cancelAnimationFrame", () => {});
  const sent: ClientMessage[] = [];
  let now = 0;
  let line!: LineOptions;
  const store = openLive("s", null, (options) => {
    line = options;
    return { now: () => now, send: (message) => sent.push(message), nextPressId: () => sent.length + 1, close: () => {} };
  });
  opened.push(store);
  line.onStatus(LIVE);
  line.onMessages([{ k: "hello", protocol: 1, signedIn: true, maxPressesPerSecond: 10 }, SNAPSHOT]);
  return { store, sent, hear: (...messages: ServerMessage[]) => line.onMessages(messages), status: line.onStatus, paint: (t: number) => { now = t; frame(); }, at: (t: number) => { now = t; } };
}

describe("a press leaves the screen", () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => {
    for (const store of opened.splice(0)) store.close();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("with the step that was painted, even when the price has gone on while the finger came down", () => {
    const { store, sent, paint, at } = screen();
    paint(1_000 + 25 * 40 + 30);
    // Fifteen milliseconds later the next step has begun, but it is not on the screen yet.
    at(1_000 + 26 * 40 + 5);
    store.press(0, 50);
    const press = sent[0] as Extract<ClientMessage, { k: "press" }>;
    expect(press).toMatchObject({ k: "press", clock: 0, lot: 3, run: 0, quantity: 50 });
    expect(Math.floor(press.tau / 40)).toBe(25);
    expect(store.get().slots[0]?.hold).toMatchObject({ step: 25, price: priceAt(PROGRAMME, 25) });
  });

  it("with the exact moment when it falls into the painted step", () => {
    const { store, sent, paint, at } = screen();
    paint(1_000 + 10 * 40);
    at(1_000 + 10 * 40 + 17);
    store.press(0, 50);
    expect(sent[0]).toMatchObject({ tau: 417 });
  });

  it("once: a second touch before the decision is no second press", () => {
    const { store, sent, paint } = screen();
    paint(2_000);
    store.press(0, 50);
    store.press(0, 50);
    expect(sent).toHaveLength(1);
  });

  it("not before the start, not without a seat, not while the line or the journal is away; each is said by name", () => {
    const { store, sent, paint, hear, status } = screen();
    paint(900);
    store.press(0, 50);
    expect(store.get().slots[0]?.mine).toMatchObject({ kind: "refused", code: "before_start" });
    paint(2_000);
    hear({ k: "reconnecting" });
    store.press(0, 50);
    expect(store.get().slots[0]?.mine).toMatchObject({ code: "reconnecting" });
    hear({ k: "back" });
    status({ ...LIVE, phase: "lost" });
    store.press(0, 50);
    expect(store.get().slots[0]?.mine).toMatchObject({ code: "not_watching" });
    status(LIVE);
    hear({ ...SNAPSHOT, seat: null } as ServerMessage);
    store.press(0, 50);
    expect(store.get().slots[0]?.mine).toMatchObject({ code: "no_seat" });
    expect(sent).toEqual([]);
  });

  it("and the face moves on by itself when the result has stood long enough", () => {
    const { store, hear, paint } = screen();
    paint(3_000);
    hear({ k: "award", clock: 0, lot: 3, run: 0, step: 40, price: 1_600, quantity: 200, remaining: 0 }, { k: "sold", clock: 0, lot: 3 });
    expect(store.get().slots[0]?.outcome).not.toBeNull();
    paint(60_000);
    vi.runAllTimers();
    expect(store.get().slots[0]).toMatchObject({ outcome: null, programme: null });
  });
});
