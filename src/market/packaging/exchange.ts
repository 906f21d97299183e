import { CURRENCIES } from "../../engines/fees/money.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { giveOut, giveTemplate, takeIn } from "../../kernel/sheets/exchange.ts";
import type { packaging } from "./contract.ts";
import { countKind } from "./dock.ts";
import { currencyOf, heldKind, type PackagingScene } from "./kinds.ts";
import { balancesOf } from "./lists.ts";
import { ownParty, rowView, wantedRows } from "./log.ts";
import { MAX_EXPORT_ROWS, MAX_IMPORT_ROWS } from "./rules.ts";
import { BALANCES, COUNT, MOVEMENTS, balanceLine, countPlanning, movementLine, type KnownKind } from "./sheet.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof packaging, Tables>, "exportBalances" | "exportMovements" | "exportCount" | "countTemplate" | "importCount">;
type Language = "zh" | "en";

async function contextOf({ tx }: Pick<PackagingScene, "tx">, language: Language) {
  const currency = await currencyOf(tx);
  return { currency: CURRENCIES.find((one) => one === currency) ?? "CNY", language };
}

async function knownKinds({ tx }: Pick<PackagingScene, "tx">): Promise<(KnownKind & { zh: string; en: string })[]> {
  const rows = await tx.selectFrom("packaging.kind as k").leftJoin("packaging.balance as b", (join) => join.onRef("b.kind_id", "=", "k.id").on("b.place", "=", "depot"))
    .select(["k.id", "k.code", "k.numbered", "k.zh", "k.en", "b.quantity"]).orderBy("k.asset_type").execute();
  return rows.map((row) => ({ id: row.id, code: row.code, numbered: row.numbered, zh: row.zh, en: row.en, depot: row.quantity ?? 0 }));
}

export const exchangeHandlers: Noun = {
  async exportBalances(scene, { language }) {
    const { balances, total } = await balancesOf(scene, { partyId: ownParty(scene.actor), limit: MAX_EXPORT_ROWS, offset: 0 });
    if (total > MAX_EXPORT_ROWS) return scene.refuse("too_many_rows", { rows: total, most: MAX_EXPORT_ROWS });
    return giveOut(BALANCES, balances.map((row) => balanceLine(row, language)), await contextOf(scene, language), scene.businessDate);
  },

  async exportMovements(scene, { from, to, language }) {
    const { tx, actor, businessDate, refuse } = scene;
    const rows = await wantedRows(tx, actor, { from, to }).orderBy("m.seq", "desc").limit(MAX_EXPORT_ROWS + 1).execute();
    if (rows.length > MAX_EXPORT_ROWS) return refuse("too_many_rows", { rows: rows.length, most: MAX_EXPORT_ROWS });
    return giveOut(MOVEMENTS, rows.map((row) => movementLine(rowView(row, actor), language)), await contextOf(scene, language), from === undefined && to === undefined ? businessDate : `${from ?? ""}–${to ?? businessDate}`);
  },

  async exportCount(scene, { language }) {
    const kinds = await knownKinds(scene);
    return giveOut(COUNT, kinds.map((kind) => ({ code: kind.code, kind: language === "zh" ? kind.zh : kind.en, book: kind.depot, counted: kind.depot })), await contextOf(scene, language), scene.businessDate);
  },

  async countTemplate(scene, { language }) {
    return giveTemplate(COUNT, await contextOf(scene, language));
  },

  async importCount(scene, input) {
    return takeIn(scene, input, {
      list: COUNT, context: await contextOf(scene, "zh"), most: MAX_IMPORT_ROWS,
      planning: async () => countPlanning(await knownKinds(scene)),
      apply: async ({ changes }, done) => {
        // In the order of their ids, so that two counts at a time wait for each other instead of blocking each other.
        for (const { after } of changes.toSorted((a, b) => (a.after.kindId < b.after.kindId ? -1 : 1))) {
          await countKind(scene, await heldKind(scene, after.kindId), after);
          done();
        }
      },
    });
  },
};
