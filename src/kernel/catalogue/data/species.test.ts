import { describe, expect, test } from "vitest";
import { indexNames, searchNames } from "../../../engines/names/names.ts";
import { UNITS } from "../../../engines/units/units.ts";
import { FAMILIES } from "./families.ts";
import { SPECIES_TYPES } from "./model.ts";
import { SPECIES, speciesById, speciesNames } from "./species.ts";
import { VARIETIES } from "./varieties.ts";

const EPITHET = "[a-z]+(?:-[a-z]+)*";
const LATIN = new RegExp(`^(?:× )?[A-Z][a-z]+(?: (?:× )?${EPITHET}(?: (?:subsp\\.|var\\.) ${EPITHET})?)?(?: \\([A-Z][a-z]+ Group\\))?$`);
const CHINESE = /^[\u4e00-\u9fff]+$/;

function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, i) => texts.indexOf(text) !== i))];
}

function broken<T extends { readonly id: string }>(items: readonly T[], isRight: (item: T) => boolean): string[] {
  return items.filter((item) => !isRight(item)).map((item) => item.id);
}

describe("the species master", () => {
  test("holds at least 140 species of every type", () => {
    expect(SPECIES.length).toBeGreaterThanOrEqual(140);
    for (const type of SPECIES_TYPES) expect(SPECIES.filter((species) => species.type === type).length, type).toBeGreaterThanOrEqual(8);
  });

  test("no id, Chinese name, Latin name or alias stands for two species", () => {
    expect(repeated(SPECIES.map((species) => species.id))).toEqual([]);
    expect(repeated(SPECIES.flatMap((species) => [species.zh, ...species.aliases]))).toEqual([]);
    expect(repeated(SPECIES.map((species) => species.latin))).toEqual([]);
    expect(repeated(SPECIES.flatMap((species) => [species.latin, ...species.otherLatin]))).toEqual([]);
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

  test("what is grown for the Spring Festival sells around it", () => {
    const grown = SPECIES.filter(({ festivals }) => festivals.includes("spring-festival"));
    expect(grown.length).toBeGreaterThan(40);
    expect(broken(grown, ({ season }) => season.includes(1) || season.includes(2))).toEqual([]);
    expect(broken(SPECIES.filter(({ festivals }) => festivals.includes("national-day")), ({ season }) => season.includes(9) || season.includes(10))).toEqual([]);
  });
});

describe("finding a species", () => {
  const index = indexNames(speciesNames());

  test.each([
    ["hdl", "phalaenopsis"], ["蝴蝶兰", "phalaenopsis"], ["hongzhang", "anthurium-andraeanum"], ["fcs", "pachira-glabra"], ["jinju", "citrus-japonica"], ["金桔", "citrus-japonica"], ["sansevieria trif", "dracaena-trifasciata"],
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
  test("at least 60, each of a known species, no name twice within one", () => {
    expect(VARIETIES.length).toBeGreaterThanOrEqual(60);
    expect(broken(VARIETIES, ({ speciesId }) => speciesById(speciesId) !== undefined)).toEqual([]);
    expect(repeated(VARIETIES.map((variety) => variety.id))).toEqual([]);
    expect(repeated(VARIETIES.map((variety) => `${variety.speciesId} ${variety.zh}`))).toEqual([]);
    expect(broken(VARIETIES, ({ id, zh, en }) => /^[a-z-]+--[a-z0-9-]+$/.test(id) && zh !== "" && en !== "")).toEqual([]);
    expect(VARIETIES.filter(({ speciesId }) => speciesId === "phalaenopsis").map(({ zh }) => zh)).toEqual(expect.arrayContaining(["大辣椒", "红天鹅", "满天红", "V3"]));
  });
});
