import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Credit } from "./credit.ts";
import { creditOf } from "./credit.ts";
import type { EventOf, SessionEvent } from "./events.ts";
import type { Journal, JournalGroup } from "./journal.ts";
import { createJournal, groupLine, headerLine, record, seal } from "./journal.ts";
import type { Programme } from "./programme.ts";
import type { Cast, RandomAct } from "./random-session.ts";
import { closingInputs, inputOf, lotOf, openingInputs } from "./random-session.ts";
import { resumeJournal } from "./replay.ts";
import { only, sceneConfig } from "./scene.ts";
import { apply, createSession, takeEvents } from "./session.ts";
import { stateDigest } from "./state-digest.ts";
import type { SessionInput } from "./types.ts";
import { verifyJournal } from "./verify.ts";

const SEED = "a secret of the house";
const DAY_MS = 400_000;

const acts: fc.Arbitrary<RandomAct["act"]> = fc.oneof(
  { weight: 30, arbitrary: fc.constant("press" as const) },
  { weight: 3, arbitrary: fc.constantFrom("repeat", "limit") },
  { weight: 3, arbitrary: fc.constantFrom("advance", "resume", "limit", "credit") },
  { weight: 2, arbitrary: fc.constantFrom("pause", "skip", "withdraw", "correct", "configure", "rerun", "cancel") },
);

const act: fc.Arbitrary<RandomAct> = fc.record({
  act: acts,
  after: fc.oneof(fc.nat(60), fc.nat(2_000)),
  clock: fc.nat(3),
  buyer: fc.nat(11),
  quantity: fc.integer({ min: 1, max: 150 }),
  ago: fc.integer({ min: -30, max: 400 }),
  delay: fc.nat(250),
  price: fc.integer({ min: 1, max: 500 }),
  lot: fc.nat(20),
});

const settings = fc.record({
  stepMs: fc.integer({ min: 20, max: 100 }),
  holdMs: fc.constantFrom(0, 100, 250, 400),
  graceMs: fc.constantFrom(0, 500, 1_000),
  restartSteps: fc.nat(12),
  takeAllBelow: fc.constantFrom(0, 0, 10),
  liveBeforeLimit: fc.boolean(),
});

const cast: fc.Arbitrary<Cast> = fc
  .tuple(
    fc.array(settings, { minLength: 1, maxLength: 4 }),
    fc.array(fc.nat(60_000), { minLength: 2, maxLength: 12 }),
    fc.array(fc.nat(100_000), { minLength: 4, maxLength: 12 }),
  )
  .map(([clocks, limits, lots]) => ({
    config: sceneConfig({ seed: SEED, clocks }),
    limits,
    lots: clocks.map((_, c) => lots.flatMap((n, i) => (i % clocks.length === c ? [lotOf(`lot ${i}`, n)] : []))),
  }));

interface Told {
  readonly inputs: SessionInput[];
  readonly events: SessionEvent[];
  readonly groups: JournalGroup[];
  readonly journal: Journal;
}

/** Tells the whole story to a fresh session, a new group every few inputs; `watch` sees the state after each input. */
function tell(who: Cast, story: readonly RandomAct[], watch: (journal: Journal) => void = () => {}): Told {
  const journal = createJournal(who.config, SEED);
  const told: Told = { inputs: [], events: [], groups: [], journal };
  const programmes: (Programme | undefined)[] = [];
  const one = (input: SessionInput): void => {
    record(journal, input);
    told.inputs.push(input);
    watch(journal);
    const sealed = seal(journal)!;
    told.groups.push(sealed.group);
    for (const event of sealed.events) {
      told.events.push(event);
      if (event.kind === "programmePublished") programmes[event.clock] = event;
    }
  };
  openingInputs(who).forEach(one);
  let t = 10;
  story.forEach((step, serial) => {
    t += step.after;
    one(inputOf(step, t, serial, who, programmes));
  });
  closingInputs(who, t, DAY_MS).forEach(one);
  return told;
}

function eachStory(check: (who: Cast, story: RandomAct[]) => void, numRuns: number): void {
  fc.assert(fc.property(cast, fc.array(act, { maxLength: 150, size: "max" }), check), { numRuns });
}

describe("whatever buyers and auctioneers do", () => {
  test("no lot is oversold and every unit is sold, passed or withdrawn", () => {
    eachStory((who, story) => {
      const { events, journal } = tell(who, story, ({ state }) => {
        for (let lot = 0; lot < state.lots.count; lot += 1) expect(state.lots.remaining[lot]).toBeGreaterThanOrEqual(0);
      });
      const { lots, totals } = journal.state;
      const left = new Map<number, number>();
      for (const { lot, quantity } of only(events, "awarded")) left.set(lot, (left.get(lot) ?? 0) + quantity);
      for (const event of [...only(events, "lotPassed"), ...only(events, "lotWithdrawn")]) {
        left.set(event.lot, (left.get(event.lot) ?? 0) + event.remainder);
      }
      for (let lot = 0; lot < lots.count; lot += 1) expect(left.get(lot)).toBe(lots.offered[lot]);
      expect(totals.sold + totals.passed + totals.withdrawn).toBe(totals.offered);
      expect(only(events, "sessionClosed")).toHaveLength(1);
    }, 150);
  });

  test("credit is never exceeded when anything is held, and all holds are gone in the end", () => {
    eachStory((who, story) => {
      let before: Credit[] = [];
      const { journal, events } = tell(who, story, ({ state }) => {
        const credits = Array.from({ length: state.buyers.count }, (_, buyer) => creditOf(state.buyers, buyer));
        for (const [buyer, { limit, used, held }] of credits.entries()) {
          expect(held).toBeGreaterThanOrEqual(0);
          // What fell due before an input that lowers the limit was held under the limit before it.
          const allowed = Math.max(limit, before[buyer]?.limit ?? 0);
          if (held > (before[buyer]?.held ?? 0)) expect(used + held).toBeLessThanOrEqual(allowed);
        }
        before = credits;
      });
      const { buyers, totals } = journal.state;
      for (let buyer = 0; buyer < buyers.count; buyer += 1) expect(creditOf(buyers, buyer).held).toBe(0);
      const spent = only(events, "awarded").reduce((sum, { price, quantity }) => sum + price * quantity, 0);
      expect(spent).toBe(totals.value);
    }, 150);
  });

  test("every award is at the winner's step, between floor and start price", () => {
    eachStory((who, story) => {
      const { events } = tell(who, story);
      const running = new Map<number, EventOf<"programmePublished">>();
      for (const event of events) {
        if (event.kind === "programmePublished") running.set(event.clock, event);
        if (event.kind !== "awarded") continue;
        const programme = running.get(event.clock)!;
        expect([event.lot, event.run]).toEqual([programme.lot, programme.run]);
        expect(event.price).toBe(Math.max(programme.floorPrice, programme.startPrice - event.step * programme.stepValue));
        expect(event.price).toBeGreaterThanOrEqual(programme.floorPrice);
        expect(event.price).toBeLessThanOrEqual(programme.startPrice);
        expect(event.tau).toBeGreaterThanOrEqual(0);
      }
    }, 100);
  });

  test("the same inputs give the same events and state, bit for bit, and the journal verifies", () => {
    eachStory((who, story) => {
      const first = tell(who, story);
      const again = createSession(who.config, SEED);
      const events = first.inputs.flatMap((input) => {
        apply(again, input);
        return takeEvents(again);
      });
      expect(events).toEqual(first.events);
      expect(stateDigest(again)).toBe(stateDigest(first.journal.state));
      const result = verifyJournal([headerLine(who.config), ...first.groups.map(groupLine)], { digest: first.journal.digest });
      expect(result).toMatchObject({ ok: true, closed: true, awards: only(first.events, "awarded").length });
    }, 60);
  });

  test("saying how late it is changes nothing: an advance anywhere leaves the events as they are", () => {
    eachStory((who, story) => {
      const { inputs, events } = tell(who, story);
      const talkative = createSession(who.config, SEED);
      const heard = inputs.flatMap((input) => {
        // After a crash nobody was there to say it.
        for (const t of input.kind === "rerun" ? [] : [talkative.now, Math.floor((talkative.now + input.t) / 2), input.t]) {
          apply(talkative, { kind: "advance", t });
        }
        apply(talkative, input);
        return takeEvents(talkative);
      });
      expect(heard).toEqual(events);
    }, 60);
  });

  test("a session rebuilt from its stored groups at any moment is the session that was interrupted", () => {
    eachStory((who, story) => {
      const { groups, inputs, journal } = tell(who, story);
      const cut = Math.floor(groups.length / 2);
      const resumed = resumeJournal(who.config, SEED, groups.slice(0, cut));
      for (const input of inputs.slice(cut)) {
        record(resumed, input);
        seal(resumed);
      }
      expect(resumed.digest).toBe(journal.digest);
      expect(stateDigest(resumed.state)).toBe(stateDigest(journal.state));
    }, 40);
  });
});
