import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createAudit } from "./audit.ts";
import { eventOfArray } from "./event-codec.ts";
import type { EventArray } from "./event-codec.ts";
import type { SessionEvent } from "./events.ts";
import { decodeInput, encodeInput } from "./input-codec.ts";
import type { SealedGroup } from "./journal.ts";
import { createJournal, groupLine, headerLine, record, recordAdvance, seal } from "./journal.ts";
import { checkReceipt, linkOf, makeReceipt } from "./receipt.ts";
import { resumeJournal } from "./replay.ts";
import { only, sceneConfig, sceneLot, WHOM } from "./scene.ts";
import { sha256 } from "./sha256.ts";
import { stateDigest } from "./state-digest.ts";
import type { SessionInput } from "./types.ts";
import { verifyJournal } from "./verify.ts";

const SEED = "known to the house";
const CONFIG = sceneConfig({ seed: SEED, clocks: [{}, { holdMs: 100 }] });

function nodeSha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function press(t: number, clock: number, run: number, buyer: number, tau: number, pressId: number): SessionInput {
  return { kind: "press", t, clock, lot: clock, run, buyer, tau, quantity: 30, delay: 20, pressId };
}

/** A short market day on two clocks; the groups are as a host would commit them. */
function marketDay(firstTau = 430): { groups: SealedGroup[]; lines: string[]; digest: string; stateDigest: string } {
  const journal = createJournal(CONFIG, SEED);
  const groups: SealedGroup[] = [];
  const commit = (...inputs: SessionInput[]): void => {
    for (const input of inputs) record(journal, input);
    const sealed = seal(journal);
    if (sealed !== null) groups.push(sealed);
  };
  commit({ kind: "open", t: 0 });
  commit(...["阿花", "B", "C"].map((id): SessionInput => ({ kind: "addBuyer", t: 1, id, creditLimit: 40_000, payer: -1 })));
  commit({ kind: "addLot", t: 2, clock: 0, lot: sceneLot("蝴蝶兰") }, { kind: "addLot", t: 2, clock: 1, lot: sceneLot("b") });
  commit({ kind: "correct", t: 3, lot: 1, change: { minPress: 5 }, ...WHOM });
  commit({ kind: "placeLimit", t: 4, lot: 0, buyer: 2, price: 300, quantity: 20, pressId: 1 });
  commit({ kind: "startClock", t: 10, clock: 0, ...WHOM }, { kind: "startClock", t: 10, clock: 1, ...WHOM });
  commit(press(1_460, 0, 0, 0, firstTau, 1), press(1_470, 0, 0, 1, 430, 1), press(1_480, 1, 0, 2, 440, 2));
  recordAdvance(journal, 1_900);
  commit();
  commit(press(3_500, 0, 1, 1, 760, 9), press(3_500, 0, 1, 1, 760, 9));
  commit({ kind: "pause", t: 5_000, clock: 1, ...WHOM }, { kind: "resume", t: 6_000, clock: 1, ...WHOM });
  recordAdvance(journal, 60_000);
  commit({ kind: "close", t: 60_000, ...WHOM });
  const lines = [headerLine(CONFIG), ...groups.map(({ group }) => groupLine(group))];
  return { groups, lines, digest: journal.digest, stateDigest: stateDigest(journal.state) };
}

const DAY = marketDay();

/** Every path to a scalar inside a JSON value. */
function scalarPaths(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return value.flatMap((item, i) => scalarPaths(item, [...path, i]));
  if (value !== null && typeof value === "object") return Object.entries(value).flatMap(([key, item]) => scalarPaths(item, [...path, key]));
  return [path];
}

function tampered(line: string, path: readonly (string | number)[]): string {
  const root: unknown = JSON.parse(line);
  let holder = root as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = path.at(-1)!;
  const old = holder[last];
  if (typeof old === "number") holder[last] = old + 1;
  else if (typeof old === "boolean") holder[last] = !old;
  else if (typeof old === "string") holder[last] = /^[0-9a-f]{64}$/.test(old) ? (old.startsWith("0") ? "1" : "0") + old.slice(1) : `${old}x`;
  else holder[last] = 7;
  return JSON.stringify(root);
}

/** Rewrites the hashes of the whole chain, as a forger would who knows the format. */
function rechained(lines: readonly string[]): string[] {
  let prev = sha256(lines[0]!);
  return lines.map((line, i) => {
    if (i === 0) return line;
    const { n, inputs, events } = JSON.parse(line) as { n: number; inputs: unknown[]; events: unknown[] };
    const group = { n, prev, inputs: JSON.stringify(inputs), events: JSON.stringify(events), hash: "" };
    const { root, eventsHash } = linkOf(group);
    const hash = sha256(`${n}|${prev}|${root}|${eventsHash}`);
    prev = hash;
    return groupLine({ ...group, hash });
  });
}

/** Line and place of the first award. */
function whereAwarded(): { line: number; at: number } {
  for (const [line, text] of DAY.lines.entries()) {
    const { events = [] } = JSON.parse(text) as { events?: EventArray[] };
    const at = events.findIndex((event) => eventOfArray(event).kind === "awarded");
    if (at >= 0) return { line, at };
  }
  throw new Error("nothing was sold");
}

describe("the journal of a market day", () => {
  test("verifies, and names what it verified", () => {
    expect(verifyJournal(DAY.lines, { digest: DAY.digest })).toEqual({
      ok: true,
      session: CONFIG.id,
      groups: DAY.groups.length,
      inputs: DAY.groups.reduce((sum, { texts }) => sum + texts.length, 0),
      events: DAY.groups.reduce((sum, { events }) => sum + events.length, 0),
      awards: DAY.groups.reduce((sum, { events }) => sum + only(events, "awarded").length, 0),
      closed: true,
      digest: DAY.digest,
    });
  });

  test("has stories in it worth verifying: a tie, a limit order, a repeated press, a lot passed, two clocks", () => {
    const events = DAY.groups.flatMap((group) => group.events);
    expect(only(events, "lost")[0]?.byDraw).toBe(true);
    expect(only(events, "awarded").some((event) => event.viaLimit)).toBe(true);
    expect(only(events, "pressRepeated")).toHaveLength(1);
    expect(only(events, "lotPassed").length).toBeGreaterThan(0);
  });

  test("with any single number, word or hash changed fails, and the difference is named in that group", () => {
    let tried = 0;
    DAY.lines.forEach((line, i) => {
      for (const path of scalarPaths(JSON.parse(line))) {
        const forged = DAY.lines.with(i, tampered(line, path));
        const result = verifyJournal(forged, { digest: DAY.digest });
        tried += 1;
        if (result.ok) throw new Error(`line ${i + 1}, ${path.join(".")} was changed and nobody noticed`);
        // A changed header is noticed at the latest by the first group's `prev`; a changed reveal, by its commitment.
        const { difference } = result;
        const lines = [i + 1, i === 0 ? 2 : i + 1];
        expect(lines, `${path.join(".")}: ${JSON.stringify(difference)}`).toContain(difference.line);
        expect(difference.expected).not.toBe(difference.recorded);
      }
    });
    expect(tried).toBeGreaterThan(500);
  });

  test("even with all hashes forged anew, a changed event is found: field, input, and both values", () => {
    DAY.lines.forEach((line, i) => {
      if (i === 0) return;
      for (const path of scalarPaths(JSON.parse(line)).filter(([first]) => first === "events")) {
        const forged = rechained(DAY.lines.with(i, tampered(line, path)));
        const result = verifyJournal(forged);
        if (result.ok) throw new Error(`line ${i + 1}, ${path.join(".")} was forged and nobody noticed`);
        expect(result.difference.line).toBe(i + 1);
      }
    });
    const { line, at } = whereAwarded();
    const forged = rechained(DAY.lines.with(line, tampered(DAY.lines[line]!, ["events", at, 8])));
    expect(verifyJournal(forged)).toMatchObject({ ok: false, difference: { line: line + 1, what: "awarded.price" } });
  });

  test("rewritten from end to end by someone who knows the seed is caught by the published digest", () => {
    const another = marketDay(429);
    expect(verifyJournal(another.lines).ok).toBe(true);
    expect(verifyJournal(another.lines, { digest: DAY.digest })).toMatchObject({ ok: false, difference: { what: "digest" } });
    const dropped = DAY.lines.slice(0, -1);
    expect(verifyJournal(dropped)).toMatchObject({ ok: false, difference: { what: "seed" } });
    expect(verifyJournal(dropped, { seed: SEED })).toMatchObject({ ok: true, closed: false });
    expect(verifyJournal(dropped, { seed: SEED, digest: DAY.digest })).toMatchObject({ ok: false, difference: { what: "digest" } });
  });

  test("that is no journal at all gets an answer, not a crash", () => {
    for (const lines of [[], [""], ["{}"], ["null"], [DAY.lines[0]!, "x"], [DAY.lines[0]!, "{}"], [`${DAY.lines[0]!} `, ...DAY.lines.slice(1)]]) {
      expect(verifyJournal(lines, { seed: SEED }).ok).toBe(lines.length > 2);
    }
    const wrongSeed = verifyJournal(DAY.lines.slice(0, 3), { seed: "another" });
    expect(wrongSeed).toMatchObject({ ok: false, difference: { what: "seed" } });
  });

  test("is the same with the platform's hash", () => {
    expect(verifyJournal(DAY.lines, { digest: DAY.digest, sha256: nodeSha256 })).toEqual(verifyJournal(DAY.lines));
  });

  test("inputs survive their text, and what does not fit is named", () => {
    for (const { texts } of DAY.groups) for (const text of texts) expect(encodeInput(decodeInput(JSON.parse(text)))).toBe(text);
    expect(() => decodeInput([6, 1, 0])).toThrow("press has 10 entries, not 3");
    expect(() => decodeInput([6, 1, 0, 0, 0, "x", 1, 1, 1, 1])).toThrow('buyer is "x", not whole');
    expect(() => encodeInput({ kind: "advance", t: 0.5 })).toThrow("t is 0.5, not whole");
    expect(() => decodeInput([99, 1])).toThrow("no input has the code 99");
  });

  test("resumes after an interruption, or says what is wrong with the store", () => {
    const stored = DAY.groups.map(({ group }) => group);
    const resumed = resumeJournal(CONFIG, SEED, stored);
    expect(resumed.digest).toBe(DAY.digest);
    expect(stateDigest(resumed.state)).toBe(DAY.stateDigest);
    const damaged = stored.with(3, { ...stored[3]!, inputs: "[]" });
    expect(() => resumeJournal(CONFIG, SEED, damaged)).toThrow(/group 4/);
  });
});

function fits(input: SessionInput, event: SessionEvent): boolean {
  if (event.kind === "pressAccepted") return input.kind === "press" && input.pressId === event.pressId && input.buyer === event.buyer;
  if (event.kind === "lotAdded") return input.kind === "addLot" && input.clock === event.clock;
  return false;
}

function when(kind: SessionEvent["kind"], change: object): (event: SessionEvent) => SessionEvent {
  return (event) => (event.kind === kind ? ({ ...event, ...change } as SessionEvent) : event);
}

describe("the second reckoning", () => {
  const inputs = DAY.groups.flatMap(({ texts }) => texts.map((text) => decodeInput(JSON.parse(text))));

  /** Plays the day to the audit alone, with the events changed as told. */
  function auditOf(change: (event: SessionEvent) => SessionEvent): string | null {
    const audit = createAudit(CONFIG, SEED, sha256);
    let i = 0;
    for (const { group, texts } of DAY.groups) {
      const events = (JSON.parse(group.events) as EventArray[]).map(eventOfArray).map(change);
      // Groups here cause their events in one go, which the audit does not mind, but presses want their own input.
      for (const event of events) {
        const cause = inputs.slice(i, i + texts.length).find((input) => fits(input, event)) ?? inputs[i]!;
        const finding = audit.check(cause, [event]);
        if (finding !== null) return finding.what;
      }
      i += texts.length;
    }
    return null;
  }

  test("finds nothing in an honest day", () => {
    expect(auditOf((event) => event)).toBeNull();
  });

  test("finds a draw, a programme, a price, a winner, a credit and a total that are not right, without the reducer", () => {
    expect(auditOf(when("orderDrawn", { order: [1] }))).toBe("orderDrawn.order");
    expect(auditOf(when("programmePublished", { startPrice: 501 }))).toBe("programmePublished.startPrice");
    expect(auditOf(when("programmePublished", { t0: 5 }))).toBe("programmePublished.t0");
    expect(auditOf(when("pressAccepted", { price: 1 }))).toBe("price of a press");
    expect(auditOf(when("pressAccepted", { step: 3 }))).toBe("pressAccepted.step");
    expect(auditOf(when("awarded", { buyer: 7 }))).toBe("awarded.buyer");
    expect(auditOf(when("awarded", { remainder: 99 }))).toBe("awarded.remainder");
    expect(auditOf(when("buyerAdded", { creditLimit: 1_000 }))).toBe("credit of buyer 0");
    expect(auditOf(when("lotPassed", { remainder: 1 }))).toBe("remainder of a lot that leaves");
    expect(auditOf(when("sessionClosed", { value: 1 }))).toBe("sessionClosed.value");
    expect(auditOf(when("seedRevealed", { seed: "x" }))).toBe("seedRevealed.seed");
  });
});

describe("a buyer's receipt", () => {
  const chain = DAY.groups.map(({ group }) => linkOf(group));
  const at = DAY.groups.findIndex(({ texts }) => texts.length === 3 && texts[0]!.startsWith("[6,"));

  test("ties each press of a group to the published digest", () => {
    for (const index of [0, 1, 2]) {
      const receipt = makeReceipt(CONFIG.id, DAY.groups[at]!, index);
      expect(checkReceipt(receipt, chain, DAY.digest)).toBeNull();
      expect(receipt.buyer).toBe(index);
    }
  });

  test("shows no other press, and nothing in it can be changed", () => {
    const receipt = makeReceipt(CONFIG.id, DAY.groups[at]!, 1);
    const other = DAY.groups[at]!.texts[0]!;
    expect(JSON.stringify(receipt)).not.toContain(other);
    const forgeries = [
      { input: receipt.input.replace(",430,", ",390,") },
      { index: 0 },
      { count: 2 },
      { path: receipt.path.slice(1) },
      { prev: receipt.hash },
      { n: receipt.n + 1 },
      { eventsHash: receipt.hash },
      { pressId: 4 },
      { buyer: 2 },
    ];
    for (const forgery of forgeries) expect(checkReceipt({ ...receipt, ...forgery }, chain, DAY.digest), JSON.stringify(forgery)).not.toBeNull();
    expect(checkReceipt(receipt, chain, "0".repeat(64))).toContain("published digest");
    expect(checkReceipt(receipt, chain.with(chain.length - 1, { ...chain.at(-1)!, root: "" }), DAY.digest)).toContain("breaks");
  });

  test("is only for presses", () => {
    expect(() => makeReceipt(CONFIG.id, DAY.groups[0]!, 0)).toThrow("no press at 0 of group 1");
  });
});
