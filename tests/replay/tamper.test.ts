/** Whoever changes the books of a replayed day is found out by the replay's own checks. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { registerCast } from "../../src/app/replay/cast.ts";
import { closeDay } from "../../src/app/replay/day-close.ts";
import { sheetOfDay } from "../../src/app/replay/day-sheet.ts";
import { A_DAY, DAY_HEADER, openDesk, workbook } from "../../src/app/replay/fixtures.ts";
import { listGoods } from "../../src/app/replay/goods.ts";
import { openReplayMarket, type ReplayMarket } from "../../src/app/replay/market.ts";
import { exportJournal, proveLedger, proveSession, proveStock, sessionOf } from "../../src/app/replay/proof.ts";
import { createProgress } from "../../src/app/replay/progress.ts";
import { readRecordedFiles } from "../../src/app/replay/read.ts";
import type { RecordedRow } from "../../src/app/replay/recorded-row.ts";
import { replayDay } from "../../src/app/replay/replay.ts";
import { replayFaults } from "../../src/app/replay/result.ts";
import { zh } from "../../src/app/replay/words.zh.ts";
import { CODE, EVENT_FIELDS } from "../../src/engines/clock/events.ts";
import { emptyDatabase, type EmptyDatabase } from "./desk.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

const DATE = "2026-05-29";
let database: EmptyDatabase;
let market: ReplayMarket;
let rows: readonly RecordedRow[];
let day: Awaited<ReturnType<typeof replayDay>>;

beforeAll(async () => {
  const desk = await openDesk();
  ({ rows } = await readRecordedFiles([await desk.put(`0000000001_${DATE}.xls`, workbook([DAY_HEADER, ...A_DAY]))]));
  await desk.clear();
  database = await emptyDatabase();
  market = await openReplayMarket({ databaseUrl: database.url, seed: "1", signal: new AbortController().signal, log: () => {} });
  const progress = createProgress({ stream: { write: () => {} }, now: () => 0, words: zh });
  day = await replayDay(market, DATE, rows, await registerCast(market), { seed: "1", progress });
});
afterAll(async () => {
  await market.close();
  await database.drop();
});

const past = (text: string) => database.ask(`set session_replication_role = replica; ${text}`);

/** Changes the books with every guard of the database switched off, looks, and changes them back. */
async function tampered<T>(change: string, back: string, look: () => Promise<T>): Promise<T> {
  await past(change);
  try {
    return await look();
  } finally {
    await past(back);
  }
}

interface JournalLine {
  readonly events: number[][];
}
/** Place of the price in the row of an award: code, time, and then the fields. */
const PRICE = 2 + EVENT_FIELDS.awarded.indexOf("price");
const awardsIn = (line: string, group = JSON.parse(line) as Partial<JournalLine>) => (group.events ?? []).filter(([code]) => code === CODE.awarded);

describe("a replayed day", () => {
  it("agrees before anybody touches it", async () => {
    expect(day.sessions.map(({ verified, difference }) => [verified, difference])).toEqual([[true, null]]);
    expect(day.close).toMatchObject({ state: "closed", differences: 0, equal: true });
    expect(await proveLedger(market)).toEqual({ balanced: true, sold: day.close.sold });
    expect(await proveStock(market)).toEqual({ onHand: 0, held: 0, open: 0, sold: 234 });
    expect(replayFaults(day)).toEqual([]);
  });

  it("shows an award that was made dearer in the journal, and one that is missing from the books", async () => {
    const [{ id }] = await database.ask<{ id: string }>("select id from clock.session") as [{ id: string }];
    const session = await sessionOf(market, id);
    const { lines, digest } = await exportJournal(market, id);
    expect(proveSession(session, { lines, digest }).verified).toBe(true);
    const at = lines.findIndex((line) => awardsIn(line).length > 0);
    const group = JSON.parse(lines[at]!) as JournalLine;
    awardsIn(lines[at]!, group)[0]![PRICE]! += 1;
    const dearer = lines.with(at, JSON.stringify(group));
    expect(dearer[at]!.length).toBe(lines[at]!.length);
    expect(proveSession(session, { lines: dearer, digest })).toMatchObject({ verified: false, difference: expect.stringContaining(`"group":${at},"input":0,"what":"awarded.price"`) });
    expect(proveSession(session, { lines: lines.slice(0, -1), digest }).verified).toBe(false);
    expect(proveSession(session, { lines, digest: digest.replace(/./, (sign) => (sign === "0" ? "1" : "0")) }).verified).toBe(false);
    const fewer = { ...session, totals: { ...session.totals, awards: session.totals.awards - 1 } };
    expect(proveSession(fewer, { lines, digest }).difference).toMatch(/the journal has \d+ awards, the books \d+/);
  });

  it("shows money that came from nowhere", async () => {
    const proof = await tampered(
      "update kernel.posting set amount = amount + 1 where (set_id, line) = (select set_id, line from kernel.posting where amount > 0 order by set_id limit 1)",
      "update kernel.posting set amount = amount - 1 where (set_id, line) = (select set_id, line from kernel.posting where amount > 0 order by set_id limit 1)",
      () => proveLedger(market),
    );
    expect(proof.balanced).toBe(false);
  });

  it("shows a bunch that was sold and is still there", async () => {
    const proof = await tampered("update kernel.lot set on_hand = on_hand + 1", "update kernel.lot set on_hand = on_hand - 1", () => proveStock(market));
    expect([proof.onHand, proof.open]).not.toEqual([0, 0]);
  });

  it("shows a price on the sheet that nobody paid", async () => {
    const goods = await listGoods(market, rows);
    const sheet = await tampered(
      "update prices.deal set price = price * 3", "update prices.deal set price = price / 3",
      () => sheetOfDay(market, DATE, rows, goods),
    );
    expect(replayFaults({ sheet }).flatMap(({ faults }) => faults)).toContain("above-recorded-max");
  });

  it("shows a sale that the papers do not know", async () => {
    const close = await tampered(
      "update settlement.sale set gross = gross + price, quantity = quantity + 1 where id = (select id from settlement.sale order by id limit 1)",
      "update settlement.sale set gross = gross - price, quantity = quantity - 1 where id = (select id from settlement.sale order by id limit 1)",
      () => closeDay(market, DATE),
    );
    expect(close.differences).toBeGreaterThan(0);
    expect(close.equal).toBe(false);
  });
});
