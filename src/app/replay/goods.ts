import { hash } from "node:crypto";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import type { ReplayMarket } from "./market.ts";
import { type RecordedRow, rowKey } from "./recorded-row.ts";

/** The trade item of each row. One item is what the recording has one line for: item × variety × grade of a market. */
export type Goods = ReadonlyMap<RecordedRow, string>;

const MAX_NAME = 120;

/**
 * Puts what was recorded into the catalogue. The recording's grades are a scheme of their own (특1 … 보3), finer than ours,
 * so the grade is part of the item. A row that comes twice on a day gets an item of its own, or its sheet line would be two.
 */
export async function listGoods(market: ReplayMarket, rows: readonly RecordedRow[]): Promise<Goods> {
  const items = new Map<RecordedRow, string>();
  const seen = new Map<string, number>();
  const numbered = rows.map((row) => {
    const n = (seen.get(rowKey(row)) ?? 0) + 1;
    seen.set(rowKey(row), n);
    return { row, n };
  });
  await market.forEach(numbered, async (ask, { row, n }) => {
    const name = shortened(row.variety === "" || row.variety === row.item ? row.item : `${row.item} ${row.variety}`);
    const item = await ask(catalogue.actions.addItem, {
      code: codeOf(row, n), speciesId: null, zh: name, en: name, category: row.category ?? "recorded", unit: row.unitKind,
      spec: shortened([row.grade, row.unit, row.marketName ?? row.market, ...(n > 1 ? [`#${n}`] : [])].join(" · ")),
    });
    items.set(row, item.id);
  });
  return items;
}

/** Names may be longer than a code, so the code is their digest. */
function codeOf({ market, item, variety, grade, unit }: RecordedRow, n: number): string {
  return `recorded-${hash("sha256", JSON.stringify([market, item, variety, grade, unit, n]), "hex").slice(0, 32)}`;
}

function shortened(name: string): string {
  const signs = [...name];
  return signs.length <= MAX_NAME ? name : `${signs.slice(0, MAX_NAME - 1).join("")}…`;
}
