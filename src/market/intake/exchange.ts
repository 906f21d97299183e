import { sql } from "kysely";
import { CURRENCIES } from "../../engines/fees/money.ts";
import { foldAll } from "../../engines/table/fold.ts";
import type { PlannedChange } from "../../engines/table/plan.ts";
import type { TableRead } from "../../engines/table/read.ts";
import { giveOut, giveTemplate, takeIn } from "../../kernel/sheets/exchange.ts";
import { cardRows, cardsOf, currencyOf, type IntakeScene } from "./cards.ts";
import { changeLot, declareLot, type Change } from "./declare.ts";
import { LOTS, PHONE_TAIL, lineOf, planningOf, type Known, type KnownGrower, type LotColumns, type LotLine } from "./list.ts";
import { traderOnly } from "./lists.ts";
import { MAX_IMPORT_ROWS } from "./rules.ts";

type Language = "zh" | "en";

async function contextOf({ tx }: IntakeScene, language: Language) {
  const currency = await currencyOf(tx);
  return { currency: CURRENCIES.find((one) => one === currency) ?? "CNY", language };
}

export async function exportLots(scene: IntakeScene, input: { on?: string | undefined; language: Language }) {
  const { tx, actor, businessDate, refuse } = scene;
  const day = input.on ?? businessDate;
  let found = cardRows(tx).where("d.planned_on", "=", day);
  if (traderOnly(actor)) found = found.where("l.grower_id", "=", actor.partyId ?? refuse("not_allowed"));
  const rows = await found.orderBy("l.no").limit(MAX_IMPORT_ROWS + 1).execute();
  if (rows.length > MAX_IMPORT_ROWS) return refuse("too_many_rows", { rows: rows.length, most: MAX_IMPORT_ROWS });
  const cards = await cardsOf(tx, actor, rows);
  return giveOut(LOTS, cards.map(lineOf), await contextOf(scene, input.language), day);
}

export async function lotsTemplate(scene: IntakeScene, { language }: { language: Language }) {
  return giveTemplate(LOTS, await contextOf(scene, language));
}

export async function importLots(scene: IntakeScene, input: { base64: string; dryRun: boolean; job?: string | undefined; on?: string | undefined }) {
  return takeIn(scene, input, {
    list: LOTS, context: await contextOf(scene, "zh"), most: MAX_IMPORT_ROWS,
    planning: async (table) => planningOf(await knownFor(scene, table, input.on)),
    apply: async ({ changes, creates }, done) => {
      for (const change of changes) {
        await changeLot(scene, change.after.card!.id, changeOf(change));
        done();
      }
      for (const { value } of creates) {
        await declareLot(scene, { growerId: value.growerId, itemId: value.itemId, quantity: value.written, floorPrice: value.floorPrice, potExtra: value.potExtra, plannedOn: value.plannedOn, note: value.note, photoId: null });
        done();
      }
    },
  });
}

const changeOf = ({ after, changed }: PlannedChange<LotLine>): Change => ({
  ...(changed.includes("quantity") ? { quantity: after.written } : {}), ...(changed.includes("floorPrice") ? { floorPrice: after.floorPrice } : {}),
  ...(changed.includes("plannedOn") ? { plannedOn: after.plannedOn } : {}), ...(changed.includes("note") ? { note: after.note } : {}),
});

/** Everything the table names, fetched at once, so that a line costs no query. */
async function knownFor(scene: IntakeScene, { rows }: TableRead<LotColumns>, on: string | undefined): Promise<Known> {
  const { tx, actor, businessDate, refuse } = scene;
  const trader = traderOnly(actor);
  const { partyId } = actor;
  if (trader && partyId === null) return refuse("not_allowed");
  const nos = [...new Set(rows.flatMap(({ key }) => (key === null ? [] : [key])))];
  let found = cardRows(tx).where("l.no", "in", nos);
  // To a grower another grower's lot is unknown, not forbidden.
  if (trader) found = found.where("l.grower_id", "=", partyId);
  const cards = nos.length === 0 ? [] : await cardsOf(tx, actor, await found.execute());
  const names = [...new Set(rows.flatMap(({ values }) => (values.grower == null ? [] : [foldAll(values.grower).replace(PHONE_TAIL, "")])))];
  let parties = tx.selectFrom("kernel.party").select(["id", "name", "phone"]).where(sql<boolean>`'grower' = any(roles)`);
  parties = trader ? parties.where("id", "=", partyId) : parties.where("name", "in", names.length === 0 ? [""] : names);
  const growers: KnownGrower[] = (await parties.execute()).map((row) => ({ id: row.id, name: row.name, phoneTail: row.phone?.slice(-4) ?? "" }));
  const items = await tx.selectFrom("kernel.trade_item").select(["id", "code", "zh", "unit", "packing", "pot_extra"]).execute();
  return {
    cards, growers, only: trader ? (growers[0] ?? null) : null,
    items: items.map((row) => ({ id: row.id, code: row.code, zh: row.zh, unit: row.unit, packing: row.packing as unknown as Record<string, number>, potExtra: row.pot_extra })),
    businessDate, defaultDay: on ?? businessDate,
  };
}
