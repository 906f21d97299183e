import { sql } from "kysely";
import { cardRows, cardsOf, currencyOf, type IntakeScene } from "./cards.ts";
import { changeLot, declareLot } from "./declare.ts";
import { traderOnly } from "./lists.ts";
import { MAX_IMPORT_ROWS } from "./rules.ts";
import { readSheet, writeSheet } from "./sheet.ts";
import { COLUMNS, findHeader, planImport, tableOf, type Known, type KnownGrower } from "./workbook.ts";
import type { LotCard } from "./contract.ts";
import type { SheetLine } from "./sheet.ts";

/** More problems than this help nobody; the rest is counted. */
const MAX_PROBLEMS_SHOWN = 200;

export async function exportLots({ tx, actor, businessDate, refuse }: IntakeScene, on: string | undefined) {
  const day = on ?? businessDate;
  let found = cardRows(tx).where("d.planned_on", "=", day);
  if (traderOnly(actor)) found = found.where("l.grower_id", "=", actor.partyId ?? refuse("not_allowed"));
  const rows = await found.orderBy("l.no").limit(MAX_IMPORT_ROWS + 1).execute();
  if (rows.length > MAX_IMPORT_ROWS) return refuse("too_many_rows", { rows: rows.length, most: MAX_IMPORT_ROWS });
  const cards = await cardsOf(tx, actor, rows);
  const table = tableOf(cards, await currencyOf(tx));
  return { name: `批次 lots ${day}.xlsx`, base64: writeSheet("批次", table, COLUMNS.map((column) => column.width)), rows: cards.length };
}

export async function importLots(scene: IntakeScene, input: { base64: string; dryRun: boolean; on?: string | undefined }) {
  const bytes = Buffer.from(input.base64, "base64");
  const sheet = await readSheet(bytes, MAX_IMPORT_ROWS + 20);
  if (!sheet.ok) return scene.refuse("unreadable_workbook", { fault: sheet.fault, why: sheet.why });
  const plan = planImport(sheet, await knownFor(scene, sheet.lines, input.on));
  const problems = plan.rows > MAX_IMPORT_ROWS ? [{ row: MAX_IMPORT_ROWS + 1, column: "", value: "", reason: "too_many_rows", detail: String(MAX_IMPORT_ROWS) }] : plan.problems;
  const answer = {
    rows: plan.rows, created: plan.creates.length, changed: plan.changes.length, unchanged: plan.unchanged,
    problems: problems.slice(0, MAX_PROBLEMS_SHOWN), moreProblems: Math.max(0, problems.length - MAX_PROBLEMS_SHOWN),
  };
  if (input.dryRun || problems.length > 0) return { applied: false, ...answer };
  for (const change of plan.changes) await changeLot(scene, change.lotId, change);
  for (const lot of plan.creates) await declareLot(scene, { ...lot, photoId: null });
  return { applied: true, ...answer };
}

/** Everything the table names, fetched at once, so that a row costs no query. */
async function knownFor(scene: IntakeScene, lines: readonly SheetLine[], on: string | undefined): Promise<Known> {
  const { tx, actor, businessDate, refuse } = scene;
  const header = findHeader(lines);
  const values = (key: "no" | "grower"): string[] => [...new Set(lines.flatMap((line) => {
    const text = line.cells[header?.at.get(key) ?? -1]?.text.normalize("NFKC").trim() ?? "";
    return text === "" ? [] : [text];
  }))];
  const trader = traderOnly(actor);
  const partyId = actor.partyId;
  if (trader && partyId === null) return refuse("not_allowed");
  const nos = values("no").map((no) => no.toUpperCase());
  let found = cardRows(tx).where("l.no", "in", nos);
  // To a grower another grower's lot is unknown, not forbidden.
  if (trader) found = found.where("l.grower_id", "=", partyId);
  const cards: LotCard[] = nos.length === 0 ? [] : await cardsOf(tx, actor, await found.execute());
  const names = values("grower").map((name) => name.replace(/[@ ]\d{4}$/, ""));
  let parties = tx.selectFrom("kernel.party").select(["id", "name", "phone"]).where(sql<boolean>`'grower' = any(roles)`);
  parties = trader ? parties.where("id", "=", partyId) : parties.where("name", "in", names.length === 0 ? [""] : names);
  const growers: KnownGrower[] = (await parties.execute()).map((row) => ({ id: row.id, name: row.name, phoneTail: row.phone?.slice(-4) ?? "" }));
  const items = await tx.selectFrom("kernel.trade_item").select(["id", "code", "zh", "unit", "packing", "pot_extra"]).execute();
  return {
    lots: new Map(cards.map((card) => [card.no, card])), growers, only: trader ? (growers[0] ?? null) : null,
    items: items.map((row) => ({ id: row.id, code: row.code, zh: row.zh, unit: row.unit, packing: row.packing as unknown as Record<string, number>, potExtra: row.pot_extra })),
    businessDate, defaultDay: on ?? businessDate, currency: await currencyOf(tx),
  };
}
