import type { CostSheet } from "./cost.ts";

/**
 * Example cost sheets by kind of plant, so that nobody begins with an empty form. They are assumed, not surveyed: growing times
 * are usual ones from a bought-in young plant, seedlings about half of the inputs, heat in the order of 50 t of coal for
 * 1,000 m² at 13 °C over three months (chla.com.cn 2010; coal at 1,000 yuan assumed). A page that shows one says "example".
 */
const SHEETS: Readonly<Record<string, CostSheet>> = {
  orchid: sheet({ seedling: 650, pot: 90, medium: 120, labour: 130, heat: 330, place: 110, growWeeks: 24, heatedWeeks: 16, potsPerSquareMetre: 30, lossPermille: 60 }),
  aroid: sheet({ seedling: 480, pot: 80, medium: 110, labour: 120, heat: 330, place: 110, growWeeks: 28, heatedWeeks: 16, potsPerSquareMetre: 20, lossPermille: 60 }),
  bromeliad: sheet({ seedling: 420, pot: 70, medium: 90, labour: 110, heat: 330, place: 110, growWeeks: 32, heatedWeeks: 16, potsPerSquareMetre: 22, lossPermille: 50 }),
  foliage: sheet({ seedling: 180, pot: 60, medium: 70, labour: 90, heat: 220, place: 100, growWeeks: 22, heatedWeeks: 12, potsPerSquareMetre: 25, lossPermille: 50 }),
  flowering: sheet({ seedling: 110, pot: 40, medium: 50, labour: 60, heat: 150, place: 100, growWeeks: 14, heatedWeeks: 8, potsPerSquareMetre: 32, lossPermille: 70 }),
  bulb: sheet({ seedling: 260, pot: 50, medium: 50, labour: 50, heat: 120, place: 100, growWeeks: 12, heatedWeeks: 8, potsPerSquareMetre: 40, lossPermille: 60 }),
  bedding: sheet({ seedling: 25, pot: 12, medium: 15, labour: 15, heat: 40, place: 80, growWeeks: 9, heatedWeeks: 4, potsPerSquareMetre: 60, lossPermille: 80 }),
  succulent: sheet({ seedling: 70, pot: 30, medium: 30, labour: 40, heat: 80, place: 90, growWeeks: 20, heatedWeeks: 10, potsPerSquareMetre: 80, lossPermille: 50 }),
  fern: sheet({ seedling: 120, pot: 45, medium: 50, labour: 60, heat: 180, place: 100, growWeeks: 18, heatedWeeks: 10, potsPerSquareMetre: 30, lossPermille: 60 }),
  palm: sheet({ seedling: 500, pot: 150, medium: 160, labour: 180, heat: 220, place: 110, growWeeks: 40, heatedWeeks: 18, potsPerSquareMetre: 9, lossPermille: 40 }),
  bonsai: sheet({ seedling: 900, pot: 300, medium: 150, labour: 600, heat: 60, place: 90, growWeeks: 52, heatedWeeks: 12, potsPerSquareMetre: 9, lossPermille: 50 }),
  shrub: sheet({ seedling: 350, pot: 80, medium: 100, labour: 120, heat: 100, place: 90, growWeeks: 30, heatedWeeks: 12, potsPerSquareMetre: 16, lossPermille: 60 }),
  fruiting: sheet({ seedling: 380, pot: 90, medium: 110, labour: 140, heat: 140, place: 100, growWeeks: 32, heatedWeeks: 12, potsPerSquareMetre: 14, lossPermille: 70 }),
};
const OTHER = SHEETS["flowering"]!;

function sheet(given: Omit<CostSheet, "other">): CostSheet {
  return { ...given, other: 0 };
}

/** The example of a kind (`kernel/catalogue` types); a kind that is not known gets that of a flowering pot plant. */
export function exampleSheet(kind: string): CostSheet {
  return SHEETS[kind] ?? OTHER;
}
