import { describe, expect, test } from "vitest";
import { isShown, type BulletinData, type Language } from "./data.ts";
import { marksOf } from "./check.ts";
import { barsOf, columnsOf } from "./chart.ts";
import { carried, draftOf, SECTIONS } from "./draft.ts";
import { figuresOf, lineCode, moversOf, percentOf } from "./figures.ts";
import { periodOf, spanOf, weekBefore, yearBefore } from "./gather.ts";
import { bulletin, dayOfLines, line, randomBulletin } from "./trial.ts";
import { figureText, periodText, plainText, tokensOf, type Writing } from "./write.ts";

const PHAL = lineCode("蝴蝶兰 A");
const SEEDS = Array.from({ length: 100 }, (_, n) => n + 1);
const LANGUAGES = ["zh", "en"] as const;
const writing = (data: BulletinData, language: Language): Writing => ({ language, currency: data.currency, utcOffsetMinutes: data.utcOffsetMinutes });
const wholeText = (data: BulletinData, language: Language): string => SECTIONS.map((section) => plainText(draftOf(data)[language][section], figuresOf(data), writing(data, language))).join("\n");

/** A number computed another way than the engine does: from the lines, with rational arithmetic and a plain half-up rule. */
function recomputed(key: string, data: BulletinData): number | null {
  const now = data.now.lines.filter(isShown);
  const [name, what, unit] = key.split(".") as [string, string?, string?];
  const tenths = (a: number, b: number): number => { const exact = (1_000 * (a - b)) / b; return Math.sign(exact) * Math.floor(Math.abs(exact) + 0.5 + 1e-9) || 0; };
  const other = name === "before" ? data.before : name === "lastyear" ? data.lastYear : null;
  const both = other === null ? [] : now.flatMap((one) => { const there = other.lines.find((old) => old.key === one.key && old.sold !== null); return there === undefined ? [] : [[one, there] as const]; });
  const total = (list: readonly { readonly value: number | null; readonly sold: number | null }[], pick: "value" | "sold"): number => list.reduce((sum, one) => sum + (one[pick] ?? 0), 0);
  const priced = both.filter(([a, b]) => a.mean !== null && b.mean !== null);
  if (name === "line") {
    const pairs = data.before === null ? [] : now.flatMap((one) => { const there = data.before!.lines.find((old) => old.key === one.key && old.mean !== null); return there === undefined || one.mean === null ? [] : [{ key: one.key, now: one.mean, before: there.mean! }]; });
    const pair = pairs.find((one) => lineCode(one.key) === `line.${what}`)!;
    return unit === "mean" ? pair.now : unit === "change" ? tenths(pair.now, pair.before) : null;
  }
  switch (key) {
    case "shown": return now.length;
    case "withheld": case "hidden": return data.now.lines.length - now.length;
    case "deals": return now.reduce((sum, one) => sum + one.deals!, 0);
    case "value": return total(now, "value");
    default: break;
  }
  if (name === "volume") return total(now.filter((one) => one.unit === what), "sold");
  if (name === "unsold") return now.filter((one) => one.unit === what).reduce((sum, one) => sum + one.unsold!, 0);
  if (other !== null && what === "compared") return priced.length;
  if (other !== null && what === "lines") return both.length;
  if (other !== null && (what === "up" || what === "down" || what === "flat")) return priced.filter(([a, b]) => Math.sign(a.mean! - b.mean!) === { up: 1, down: -1, flat: 0 }[what]).length;
  if (other !== null && what === "value") return tenths(total(both.map(([a]) => a), "value"), total(both.map(([, b]) => b), "value"));
  if (other !== null && what === "volume") { const own = both.filter(([a]) => a.unit === unit); return tenths(total(own.map(([a]) => a), "sold"), total(own.map(([, b]) => b), "sold")); }
  const [, , against, kind] = key.split(".");
  const index = data.index[0];
  if (name === "index" && index !== undefined) {
    if (against === "level") return index.level;
    const old = (against === "before" ? index.before : index.lastYear)!;
    return kind === "points" ? index.level - old.level : kind === "percent" ? tenths(index.level, old.level) : null;
  }
  return null;
}

describe("a bulletin is drafted from the data and nothing else", () => {
  test("every number in the text can be recomputed, and none stands there unbound", () => {
    let checked = 0;
    for (const seed of SEEDS) {
      const data = randomBulletin(seed);
      const figures = figuresOf(data);
      for (const language of LANGUAGES) {
        const texts = draftOf(data)[language];
        for (const section of SECTIONS) {
          expect(marksOf(texts[section], language, data, figures), `seed ${seed} ${section}: ${texts[section]}`).toEqual([]);
          for (const { key } of tokensOf(texts[section])) {
            const figure = figures.get(key);
            expect(figure, `seed ${seed}: ${key}`).toBeDefined();
            const value = recomputed(key, data);
            if (value === null) continue;
            expect(figure!.value, `seed ${seed}: ${key}`).toBe(value);
            checked += 1;
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(3_000);
  });

  test("the word of a direction agrees with its sign; what did not move is unchanged", () => {
    for (const seed of SEEDS) {
      const data = randomBulletin(seed);
      for (const figure of figuresOf(data).values()) {
        if (figure.kind !== "percent" && figure.kind !== "points") continue;
        const zh = figureText(figure, writing(data, "zh"));
        const en = figureText(figure, writing(data, "en"));
        const way = figure.kind === "percent" ? figure.way : Math.sign(figure.value);
        if (way === 0) expect([zh, en]).toEqual(["持平", "unchanged"]);
        else if (figure.value === 0) expect([zh, en]).toEqual(["基本持平", "little changed"]);
        else expect([/上涨|增长/.test(zh), /下跌|下降/.test(zh), en.startsWith("up "), en.startsWith("down ")]).toEqual([way > 0, way < 0, way > 0, way < 0]);
        // Points and per cent are never mixed up.
        if (figure.value !== 0 && way !== 0) expect([zh.endsWith("点"), zh.endsWith("%"), en.endsWith(" points"), en.endsWith(" per cent")]).toEqual(figure.kind === "points" ? [true, false, true, false] : [false, true, false, true]);
      }
    }
  });

  test("a withheld line gives no number, no name among the movers and no comparison", () => {
    const shown = line("仙客来", 1_000, 50);
    const data = bulletin(dayOfLines("2026-11-27", [line("蝴蝶兰", null, null), shown]), dayOfLines("2026-11-26", [line("蝴蝶兰", 5_000, 900), line("仙客来", null, null)]));
    for (const language of LANGUAGES) expect(wholeText(data, language)).not.toMatch(/蝴蝶兰|5,?000|50\.00|900/);
    expect(wholeText(data, "zh")).toContain("公布1行行情，不公布1行");
    expect(wholeText(data, "zh")).toContain("没有两期都公布价格的行，不作比较");
    expect([...figuresOf(data).keys()].filter((key) => key.endsWith(".change") || key.endsWith(".before"))).toEqual([]);
  });

  test("a manager reads the usual shape", () => {
    const data = bulletin(
      dayOfLines("2026-11-27", [line("蝴蝶兰", 2_085, 100, { unsold: 20 }), line("仙客来", 950, 200), line("红掌", 1_500, 40), line("绿萝", 10_001, 10)]),
      dayOfLines("2026-11-26", [line("蝴蝶兰", 2_000, 100), line("仙客来", 1_000, 100), line("红掌", 1_500, 50), line("绿萝", 10_000, 10)]),
      { index: [{ code: "all", name: { zh: "盆花价格指数", en: "Pot plant price index" }, period: "2026-W47", level: 10_125, before: { period: "2026-W46", level: 10_000 }, lastYear: null, vintage: "1" }] },
    );
    const text = wholeText(data, "zh");
    expect(text).toContain("2026年11月27日花卉行情日报");
    expect(text).toContain("公布4行行情，不公布0行。公布的各行成交12笔，成交量350盆，成交额5,585.10元。与上期（2026年11月26日）相比，4行可比，价格上涨2行、下跌1行、持平1行；两期都公布的4行，成交额增长17.6%，成交量增长34.6%。");
    expect(text).toContain("盆花价格指数101.25点，比上期上涨1.25点（上涨1.3%）。");
    expect(text).toContain("涨幅居前：蝴蝶兰（A）20.85元/盆，上涨4.3%。");
    expect(text).toContain("跌幅居前：仙客来（A）9.50元/盆，下跌5.0%。");
    expect(text).toContain("公布的各行余货20盆。");
    expect(text).toContain("没有登记的原因，本简报不作推测。");
    expect(text).toContain("没有优于简单方法的预测，不作展望。");
    const en = wholeText(data, "en");
    expect(en).toContain("Pot plant price index 101.25 points; against the period before up 1.25 points (up 1.3 per cent).");
    expect(en).toContain("蝴蝶兰 (A) CNY 20.85 a pot, up 4.3 per cent");
  });

  test("a day without trade says so, and a forecast without skill is not spoken of", () => {
    const quiet = bulletin(dayOfLines("2026-11-28", []), dayOfLines("2026-11-27", [line("仙客来", 900, 9)]));
    expect(draftOf(quiet).zh.overview).toBe("{period}没有成交。");
    expect(draftOf(quiet).zh.movers).toBe("");
    const outlook = (skill: number): BulletinData => ({ ...quiet, outlook: [{ key: "仙客来 A", name: { zh: "仙客来", en: "" }, unit: "pot", period: "2026-12-04", mean: 950, low: 900, high: 1_000, model: "ETS", skill, vintage: "1" }] });
    expect(draftOf(outlook(0)).zh.outlook).toBe("没有优于简单方法的预测，不作展望。");
    expect(plainText(draftOf(outlook(83)).zh.outlook, figuresOf(outlook(83)), writing(quiet, "zh"))).toBe("仙客来：2026年12月4日预计9.50元/盆，八成可能在9.00元/盆至10.00元/盆之间（ETS，回测误差比最好的简单方法小8.3%）。");
  });

  test("on newer data an editor's section keeps its goods, the others are drafted anew", () => {
    const old = bulletin(dayOfLines("2026-11-27", [line("蝴蝶兰", 2_100, 100), line("仙客来", 1_010, 100)]), dayOfLines("2026-11-26", [line("蝴蝶兰", 2_000, 100), line("仙客来", 1_000, 100)]));
    const fresh = { ...old, now: dayOfLines("2026-11-27", [line("蝴蝶兰", 2_040, 100), line("仙客来", 1_100, 100)]) };
    const texts = draftOf(old);
    const after = carried({ ...texts, zh: { ...texts.zh, causes: `蝴蝶兰{${PHAL}.mean}，{${PHAL}.change}。` } }, old, fresh);
    expect(plainText(after.zh.causes, figuresOf(fresh), writing(fresh, "zh"))).toBe("蝴蝶兰20.40元/盆，上涨2.0%。");
    expect(after.zh.movers).toBe(draftOf(fresh).zh.movers);
    expect(after.en).toEqual(draftOf(fresh).en);
  });

  test("half is rounded up, away from zero, from the integers", () => {
    expect([percentOf(2_001, 2_000), percentOf(1_999, 2_000), percentOf(20_009, 20_000), percentOf(3, 0)]).toEqual([1, -1, 0, null]);
    expect(periodText("2027-W01", "zh")).toBe("2027年第1周");
  });
});

describe("a week is made of its days", () => {
  test("means are value by volume, days on which a line was withheld are counted and left out", () => {
    const day = (n: number, mean: number | null, sold: number | null) => ({ day: `2026-11-${n}`, complete: true, vintage: `2026-11-${n}T10:00:00.000Z`, lines: [line("仙客来", mean, sold)] });
    const week = periodOf("2026-W48", [day(23, 1_000, 10), day(24, null, null), day(25, 1_300, 20)]);
    expect(week).toMatchObject({ from: "2026-11-23", to: "2026-11-29", days: 3, hidden: 1, vintage: "2026-11-25T10:00:00.000Z" });
    expect(week.lines).toMatchObject([{ sold: 30, value: 36_000, mean: 1_200, withheld: null }]);
    expect(periodOf("2026-W48", [day(24, null, null)]).lines).toMatchObject([{ mean: null, sold: null, value: null, withheld: "too_few_sellers" }]);
  });
  test("weeks and years step as the calendar does", () => {
    expect([weekBefore("2027-W01"), yearBefore("2026-W53"), yearBefore("2026-11-27"), spanOf("2026-W53").to]).toEqual(["2026-W53", "2026-W01", "2025-11-28", "2027-01-03"]);
  });
});

describe("what an editor types is looked over", () => {
  const data = bulletin(dayOfLines("2026-11-27", [line("蝴蝶兰", 2_085, 100), line("红掌 12 cm", 1_500, 40)]), dayOfLines("2026-11-26", [line("蝴蝶兰", 2_000, 100), line("红掌 12 cm", 1_500, 50)]),
    { index: [{ code: "all", name: { zh: "指数", en: "Index" }, period: "2026-11-27", level: 10_125, before: { period: "2026-11-26", level: 10_000 }, lastYear: null, vintage: "1" }] });
  const codes = (text: string) => marksOf(text, "zh", data).map((mark) => [mark.code, mark.text, mark.figure]);

  test("bound figures, dates and numbers within names are left alone", () => {
    expect(codes("11月27日，红掌 12 cm 平稳，成交额{value}，2026年第48周10:30收场。")).toEqual([]);
  });
  test("unknown, unbound, contradicting numbers and a wrong measure are marked and not forbidden", () => {
    expect(codes("到货约37车。")).toEqual([["unknown_number", "37", null]]);
    expect(codes("成交额２，６８５元。")).toEqual([["not_bound", "２，６８５", "value"]]);
    expect(codes("蝴蝶兰均价21.00元。")).toEqual([["contradicts", "21.00", `${PHAL}.mean`]]);
    expect(codes("蝴蝶兰均价20.85元。")).toEqual([["not_bound", "20.85", `${PHAL}.mean`]]);
    expect(codes("指数上涨1.25%。")).toEqual([["wrong_measure", "1.25", "index.all.before.points"]]);
    expect(codes("指数上涨1.3点。")).toEqual([["wrong_measure", "1.3", "index.all.before.percent"]]);
    expect(codes("{valeu}元")).toEqual([["unknown_figure", "{valeu}", null]]);
  });
});

test("a figure that is taken for a typed number brings its own unit and word of direction", () => {
  const data = bulletin(dayOfLines("2026-11-27", [line("蝴蝶兰", 2_085, 100)]), dayOfLines("2026-11-26", [line("蝴蝶兰", 2_000, 100)]));
  const taken = (text: string): string => marksOf(text, "zh", data).toReversed().reduce((now, mark) => `${now.slice(0, mark.from)}{${mark.figure}}${now.slice(mark.to)}`, text);
  expect(plainText(taken("蝴蝶兰均价99.00元，上涨5.0%。"), figuresOf(data), writing(data, "zh"))).toBe("蝴蝶兰均价20.85元/盆，上涨4.3%。");
});

describe("charts", () => {
  test("bars keep their proportions on both sides of the zero line, columns stand on zero and break where there is nothing", () => {
    const { zero, bars } = barsOf([{ label: "a", text: "", value: 60 }, { label: "b", text: "", value: -40 }, { label: "c", text: "", value: 0 }], 200);
    expect(zero).toBeCloseTo(80);
    expect(bars.map(({ x, width, way }) => [Math.round(x), Math.round(width), way])).toEqual([[80, 120, 1], [0, 80, -1], [80, 0, 0]]);
    expect(columnsOf([{ period: "1", value: 50 }, { period: "2", value: null }, { period: "3", value: 100 }], 300, 90).points.map(({ x, y }) => [x, y])).toEqual([[0, 45], [100, null], [200, 0]]);
  });
  test("movers are at most five a side, strongest first, and each is shown in both periods", () => {
    for (const seed of SEEDS.slice(0, 50)) {
      const data = randomBulletin(seed);
      for (const way of [1, -1] as const) {
        const changes = moversOf(data, way).map(({ now, before }) => (now.mean! - before.mean!) / before.mean!);
        expect(changes.length).toBeLessThanOrEqual(5);
        expect(changes.every((change) => Math.sign(change) === way)).toBe(true);
        expect(changes).toEqual(changes.toSorted((a, b) => way * (b - a)));
      }
    }
  });
});
