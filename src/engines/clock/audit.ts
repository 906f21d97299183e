/**
 * A second reckoning of a session, kept apart from the reducer on purpose: plain objects, plain sorting, nothing of
 * the reducer but the published rules (programme.ts, draw.ts). It checks what a buyer, a grower and an auditor care
 * about: the draw, the price and winner of every award, credit, and that every unit offered is accounted for.
 */
import { drawOrder, drawTie } from "./draw.ts";
import type { EventOf, SessionEvent } from "./events.ts";
import type { Programme } from "./programme.ts";
import { priceAt } from "./programme.ts";
import type { Sha256 } from "./sha256.ts";
import type { ClockSettings, LotEntry, SessionConfig, SessionInput } from "./types.ts";

/** What does not add up: a name such as "awarded.buyer", what it should be, what the journal says. */
export interface AuditFinding {
  readonly what: string;
  readonly expected: unknown;
  readonly recorded: unknown;
}

export interface Audit {
  /** Takes an input and the events it caused, in order; returns the first finding, or null. */
  check(input: SessionInput, events: readonly SessionEvent[]): AuditFinding | null;
  summary(): { readonly session: string; readonly awards: number; readonly closed: boolean };
}

interface Account {
  limit: number;
  used: number;
  held: number;
  readonly payer: number;
}

interface Lot {
  readonly clock: number;
  entry: LotEntry;
  rest: number;
  runs: number;
  gone: boolean;
}

interface Claim {
  readonly buyer: number;
  readonly step: number;
  readonly tau: number;
  readonly price: number;
  readonly quantity: number;
  readonly viaLimit: boolean;
}

interface Run {
  readonly programme: Programme;
  readonly settings: ClockSettings;
  readonly claims: Claim[];
  opened: number;
}

interface Books {
  readonly config: SessionConfig;
  readonly seed: string;
  readonly sha256: Sha256;
  readonly accounts: Account[];
  readonly lots: Lot[];
  readonly settings: ClockSettings[];
  readonly runs: (Run | undefined)[];
  awards: number;
  offered: number;
  sold: number;
  passed: number;
  withdrawn: number;
  value: number;
  closed: boolean;
}

/** Books for a session with this header and revealed seed. */
export function createAudit(config: SessionConfig, seed: string, sha256: Sha256): Audit {
  const books: Books = {
    config,
    seed,
    sha256,
    accounts: [],
    lots: [],
    settings: [...config.clocks],
    runs: [],
    awards: 0,
    offered: 0,
    sold: 0,
    passed: 0,
    withdrawn: 0,
    value: 0,
    closed: false,
  };
  return {
    check: (input, events) => {
      for (const event of events) {
        const finding = checkEvent(books, input, event);
        if (finding !== null) return finding;
      }
      return null;
    },
    summary: () => ({ session: config.id, awards: books.awards, closed: books.closed }),
  };
}

function same(what: string, expected: unknown, recorded: unknown): AuditFinding | null {
  return expected === recorded ? null : { what, expected, recorded };
}

function checkEvent(books: Books, input: SessionInput, event: SessionEvent): AuditFinding | null {
  switch (event.kind) {
    case "buyerAdded":
      books.accounts.push({ limit: event.creditLimit, used: 0, held: 0, payer: event.payer });
      return same("buyerAdded.buyer", books.accounts.length - 1, event.buyer);
    case "creditSet":
      books.accounts[event.buyer]!.limit = event.creditLimit;
      return same("creditSet.used", books.accounts[event.buyer]!.used, event.used);
    case "lotAdded":
      return lotAdded(books, input, event);
    case "lotCorrected":
      return lotCorrected(books, event);
    case "clockConfigured":
      if (input.kind === "configure") books.settings[event.clock] = input.settings;
      return null;
    case "orderDrawn":
      return orderDrawn(books, event);
    case "programmePublished":
      return published(books, event);
    case "pressAccepted":
      return accepted(books, input, event);
    case "limitFired":
      return joined(books, event, { ...event, tau: event.step * books.runs[event.clock]!.settings.stepMs, viaLimit: true });
    case "awarded":
      return awarded(books, event);
    case "lotPassed":
      books.passed += event.remainder;
      return lotGone(books, event);
    case "lotWithdrawn":
      books.withdrawn += event.remainder;
      return lotGone(books, event);
    case "lotSoldOut":
      return lotGone(books, { ...event, remainder: 0 });
    case "seedRevealed":
      return same("seedRevealed.seed", books.seed, event.seed);
    case "sessionClosed":
      return closed(books, event);
    default:
      return null;
  }
}

function lotAdded(books: Books, input: SessionInput, event: EventOf<"lotAdded">): AuditFinding | null {
  if (input.kind !== "addLot") return { what: "lotAdded", expected: "an addLot", recorded: input.kind };
  books.lots.push({ clock: event.clock, entry: input.lot, rest: event.quantity, runs: 0, gone: false });
  books.offered += event.quantity;
  return same("lotAdded.quantity", input.lot.quantity, event.quantity);
}

function lotCorrected(books: Books, event: EventOf<"lotCorrected">): AuditFinding | null {
  const lot = books.lots[event.lot]!;
  const { quantity, minPress, startPrice, floorPrice } = event;
  books.offered += quantity - lot.rest;
  lot.rest = quantity;
  lot.entry = { ...lot.entry, quantity, minPress, startPrice, floorPrice };
  return same("lotCorrected (runs before)", 0, lot.runs);
}

function orderDrawn(books: Books, event: EventOf<"orderDrawn">): AuditFinding | null {
  const { sha256, seed, config, lots } = books;
  const mine = lots.flatMap((lot, i) => (lot.clock === event.clock && !lot.gone ? [i] : []));
  const isLast = (i: number): boolean => books.settings[event.clock]!.photolessLast && !lots[i]!.entry.hasPhoto;
  const order = drawOrder(sha256, seed, config.id, event.clock, mine, isLast);
  return same("orderDrawn.order", order.join(" "), event.order.join(" "));
}

function published(books: Books, event: EventOf<"programmePublished">): AuditFinding | null {
  const lot = books.lots[event.lot]!;
  const settings = books.settings[event.clock]!;
  books.runs[event.clock] = { programme: event, settings, claims: [], opened: Number.NaN };
  const { run, startPrice } = event;
  lot.runs += 1;
  if (startPrice > lot.entry.startPrice || startPrice < lot.entry.floorPrice) {
    return { what: "programmePublished.startPrice", expected: `${lot.entry.floorPrice}–${lot.entry.startPrice}`, recorded: startPrice };
  }
  return (
    same("programmePublished.run", lot.runs - 1, run) ??
    same("programmePublished.quantity", lot.rest, event.quantity) ??
    same("programmePublished.floorPrice", lot.entry.floorPrice, event.floorPrice) ??
    same("programmePublished.t0", event.t + settings.graceMs, event.t0)
  );
}

function accepted(books: Books, input: SessionInput, event: EventOf<"pressAccepted">): AuditFinding | null {
  const run = books.runs[event.clock]!;
  if (input.kind !== "press") return { what: "pressAccepted", expected: "a press", recorded: input.kind };
  const { maxDelayMs } = books.config;
  const latest = event.t - run.programme.t0;
  const earliest = latest - Math.min(input.delay, maxDelayMs) - run.settings.marginMs;
  const tau = Math.min(latest, Math.max(earliest, input.tau));
  return (
    same("pressAccepted.run", run.programme.run, event.run) ??
    same("pressAccepted.buyer", input.buyer, event.buyer) ??
    same("pressAccepted.tau", tau, event.tau) ??
    same("pressAccepted.step", Math.floor(tau / run.settings.stepMs), event.step) ??
    joined(books, event, { ...event, viaLimit: false })
  );
}

/** A press or limit order that takes part in the decision: in time, at the price of its step, within credit. */
function joined(books: Books, event: { readonly t: number; readonly clock: number }, claim: Claim): AuditFinding | null {
  const run = books.runs[event.clock]!;
  if (run.claims.length === 0) run.opened = event.t;
  run.claims.push(claim);
  const { buyer, price, quantity } = claim;
  for (const who of accountsOf(books, buyer)) {
    const account = books.accounts[who]!;
    account.held += price * quantity;
    const total = account.used + account.held;
    if (total > account.limit) return { what: `credit of buyer ${who}`, expected: `at most ${account.limit}`, recorded: total };
  }
  if (event.t > run.opened + run.settings.holdMs) {
    return { what: "time of a press", expected: `at most ${run.opened + run.settings.holdMs}`, recorded: event.t };
  }
  if (quantity > run.programme.quantity) return { what: "quantity of a press", expected: run.programme.quantity, recorded: quantity };
  return same("price of a press", priceAt(run.programme, claim.step), price);
}

function accountsOf(books: Books, buyer: number): number[] {
  const payer = books.accounts[buyer]!.payer;
  return payer < 0 ? [buyer] : [buyer, payer];
}

/** Who wins by the published rule: earliest step; live before limit or the reverse; response time; the draw. */
function winnerOf(books: Books, run: Run): Claim | undefined {
  const limitFirst = run.settings.liveBeforeLimit ? 1 : -1;
  const order = (a: Claim, b: Claim): number => a.step - b.step || limitFirst * (Number(a.viaLimit) - Number(b.viaLimit)) || a.tau - b.tau;
  const [best] = run.claims.toSorted(order);
  if (best === undefined) return undefined;
  const tied = run.claims.filter((claim) => order(claim, best) === 0).toSorted((a, b) => a.buyer - b.buyer);
  const { lot, run: number } = run.programme;
  return tied.length === 1 ? best : tied[drawTie(books.sha256, books.seed, books.config.id, lot, number, tied.length)];
}

function awarded(books: Books, event: EventOf<"awarded">): AuditFinding | null {
  const run = books.runs[event.clock]!;
  const won = winnerOf(books, run);
  if (won === undefined) return { what: "awarded", expected: "an accepted press", recorded: "none" };
  for (const claim of run.claims) {
    for (const who of accountsOf(books, claim.buyer)) books.accounts[who]!.held -= claim.price * claim.quantity;
  }
  for (const who of accountsOf(books, won.buyer)) books.accounts[who]!.used += won.price * won.quantity;
  run.claims.length = 0;
  const lot = books.lots[event.lot]!;
  lot.rest -= won.quantity;
  books.awards += 1;
  books.sold += won.quantity;
  books.value += won.price * won.quantity;
  return (
    same("awarded.buyer", won.buyer, event.buyer) ??
    same("awarded.step", won.step, event.step) ??
    same("awarded.price", won.price, event.price) ??
    same("awarded.quantity", won.quantity, event.quantity) ??
    same("awarded.remainder", lot.rest, event.remainder)
  );
}

function lotGone(books: Books, event: { readonly lot: number; readonly remainder: number }): AuditFinding | null {
  const lot = books.lots[event.lot]!;
  const twice = lot.gone;
  lot.gone = true;
  return same("lots that left twice", false, twice) ?? same("remainder of a lot that leaves", lot.rest, event.remainder);
}

function closed(books: Books, event: EventOf<"sessionClosed">): AuditFinding | null {
  books.closed = true;
  const { offered, sold, passed, withdrawn } = books;
  return (
    same("lots still open at close", -1, books.lots.findIndex((lot) => !lot.gone)) ??
    same("sold + passed + withdrawn", offered, sold + passed + withdrawn) ??
    same("sessionClosed.offered", offered, event.offered) ??
    same("sessionClosed.sold", sold, event.sold) ??
    same("sessionClosed.value", books.value, event.value)
  );
}
