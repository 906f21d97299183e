/**
 * The first draft of a bulletin in the usual official shape: level and change, five up, five down, what was left over,
 * logged reasons, outlook, how it was computed. Texts hold figures by name, such as {value}; whoever edits the words keeps
 * the numbers bound to the data.
 */
import { FESTIVAL_WORDS, nextFestival } from "../calendar/festivals.ts";
import { isShown, type BulletinData, type DataLine, type Language } from "./data.ts";
import { figuresOf, lineCode, moversOf, skilled, unitsOf, type Figures } from "./figures.ts";
import { periodText } from "./write.ts";

export const SECTIONS = ["title", "overview", "index", "movers", "supply", "causes", "outlook", "notes"] as const;
export type Section = (typeof SECTIONS)[number];
export type Texts = Readonly<Record<Section, string>>;
/** Farther off than this a festival does not yet move prices. */
const FESTIVAL_NEAR_DAYS = 60;

export const lineName = (line: DataLine, language: Language): string =>
  language === "zh" ? `${line.item.zh}（${line.mark.zh}）` : `${line.item.en || line.item.zh} (${line.mark.en})`;

/**
 * Edited texts on newer data: a section that still reads as it was drafted is drafted anew, one that somebody wrote stays
 * his. Its figures follow the data by name.
 */
export function carried(texts: Record<Language, Texts>, old: BulletinData, fresh: BulletinData): Record<Language, Texts> {
  const [before, after] = [draftOf(old), draftOf(fresh)];
  const of = (language: Language): Texts => Object.fromEntries(SECTIONS.map((section) => [section, texts[language][section] === before[language][section] ? after[language][section] : texts[language][section]])) as Record<Section, string>;
  return { zh: of("zh"), en: of("en") };
}

export const draftOf = (data: BulletinData): Record<Language, Texts> => ({ zh: draftIn(data, "zh"), en: draftIn(data, "en") });

function draftIn(data: BulletinData, language: Language): Texts {
  const figures = figuresOf(data);
  const say = new Draft(data, figures, language);
  return { title: say.title(), overview: say.overview(), index: say.index(), movers: say.movers(), supply: say.supply(), causes: say.causes(), outlook: say.outlook(), notes: say.notes() };
}

class Draft {
  readonly #data: BulletinData;
  readonly #figures: Figures;
  readonly #zh: boolean;
  readonly #language: Language;
  readonly #traded: boolean;

  constructor(data: BulletinData, figures: Figures, language: Language) {
    this.#data = data;
    this.#figures = figures;
    this.#language = language;
    this.#zh = language === "zh";
    this.#traded = data.now.lines.some((line) => line.sold !== 0);
  }

  title(): string {
    const { kind, now } = this.#data;
    const when = periodText(now.period, this.#language);
    return this.#zh ? `${when}花卉行情${kind === "day" ? "日报" : "周报"}` : `Flower market bulletin, ${when}`;
  }

  overview(): string {
    const zh = this.#zh;
    if (!this.#traded) return zh ? "{period}没有成交。" : `There was no trade ${this.#data.kind === "day" ? "on" : "in"} {period}.`;
    const shown = this.#data.now.lines.filter(isShown);
    if (shown.length === 0) return this.#sentences([zh ? "{period}有成交，但{withheld}行都因卖方太少或太集中不公布。" : "There was trade on {period}, but all {withheld} lines are withheld because too few sellers, or one above all, made them."]);
    const volumes = this.#list(unitsOf(shown).map((unit) => `{volume.${unit}}`));
    const days = this.#data.kind === "week" ? (zh ? "，共{days}个交易日" : ", {days} trading days") : "";
    return this.#sentences([
      zh ? `{period}${days}，公布{shown}行行情，不公布{withheld}行。` : `{period}${days}: {shown} lines published, {withheld} withheld.`,
      zh ? `公布的各行成交{deals}笔，成交量${volumes}，成交额{value}。` : `The published lines come to {deals} deals, ${volumes}, {value}.`,
      this.#comparison("before"),
      this.#comparison("lastyear"),
      this.#festival(),
    ]);
  }

  #comparison(name: "before" | "lastyear"): string {
    const zh = this.#zh;
    if (!this.#has(`${name}.period`)) {
      if (name === "lastyear") return zh ? "上年同期没有可比的行情。" : "There is nothing comparable from last year.";
      return zh ? "此前没有可比的行情。" : "There is nothing earlier to compare with.";
    }
    const head = name === "before" ? (zh ? "与上期（{before.period}）相比" : "Against the period before ({before.period})") : zh ? "与上年同期（{lastyear.period}）相比" : "Against last year ({lastyear.period})";
    if (this.#value(`${name}.compared`) === 0) return zh ? `${head}，没有两期都公布价格的行，不作比较。` : `${head}: no line has a published price in both, so nothing is compared.`;
    const parts = [zh ? `{${name}.compared}行可比，价格上涨{${name}.up}行、下跌{${name}.down}行、持平{${name}.flat}行` : `{${name}.compared} lines can be compared, {${name}.up} higher, {${name}.down} lower, {${name}.flat} unchanged`];
    const units = unitsOf(this.#data.now.lines).filter((unit) => this.#has(`${name}.volume.${unit}`));
    if (this.#has(`${name}.value`)) parts.push(zh ? `两期都公布的{${name}.lines}行，成交额{${name}.value}` : `over the {${name}.lines} lines shown in both, value {${name}.value}`);
    // With several units the volume of each would need its unit's name; the value says it for all.
    if (units.length === 1) parts.push(zh ? `成交量{${name}.volume.${units[0]}}` : `volume {${name}.volume.${units[0]}}`);
    return zh ? `${head}，${parts[0]}${parts.length > 1 ? `；${parts.slice(1).join("，")}` : ""}。` : `${head}: ${parts.join("; ")}.`;
  }

  #festival(): string {
    const { code } = nextFestival(this.#data.now.to);
    const name = FESTIVAL_WORDS[code];
    const days = this.#value("festival.days");
    if (days > FESTIVAL_NEAR_DAYS) return "";
    if (days === 0) return this.#zh ? `当日是${name.zh}。` : `The day is ${name.en}.`;
    const lastYear = this.#has("festival.lastyear") && this.#value("festival.lastyear") !== days && this.#value("festival.lastyear") <= FESTIVAL_NEAR_DAYS;
    if (this.#zh) return `距${name.zh}{festival.days}天${lastYear ? "，上年同期距该节{festival.lastyear}天，同比受节期移动影响" : ""}。`;
    return `{festival.days} days to ${name.en}${lastYear ? "; a year ago {festival.lastyear}, which bears on the comparison" : ""}.`;
  }

  index(): string {
    const zh = this.#zh;
    return this.#sentences(this.#data.index.map(({ code, name, before, lastYear }) => {
      const against = (way: "before" | "lastyear", there: boolean, label: string): string[] => {
        if (!there) return [];
        const percent = this.#has(`index.${code}.${way}.percent`) ? (zh ? `（{index.${code}.${way}.percent}）` : ` ({index.${code}.${way}.percent})`) : "";
        return [`${label}{index.${code}.${way}.points}${percent}`];
      };
      const parts = [...against("before", before !== null, zh ? "比上期" : "against the period before "), ...against("lastyear", lastYear !== null, zh ? "比上年同期" : "against last year ")];
      if (zh) return `${name.zh}{index.${code}.level}${parts.length === 0 ? "" : `，${parts.join("；")}`}。`;
      return `${name.en || name.zh} {index.${code}.level}${parts.length === 0 ? "" : `; ${parts.join("; ")}`}.`;
    }));
  }

  movers(): string {
    if (!this.#traded || this.#value("before.compared") === 0) return "";
    const zh = this.#zh;
    const list = (name: "up" | "down"): string => {
      const moved = moversOf(this.#data, name === "up" ? 1 : -1);
      if (moved.length === 0) return zh ? `没有价格${name === "up" ? "上涨" : "下跌"}的行。` : `No line is ${name === "up" ? "higher" : "lower"}.`;
      const said = moved.map(({ now }) => `${lineName(now, this.#language)}${zh ? "" : " "}{${lineCode(now.key)}.mean}${zh ? "，" : ", "}{${lineCode(now.key)}.change}`);
      if (zh) return `${name === "up" ? "涨幅居前" : "跌幅居前"}：${said.join("；")}。`;
      return `${name === "up" ? "Strongest rises" : "Strongest falls"}: ${said.join("; ")}.`;
    };
    return `${list("up")}\n${list("down")}`;
  }

  supply(): string {
    const zh = this.#zh;
    const shown = this.#data.now.lines.filter(isShown);
    if (shown.length === 0) return "";
    const left = unitsOf(shown).filter((unit) => this.#value(`unsold.${unit}`) > 0).map((unit) => `{unsold.${unit}}`);
    if (left.length === 0) return zh ? "公布的各行没有余货。" : "The published lines left nothing over.";
    const daily = this.#data.kind === "week" ? (zh ? "（按日累计）" : " (added day by day)") : "";
    return zh ? `公布的各行余货${this.#list(left)}${daily}。` : `Left over on the published lines: ${this.#list(left)}${daily}.`;
  }

  causes(): string {
    const zh = this.#zh;
    const { reasons } = this.#data;
    if (reasons.length === 0) return zh ? "没有登记的原因，本简报不作推测。" : "No reasons were logged; this bulletin does not guess.";
    const said = reasons.map((reason) => `${zh ? reason.name.zh : reason.name.en} {reason.${reason.code}.${reason.unit}}`);
    return zh ? `登记的原因：${said.join("；")}。价格涨跌的原因没有登记，不作推测。` : `Logged reasons: ${said.join("; ")}. No reasons were logged for changes of price; none are guessed.`;
  }

  outlook(): string {
    const zh = this.#zh;
    const good = skilled(this.#data);
    if (good.length === 0) return zh ? "没有优于简单方法的预测，不作展望。" : "No forecast beats the naive methods, so none is given.";
    return this.#sentences(good.map((one) => {
      const n = `outlook.${lineCode(one.key)}`;
      return zh ? `${one.name.zh}：{${n}.period}预计{${n}.mean}，八成可能在{${n}.low}至{${n}.high}之间（${one.model}，回测误差比最好的简单方法小{${n}.skill}）。`
        : `${one.name.en || one.name.zh}: {${n}.mean} expected for {${n}.period}, four times in five between {${n}.low} and {${n}.high} (${one.model}; error in the backtest {${n}.skill} below the best naive method).`;
    }));
  }

  notes(): string {
    const zh = this.#zh;
    const { now, kind } = this.#data;
    return this.#sentences([
      zh ? "行情只含公布的行：卖方不足三家或一家超过八成的行不公布，也不计入合计和比较。" : "Only published lines count: a line of fewer than three sellers, or of one above four fifths, is withheld from sums and comparisons too.",
      kind === "week" && now.hidden > 0 ? (zh ? "各日共有{hidden}行次不公布。" : "{hidden} lines were withheld, counted day by day.") : "",
      zh ? "涨跌按公布的平均价计算，四舍五入到一位小数。" : "Changes are computed from the published means, rounded half up to one decimal.",
      this.#data.index.length > 0 ? (zh ? "指数的升降用“点”表示，是两期指数之差；百分比是相对变化，两者不同。" : "An index moves in points, the difference of two levels; per cent is the relative change, which is something else.") : "",
      now.complete ? "" : zh ? "尚未日结，数字还会变。" : "Not closed yet; the figures may still change.",
      now.vintage === null ? "" : zh ? "数据版本：{vintage}。" : "Data as of {vintage}.",
    ]);
  }

  #has(key: string): boolean {
    return this.#figures.has(key);
  }

  #value(key: string): number {
    const value = this.#figures.get(key)?.value;
    return typeof value === "number" ? value : 0;
  }

  #list(parts: readonly string[]): string {
    return parts.join(this.#zh ? "、" : ", ");
  }

  #sentences(parts: readonly string[]): string {
    return parts.filter((part) => part !== "").join(this.#zh ? "" : " ");
  }
}
