import { UNIT_WORDS, isUnit } from "../../../engines/units/units.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useAmount } from "../../../ui/goods.ts";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { fillIn, useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import type { PriceTerms } from "../rules.ts";
import type { LineTerms, WhyView } from "../views.ts";
import { en } from "./words.en.ts";
import { zh, type PooledWords } from "./words.zh.ts";

export { clockTime, useAmount, useItemName } from "../../../ui/goods.ts";

const PPM = 1_000_000;
const PER_MILLE = 1_000;
/** Costs of carriage come in thousandths of a fen. */
const THOUSANDTHS = 1_000;

export const usePooledWords = (): PooledWords => useWords(zh, en);

/** What the module itself says: the kinds of steps, and what is wrong with terms. */
export const useModuleWords = (): typeof moduleZh => useWords(moduleZh, moduleEn);

/** Refusals of the lots, the ledger and the settlement that reach these pages because an order asks them. */
const ASKED = {
  zh: { over_credit: "企业的授信额度不够，货还留着。请先还款或提高额度，再发车。", not_enough_stock: "这个批次没有那么多可用的货了，请重新点数。", not_held: "额度或货已被别的操作用掉，请刷新后再试。", wrong_currency: "币种与当日不同，请联系结算员。", unreadable_workbook: "读不出这个文件：{why}", locked_workbook: "文件有密码，请去掉密码再传。", workbook_too_large: "文件太大。", import_cancelled: "已停止，什么都没有写入。", too_many_rows: "行数太多，请先筛选。" },
  en: { over_credit: "The enterprise's credit is too small; the goods stay held. Pay or raise the limit, then ship.", not_enough_stock: "The lot has not as much left; count again.", not_held: "Somebody else has used it; reload and try again.", wrong_currency: "Another currency than the day's; ask the cashier.", unreadable_workbook: "The file cannot be read: {why}", locked_workbook: "The file has a password; take it off and try again.", workbook_too_large: "The file is too large.", import_cancelled: "Stopped; nothing was written.", too_many_rows: "Too many rows; filter first." },
};
export function usePooledTold(): (error: unknown) => Told {
  const { faults } = useModuleWords();
  const told = useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);
  return (error) => {
    const said = told(error);
    return { ...said, text: said.text.replace(/[（(](\w+)[）)]/u, (whole, code: string) => (faults[code] === undefined ? whole : `（${faults[code]}）`)) };
  };
}

export function useUnit(): (unit: string) => string {
  const { language } = usePreferences();
  return (unit) => (isUnit(unit) ? UNIT_WORDS[unit][language] : unit);
}

interface Packed {
  readonly unit: string;
  readonly step: number;
  readonly packing: Readonly<Record<string, number>>;
}
/** A whole tray by the name it has in the item's packing: 箱 where a box holds as many. */
export function useTray(): { readonly word: (packed: Packed) => string; readonly text: (quantity: number, packed: Packed) => string; readonly both: (quantity: number, packed: Packed) => string; readonly size: (packed: Packed) => string } {
  const words = usePooledWords();
  const amount = useAmount();
  const word = ({ step, packing }: Packed): string => (packing["box"] === step ? words.trays.box : packing["layer"] === step ? words.trays.layer : packing["trolley"] === step ? words.trays.trolley : words.trays.tray);
  const text = (quantity: number, packed: Packed): string => words.trayText(quantity % packed.step === 0 ? formatCount(quantity / packed.step) : (quantity / packed.step).toFixed(1), word(packed));
  return {
    word, text, size: (packed) => words.traySize(amount(packed.step, packed.unit), word(packed)),
    both: (quantity, packed) => (packed.step === 1 ? amount(quantity, packed.unit) : `${amount(quantity, packed.unit)} · ${text(quantity, packed)}`),
  };
}

/** Why a quota or a share is what it is, as a sentence. */
export function useWhy(): (why: WhyView, packed: Packed) => string {
  const words = usePooledWords();
  const amount = useAmount();
  const unit = useUnit();
  const tray = useTray();
  const money = (minor: number | null): string => (minor === null ? words.none : formatMoney(Math.round(minor)));
  // With trucks a share is understood only with those of its town.
  const onTruck = ({ truck }: WhyView, { unit: of }: Packed): string => (truck === undefined ? "" : ` ${fillIn(words.why[truck.started > 0 || truck.load > 0 ? "truck" : "truck_none"] ?? "", {
    town: truck.town === "" ? (words.why["truck_here"] ?? "") : truck.town, holds: amount(truck.holds, of), fixed: money(truck.fixed), started: String(truck.started), load: amount(truck.load, of),
  })}`);
  return (why, packed) => {
    const sentence = words.why[`${why.rule}.${why.binding}`] ?? words.why[why.binding] ?? words.why["other"] ?? "";
    const word = tray.word(packed);
    const trays = word === "box" ? "boxes" : `${word}s`;
    const rounded = why.rounding === "exact" || packed.step === 1 ? "" : ` ${fillIn(words.why[why.rounding] ?? "", { tray: word, trays })}`;
    return fillIn(sentence, {
      claim: amount(why.claim, packed.unit), level: why.level === null ? words.none : amount(Math.round(why.level), packed.unit), percent: why.level === null ? words.none : `${Math.round(why.level * 1_000) / 10}%`,
      exact: why.fractional === null ? words.none : `${Math.round(why.fractional * 10) / 10} ${amount(0, packed.unit).slice(2)}`, score: why.score === null ? words.none : scoreOf(why.score), place: String(why.level ?? ""),
      clearing: money(why.level), ask: money(why.cost), cost: money(why.cost === null ? null : why.cost / THOUSANDTHS), unit: unit(packed.unit), rule: words.rules[why.rule].name, tray: word, trays,
    }) + rounded + onTruck(why, packed);
  };
}

/** The price in one sentence. */
export function usePriceSentence(): (price: PriceTerms | LineTerms["price"], currency: string, unit: string) => string {
  const { price: words } = usePooledWords();
  const unitName = useUnit();
  return (price, currency, unit) => {
    const money = (minor: number): string => formatMoney(minor, currency);
    if (price.kind === "fixed") return words.fixed(money(price.price), unitName(unit));
    if (price.kind === "sealed") return words.sealed(money(price.ceiling));
    const premium = price.premium === 0 ? "" : price.premium > 0 ? words.plus(money(price.premium)) : words.minus(money(-price.premium));
    const bounds = price.cap === null ? words.floorOnly(money(price.floor)) : words.between(money(price.floor), money(price.cap));
    return words.index(words.lagDays(price.reference.lagDays), price.basis === "mean" ? words.mean(price.publications) : words.one, String(price.factorPpm / PPM), premium, bounds);
  };
}

/** "株高 cm ≥ 40": one limit of a spec. */
export function useLimit(): (limit: { readonly attribute: string; readonly min: number | null; readonly max: number | null }) => string {
  const words = usePooledWords();
  return ({ attribute, min, max }) => {
    const what = words.attributes[attribute] ?? attribute;
    if (min !== null && max !== null) return words.spec.between(what, String(min), String(max));
    return min === null ? words.spec.most(what, String(max ?? "")) : words.spec.least(what, String(min));
  };
}

/** A score of 0 to 1,000,000 as people read it: 0 to 100 with one decimal. */
export const scoreOf = (score: number): string => (Math.round(score / 1_000) / 10).toFixed(1);
/** 970 per mille → "97%", 965 → "96.5%". */
export const perMille = (pm: number): string => `${Math.round(pm * 10) / 100}%`;
/** A part of the whole as a per cent with one decimal; a whole of nothing has none. */
export const shareOf = (part: number, whole: number): string => (whole === 0 ? "—" : `${Math.round((part * PER_MILLE) / whole) / 10}%`);
