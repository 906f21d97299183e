import { initialsOf, pinyinOf } from "../../engines/names/pinyin.ts";
import type { Scene } from "../machinery/module.ts";
import { AS_SYSTEM, type Runtime } from "../machinery/runtime.ts";
import { catalogue, type ItemView } from "./contract.ts";
import { SPECIES, speciesById } from "./data/species.ts";
import { VARIETIES } from "./data/varieties.ts";
import { catalogueModule } from "./module.ts";
import type { CatalogueTables } from "./store.ts";

type Unit = "pot" | "plant" | "spike";
/** Sales units in a box, boxes in a layer, layers on a trolley; from these the packing is multiplied out. */
type Packing = readonly [box: number, boxesInLayer: number, layersOnTrolley: number];
type ItemRow = readonly [speciesId: string, variety: string | null, spec: string, en: string, potCm: number, packing: Packing, more?: { readonly unit?: Unit; readonly perPot?: number; readonly potExtra?: true }];

const SMALL: Packing = [20, 4, 8];
const MIDDLE: Packing = [12, 4, 6];
const USUAL: Packing = [8, 4, 5];
const LARGE: Packing = [4, 4, 4];
const TALL: Packing = [2, 4, 2];
const SPIKES = { unit: "spike", potExtra: true } as const;

/** What a region like Qingzhou sells in winter, with the packings usual there. The spec is part of the name: it is what buyers ask by. */
const ITEMS: readonly ItemRow[] = [
  ["phalaenopsis", "big-chili", "双梗", "two spikes", 12, USUAL, { ...SPIKES, perPot: 2 }],
  ["phalaenopsis", "big-chili", "单梗", "one spike", 12, USUAL, { ...SPIKES, perPot: 1 }],
  ["phalaenopsis", "man-tian-hong", "双梗", "two spikes", 12, USUAL, { ...SPIKES, perPot: 2 }],
  ["phalaenopsis", "v3", "单梗", "one spike", 12, USUAL, { ...SPIKES, perPot: 1 }],
  ["phalaenopsis", "v3", "双梗", "two spikes", 12, USUAL, { ...SPIKES, perPot: 2 }],
  ["phalaenopsis", "fullers-sunset", "单梗", "one spike", 12, USUAL, { ...SPIKES, perPot: 1 }],
  ["phalaenopsis", "hong-tian-e", "双梗", "two spikes", 12, USUAL, { ...SPIKES, perPot: 2 }],
  ["phalaenopsis", "huo-niao", "单梗", "one spike", 12, USUAL, { ...SPIKES, perPot: 1 }],
  ["phalaenopsis", null, "小花 多梗", "multiflora", 9, MIDDLE],
  ["phalaenopsis", null, "组合盆 五株", "arrangement of five", 15, LARGE, { potExtra: true }],
  ["cymbidium-hybrid", null, "3 梗", "three spikes", 21, LARGE],
  ["cymbidium-hybrid", null, "5 梗", "five spikes", 24, LARGE],
  ["cymbidium-sinense", "qi-jian-bai-mo", "3 苗", "three growths", 18, USUAL],
  ["cymbidium-goeringii", "song-mei", "3 苗", "three growths", 15, USUAL],
  ["dendrobium-nobile", null, "4 条", "four canes", 12, USUAL],
  ["oncidium", "honey-angel", "双梗", "two spikes", 12, USUAL],
  ["paphiopedilum", null, "单花", "one flower", 12, MIDDLE],
  ["anthurium-andraeanum", "dakota", "7 花以上", "seven spathes and more", 16, USUAL],
  ["anthurium-andraeanum", "pink-champion", "7 花以上", "seven spathes and more", 14, USUAL],
  ["anthurium-andraeanum", "alabama", "5 花以上", "five spathes and more", 14, USUAL],
  ["anthurium-andraeanum", "white-champion", "7 花以上", "seven spathes and more", 14, USUAL],
  ["spathiphyllum", null, "5 花以上", "five spathes and more", 17, USUAL],
  ["zantedeschia-hybrid", null, "4 花以上", "four flowers and more", 14, USUAL],
  ["epipremnum-aureum", null, "吊盆", "hanging pot", 18, USUAL],
  ["epipremnum-aureum", null, "柱式 1.2 米", "on a pole, 1.2 m", 26, TALL],
  ["epipremnum-aureum", null, "小盆", "small pot", 12, SMALL],
  ["zamioculcas-zamiifolia", null, "6 杆", "six stems", 18, LARGE],
  ["aglaonema-hybrid", "ji-li-hong", "满盆", "full pot", 15, USUAL],
  ["monstera-deliciosa", null, "5 叶以上", "five leaves and more", 18, LARGE],
  ["guzmania", "denise", "单株", "one plant", 14, USUAL],
  ["guzmania", "ostara", "单株", "one plant", 14, USUAL],
  ["lutheria-splendens", null, "单株", "one plant", 14, USUAL],
  ["pachira-glabra", null, "五辫 1.5 米", "braid of five, 1.5 m", 30, TALL],
  ["pachira-glabra", null, "小盆 独杆", "single trunk", 12, MIDDLE],
  ["radermachera-sinica", null, "60 cm", "60 cm", 24, LARGE],
  ["dracaena-trifasciata", "laurentii", "5 叶以上", "five leaves and more", 15, USUAL],
  ["ficus-lyrata", null, "1.2 米", "1.2 m", 30, TALL],
  ["ficus-elastica", "burgundy", "60 cm", "60 cm", 21, LARGE],
  ["heptapleurum-arboricola", null, "满盆", "full pot", 18, LARGE],
  ["chrysalidocarpus-lutescens", null, "1.5 米", "1.5 m", 30, TALL],
  ["nephrolepis-exaltata", null, "满盆", "full pot", 15, USUAL],
  ["cyclamen-persicum", "halios", "15 花以上", "fifteen flowers and more", 14, USUAL],
  ["cyclamen-persicum", null, "迷你", "mini", 9, SMALL],
  ["euphorbia-pulcherrima", "prestige", "7 头", "seven bracts", 17, USUAL],
  ["euphorbia-pulcherrima", "tian-e-rong", "5 头", "five bracts", 14, MIDDLE],
  ["euphorbia-pulcherrima", "winter-rose", "3 头", "three bracts", 12, MIDDLE],
  ["kalanchoe-blossfeldiana", "calandiva", "满花", "full bloom", 12, SMALL],
  ["kalanchoe-blossfeldiana", null, "满花", "full bloom", 10, SMALL],
  ["schlumbergera-truncata", null, "嫁接 满花", "grafted, full bloom", 15, USUAL],
  ["primula-vulgaris", null, "满花", "full bloom", 10, SMALL],
  ["begonia-hiemalis", null, "满花", "full bloom", 14, MIDDLE],
  ["gerbera-jamesonii", null, "5 花", "five flowers", 14, MIDDLE],
  ["chrysanthemum-morifolium", null, "球形", "dome", 17, USUAL],
  ["pelargonium-hortorum", null, "5 花球", "five heads", 12, MIDDLE],
  ["pericallis-hybrida", null, "满花", "full bloom", 14, MIDDLE],
  ["hippeastrum", "red-lion", "双箭", "two scapes", 14, MIDDLE],
  ["clivia-miniata", "da-sheng-li", "10 叶带箭", "ten leaves with scape", 21, LARGE],
  ["narcissus-tazetta-chinensis", null, "雕刻 水养", "carved, in water", 20, USUAL],
  ["hyacinthus-orientalis", "delft-blue", "单球", "one bulb", 9, SMALL],
  ["hydrangea-macrophylla", "endless-summer", "5 花球", "five heads", 18, LARGE],
  ["rhododendron-simsii", null, "冠幅 40 cm", "crown 40 cm", 18, USUAL],
  ["camellia-japonica", "shi-ba-xue-shi", "带苞 40 cm", "in bud, 40 cm", 18, LARGE],
  ["paeonia-suffruticosa", "luo-yang-hong", "8 花催花", "eight blooms, forced", 24, TALL],
  ["rosa-chinensis", null, "5 花", "five flowers", 12, MIDDLE],
  ["gardenia-jasminoides", null, "满苞", "full of buds", 15, USUAL],
  ["bougainvillea", "tong-an-hong", "满花", "full bloom", 18, LARGE],
  ["citrus-japonica", null, "60 果以上", "sixty fruits and more", 24, TALL],
  ["ardisia-crenata", null, "3 层果", "three tiers of berries", 15, USUAL],
  ["echeveria-elegans", null, "5–6 cm", "5–6 cm", 7, [40, 4, 8], { unit: "plant" }],
  ["haworthia-cooperi", null, "4–5 cm", "4–5 cm", 7, [40, 4, 8], { unit: "plant" }],
  ["crassula-ovata", "gollum", "老桩", "old trunk", 15, USUAL, { unit: "plant" }],
  ["kroenleinia-grusonii", null, "球径 12 cm", "ball of 12 cm", 12, MIDDLE, { unit: "plant" }],
  ["ficus-microcarpa", null, "双根", "two roots", 18, USUAL],
  ["podocarpus-macrophyllus", null, "造型 50 cm", "trained, 50 cm", 30, TALL, { unit: "plant" }],
  ["viola-wittrockiana", null, "混色", "mixed colours", 10, [28, 4, 8]],
  ["brassica-oleracea-acephala", null, "单株", "one plant", 12, [20, 4, 8]],
];

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
