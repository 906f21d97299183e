import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBuyList, type ReadLine } from "./buy-list.ts";
import { TRIAL_INDEX, TRIAL_ITEMS } from "./trial.ts";

const seed = Number(process.env["SEED"] ?? 20261127);
console.log(`buying list properties: seed ${seed}`);

/** "anth-dakota|A|200盆|12.00|urgent|替|no_quantity": item or candidates, grade, quantity, limit, wishes, problems. */
function told(line: ReadLine): string {
  const item = line.itemId ?? (line.candidates.length === 0 ? "?" : `${line.candidates.length}?`);
  const limit = line.limit === null ? "" : `${(line.limit.fen / 100).toFixed(2)}${line.limit.per === null ? "" : `/${line.limit.per}`}`;
  const wishes = [line.priority === "normal" ? "" : line.priority, line.substitute === null ? "" : line.substitute ? "替" : "不替"].join("");
  return [item, line.grade ?? "", line.quantity ?? "", limit, wishes, [...new Set(line.problems.map((problem) => problem.code))].toSorted().join(" ")].join("|");
}
const read = (text: string): string[] => readBuyList(text, TRIAL_INDEX).lines.map(told);

/** Messages as clients write them, made for this test. */
const MESSAGES: readonly (readonly [string, ...string[]])[] = [
  ["红掌 大红 5寸 A级 200盆 不超过12块 急", "anth-dakota|A|200盆|12.00|urgent|"],
  ["蝴蝶兰 V31 500 <=18.5", "phal-v31-1||500|18.50||"],
  ["蝴蝶兰 大辣椒 双梗 200盆 18块5", "phal-chili-2||200盆|18.50||"],
  ["大辣椒双梗２００盆不超过１８．５", "phal-chili-2||200盆|18.50||"],
  ["满天红 1万盆 ￥12.5", "phal-mth-2||1万盆|12.50||"],
  ["满天红1.5万盆12块半以内", "phal-mth-2||1.5万盆|12.50||"],
  ["白掌 100盆 8元 可替", "spath||100盆|8.00|替|"],
  ["白鹤芋100棵，7.5/棵", "spath||100棵|7.50/棵||"],
  ["一帆风顺 3车 优先", "spath||3车||first|"],
  ["一品红 7头 300盆 6块5", "poinsettia-7||300盆|6.50||"],
  ["一品红天鹅绒 一级 200盆", "poinsettia-5|B|200盆|||"],
  ["圣诞花 5头 二十箱 特级", "poinsettia-5|A|二十箱|||"],
  ["绿萝吊盆 50盆 15块，绿萝小盆 300盆 3.5元", "pothos-hang||50盆|15.00||", "pothos-small||300盆|3.50||"],
  ["红掌粉冠军100盆 白掌100盆 绿萝柱式1.2米 20盆", "anth-pink||100盆|||", "spath||100盆|||", "pothos-pole||20盆|||"],
  ["200盆白掌，100盆金钱树，50盆长寿花", "spath||200盆|||", "zz||100盆|||", "2?||50盆|||unsure_item"],
  ["大辣椒双梗100 满天红200 V3单梗300", "phal-chili-2||100|||", "phal-mth-2||200|||", "phal-v3-1||300|||"],
  ["粉冠军、白冠军各100盆 9块", "anth-pink||100盆|9.00||", "anth-white||100盆|9.00||"],
  ["白掌 金钱树 蟹爪兰 各50盆，急", "spath||50盆||urgent|", "zz||50盆||urgent|", "schlum||50盆||urgent|"],
  ["1. 白掌 100盆\n2. 金钱树 50盆\n3、君子兰 20盆", "spath||100盆|||", "zz||50盆|||", "clivia||20盆|||"],
  ["白掌100盆；金钱树50盆。蟹爪兰30盆", "spath||100盆|||", "zz||50盆|||", "schlum||30盆|||"],
  ["老板你好，帮我拿点白掌100盆，谢谢", "spath||100盆|||unread"],
  ["白掌\n100盆\n8块以内", "spath||100盆|8.00||"],
  ["绿萝\n吊盆 50\n小盆 200 3块", "pothos-hang||50|||", "pothos-small||200|3.00||inherited"],
  ["红掌 14公分 白冠军 80盆", "anth-white||80盆|||"],
  ["红掌 16 200盆 12块", "anth-dakota||200盆|12.00||"],
  ["发财树 五辫 1.5米 10盆 120块", "pachira-braid||10盆|120.00||"],
  ["发财树小盆独杆 200 5块", "pachira-small||200|5.00||"],
  ["大花蕙兰 5梗 30盆 80-90块", "cymb-5||30盆|90.00||"],
  ["蕙兰3梗 40盆 60左右", "cymb-3||40盆|60.00||guessed_price"],
  ["蕙兰3梗 40盆 60块左右", "cymb-3||40盆|60.00||about_price"],
  ["君子兰 20盆 限价45", "clivia||20盆|45.00||"],
  ["君子兰20盆最高45元一盆", "clivia||20盆|45.00/盆||"],
  ["金桔 最多30盆 85以内", "kumquat||30盆|85.00||"],
  ["风信子 2箱 两块五", "hyacinth||2箱|2.50||"],
  ["风信子 500 8毛/个", "hyacinth||500|0.80||"],
  ["风信子500株 3毛", "hyacinth||500株|0.30||"],
  ["仙客来迷你 2车1层 2块8", "cyclamen-mini||2车1层|2.80||"],
  ["仙客来 15花以上 B级以上 120盆", "cyclamen|B|120盆|||"],
  ["仙客来 AB级都行 15花 200", "cyclamen|B|200|||"],
  ["长寿花卡兰迪瓦 1k盆 2.2元", "kalanchoe-12||1千盆|2.20||"],
  ["长寿花 10cm 5千盆 1.8", "kalanchoe-10||5千盆|1.80||guessed_price"],
  ["蟹爪兰嫁接 半车", "schlum|||||bad_quantity"],
  ["白掌 1万2盆", "spath|||||bad_quantity"],
  ["白掌 12块5", "spath|||12.50||no_quantity"],
  ["白掌", "spath|||||no_quantity"],
  ["郁金香 100盆", "?||100盆|||unknown_item"],
  ["洋荷花 紫 50", "?||50|||unknown_item"],
  ["满天星 50扎", "?||50扎|||no_item unread"],
  ["hdl dlj shuanggeng 100", "2?||100|||unread unsure_item"],
  ["baizhang 100盆 8块", "spath||100盆|8.00||"],
  ["BAIZHANG 100盆", "spath||100盆|||"],
  ["V3双梗 600支 9.8元/支", "phal-v3-2||600支|9.80/支||"],
  ["v3 双梗*600", "phal-v3-2||600|||"],
  ["白掌x100 8块", "spath||100|8.00||"],
  ["白掌 100 8", "spath||100|8.00||guessed_price"],
  ["白掌 8块 100", "spath||100|8.00||"],
  ["8块以内 白掌 100盆 必须有", "spath||100盆|8.00|urgent|"],
  ["白掌 100盆 没有就换 金钱树 50盆", "spath||100盆||替|", "zz||50盆|||"],
  ["白掌 100盆 不可替", "spath||100盆||不替|"],
  ["山茶 十八学士 带苞 40cm 30盆 A货 45块", "camellia|A|30盆|45.00||"],
  ["茶花30盆 4寸盆", "1?||30盆|||unsure_item"],
  ["擎天凤梨丹尼斯 2箱 11.5块每盆", "guzmania||2箱|11.50/盆||"],
  ["果子蔓 2箱 90块一箱", "guzmania||2箱|90.00/箱||"],
  ["玉树老桩 20株 35元 精品", "jade-bonsai||20株|35.00||"],
  ["明天11月28日要货：白掌 100盆\n电话13800000000 济南张", "spath||100盆|||"],
  ["【采购单】\n蝴蝶兰 大辣椒 单梗 A级 300盆 ≤16元 急\n同上 双梗 B级 200盆 ≤20", "phal-chili-1|A|300盆|16.00|urgent|", "phal-chili-2|B|200盆|20.00||inherited"],
  ["白掌 100盆 200盆", "spath||100盆|||second_quantity"],
  ["白掌 100盆 8块 9块", "spath||100盆|8.00||second_price"],
  ["蝴蝶兰 100盆 20块", "6?||100盆|20.00||unsure_item"],
  ["白掌 1,200盆 8.00元", "spath||1,200盆|8.00||"],
  ["金钱树 6杆 100盆 三十五块", "zz||100盆|35.00||"],
];

describe("messages as clients write them", () => {
  expect(MESSAGES.length).toBeGreaterThanOrEqual(60);
  test.each(MESSAGES.map(([text, ...lines]) => ({ text, lines })))("$text", ({ text, lines }) => expect(read(text)).toEqual(lines));

  test("a greeting belongs to no line, and says so at its place", () => {
    const text = "济南老张\n白掌100盆";
    const { lines, unread } = readBuyList(text, TRIAL_INDEX);
    expect(lines).toHaveLength(1);
    expect(unread.map(({ from, to }) => text.slice(from, to))).toEqual(["济南老张"]);
  });

  test("what was not understood is shown where it stands", () => {
    const text = "白掌 歪脖子 100盆";
    const [line] = readBuyList(text, TRIAL_INDEX).lines;
    expect(line!.problems.map(({ code, from, to }) => [code, text.slice(from, to)])).toEqual([["unread", "歪脖子"]]);
    expect(line!.confidence).toBeLessThan(100);
    expect(line!.spec).toBe("白掌 歪脖子");
  });

  test("a sure line is surer than a doubtful one, and that than one without a plant", () => {
    const sure = (text: string): number => readBuyList(text, TRIAL_INDEX).lines[0]!.confidence;
    expect(sure("大辣椒 双梗 100盆 20块")).toBeGreaterThan(sure("蝴蝶兰 100盆 20块"));
    expect(sure("蝴蝶兰 100盆 20块")).toBeGreaterThan(sure("满天星 100盆"));
  });
});

describe("whatever is pasted", () => {
  const named = TRIAL_ITEMS.filter((item) => item.variety !== null);
  const wish = fc.record({
    item: fc.constantFrom(...named), count: fc.integer({ min: 1, max: 9_999 }), fen: fc.option(fc.integer({ min: 1, max: 99_999 }), { nil: null }), grade: fc.option(fc.constantFrom("A", "B", "C"), { nil: null }),
    urgent: fc.boolean(), wide: fc.boolean(),
  });
  const widen = (text: string): string => text.replaceAll(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

  test("a list written out plainly is read back as it was meant, in full width too", () => {
    fc.assert(fc.property(fc.array(wish, { minLength: 1, maxLength: 8 }), fc.constantFrom("\n", "；", "\r\n"), (wishes, between) => {
      const said = wishes.map(({ item, count, fen, grade, urgent, wide }) => {
        const text = [item.species[0], item.variety, item.spec, grade === null ? "" : `${grade}级`, `${count}盆`, fen === null ? "" : `不超过${(fen / 100).toFixed(2)}元`, urgent ? "急" : ""].filter((part) => part !== "").join(" ");
        return wide ? widen(text) : text;
      }).join(between);
      const { lines } = readBuyList(said, TRIAL_INDEX);
      expect(lines.map((line) => [line.itemId, line.quantity, line.limit?.fen ?? null, line.grade, line.priority])).toEqual(wishes.map(({ item, count, fen, grade, urgent }) => [item.id, `${count}盆`, fen, grade, urgent ? "urgent" : "normal"]));
    }), { seed });
  });

  test("gives lines in order, within the text, that never overlap, with problems at their place; and never breaks", () => {
    const piece = fc.constantFrom("红掌", "白掌", "蝴蝶兰", "大辣椒", "V3", "双梗", "200盆", "1万盆", "12块5", "<=18.5", "急", "可替", "A级", "5寸", "各", "，", "；", "\n", " ", "同上", "300", "12", "左右", "老板", "😀", "不超过", "-", "x", "3梗", "半车", "İ");
    const text = fc.oneof(fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")), fc.string({ unit: "binary", maxLength: 80 }));
    fc.assert(fc.property(text, (said) => {
      const { lines, unread } = readBuyList(said, TRIAL_INDEX);
      for (const line of lines) {
        expect(line.said).toBe(said.slice(line.from, line.to));
        expect(line.confidence).toBeGreaterThanOrEqual(0);
        expect(line.confidence).toBeLessThanOrEqual(100);
        for (const { from, to } of [...line.problems, ...line.parts]) expect(0 <= from && from < to && to <= said.length).toBe(true);
        if (line.quantity === null) expect(line.problems.some(({ code }) => code === "no_quantity" || code === "bad_quantity")).toBe(true);
        if (line.itemId === null) expect(line.problems.some(({ code }) => code === "no_item" || code === "unknown_item" || code === "unsure_item")).toBe(true);
      }
      for (const { from, to } of unread) expect(from < to && to <= said.length).toBe(true);
      for (const [n, line] of lines.entries()) if (n > 0) expect(line.from).toBeGreaterThanOrEqual(lines[n - 1]!.from);
    }), { seed, numRuns: 400 });
  });

  test("twenty thousand characters are read in one turn, and what is beyond is said to be cut", () => {
    const long = "白掌 100盆 8块\n".repeat(2_000);
    const { lines, cut } = readBuyList(long, TRIAL_INDEX);
    expect(cut).toBe(true);
    expect(lines.length).toBe(500);
  });
});
