import { initialsOf, pinyinOf } from "../../engines/names/pinyin.ts";
import type { Scene } from "../machinery/module.ts";
import { AS_SYSTEM, type Runtime } from "../machinery/runtime.ts";
import { catalogue, type ItemView } from "./contract.ts";
import { ITEMS, type ItemRow } from "./data/items.ts";
import { SPECIES, speciesById } from "./data/species.ts";
import { VARIETIES } from "./data/varieties.ts";
import { catalogueModule } from "./module.ts";
import type { CatalogueTables } from "./store.ts";

export interface SeededCatalogue {
  readonly species: number;
  readonly varieties: number;
  readonly items: readonly ItemView[];
}

/** Loads the species master and the region's trade items. Run again, it renews what is said and adds what is missing. */
export async function seedCatalogue(runtime: Runtime): Promise<SeededCatalogue> {
  await runtime.inScene(catalogueModule, (scene) => loadMaster(scene as unknown as Scene<CatalogueTables>));
  const items: ItemView[] = [];
  for (const row of ITEMS) items.push(await runtime.call(catalogue.actions.addItem, itemOf(row), AS_SYSTEM));
  return { species: SPECIES.length, varieties: VARIETIES.length, items };
}

async function loadMaster({ tx }: Scene<CatalogueTables>): Promise<void> {
  const species = SPECIES.map((one) => ({
    id: one.id, zh: one.zh, latin: one.latin, en: one.en, family: one.family, family_zh: one.familyZh, type: one.type,
    // Names that growers and older books still use are searched like the others.
    aliases: [...one.aliases, ...one.otherLatin], pots_cm: [...one.potsCm], season: [...one.season], unit: one.unit, pinyin: pinyinOf(one.zh), initials: initialsOf(one.zh),
  }));
  await tx.insertInto("kernel.species").values(species).onConflict((conflict) => conflict.column("id").doUpdateSet((of) => ({
    zh: of.ref("excluded.zh"), latin: of.ref("excluded.latin"), en: of.ref("excluded.en"), family: of.ref("excluded.family"), family_zh: of.ref("excluded.family_zh"), type: of.ref("excluded.type"),
    aliases: of.ref("excluded.aliases"), pots_cm: of.ref("excluded.pots_cm"), season: of.ref("excluded.season"), unit: of.ref("excluded.unit"), pinyin: of.ref("excluded.pinyin"), initials: of.ref("excluded.initials"),
  }))).execute();
  await tx.insertInto("kernel.variety").values(VARIETIES.map((one) => ({ id: one.id, species_id: one.speciesId, zh: one.zh, en: one.en })))
    .onConflict((conflict) => conflict.column("id").doUpdateSet((of) => ({ zh: of.ref("excluded.zh"), en: of.ref("excluded.en") }))).execute();
}

function itemOf([speciesId, varietySlug, spec, en, potCm, [box, boxes, layers], more = {}]: ItemRow) {
  const species = speciesById(speciesId);
  const varietyId = varietySlug === null ? null : `${speciesId}--${varietySlug}`;
  const variety = VARIETIES.find((one) => one.id === varietyId);
  if (species === undefined || (varietyId !== null && variety === undefined)) throw new Error(`the species master has no ${varietyId ?? speciesId}`);
  const perPot = more.perPot ?? 1;
  const unit = more.unit ?? "pot";
  const inBox = box * perPot;
  return {
    code: [speciesId, varietySlug, `${potCm}`, spec].filter((part) => part !== null).join("/").replaceAll(" ", ""),
    speciesId, varietyId, category: species.type, potCm, spec, unit, potExtra: more.potExtra ?? false,
    zh: [species.zh, variety?.zh, spec, `${potCm}cm`].filter(Boolean).join(" "),
    en: [species.en, variety === undefined ? "" : `‘${variety.en}’`, en, `${potCm} cm`].filter(Boolean).join(" "),
    packing: { ...(unit === "pot" ? {} : { pot: perPot }), box: inBox, layer: inBox * boxes, trolley: inBox * boxes * layers },
  };
}
