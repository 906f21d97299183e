/** A made-up market hall to try indices on: seeded, with goods that come and go. */
import { createChance } from "../clock/chance.ts";
import type { Observation } from "./table.ts";

export interface Hall {
  readonly periods: number;
  readonly items: number;
  /** The part of cells without a trade. */
  readonly missing: number;
}

/** Prices walk, quantities answer them: what is cheap this week is bought more. Periods are called 2025-W01 and so on. */
export function hallOf(seed: number, { periods, items, missing }: Hall): Observation[] {
  const chance = createChance(seed);
  const rows: Observation[] = [];
  for (let item = 0; item < items; item += 1) {
    const usual = 2 + chance() * 40;
    const size = 5 + chance() * 200;
    let drift = 0;
    for (let at = 0; at < periods; at += 1) {
      drift += (chance() - 0.5) * 0.08;
      const price = usual * Math.exp(drift + (chance() - 0.5) * 0.3);
      const quantity = Math.max(1, Math.round(size * (price / usual) ** -1.5));
      if (chance() >= missing) rows.push({ period: weekLabel(at), item: `item ${item}`, price, quantity });
    }
  }
  return rows;
}

const WEEKS = 52;
export const weekLabel = (at: number): string => `${2025 + Math.floor(at / WEEKS)}-W${String((at % WEEKS) + 1).padStart(2, "0")}`;
