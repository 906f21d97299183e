import { describe, expect, test } from "vitest";
import { deskAnswerOf } from "./answers.ts";
import { seedCommitment } from "./draw.ts";
import { endOf } from "./programme.ts";
import { only, Scene, sceneConfig, sceneLot, WHOM } from "./scene.ts";
import { createSession } from "./session.ts";
import { sha256 } from "./sha256.ts";

const RICH = 1_000_000;
const BY = { actor: "Li Ping", reason: "trolley in the way" };

/** Lots 0, 1, 2 on one clock, started at t = 0. */
function day(): Scene {
  const scene = new Scene().buyers(RICH, RICH).lots(0, sceneLot("a"), sceneLot("b"), sceneLot("c")).start(0);
  scene.hear();
  return scene;
}

describe("opening", () => {
  test("needs the committed seed and a header within bounds", () => {
    const config = sceneConfig({ seed: "true" });
    expect(config.seedCommitment).toBe(seedCommitment(sha256, "true"));
    expect(() => createSession(config, "other")).toThrow("the seed is not the committed one");
    expect(() => createSession(sceneConfig({ clocks: [{ holdMs: 401 }] }), "a seed")).toThrow("settings of clock 0");
    expect(() => createSession(sceneConfig({ clocks: [] }), "a seed")).toThrow("1–32 clocks");
    expect(() => createSession({ ...config, maxDelayMs: -1 }, "true")).toThrow("maxDelayMs");
  });

  test("takes lots until the clock starts, and refuses what does not fit by name", () => {
    const scene = new Scene().buyers(RICH).lots(0, sceneLot("a"));
    const add = (clock: number, lot: ReturnType<typeof sceneLot>): number => scene.tell({ kind: "addLot", t: scene.state.now, clock, lot });
    expect(add(0, sceneLot("a"))).toBe(deskAnswerOf("duplicate_id"));
    expect(add(4, sceneLot("b"))).toBe(deskAnswerOf("unknown_clock"));
    for (const wrong of [{ quantity: 0 }, { minPress: 101 }, { floorPrice: 0 }, { startPrice: 99 }, { stepValue: 0 }, { startPrice: 1.5 }]) {
      expect(add(0, sceneLot("c", wrong))).toBe(deskAnswerOf("bad_input"));
    }
    scene.start(5);
    expect(add(0, sceneLot("d"))).toBe(deskAnswerOf("clock_started"));
    expect(scene.tell({ kind: "startClock", t: 5, clock: 0, ...WHOM })).toBe(deskAnswerOf("clock_started"));
    expect(scene.state.totals.offered).toBe(100);
  });

  test("draws the order, lots without a photograph last", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const scene = new Scene().lots(0, ...names.map((id, i) => sceneLot(id, { hasPhoto: i % 3 !== 0 }))).start(0);
    const [drawn] = only(scene.hear(), "orderDrawn");
    expect(drawn!.order.slice(4).toSorted()).toEqual([0, 3]);
    expect(scene.on().lot).toBe(drawn!.order[0]);
  });
});

describe("pause and resume", () => {
  test("stop a run at once and publish it anew from the price on the screens", () => {
    const scene = day();
    const { lot } = scene.on();
    scene.tell({ kind: "pause", t: 1_415, clock: 0, ...BY });
    scene.press(0, 410, 10, { delay: 90 });
    scene.advance(9_000);
    const events = scene.hear();
    expect(only(events, "intervention")[0]).toMatchObject({ action: "pause", ...BY });
    expect(only(events, "clockPaused")[0]).toMatchObject({ t: 1_415, lot, price: 450 });
    expect(only(events, "pressRefused")[0]).toMatchObject({ refusal: "paused" });
    expect(only(events, "lotPassed")).toEqual([]);
    scene.tell({ kind: "resume", t: 9_000, clock: 0, ...BY });
    expect(scene.on()).toMatchObject({ lot, run: 1, startPrice: 450, quantity: 100, t0: 10_000 });
  });

  test("take effect only after an open window is decided", () => {
    const scene = day();
    scene.press(0, 400, 30);
    scene.tell({ kind: "pause", t: 1_500, clock: 0, ...BY });
    scene.press(1, 390, 30, { delay: 150 });
    scene.advance(5_000);
    const events = scene.hear();
    expect(events.map((event) => event.kind)).toEqual(["pressAccepted", "intervention", "pressAccepted", "awarded", "lost", "clockPaused"]);
    expect(only(events, "awarded")[0]).toMatchObject({ buyer: 1 });
    scene.tell({ kind: "resume", t: 6_000, clock: 0, ...BY });
    expect(scene.on()).toMatchObject({ run: 1, quantity: 70, startPrice: 500 });
  });

  test("between lots wait with the next lot", () => {
    const scene = day();
    const first = scene.on().lot;
    scene.press(0, 400, 100);
    scene.tell({ kind: "pause", t: 1_500, clock: 0, ...BY });
    scene.advance(5_000);
    expect(scene.on().lot).toBe(first);
    scene.tell({ kind: "resume", t: 6_000, clock: 0, ...BY });
    expect(scene.on()).toMatchObject({ run: 0, t0: 7_000 });
    expect(scene.on().lot).not.toBe(first);
  });

  test("are refused where they make no sense", () => {
    const scene = new Scene().lots(0, sceneLot("a"));
    const act = (kind: "pause" | "resume"): number => scene.tell({ kind, t: 1, clock: 0, ...BY });
    expect(act("pause")).toBe(deskAnswerOf("not_running"));
    scene.start(1);
    expect(act("resume")).toBe(deskAnswerOf("not_paused"));
    act("pause");
    expect(act("pause")).toBe(deskAnswerOf("already_paused"));
    expect(only(scene.hear(), "inputRefused").map((event) => event.deskRefusal)).toEqual(["not_running", "not_paused", "already_paused"]);
  });
});

describe("skip and withdraw", () => {
  test("skip sends the lot to the end of its queue; it comes back as a new run", () => {
    const scene = day();
    const [first, second, third] = scene.state.clocks[0]!.drawn as [number, number, number];
    scene.tell({ kind: "skip", t: 1_200, lot: first, ...BY });
    expect(scene.on()).toMatchObject({ lot: second, run: 0 });
    scene.tell({ kind: "skip", t: 1_300, lot: third, ...BY });
    expect(scene.state.clocks[0]!.queue.slice(scene.state.clocks[0]!.head)).toEqual([first, third]);
    scene.tell({ kind: "skip", t: 1_400, lot: second, ...BY });
    expect(scene.on()).toMatchObject({ lot: first, run: 1, startPrice: 500 });
  });

  test("during an open window happen after its decision, and not at all if that sold the lot out", () => {
    const skipped = day();
    const lot = skipped.on().lot;
    skipped.press(0, 400, 30);
    skipped.tell({ kind: "skip", t: 1_500, lot, ...BY });
    skipped.advance(1_700);
    expect(only(skipped.hear(), "lotSkipped")[0]).toMatchObject({ t: 1_650, lot, remainder: 70 });

    const sold = day();
    sold.press(0, 400, 100);
    sold.tell({ kind: "withdraw", t: 1_500, lot: sold.on().lot, ...BY });
    sold.advance(1_700);
    const events = sold.hear();
    expect(only(events, "lotSoldOut")).toHaveLength(1);
    expect(only(events, "lotWithdrawn")).toEqual([]);
  });

  test("withdraw takes a lot away from wherever it is, with its reason, and the clock goes on", () => {
    const scene = day();
    const [first, second, third] = scene.state.clocks[0]!.drawn as [number, number, number];
    scene.tell({ kind: "withdraw", t: 1_200, lot: third, ...BY });
    scene.tell({ kind: "withdraw", t: 1_300, lot: first, actor: "Li Ping", reason: "wet leaves" });
    expect(only(scene.hear(), "lotWithdrawn")).toMatchObject([
      { lot: third, remainder: 100, reason: "trolley in the way" },
      { lot: first, remainder: 100, actor: "Li Ping", reason: "wet leaves" },
    ]);
    expect(scene.on().lot).toBe(second);
    expect(scene.tell({ kind: "withdraw", t: 1_400, lot: first, ...BY })).toBe(deskAnswerOf("lot_gone"));
    scene.advance(endOf(scene.on()) + 1_000);
    expect(only(scene.hear(), "clockFinished")).toHaveLength(1);
  });

  test("of a paused lot leave the clock waiting without a lot", () => {
    const scene = day();
    const [first, second] = scene.state.clocks[0]!.drawn as [number, number, number];
    scene.tell({ kind: "pause", t: 1_100, clock: 0, ...BY });
    scene.tell({ kind: "withdraw", t: 1_200, lot: first, ...BY });
    scene.tell({ kind: "resume", t: 1_300, clock: 0, ...BY });
    expect(scene.on()).toMatchObject({ lot: second, run: 0 });
  });
});

describe("correct and configure", () => {
  test("a lot may be corrected until its first programme is published, never after", () => {
    const scene = day();
    const [first, second] = scene.state.clocks[0]!.drawn as [number, number, number];
    const correct = (lot: number, change: object): number => scene.tell({ kind: "correct", t: 500, lot, change, ...BY });
    expect(correct(first, { quantity: 80 })).toBe(deskAnswerOf("run_started"));
    expect(correct(second, { quantity: 5 })).toBe(deskAnswerOf("bad_input"));
    expect(correct(second, { quantity: 80, startPrice: 400, floorPrice: 200, minPress: 20 })).toBe(0);
    expect(scene.state.totals.offered).toBe(280);
    scene.tell({ kind: "skip", t: 600, lot: first, ...BY });
    expect(scene.on()).toMatchObject({ lot: second, quantity: 80, startPrice: 400, floorPrice: 200 });
  });

  test("a clock's settings change with its next programme", () => {
    const scene = day();
    const settings = { ...scene.state.config.clocks[0]!, stepMs: 100, holdMs: 0, graceMs: 300 };
    scene.tell({ kind: "configure", t: 1_100, clock: 0, settings, ...BY });
    expect(scene.on().stepMs).toBe(40);
    scene.press(0, 400, 30);
    scene.advance(1_700);
    expect(scene.on()).toMatchObject({ run: 1, stepMs: 100, t0: 1_950 });
    expect(scene.tell({ kind: "configure", t: 1_700, clock: 0, settings: { ...settings, stepMs: 1 }, ...BY })).toBe(deskAnswerOf("bad_input"));
  });
});

describe("a crash", () => {
  test("decides the open window on what the journal holds and runs the others anew", () => {
    const scene = new Scene({ clocks: [{}, {}, {}] }).buyers(RICH, RICH);
    for (const clock of [0, 1, 2]) scene.lots(clock, sceneLot(`lot ${clock}`));
    for (const clock of [0, 1, 2]) scene.start(0, clock);
    scene.tell({ kind: "pause", t: 1_300, clock: 2, ...BY });
    scene.press(0, 400, 30, { clock: 0, delay: 10 });
    scene.hear();
    // The host was away for a minute: in it no lot passes, because nobody could press.
    scene.tell({ kind: "rerun", t: 61_000, actor: "host", reason: "restarted" });
    const events = scene.hear();
    expect(only(events, "lotPassed")).toEqual([]);
    expect(only(events, "awarded")[0]).toMatchObject({ t: 61_000, clock: 0, buyer: 0, price: 450 });
    expect(only(events, "lotRerun")).toMatchObject([{ clock: 1, lot: 1, run: 0 }]);
    expect(scene.on(0)).toMatchObject({ run: 1, quantity: 70, t0: 62_000 });
    expect(scene.on(1)).toMatchObject({ run: 1, quantity: 100, startPrice: 500, t0: 62_000 });
    expect(scene.on(2)).toMatchObject({ run: 0 });
  });
});

describe("the close", () => {
  test("waits for running clocks, passes what never ran, reveals the seed and balances", () => {
    const scene = day();
    expect(scene.tell({ kind: "close", t: 500, ...BY })).toBe(deskAnswerOf("clocks_running"));
    scene.press(0, 400, 30);
    scene.tell({ kind: "pause", t: 1_500, clock: 0, ...BY });
    scene.advance(2_000);
    scene.hear();
    expect(scene.tell({ kind: "close", t: 3_000, ...BY })).toBe(0);
    const events = scene.hear();
    const passed = only(events, "lotPassed");
    expect(passed.map((event) => event.remainder).toSorted((a, b) => a - b)).toEqual([70, 100, 100]);
    expect(passed.every((event) => event.passReason === "session_closed")).toBe(true);
    expect(only(events, "seedRevealed")[0]).toMatchObject({ seed: "a seed" });
    expect(only(events, "sessionClosed")[0]).toMatchObject({ offered: 300, sold: 30, passed: 270, withdrawn: 0, value: 13_500 });
    expect(scene.tell({ kind: "pause", t: 3_000, clock: 0, ...BY })).toBe(deskAnswerOf("session_closed"));
  });
});
