/**
 * What a pot costs a grower, from a sheet he fills in himself.
 *
 *   planted  = seedling + pot + medium + labour + other + (heat × heatedWeeks + place × growWeeks) / potsPerSquareMetre
 *   saleable = planted / (1 − loss)
 *   breakEven = saleable / (1 − fee), rounded up to the next fen
 *
 * Ordinary full costing of a batch; nothing here is estimated.
 */
export interface CostSheet {
  /** Fen a planted pot, ≥ 0. */
  readonly seedling: number;
  readonly pot: number;
  readonly medium: number;
  readonly labour: number;
  readonly other: number;
  /** Fen a square metre and week, ≥ 0: in the weeks that are heated, and in all weeks (rent, depreciation, water). */
  readonly heat: number;
  readonly place: number;
  /** Weeks from planting to flowering, 1–156, and those of them that are heated. */
  readonly growWeeks: number;
  readonly heatedWeeks: number;
  /** Pots that stand on a square metre of bench, > 0. */
  readonly potsPerSquareMetre: number;
  /** Planted pots that never become saleable, per mille, 0–900. */
  readonly lossPermille: number;
}

export const MAX_FEN_A_POT = 1_000_000;
export const MAX_GROW_WEEKS = 156;
export const MAX_LOSS_PERMILLE = 900;
export const MAX_POTS_PER_SQUARE_METRE = 1_000;
const PERMILLE = 1_000;

export interface PotCost {
  /** Fen, not rounded. */
  readonly planted: number;
  readonly saleable: number;
  /** The parts of a planted pot, fen, which sum to `planted`. */
  readonly parts: { readonly seedling: number; readonly pot: number; readonly medium: number; readonly labour: number; readonly other: number; readonly heat: number; readonly place: number };
  /** What the lost pots add to a saleable one: saleable − planted. */
  readonly loss: number;
}

/** Throws RangeError on a sheet that no greenhouse can have, naming the field. */
export function potCost(sheet: CostSheet): PotCost {
  assertSheet(sheet);
  const { seedling, pot, medium, labour, other, potsPerSquareMetre } = sheet;
  const parts = { seedling, pot, medium, labour, other, heat: (sheet.heat * sheet.heatedWeeks) / potsPerSquareMetre, place: (sheet.place * sheet.growWeeks) / potsPerSquareMetre };
  const planted = Object.values(parts).reduce((sum, part) => sum + part, 0);
  const saleable = planted / (1 - sheet.lossPermille / PERMILLE);
  return { planted, saleable, parts, loss: saleable - planted };
}

/** The price at which a sold pot pays for itself, whole fen rounded up. feeShare: of the price, 0 ≤ feeShare < 1. */
export function breakEven(cost: PotCost, feeShare: number): number {
  assertFee(feeShare);
  // 1e-9 of a fen is the noise of binary fractions, not a cost.
  return Math.ceil(cost.saleable / (1 - feeShare) - 1e-9);
}

export function assertFee(feeShare: number): void {
  if (!(feeShare >= 0 && feeShare < 1)) throw new RangeError(`a fee is a share of the price from 0 to below 1, got ${feeShare}`);
}

function assertSheet(sheet: CostSheet): void {
  const within = (name: keyof CostSheet, least: number, most: number): void => {
    const value = sheet[name];
    if (!(value >= least && value <= most)) throw new RangeError(`${name} must lie between ${least} and ${most}, got ${value}`);
  };
  for (const name of ["seedling", "pot", "medium", "labour", "other", "heat", "place"] as const) within(name, 0, MAX_FEN_A_POT);
  within("growWeeks", 1, MAX_GROW_WEEKS);
  within("heatedWeeks", 0, sheet.growWeeks);
  within("lossPermille", 0, MAX_LOSS_PERMILLE);
  if (!(sheet.potsPerSquareMetre > 0 && sheet.potsPerSquareMetre <= MAX_POTS_PER_SQUARE_METRE)) throw new RangeError(`potsPerSquareMetre must be above 0 and at most ${MAX_POTS_PER_SQUARE_METRE}, got ${sheet.potsPerSquareMetre}`);
}
