import { assertFee, type CostSheet, potCost } from "./cost.ts";
import { chanceBelow, combined, type Levels, levelsOf, meanOf, quantileOf } from "./levels.ts";

/** What a planted pot may leave over, fen: mean, a middle, and the band that holds eight cases of ten. */
export interface MarginOutlook {
  readonly mean: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Of a square metre of bench and week, mean. */
  readonly perSquareMetreWeek: number;
  /** P(margin < 0), 0–1. */
  readonly chanceOfLoss: number;
}

const LOW = 0.1;
const HIGH = 0.9;
const PERMILLE = 1_000;
/** How far losses of a batch spread about their usual share: a third of the time half of it, a third twice, as no measured spread is at hand. */
const LOSS_FACTORS = [0.5, 1, 1.5] as const;
const MOST_LOST = 0.95;

/** Losses of a batch as a distribution whose mean is the sheet's own. */
export function lossLevels(lossPermille: number): Levels {
  return levelsOf(LOSS_FACTORS.map((factor) => ({ value: Math.min(MOST_LOST, (lossPermille / PERMILLE) * factor), probability: 1 / LOSS_FACTORS.length })));
}

/**
 * margin of a planted pot = (1 − loss) × (1 − fee) × price − cost of a planted pot, over price and loss taken as independent.
 * price: fen a sold pot. feeShare: of the price.
 */
export function marginOutlook(price: Levels, sheet: CostSheet, feeShare: number, loss: Levels = lossLevels(sheet.lossPermille)): MarginOutlook {
  assertFee(feeShare);
  const { planted } = potCost(sheet);
  const margin = combined(price, loss, (fen, lost) => (1 - lost) * (1 - feeShare) * fen - planted);
  const mean = meanOf(margin);
  return {
    mean, low: quantileOf(margin, LOW), middle: quantileOf(margin, 0.5), high: quantileOf(margin, HIGH),
    perSquareMetreWeek: (mean * sheet.potsPerSquareMetre) / sheet.growWeeks, chanceOfLoss: chanceBelow(margin, 0),
  };
}
