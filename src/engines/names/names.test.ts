import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_QUERY_LENGTH, indexNames, searchNames } from "./names.ts";
import { initialsOf, pinyinOf, pinyinSortKey } from "./pinyin.ts";

const seed = Number(process.env["SEED"] ?? 20260609);
console.log(`name search properties: seed ${seed}`);

const bench = [
  { id: "phalaenopsis", zh: "蝴蝶兰", aliases: ["蝶兰"], latin: "Phalaenopsis", english: "moth orchid" },
  { id: "schlumbergera", zh: "蟹爪兰", latin: "Schlumbergera truncata", english: "Thanksgiving cactus" },
  { id: "epipremnum", zh: "绿萝", aliases: ["黄金葛"], latin: "Epipremnum aureum", english: "golden pothos" },
  { id: "kalanchoe", zh: "长寿花", latin: "Kalanchoe blossfeldiana", english: "florist's kalanchoe" },
  { id: "zamioculcas", zh: "金钱树", aliases: ["雪铁芋"], latin: "Zamioculcas zamiifolia", english: "ZZ plant" },
  { id: "kumquat", zh: "金桔", aliases: ["金橘"], latin: "Citrus japonica", english: "kumquat" },
  { id: "phal-v3", zh: "V3" },
  { id: "adenium", zh: "沙漠玫瑰", latin: "Adenium obesum", english: "desert rose" },
  { id: "longchuan", zh: "龙船花", latin: "Ixora chinensis", english: "Chinese ixora" },
];
const index = indexNames(bench);
const ids = (query: string) => searchNames(index, query).map((match) => match.id);

describe("a buyer types what he knows", () => {
  test.each([
    ["hdl", "phalaenopsis"], ["HDL", "phalaenopsis"], ["hudielan", "phalaenopsis"], ["hu die lan", "phalaenopsis"], ["hudl", "phalaenopsis"], ["hudie", "phalaenopsis"], ["蝴蝶", "phalaenopsis"], ["蝴dl", "phalaenopsis"],
    ["phal", "phalaenopsis"], ["moth or", "phalaenopsis"], ["orchid", "phalaenopsis"], ["蝶兰", "phalaenopsis"], ["xzl", "schlumbergera"], ["xiezhaolan", "schlumbergera"], ["xiezhualan", "schlumbergera"],
    ["lvluo", "epipremnum"], ["lüluo", "epipremnum"], ["luluo", "epipremnum"], ["hjg", "epipremnum"], ["csh", "kalanchoe"], ["changshouhua", "kalanchoe"], ["chshh", "kalanchoe"], ["florists kalanchoe", "kalanchoe"],
    ["v3", "phal-v3"], ["Ｖ３", "phal-v3"], ["blossf", "kalanchoe"], ["longch", "longchuan"], ["ixora chin", "longchuan"], ["xuety", "zamioculcas"], ["xuetieyu", "zamioculcas"],
  ])("%s finds %s first", (query, id) => expect(ids(query)[0]).toBe(id));

  test("what begins with the query comes before what only contains it", () => {
    expect(ids("jin")).toEqual(["kumquat", "zamioculcas", "epipremnum"]);
    expect(ids("lan").slice(0, 2).toSorted()).toEqual(["phalaenopsis", "schlumbergera"]);
    expect(searchNames(index, "金", 1)).toEqual([{ id: "kumquat", score: 90, kind: "chinese", matched: "金桔" }]);
  });

  test("nothing is found for nothing, nonsense, or letters in the wrong order", () => {
    for (const query of ["", "  ", "'", "hld", "qqqq", "兰蝶", "x".repeat(10_000)]) expect(ids(query)).toEqual([]);
  });

  test("full spelling, initials and sort key", () => {
    expect([pinyinOf("蝴蝶兰"), initialsOf("蝴蝶兰"), pinyinOf("绿萝"), pinyinOf("V3 大辣椒")]).toEqual(["hudielan", "hdl", "lvluo", "v3dalajiao"]);
    expect([pinyinOf("朴树"), pinyinOf("盆景 朴树 30cm"), initialsOf("金弹子")]).toEqual(["poshu", "penjingposhu30cm", "jdz"]);
    expect(["昂", "安", "长寿花", "白掌"].toSorted((a, b) => (pinyinSortKey(a) < pinyinSortKey(b) ? -1 : 1))).toEqual(["安", "昂", "白掌", "长寿花"]);
  });
});

test("every mixture of whole syllables and first letters finds its plant", () => {
  const plant = fc.constantFrom(...bench.filter((name) => name.id !== "phal-v3"));
  fc.assert(
    fc.property(plant, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), ({ id, zh }, whole) => {
      const query = pinyinSortKey(zh).split(" ").map((syllable, i) => (whole[i] === true ? syllable : syllable.slice(0, 1))).join("");
      expect(ids(query)).toContain(id);
    }),
    { seed },
  );
});

test("no query, however odd, breaks the search or returns a name twice", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2 * MAX_QUERY_LENGTH }), (query) => {
      const found = ids(query);
      expect(new Set(found).size).toBe(found.length);
    }),
    { seed },
  );
});
