import { indexItems, readBuyList, type BuyIndex } from "../../engines/buy-list/buy-list.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { agents } from "./contract.ts";
import { limitPerUnit, readQuantity } from "./rules.ts";
import { packingOf } from "./scene.ts";
import type { Tables } from "./store.ts";
import type { ReadLineView } from "./views.ts";

type Noun = Pick<Handlers<typeof agents, Tables>, "readMessage">;
interface Item {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly packing: Record<string, number>;
}
export interface Catalogue {
  readonly index: BuyIndex;
  readonly items: ReadonlyMap<string, Item>;
}

export const readingHandlers: Noun = {
  async readMessage({ tx }, { text }) {
    const known = await catalogueOf(tx);
    const { lines, unread, cut } = readBuyList(text, known.index);
    return { lines: lines.map((line) => lineOf(line, known)), unread: [...unread], cut };
  },
};

/** Every item and every species with the names people use for them. */
export async function catalogueOf(tx: Tx<Tables>): Promise<Catalogue> {
  const rows = await tx.selectFrom("kernel.trade_item as i").leftJoin("kernel.species as s", "s.id", "i.species_id").leftJoin("kernel.variety as v", "v.id", "i.variety_id")
    .select(["i.id", "i.zh", "i.en", "i.unit", "i.packing", "i.spec", "i.pot_cm", "i.species_id", "s.zh as species", "s.aliases", "v.zh as variety"]).orderBy("i.zh").orderBy("i.id").execute();
  const sold = new Set(rows.map((row) => row.species_id));
  const species = await tx.selectFrom("kernel.species").select(["id", "zh", "aliases"]).execute();
  const index = indexItems(
    rows.map((row) => ({ id: row.id, zh: row.zh, spec: row.spec, potCm: row.pot_cm, speciesId: row.species_id, species: row.species === null ? [] : [row.species, ...(row.aliases ?? [])], variety: row.variety })),
    species.filter((one) => !sold.has(one.id)).map((one) => ({ id: one.id, names: [one.zh, ...one.aliases] })),
  );
  return { index, items: new Map(rows.map((row) => [row.id, { id: row.id, zh: row.zh, en: row.en, unit: row.unit, packing: packingOf(row.packing) }])) };
}

type Read = ReturnType<typeof readBuyList>["lines"][number];
function lineOf(line: Read, { items }: Catalogue): ReadLineView {
  const item = line.itemId === null ? undefined : items.get(line.itemId);
  const counted = item === undefined || line.quantity === null ? null : readQuantity(line.quantity, item.unit, item.packing);
  const problems = counted !== null && !counted.ok ? [...line.problems, { code: "bad_quantity" as const, from: line.from, to: line.to }] : [...line.problems];
  return {
    from: line.from, to: line.to, said: line.said, itemId: line.itemId, spec: line.spec.slice(0, 200), grade: line.grade, written: line.quantity, quantity: counted?.ok === true ? counted.quantity : null, unit: item?.unit ?? "",
    candidates: line.candidates.map(({ itemId, score }) => ({ itemId, zh: items.get(itemId)!.zh, en: items.get(itemId)!.en, unit: items.get(itemId)!.unit, packing: items.get(itemId)!.packing, score })),
    limitFen: line.limit?.fen ?? null, limitPer: line.limit?.per ?? null, limitPrice: line.limit === null || item === undefined || line.quantity === null ? null : limitPerUnit(line.limit.fen, line.limit.per, line.quantity, item),
    priority: line.priority, substitute: line.substitute ?? false, confidence: line.confidence, problems, parts: [...line.parts],
  };
}
