import { describe, expect, test } from "vitest";
import type { FestivalCode } from "../../../engines/calendar/festivals.ts";
import { indexNames, searchNames } from "../../../engines/names/names.ts";
import { UNITS } from "../../../engines/units/units.ts";
import { FAMILIES } from "./families.ts";
import { SPECIES_TYPES } from "./model.ts";
import { SPECIES, speciesById, speciesNames } from "./species.ts";
import { VARIETIES } from "./varieties.ts";

const EPITHET = "[a-z]+(?:-[a-z]+)*";
const LATIN = new RegExp(`^(?:× )?[A-Z][a-z]+(?: (?:× )?${EPITHET}(?: (?:subsp\\.|var\\.) ${EPITHET})?)?(?: \\([A-Z][a-z]+ Group\\))?$`);
const CHINESE = /^[\u4e00-\u9fff]+$/;

/** Families that older books still print; APG IV and PPG I have merged or split them. */
const FORMER_FAMILIES = [
  "Agavaceae", "Dracaenaceae", "Ruscaceae", "Hyacinthaceae", "Convallariaceae", "Alliaceae", "Aloaceae", "Hemerocallidaceae", "Asclepiadaceae", "Bombacaceae", "Sterculiaceae", "Tiliaceae",
  "Myrsinaceae", "Aceraceae", "Hippocastanaceae", "Chenopodiaceae", "Punicaceae", "Taxodiaceae", "Loganiaceae", "Compositae", "Gramineae", "Palmae", "Labiatae", "Cruciferae", "Leguminosae",
];
/** Genera whose pot plants now stand elsewhere: these names are searched by, and never printed. */
const FORMER_GENERA = [
  "Sansevieria", "Pleomele", "Saintpaulia", "Calathea", "Schefflera", "Brassaia", "Dizygotheca", "Zygocactus", "Hatiora", "Nopalxochia", "Echinocactus", "Hylocereus", "Neofinetia", "Zebrina", "Rhoeo", "Setcreasea",
  "Solenostemon", "Plectranthus", "Rosmarinus", "Osteospermum", "Dendranthema", "Verbena × hybrida", "Gaura", "Dicentra", "Senecio", "Aptenia", "Polianthes", "Quisqualis", "Cleome", "Tibouchina", "Michelia", "Abutilon",
  "Fortunella", "Dypsis", "Veitchia", "Neottopteris", "Carmona", "Sabina", "Cupressus", "Tillandsia cyanea", "Vriesea splendens", "Othonna",
];
/** The months a festival's plants are bought in: one of them belongs to the season of every plant grown for it. */
const FESTIVAL_MONTHS: Partial<Record<FestivalCode, readonly number[]>> = {
  "spring-festival": [1, 2], "new-year": [12, 1], christmas: [12], valentine: [2], women: [3], mother: [5], qixi: [8], "mid-autumn": [9, 10], "national-day": [9, 10],
};

function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, i) => texts.indexOf(text) !== i))];
}

function broken<T extends { readonly id: string }>(items: readonly T[], isRight: (item: T) => boolean): string[] {
  return items.filter((item) => !isRight(item)).map((item) => item.id);
}

describe("the species master", () => {
  test("holds at least 450 species of every type", () => {
    expect(SPECIES.length).toBeGreaterThanOrEqual(450);
    for (const type of SPECIES_TYPES) expect(SPECIES.filter((species) => species.type === type).length, type).toBeGreaterThanOrEqual(8);
  });

  test("no id, Chinese, Latin or English name or alias stands for two species", () => {
    expect(repeated(SPECIES.map((species) => species.id))).toEqual([]);
    expect(repeated(SPECIES.flatMap((species) => [species.zh, ...species.aliases]))).toEqual([]);
    expect(repeated(SPECIES.map((species) => species.latin))).toEqual([]);
    expect(repeated(SPECIES.flatMap((species) => [species.latin, ...species.otherLatin]))).toEqual([]);
    expect(repeated(SPECIES.map((species) => species.en.toLowerCase()))).toEqual([]);
  });

  test("names are well formed", () => {
    expect(broken(SPECIES, ({ id }) => /^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
    expect(broken(SPECIES, ({ zh, aliases }) => [zh, ...aliases].every((name) => CHINESE.test(name)))).toEqual([]);
    expect(broken(SPECIES, ({ latin, otherLatin }) => [latin, ...otherLatin].every((name) => LATIN.test(name)))).toEqual([]);
    expect(broken(SPECIES, ({ en }) => /^[A-Za-z' -]{3,40}$/.test(en))).toEqual([]);
  });

  test("an id begins with the genus, so that it can be read, unless the plant was moved since", () => {
    const moved = broken(SPECIES, ({ id, latin }) => id.split("-")[0] === latin.replace("× ", "").split(" ")[0]?.toLowerCase());
    expect(moved).toEqual([]);
  });

  test("every family ends in -aceae, has a Chinese name ending in 科, and has a member", () => {
    for (const [latin, zh] of Object.entries(FAMILIES)) {
      expect(latin).toMatch(/^[A-Z][a-z]+aceae$/);
      expect(zh).toMatch(/^[\u4e00-\u9fff]+科$/);
      expect(SPECIES.some((species) => species.family === latin && species.familyZh === zh), latin).toBe(true);
    }
    expect(repeated(Object.values(FAMILIES))).toEqual([]);
  });

  test("no family or genus that has been given up stands as the accepted one", () => {
    expect(FORMER_FAMILIES.filter((family) => family in FAMILIES)).toEqual([]);
    expect(broken(SPECIES, ({ latin }) => !FORMER_GENERA.some((former) => `${latin} `.startsWith(`${former} `)))).toEqual([]);
  });

  test("one genus belongs to one family", () => {
    const families = Map.groupBy(SPECIES, ({ latin }) => latin.replace("× ", "").split(" ")[0]);
    for (const [genus, members] of families) expect(new Set(members.map((species) => species.family)).size, genus).toBe(1);
  });

  test("pots, seasons, units and temperatures are possible", () => {
    expect(broken(SPECIES, ({ potsCm }) => potsCm.length > 0 && potsCm.every((cm, i) => Number.isInteger(cm) && cm >= 5 && cm <= 40 && cm > (potsCm[i - 1] ?? 0)))).toEqual([]);
    expect(broken(SPECIES, ({ season }) => season.length > 0 && new Set(season).size === season.length && season.every((month) => Number.isInteger(month) && month >= 1 && month <= 12))).toEqual([]);
    expect(broken(SPECIES, ({ season }) => season.slice(1).every((month, i) => month === ((season[i] ?? 0) % 12) + 1))).toEqual([]);
    expect(broken(SPECIES, ({ unit }) => UNITS.includes(unit))).toEqual([]);
    expect(broken(SPECIES, ({ minTransportC }) => minTransportC === undefined || (minTransportC >= 0 && minTransportC <= 18))).toEqual([]);
  });

  test("what is grown for a festival sells around it", () => {
    expect(SPECIES.filter(({ festivals }) => festivals.includes("spring-festival")).length).toBeGreaterThan(40);
    expect(SPECIES.flatMap(({ festivals }) => festivals).filter((code) => !(code in FESTIVAL_MONTHS))).toEqual([]);
    for (const [code, months] of Object.entries(FESTIVAL_MONTHS)) {
      const grown = SPECIES.filter(({ festivals }) => (festivals as readonly string[]).includes(code));
      expect(broken(grown, ({ season }) => months.some((month) => season.includes(month))), code).toEqual([]);
    }
  });

  test("the plants of the winter trade are all there", () => {
    const names = new Set(SPECIES.flatMap(({ zh, aliases }) => [zh, ...aliases]));
    const wanted = [
      "蝴蝶兰", "大花蕙兰", "春兰", "墨兰", "春剑", "莲瓣兰", "文心兰", "兜兰", "卡特兰", "红掌", "火鹤", "白掌", "凤梨", "擎天凤梨", "鸿运当头", "仙客来", "一品红", "长寿花", "杜鹃", "比利时杜鹃", "高山杜鹃", "君子兰", "水仙", "朱顶红", "蟹爪兰", "仙人指",
      "发财树", "幸福树", "金钱树", "绿萝", "富贵竹", "绣球", "丽格海棠", "瓜叶菊", "报春花", "茶花", "山茶", "桂花", "牡丹", "月季", "菊花", "栀子", "茉莉", "三角梅", "蜡梅", "梅花", "风信子", "郁金香", "金桔", "佛手", "富贵籽", "冬红果", "北美冬青",
      "罗汉松", "五针松", "黑松", "榔榆", "人参榕", "玉露", "生石花", "金琥", "仙人掌", "仙人球",
    ];
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe("finding a species", () => {
  const index = indexNames(speciesNames());

  test.each([
    ["hdl", "phalaenopsis"], ["蝴蝶兰", "phalaenopsis"], ["hongzhang", "anthurium-andraeanum"], ["fcs", "pachira-glabra"], ["jinju", "citrus-japonica"], ["金桔", "citrus-japonica"], ["sansevieria trif", "dracaena-trifasciata"], ["火鹤", "anthurium-andraeanum"], ["hatiora", "rhipsalidopsis-gaertneri"], ["saintpaulia", "streptocarpus-ionanthus"], ["poshu", "celtis-sinensis"], ["fengli", "ananas-comosus"],
    ["xkl", "cyclamen-persicum"], ["poinsettia", "euphorbia-pulcherrima"], ["csh", "kalanchoe-blossfeldiana"], ["aloe", "aloe-vera"], ["calathea mak", "goeppertia-makoyana"], ["money tree", "pachira-glabra"], ["guibeizhu", "monstera-deliciosa"],
  ])("%s finds %s", (query, id) => expect(searchNames(index, query, 3).map((match) => match.id)).toContain(id));

  test("every species is found first by its own Chinese name and by its Latin name", () => {
    for (const { id, zh, latin } of SPECIES) {
      expect(searchNames(index, zh, 1)[0]?.id).toBe(id);
      expect(searchNames(index, latin, 1)[0]?.id).toBe(id);
    }
    expect(speciesById("phalaenopsis")?.zh).toBe("蝴蝶兰");
    expect(speciesById("nothing")).toBeUndefined();
  });
});

describe("varieties", () => {
  test("at least 100, each of a known species, no name twice within one", () => {
    expect(VARIETIES.length).toBeGreaterThanOrEqual(100);
    expect(broken(VARIETIES, ({ speciesId }) => speciesById(speciesId) !== undefined)).toEqual([]);
    expect(repeated(VARIETIES.map((variety) => variety.id))).toEqual([]);
    expect(repeated(VARIETIES.map((variety) => `${variety.speciesId} ${variety.zh}`))).toEqual([]);
    expect(broken(VARIETIES, ({ id, zh, en }) => /^[a-z-]+--[a-z0-9-]+$/.test(id) && zh !== "" && en !== "")).toEqual([]);
    expect(VARIETIES.filter(({ speciesId }) => speciesId === "phalaenopsis").map(({ zh }) => zh)).toEqual(expect.arrayContaining(["大辣椒", "红天鹅", "满天红", "V3"]));
  });
});
