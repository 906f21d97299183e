import type { PlannedLot } from "../../engines/recorded-day/figures.ts";
import { planRow } from "../../engines/recorded-day/lots.ts";
import { MAX_HOSTED_SESSIONS } from "../../market/clock/hall.ts";
import { BUYERS, GROWERS } from "./cast.ts";
import { type RecordedRow, rowKey } from "./recorded-row.ts";

/** One planned lot, the row it stands for, and the clock of its session that it will run on. */
export interface LotToSell {
  readonly row: RecordedRow;
  readonly lot: PlannedLot;
  readonly clock: number;
}

/** What one session sells. */
export interface SessionPlan {
  readonly lots: readonly LotToSell[];
  readonly deals: number;
}

/** Sessions that run side by side. */
export type Round = readonly SessionPlan[];

/** With all sessions of a round: twelve clocks at once, as the large halls have them. */
export const CLOCKS_PER_SESSION = 3;
/** A small day needs no second session. */
const DEALS_PER_SESSION = 400;
/** Lots held in memory at once; a larger day is sold in several rounds. */
export const MAX_LOTS_PER_ROUND = 6_000;

/**
 * Rounds of sessions for the rows of one day, made while they are asked for. Each row's lots are drawn from the seed and
 * the row alone; all of them run on one clock, the one with the least to do.
 */
export function* planRounds(rows: readonly RecordedRow[], seed: string): Generator<Round> {
  const seen = new Map<string, number>();
  let planned: { row: RecordedRow; lots: PlannedLot[] }[] = [];
  let lots = 0;
  for (const row of rows) {
    const times = (seen.get(rowKey(row)) ?? 0) + 1;
    seen.set(rowKey(row), times);
    const key = times === 1 ? rowKey(row) : `${rowKey(row)}#${times}`;
    const made = planRow(row, { seed, key, buyers: BUYERS, sellers: GROWERS });
    if (planned.length > 0 && lots + made.length > MAX_LOTS_PER_ROUND) {
      yield share(planned);
      planned = [];
      lots = 0;
    }
    planned.push({ row, lots: made });
    lots += made.length;
  }
  if (planned.length > 0) yield share(planned);
}

const dealsOf = (lots: readonly PlannedLot[]): number => lots.reduce((sum, lot) => sum + lot.deals.length, 0);

function share(rows: readonly { row: RecordedRow; lots: readonly PlannedLot[] }[]): Round {
  const deals = rows.reduce((sum, { lots }) => sum + dealsOf(lots), 0);
  const sessions = Math.min(MAX_HOSTED_SESSIONS, Math.max(1, Math.ceil(deals / DEALS_PER_SESSION)));
  const clocks = Array.from({ length: sessions * CLOCKS_PER_SESSION }, () => ({ deals: 0, lots: [] as Omit<LotToSell, "clock">[] }));
  for (const { row, lots } of rows) {
    const idlest = clocks.reduce((least, clock) => (clock.deals < least.deals ? clock : least));
    idlest.deals += dealsOf(lots);
    for (const lot of lots) idlest.lots.push({ row, lot });
  }
  return Array.from({ length: sessions }, (_, session) => {
    const own = clocks.slice(session * CLOCKS_PER_SESSION, (session + 1) * CLOCKS_PER_SESSION).filter((clock) => clock.lots.length > 0);
    return { lots: own.flatMap((clock, index) => clock.lots.map((lot) => ({ ...lot, clock: index }))), deals: own.reduce((sum, clock) => sum + clock.deals, 0) };
  });
}
