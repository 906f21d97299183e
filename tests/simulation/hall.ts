import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { clock } from "../../src/market/clock/contract.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import type { Cast } from "../journeys/cast.ts";
import { at, visitor, type LiveScreen, type User } from "../process.ts";

const CLOCKS = 2;
const LOTS = 16;
const POTS = 40;
const START = 20_00;
const STEP = 20;

/** A small hall that trades without pause: lots, three buyers who press at seeded steps, and a memory of what they were told. */
export class Hall {
  cast: Cast;
  readonly closedSessions: string[] = [];
  awards = 0;
  readonly #itemId: string;
  readonly #chance: () => number;
  #url: string;
  #session = "";
  #businessDate = "";
  #screens: LiveScreen[] = [];
  /** By buyer, the presses that were acknowledged in the running session. */
  #acknowledged: Set<number>[] = [];
  #before = 0;

  constructor(url: string, cast: Cast, itemId: string, chance: () => number) {
    this.#url = url;
    this.cast = cast;
    this.#itemId = itemId;
    this.#chance = chance;
  }

  get acknowledged(): number {
    return this.#before + this.#acknowledged.reduce((sum, set) => sum + set.size, 0);
  }

  async openSession(): Promise<void> {
    const desk = this.cast.auctioneer.on(clock);
    const lotIds: string[] = [];
    for (let n = 0; n < LOTS; n++) {
      const lot = await this.cast.growers[n % this.cast.growers.length]!.on(intake).declareLot({ itemId: this.#itemId, quantity: `${POTS}盆`, floorPrice: 2_00 });
      await this.cast.grader.on(intake).receive({ lotId: lot.id, counted: `${POTS}盆` });
      await this.cast.grader.on(intake).grade({ lotId: lot.id, grade: "A" });
      lotIds.push(lot.id);
      this.#businessDate = lot.businessDate;
    }
    const clocks = Array.from({ length: CLOCKS }, (_, n) => ({ name: `${n + 1} 号钟`, stepMs: 20, holdMs: 60, graceMs: 250 }));
    this.#session = (await desk.planSession({ businessDate: this.#businessDate, title: "断电演练", clocks })).id;
    for (const [n, lotId] of lotIds.entries()) await desk.queueLot({ sessionId: this.#session, clock: n % CLOCKS, lotId, startPrice: START, stepValue: STEP });
    await desk.openSession({ sessionId: this.#session });
    for (const buyer of this.cast.buyers) await buyer.on(clock).joinSession({ sessionId: this.#session });
    this.#acknowledged = this.cast.buyers.map(() => new Set());
    for (let n = 0; n < CLOCKS; n++) await this.#patiently(() => desk.startClock({ sessionId: this.#session, clock: n, reason: "开钟" }));
  }

  /** Every buyer opens his screen and presses on each programme at a seeded step. */
  async takeSeats(): Promise<void> {
    this.leave();
    this.#screens = this.cast.buyers.map((buyer) => buyer.screen(this.#session));
    for (const [n, screen] of this.#screens.entries()) {
      const pressed = new Set<string>();
      const acknowledged = this.#acknowledged[n]!;
      screen.onEvery((message) => {
        if (message.k === "ack") acknowledged.add(message.pressId);
        const programmes = message.k === "programme" ? [message] : message.k === "snapshot" ? message.clocks.flatMap(({ programme }) => (programme === null ? [] : [programme])) : [];
        for (const programme of programmes) {
          const name = `${programme.lot}/${programme.run}`;
          if (pressed.has(name) || this.#chance() < 0.25) continue;
          pressed.add(name);
          const step = 3 + Math.floor(this.#chance() * 30);
          screen.pressOn(programme, step, 3 + Math.floor(this.#chance() * 12));
        }
      });
    }
    await Promise.all(this.#screens.map((screen) => screen.until("snapshot", () => true, 40_000)));
  }

  leave(): void {
    for (const screen of this.#screens) screen.close();
    this.#screens = [];
  }

  moveTo(url: string): void {
    this.leave();
    this.#url = url;
    const moved = (user: User): User => at(url, user);
    this.cast = {
      operator: moved(this.cast.operator), auctioneer: moved(this.cast.auctioneer), grader: moved(this.cast.grader), cashier: moved(this.cast.cashier),
      cashier2: moved(this.cast.cashier2), growers: this.cast.growers.map(moved), buyers: this.cast.buyers.map(moved), merchants: this.cast.merchants.map(moved),
    };
  }

  /** What must hold at any moment after any power cut. */
  async checkBooks(after: string): Promise<void> {
    const books = await this.#patiently(() => this.cast.cashier.on(ledger).balances({}));
    expect(books, `ledger after a cut of the ${after}`).toMatchObject({ total: 0, unbalancedSets: 0 });
    const { credits } = await this.cast.cashier.on(ledger).credits({ currency: "CNY" });
    for (const credit of credits) expect(credit.held + credit.used).toBeLessThanOrEqual(credit.limit);
    if (this.#acknowledged.length > 0) await this.#checkPresses(after);
    await this.#checkStock();
  }

  async #checkPresses(after: string): Promise<void> {
    for (const [n, buyer] of this.cast.buyers.entries()) {
      const kept = new Set<number>();
      const missing = (): number[] => [...this.#acknowledged[n]!].filter((pressId) => !kept.has(pressId));
      // The list of presses follows the journal, which is durable first; it may be a moment behind after a restart.
      await expect.poll(async () => {
        for (let offset = 0; ; offset += 2_000) {
          const page = await buyer.on(clock).presses({ sessionId: this.#session, limit: 2_000, offset });
          for (const press of page.presses) kept.add(press.pressId);
          if (offset + 2_000 >= page.total) break;
        }
        return missing();
      }, { timeout: 20_000, message: `acknowledged presses of buyer ${n} after a cut of the ${after}` }).toEqual([]);
    }
  }

  async #checkStock(): Promise<void> {
    const { entries } = await this.cast.auctioneer.on(clock).queue({ sessionId: this.#session, limit: 2_000 });
    for (const entry of entries) expect(entry.sold).toBeLessThanOrEqual(entry.quantity);
    const { sales } = await this.cast.cashier.on(settlement).sales({ businessDate: this.#businessDate, limit: 200_000 });
    const soldOf = new Map<string, number>();
    for (const sale of sales) soldOf.set(sale.lotId, (soldOf.get(sale.lotId) ?? 0) + sale.quantity);
    for (const [lotId, sold] of soldOf) expect(sold, `pots of lot ${lotId}`).toBeLessThanOrEqual(POTS);
    expect(new Set(sales.map((sale) => `${sale.cause}/${sale.causeId}`)).size).toBe(sales.length);
  }

  async nearlySoldOut(): Promise<boolean> {
    const session = await this.#patiently(() => this.cast.auctioneer.on(clock).session({ sessionId: this.#session }));
    return session.totals.lots - session.totals.lotsSold - session.totals.lotsPassed <= 3;
  }

  /** Lets the clocks run out, closes, and has the journal verified by the verifier that has seen nothing else. */
  async finishSession(): Promise<void> {
    const desk = this.cast.auctioneer.on(clock);
    await expect.poll(async () => {
      if (this.#screens.length === 0) await this.takeSeats();
      await desk.closeSession({ sessionId: this.#session }).catch(() => null);
      return (await desk.session({ sessionId: this.#session })).status;
    }, { timeout: 120_000, interval: 500 }).toBe("closed");
    this.leave();
    const session = await desk.session({ sessionId: this.#session });
    const { totals } = session;
    expect(totals.sold + totals.passed + totals.withdrawn).toBe(totals.offered);
    const wins = await Promise.all(this.cast.buyers.map((buyer) => buyer.on(clock).wins({ sessionId: this.#session, limit: 2_000 })));
    expect(wins.reduce((sum, one) => sum + one.value, 0)).toBe(totals.value);
    expect(wins.flatMap((one) => one.wins).filter((win) => win.saleId === null)).toEqual([]);
    this.awards += totals.awards;
    this.#before = this.acknowledged;
    this.#acknowledged = [];
    this.closedSessions.push(this.#session);
    await verifyOutside(this.#url, [this.#session]);
  }

  /** While the database comes back, an answer may fail; people press the button again. */
  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (tries >= 60) throw error;
        await new Promise((wake) => setTimeout(wake, 250));
      }
    }
  }
}

/** Downloads journals and re-derives every award with the command anybody can run. */
export async function verifyOutside(url: string, sessions: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hualian-verify-"));
  try {
    for (const sessionId of sessions) {
      const lines: string[] = [];
      for (let from: number | null = 0; from !== null;) {
        const page: { lines: string[]; next: number | null } = await visitor(url).on(clock).journal({ sessionId, from, limit: 5_000 });
        lines.push(...page.lines);
        from = page.next;
      }
      const file = join(folder, `${sessionId}.ndjson`);
      writeFileSync(file, `${lines.join("\n")}\n`);
      const verified = spawnSync(process.execPath, ["src/app/cli/main.ts", "verify", file, "--json"], { encoding: "utf8" });
      expect(verified.status, verified.stdout + verified.stderr).toBe(0);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
