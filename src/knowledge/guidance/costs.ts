import { breakEven, potCost } from "../../engines/planting/cost.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { guidance } from "./contract.ts";
import { exampleOf, type OwnSheet } from "./rules.ts";
import { growerOf, itemOf, marketOf, type GuidanceScene, type Item, type Market } from "./scene.ts";
import type { CostRow, Tables } from "./store.ts";
import type { CostView } from "./views.ts";

type Noun = Pick<Handlers<typeof guidance, Tables>, "cost" | "setCost" | "dropCost">;

/** The channel whose fees a planting is reckoned with: most goods of the market go over it. */
export const MAIN_CHANNEL = "clock";

export const costHandlers: Noun = {
  async cost(scene, { itemId }) {
    const growerId = growerOf(scene);
    const item = await itemOf(scene, itemId);
    return viewOf(item, await sheetOf(scene, growerId, item), await marketOf(scene));
  },

  async setCost(scene, { itemId, ...sheet }) {
    const { tx, now, refuse } = scene;
    const growerId = growerOf(scene);
    const item = await itemOf(scene, itemId);
    if (sheet.heatedWeeks > sheet.growWeeks) return refuse("heated_too_long", { heated: sheet.heatedWeeks, grow: sheet.growWeeks });
    const row = {
      seedling: sheet.seedling, pot: sheet.pot, medium: sheet.medium, labour: sheet.labour, other: sheet.other, heat: sheet.heat, place: sheet.place, grow_weeks: sheet.growWeeks, heated_weeks: sheet.heatedWeeks,
      pots_per_square_metre: sheet.potsPerSquareMetre, loss_permille: sheet.lossPermille, own_price: sheet.ownPrice, usual_a_week: sheet.usualAWeek, spread_permille: sheet.spreadPermille, salvage_permille: sheet.salvagePermille, changed_at: now,
    };
    await tx.insertInto("guidance.cost_sheet").values({ grower_id: growerId, item_id: item.id, ...row })
      .onConflict((conflict) => conflict.columns(["grower_id", "item_id"]).doUpdateSet((of) => ({ ...row, version: of("guidance.cost_sheet.version", "+", 1) }))).execute();
    return viewOf(item, { sheet, example: false }, await marketOf(scene));
  },

  async dropCost(scene, { itemId }) {
    const growerId = growerOf(scene);
    const item = await itemOf(scene, itemId);
    await scene.tx.deleteFrom("guidance.cost_sheet").where("grower_id", "=", growerId).where("item_id", "=", item.id).execute();
    return viewOf(item, { sheet: exampleOf(item.category), example: true }, await marketOf(scene));
  },
};

export interface Filled {
  readonly sheet: OwnSheet;
  readonly example: boolean;
}
export async function sheetOf({ tx }: Pick<GuidanceScene, "tx">, growerId: string, item: Item): Promise<Filled> {
  const row = await tx.selectFrom("guidance.cost_sheet").selectAll().where("grower_id", "=", growerId).where("item_id", "=", item.id).executeTakeFirst();
  return row === undefined ? { sheet: exampleOf(item.category), example: true } : { sheet: sheetIn(row), example: false };
}

const sheetIn = (row: CostRow): OwnSheet => ({
  seedling: row.seedling, pot: row.pot, medium: row.medium, labour: row.labour, other: row.other, heat: row.heat, place: row.place, growWeeks: row.grow_weeks, heatedWeeks: row.heated_weeks, potsPerSquareMetre: row.pots_per_square_metre, lossPermille: row.loss_permille,
  ownPrice: row.own_price, usualAWeek: row.usual_a_week, spreadPermille: row.spread_permille, salvagePermille: row.salvage_permille,
});

/** The fee share at the sheet's own break-even: what a pot must fetch decides what fixed amounts weigh. */
export function feeAtCost(item: Item, saleable: number, market: Market): number {
  return market.feeShare(MAIN_CHANNEL, item, Math.max(1, saleable));
}

function viewOf(item: Item, { sheet, example }: Filled, market: Market): CostView {
  const cost = potCost(sheet);
  const fee = feeAtCost(item, cost.saleable, market);
  return { itemId: item.id, itemZh: item.zh, itemEn: item.en, unit: item.unit, ...sheet, example, planted: cost.planted, saleable: cost.saleable, parts: { ...cost.parts }, loss: cost.loss, breakEven: breakEven(cost, fee), feePermille: fee * 1_000 };
}
