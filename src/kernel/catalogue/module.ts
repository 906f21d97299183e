import { sql, type Selectable, type SelectQueryBuilder } from "kysely";
import { initialsOf, pinyinOf } from "../../engines/names/pinyin.ts";
import { defineModule } from "../machinery/module.ts";
import { catalogue, type ItemView } from "./contract.ts";
import type { CatalogueTables } from "./store.ts";

export const catalogueModule = defineModule<typeof catalogue, CatalogueTables>(catalogue, {
  handlers: {
    async species({ tx }, { query, type, limit }) {
      const text = searchText(query);
      let found = tx.selectFrom("kernel.species");
      if (type !== undefined) found = found.where("type", "=", type);
      if (text !== "") {
        found = found.where((of) => of.or([
          of("zh", "like", `%${text}%`), of("pinyin", "like", `%${text}%`), of("initials", "like", `${text}%`),
          of("latin", "ilike", `%${text}%`), of("en", "ilike", `%${text}%`), sql<boolean>`exists (select 1 from unnest(aliases) as a where a ilike ${`%${text}%`})`,
        ]));
      }
      const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const rows = await found.selectAll().orderBy("pinyin").limit(limit).execute();
      return {
        species: rows.map((row) => ({
          id: row.id, zh: row.zh, latin: row.latin, en: row.en, family: row.family, familyZh: row.family_zh, type: row.type,
          aliases: row.aliases, potsCm: row.pots_cm, season: row.season, unit: row.unit,
        })),
        total,
      };
    },

    async varieties({ tx }, { speciesId }) {
      const rows = await tx.selectFrom("kernel.variety").selectAll().where("species_id", "=", speciesId).orderBy("zh").execute();
      return { varieties: rows.map((row) => ({ id: row.id, speciesId: row.species_id, zh: row.zh, en: row.en })) };
    },

    async items({ tx }, { query, speciesId, limit }) {
      const text = searchText(query);
      let found: SelectQueryBuilder<CatalogueTables, "kernel.trade_item", object> = tx.selectFrom("kernel.trade_item");
      if (speciesId !== undefined) found = found.where("species_id", "=", speciesId);
      if (text !== "") {
        found = found.where((of) => of.or([
          of("zh", "ilike", `%${text}%`), of("pinyin", "like", `%${text}%`), of("initials", "like", `%${text}%`), of("en", "ilike", `%${text}%`), of("code", "ilike", `${text}%`),
        ]));
      }
      const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const rows = await found.selectAll().orderBy("pinyin").orderBy("code").limit(limit).execute();
      return { items: rows.map(itemOf), total };
    },

    async item({ tx, refuse }, { itemId }) {
      const row = await tx.selectFrom("kernel.trade_item").selectAll().where("id", "=", itemId).executeTakeFirst();
      return row === undefined ? refuse("not_found", { item: itemId }) : itemOf(row);
    },

    async addItem({ tx, now, newId, emit, refuse }, input) {
      const before = await tx.selectFrom("kernel.trade_item").selectAll().where("code", "=", input.code).executeTakeFirst();
      if (before !== undefined) return itemOf(before);
      if (input.speciesId !== null) {
        const species = await tx.selectFrom("kernel.species").select("id").where("id", "=", input.speciesId).executeTakeFirst();
        if (species === undefined) return refuse("unknown_species", { species: input.speciesId });
      }
      const row = await tx.insertInto("kernel.trade_item").values({
        id: newId(), code: input.code, species_id: input.speciesId, variety_id: input.varietyId, zh: input.zh, en: input.en, category: input.category,
        pot_cm: input.potCm, spec: input.spec, unit: input.unit, packing: JSON.stringify(input.packing), pot_extra: input.potExtra,
        pinyin: pinyinOf(input.zh), initials: initialsOf(input.zh), created_at: now,
      }).returningAll().executeTakeFirstOrThrow();
      const item = itemOf(row);
      await emit("itemAdded", item);
      return item;
    },
  },
});

const searchText = (query: string): string => query.trim().toLowerCase().replaceAll(/[%_\\]/g, "");

function itemOf(row: Selectable<CatalogueTables["kernel.trade_item"]>): ItemView {
  return {
    id: row.id, code: row.code, speciesId: row.species_id, varietyId: row.variety_id, zh: row.zh, en: row.en, category: row.category,
    potCm: row.pot_cm, spec: row.spec, unit: row.unit, packing: row.packing as unknown as Record<string, number>, potExtra: row.pot_extra,
  };
}
