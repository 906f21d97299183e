import { CURRENCIES, formatMoney, type Currency } from "../../engines/fees/money.ts";
import { sha256 } from "../../engines/clock/sha256.ts";
import { UNIT_WORDS, isUnit } from "../../engines/units/units.ts";
import { MAX_AGE_DAYS, PPM } from "../../engines/contract-price/contract-price.ts";
import { bandOf, type Terms } from "./rules.ts";
import type { Clause } from "./views.ts";

/**
 * The text both sign. It is made from the facts below and from nothing else, so that anybody can make it again and compare:
 * the Chinese clauses, one a line, as UTF-8; its SHA-256 stands on the paper. The English is a translation for the reader.
 */
export interface Facts {
  readonly no: string;
  readonly currency: string;
  readonly unit: string;
  readonly market: Named;
  readonly seller: Party;
  readonly buyer: Party;
  readonly item: Named & { readonly code: string };
  readonly substitutes: readonly Named[];
  readonly referenceItem: Named | null;
  readonly terms: Terms;
}
interface Named {
  readonly zh: string;
  readonly en: string;
}
interface Party {
  readonly name: string;
  /** Credit code, or the masked number of a natural person; empty when neither is on record. */
  readonly code: string;
}
export interface Signed {
  readonly side: "seller" | "buyer";
  readonly party: string;
  readonly account: string;
  readonly at: string;
}

export function clausesOf(facts: Facts): Clause[] {
  const { terms, seller, buyer, market, item } = facts;
  const money = moneyOf(facts.currency);
  const amount = amountOf(facts.unit);
  const whole = bandOf(terms.quantity, terms.band);
  const party = ({ name, code }: Party): string => (code === "" ? name : `${name}（${code}）`);
  const partyEn = ({ name, code }: Party): string => (code === "" ? name : `${name} (${code})`);
  const { penalties } = terms;
  return [
    clause("合同", "Contract", `${facts.no}，在${market.zh}履行，金额以 ${facts.currency} 计，按业务日计期。`, `${facts.no}, performed at ${market.en}, amounts in ${facts.currency}, days are business days.`),
    clause("卖方", "Seller", party(seller), partyEn(seller)),
    clause("买方", "Buyer", party(buyer), partyEn(buyer)),
    clause("货物", "Goods", `${item.zh}（${item.code}）${gradeZh(terms)}${terms.substitutes.length === 0 ? "" : `；可以替代：${facts.substitutes.map(({ zh }) => zh).join("、")}`}。`,
      `${nameEn(item)} (${item.code})${gradeEn(terms)}${terms.substitutes.length === 0 ? "" : `; may be replaced by: ${facts.substitutes.map(nameEn).join(", ")}`}.`),
    clause("数量", "Quantity", `${amount(terms.quantity, "zh")}，上下 ${terms.band}%，即 ${whole.lower} 至 ${whole.upper}；每期上下 ${terms.periodBand}%。`,
      `${amount(terms.quantity, "en")} ± ${terms.band}%, that is ${whole.lower} to ${whole.upper}; ± ${terms.periodBand}% in each period.`),
    ...terms.periods.map((period, n): Clause => {
      const band = bandOf(period.planned, terms.periodBand);
      return clause(`第 ${n + 1} 期`, `Period ${n + 1}`, `${period.from} 至 ${period.to}，${amount(period.planned, "zh")}（${band.lower} 至 ${band.upper}）。`, `${period.from} to ${period.to}, ${amount(period.planned, "en")} (${band.lower} to ${band.upper}).`);
    }),
    priceClause(facts, money),
    clause("要货", "Call-offs", `买方至少提前 ${terms.leadDays} 天要货；卖方 ${terms.answerHours} 小时内答复，不答复视为全数确认；到期后 ${terms.graceDays} 天内仍可补交。货在市场为买方留足，当日之后未提的按已交付记账。`,
      `The buyer calls off at least ${days(terms.leadDays)} ahead; the seller answers within ${terms.answerHours} hours, silence confirms in full; goods are still taken for ${days(terms.graceDays)} after the date. Goods that stand ready in the market and are not fetched count as handed over when the day is past.`),
    clause("偏差", "Deviations", `按货值计违约金：短交 ${penalties.short}%（容许 ${penalties.shortTolerance}%），迟交 ${penalties.late}%，低于约定等级 ${penalties.offGrade}%，要货不提 ${penalties.notTaken}%；每项四舍五入到分一次。`,
      `Penalties on the value of the goods: short ${penalties.short}% (beyond ${penalties.shortTolerance}%), late ${penalties.late}%, below the grade ${penalties.offGrade}%, called off and not taken ${penalties.notTaken}%; each rounded once, half up to the minor unit.`),
    clause("定金", "Deposits", `卖方 ${money(terms.deposit.seller)}，买方 ${money(terms.deposit.buyer)}，双方签署时记入各自单据；合同期满如数退还，违约方的定金归对方。`,
      `Seller ${money(terms.deposit.seller)}, buyer ${money(terms.deposit.buyer)}, put down on each side's paper when both have signed; given back in full at the end; a defaulter's goes to the other side.`),
    clause("违约", "Default", `一方偏差满 ${terms.default.deviations} 次，视为违约；${terms.default.underPeriod === "default" ? "任何一期或全部数量低于下限，视为责任方违约" : "一期低于下限记一次偏差，全部数量低于下限视为责任方违约"}。到期自动判定，合同随即终止。`,
      `${terms.default.deviations} deviations of one side are a default; ${terms.default.underPeriod === "default" ? "so is a period, or the whole, below its band, of the side that caused it" : "a period below its band is one deviation, the whole below its band a default of the side that caused it"}. Deadlines act by themselves, and the contract ends then.`),
    ...(terms.note === "" ? [] : [clause("另约", "Besides", terms.note.replaceAll(/\s+/g, " "), terms.note.replaceAll(/\s+/g, " "))]),
  ];
}

function priceClause(facts: Facts, money: (minor: number) => string): Clause {
  const { price } = facts.terms;
  const { zh, en } = unitWord(facts.unit);
  if (price.kind === "fixed") return clause("价格", "Price", `固定价，每${zh} ${money(price.price)}。`, `Fixed, ${money(price.price)} per ${en}.`);
  const { reference, missing, premium } = price;
  const factor = String(price.factorPpm / PPM);
  const item = facts.referenceItem ?? facts.item;
  const gradeOf = reference.grade === null ? ["未分级", "ungraded"] : [`${reference.grade} 级`, `grade ${reference.grade}`];
  const venue = reference.venue === "stall" ? ["档口", "stalls"] : ["交易中心", "market"];
  const on = price.basis === "day" ? [`交货日前 ${reference.lagDays} 天那天公布的平均价`, `the published mean of the day ${days(reference.lagDays)} before delivery`]
    : [`交货日前 ${reference.lagDays} 天（含）以前最近 ${price.publications} 次公布的平均价的算术平均`, `the plain mean of the last ${price.publications} published means up to ${days(reference.lagDays)} before delivery`];
  const plus = premium === 0 ? "" : ` ${premium > 0 ? "+" : "−"} ${money(Math.abs(premium))}`;
  const without = missing.rule === "last" ? [`用此前 ${MAX_AGE_DAYS} 天内最近一次公布的价代替，也没有则用 ${money(missing.base)}`, `the newest published figure of the ${MAX_AGE_DAYS} days before counts, and without any ${money(missing.base)}`] : [`用 ${money(missing.base)}`, `${money(missing.base)} counts`];
  return clause("价格", "Price",
    `每${zh} = 参考价 × ${factor}${plus}，不低于 ${money(price.floor)}${price.cap === null ? "" : `，不高于 ${money(price.cap)}`}。参考价：${venue[0]}行情表 ${item.zh} ${gradeOf[0]}，${on[0]}。行情未公布或不公开时${without[0]}。四舍五入到分一次。`,
    `Per ${en} = reference × ${factor}${plus}, not below ${money(price.floor)}${price.cap === null ? "" : `, not above ${money(price.cap)}`}. Reference: ${venue[1]} price sheet, ${nameEn(item)} ${gradeOf[1]}, ${on[1]}. Where nothing is published ${without[1]}. Rounded once, half up.`);
}

/** One clause a line, Chinese, ended by a line feed each. */
export const textOf = (facts: Facts): string => clausesOf(facts).map(({ title, text }) => `${title.zh}：${text.zh}\n`).join("");
export const hashOf = (facts: Facts): string => sha256(textOf(facts));
/** Over the text and who signed it when, seller first. */
export const sealOf = (text: string, signatures: readonly Signed[]): string =>
  sha256(text + signatures.toSorted((a, b) => (a.side < b.side ? 1 : -1)).map(({ side, party, account, at }) => `${side}\t${party}\t${account}\t${at}\n`).join(""));

const clause = (zh: string, en: string, textZh: string, textEn: string): Clause => ({ title: { zh, en }, text: { zh: textZh, en: textEn } });
const days = (n: number): string => (n === 1 ? "1 day" : `${n} days`);
const nameEn = ({ zh, en }: Named): string => (en === "" ? zh : en);
const gradeZh = ({ grade, lowestGrade }: Terms): string => (grade === null ? "，等级不限" : `，${grade} 级及以上${lowestGrade === null ? "" : `，低至 ${lowestGrade} 级可收`}`);
const gradeEn = ({ grade, lowestGrade }: Terms): string => (grade === null ? ", any grade" : `, grade ${grade} or better${lowestGrade === null ? "" : `, down to ${lowestGrade} accepted`}`);

function unitWord(unit: string): { zh: string; en: string; many: string } {
  if (!isUnit(unit)) return { zh: unit, en: unit, many: unit };
  const { zh, en, enPlural } = UNIT_WORDS[unit];
  return { zh, en, many: enPlural };
}
function amountOf(unit: string): (quantity: number, language: "zh" | "en") => string {
  const word = unitWord(unit);
  return (quantity, language) => `${quantity} ${language === "zh" ? word.zh : quantity === 1 ? word.en : word.many}`;
}
function moneyOf(currency: string): (minor: number) => string {
  const known: Currency = CURRENCIES.find((one) => one === currency) ?? "CNY";
  return (minor) => formatMoney(minor, known);
}
