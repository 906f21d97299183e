/**
 * Who pays whom, in whole fen. Money is only ever moved from one purse to another, so all purses together stay at zero; growers
 * start with a loan from `outside`. Growers' income is counted beside it, by cause, and must explain every fen of their purses.
 */

export const PURSES = ["outside", "consumers", "enterprises", "market", "agents", "hub", "suppliers", "households"] as const;
export type Purse = (typeof PURSES)[number];

/** Why a grower's purse moves. */
export const CAUSES = ["spot sales", "market fee", "pooled sales", "hub margin", "penalties", "inputs", "heating", "rent and labour", "drawn", "start"] as const;
export type Cause = (typeof CAUSES)[number];
const NO_INCOME: readonly Cause[] = ["drawn", "start"];

export class Money {
  readonly growers: Float64Array;
  readonly purses: Record<Purse, number>;
  readonly causes: Record<Cause, number>;
  /** What came in less what it cost, by grower, since the last `open`. */
  readonly income: Float64Array;
  private readonly explained: Float64Array;

  constructor(growers: number) {
    this.growers = new Float64Array(growers);
    this.income = new Float64Array(growers);
    this.explained = new Float64Array(growers);
    this.purses = Object.fromEntries(PURSES.map((purse) => [purse, 0])) as Record<Purse, number>;
    this.causes = Object.fromEntries(CAUSES.map((cause) => [cause, 0])) as Record<Cause, number>;
  }

  /** fen: whole; positive goes to the grower, negative away from him. */
  toGrower(grower: number, from: Purse, fen: number, cause: Cause): void {
    this.growers[grower]! += whole(fen);
    this.purses[from] -= fen;
    this.causes[cause] += fen;
    this.explained[grower]! += fen;
    if (!NO_INCOME.includes(cause)) this.income[grower]! += fen;
  }

  fromGrower(grower: number, to: Purse, fen: number, cause: Cause): void {
    this.toGrower(grower, to, -fen, cause);
  }

  move(from: Purse, to: Purse, fen: number): void {
    this.purses[from] -= whole(fen);
    this.purses[to] += fen;
  }

  /** Begins to measure: incomes and causes from here. */
  open(): void {
    this.income.fill(0);
    for (const cause of CAUSES) this.causes[cause] = 0;
  }

  assertBalanced(week: number): void {
    let all = PURSES.reduce((sum, purse) => sum + this.purses[purse], 0);
    for (let grower = 0; grower < this.growers.length; grower += 1) {
      all += this.growers[grower]!;
      if (this.growers[grower] !== this.explained[grower]) throw new Error(`week ${week}: the purse of grower ${grower} is not explained`);
    }
    if (all !== 0) throw new Error(`week ${week}: money in and out differ by ${all} fen`);
  }
}

function whole(fen: number): number {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`money is whole fen, got ${fen}`);
  return fen;
}
