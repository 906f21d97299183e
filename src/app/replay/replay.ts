import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { registerCast, type Cast } from "./cast.ts";
import { closeDay, type DayClose } from "./day-close.ts";
import { sheetOfDay } from "./day-sheet.ts";
import { listGoods } from "./goods.ts";
import { openReplayMarket, type ReplayMarket } from "./market.ts";
import { planRounds } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { exportJournal, proveLedger, proveSession, proveStock, sessionOf, type SessionProof } from "./proof.ts";
import type { RecordedRow } from "./recorded-row.ts";
import type { ReplayedBooks } from "./result.ts";
import { sellRound } from "./round.ts";
import type { SheetLine } from "./sheet.ts";

export interface ReplayOptions {
  readonly seed: string;
  readonly data?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly log: (line: string) => void;
}

/** Events a listener takes in one transaction while it catches up. */
const EVENTS_PER_BATCH = 1_000;

/**
 * Replays recorded rows through a market of their own: the real clock, credit, stock, ledger, close and price sheet, with
 * simulated people in virtual time. What it returns is read from that market's books; nothing of the plan is in it.
 */
export async function replay(rows: readonly RecordedRow[], options: ReplayOptions): Promise<ReplayedBooks> {
  options.progress.stage("opening", "", 0);
  const market = await openReplayMarket(options);
  try {
    const cast = await registerCast(market);
    const byDate = Map.groupBy(rows, (row) => row.date);
    const lineOf = new Map<RecordedRow, SheetLine>();
    const sessions: SessionProof[] = [];
    const days: DayClose[] = [];
    for (const date of [...byDate.keys()].toSorted()) {
      const ofDay = byDate.get(date)!;
      const day = await replayDay(market, date, ofDay, cast, options);
      sessions.push(...day.sessions);
      days.push(day.close);
      for (const [index, line] of day.sheet.entries()) lineOf.set(ofDay[index]!, line);
    }
    const [ledger, stock] = [await proveLedger(market), await proveStock(market)];
    // In the order of the files, not of the days.
    return { sheet: rows.map((row) => lineOf.get(row)!), sessions, days, ledger, stock, data: market.place.kept ? market.place.data : null };
  } finally {
    await market.close();
  }
}

/** Sells one day, closes it, and reads its sheet and its journals. */
export async function replayDay(market: ReplayMarket, date: string, rows: readonly RecordedRow[], cast: Cast, { seed, progress }: Pick<ReplayOptions, "seed" | "progress">) {
  market.time.beginDay(date);
  const goods = await listGoods(market, rows);
  const ids: string[] = [];
  for (const round of planRounds(rows, seed)) {
    const lots = round.reduce((sum, session) => sum + session.lots.length, 0);
    progress.stage("queueing", date, lots);
    const watch = {
      queued: () => progress.step(),
      opened: () => progress.stage("selling", date, lots),
      gone: () => progress.step(),
      clocksFinished: () => progress.stage("booking", date, 0),
    };
    ids.push(...(await sellRound(market, date, round, { cast, goods }, watch)));
  }
  progress.stage("closing", date, 0);
  while ((await market.runtime.pump(EVENTS_PER_BATCH)) > 0) market.signal.throwIfAborted();
  const close = await closeDay(market, date);
  const sheet = await sheetOfDay(market, date, rows, goods);
  progress.stage("proving", date, ids.length);
  const sessions: SessionProof[] = [];
  for (const id of ids) {
    market.signal.throwIfAborted();
    const session = await sessionOf(market, id);
    const journal = await exportJournal(market, id);
    if (market.place.kept) await keepJournal(market.place.data, session.no, journal.lines);
    sessions.push(proveSession(session, journal));
    progress.step();
  }
  return { sessions, close, sheet };
}

/** Where `hualian verify FILE` can check it again. */
async function keepJournal(data: string, no: string, lines: readonly string[]): Promise<void> {
  const folder = join(data, "journals");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${no}.journal`), `${lines.join("\n")}\n`);
}
