import { isUnit } from "../../engines/units/units.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import type { Output } from "../../kernel/machinery/contract.ts";
import { cardOf, maySee, type IntakeScene } from "./cards.ts";
import { intake } from "./contract.ts";

type Label = Output<(typeof intake)["actions"]["label"]["output"]>;
type Wanted = Omit<Output<(typeof intake)["actions"]["printLabels"]["input"]>, "lotIds">;

export async function label({ tx, actor, ask, refuse }: IntakeScene, lotId: string): Promise<Label> {
  const known = await tx.selectFrom("kernel.lot").select("grower_id").where("id", "=", lotId).executeTakeFirst();
  if (known === undefined || !maySee(actor, known.grower_id)) return refuse("not_found", { lot: lotId });
  const card = await cardOf(tx, actor, lotId);
  const { market } = await ask(calendar.actions.today, {});
  return {
    no: card.no, path: `/l/${card.no}`, itemZh: card.itemZh, itemEn: card.itemEn, grower: card.grower, town: card.town, grade: card.grade,
    quantity: card.counted ?? card.declared, unit: card.unit, plannedOn: card.plannedOn, market: market.nameZh, demo: market.demo,
  };
}

/** One file for all labels: a label printer takes it in one go. */
export async function printLabels(scene: IntakeScene, lotIds: readonly string[], wanted: Wanted) {
  const { market } = await scene.ask(calendar.actions.today, {});
  const papers: PaperData<"lot_label">[] = [];
  for (const lotId of lotIds) {
    const one = await label(scene, lotId);
    if (!isUnit(one.unit)) throw new Error(`No words are known for the unit ${one.unit}.`);
    papers.push({
      market: { zh: market.nameZh, en: market.nameEn }, demo: one.demo, code: one.path, no: one.no, shortNo: one.no.split("-").at(-1) ?? one.no, item: { zh: one.itemZh, en: one.itemEn }, grade: one.grade,
      quantity: { quantity: one.quantity, unit: one.unit }, grower: one.grower, town: one.town, day: one.plannedOn,
    });
  }
  const [first] = papers;
  return scene.ask(print.actions.render, { ...wanted, name: papers.length === 1 ? first!.no : `${first!.no}+${papers.length - 1}`, paper: { kind: "lot_label", papers } });
}
