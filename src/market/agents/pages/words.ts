import { useActing, type Acting } from "../../../ui/acting.ts";
import { UNIT_WORDS, isUnit } from "../../../engines/units/units.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import type { TermsView } from "../views.ts";
import { en } from "./words.en.ts";
import { zh, type PageWords } from "./words.zh.ts";

export { clockTime, useItemName } from "../../../ui/goods.ts";

export const usePageWords = (): PageWords => useWords(zh, en);
export const useTerms = () => useWords(moduleZh, moduleEn);

/** Refusals of the channels an agent buys through from here, and of the papers he prints. */
const ASKED = {
  zh: {
    over_credit: "超出您的授信额度。请先付款，或少买一些。", not_enough_left: "余量不足，刚刚被别人买走。", below_minimum: "少于起订量。", bad_quantity: "数量读不懂。", not_open: "这条供货现在不能买。", own_line: "不能买自己的货。", buyer_suspended: "您已停牌，不能买。", cart_full: "购物车满了，请先下单。", too_much_money: "金额太大，请分开买。",
    session_not_open: "这一场还没开，开场后再下预埋单。", session_closed: "这一场已收场。", no_credit: "没有可用额度，不能入场。", no_seat: "还没有入场。", not_hosted: "拍卖钟正在接上，请稍候再试。", busy: "拍卖钟正忙，请再试一次。", reconnecting: "拍卖钟正在重连，请稍候。", suspended: "您已停牌。", too_many_limit_orders: "预埋单太多了。", daily_limit_used: "今天的额度已用完。",
  },
  en: {
    over_credit: "This is beyond your credit. Pay first, or buy less.", not_enough_left: "Not enough left; somebody has just bought it.", below_minimum: "Less than the least that is sold.", bad_quantity: "The quantity cannot be read.", not_open: "This supply cannot be bought now.", own_line: "These are your own goods.", buyer_suspended: "You are suspended.", cart_full: "The cart is full; place the order first.", too_much_money: "Too much money; buy in parts.",
    session_not_open: "The session is not open yet.", session_closed: "The session has ended.", no_credit: "No free credit to sit down with.", no_seat: "You have no seat.", not_hosted: "The clock is being connected; try again.", busy: "The clock is busy; try again.", reconnecting: "The clock is reconnecting.", suspended: "You are suspended.", too_many_limit_orders: "Too many limit orders.", daily_limit_used: "Today's limit is used up.",
  },
};
export const useAgentsTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);

/** "120 盆", "120 pots"; and the bare word of a unit. */
export function useUnits(): { readonly amount: (quantity: number, unit: string) => string; readonly unit: (unit: string) => string } {
  const { language } = usePreferences();
  const word = (unit: string, quantity: number): string => (!isUnit(unit) ? unit : language === "zh" ? UNIT_WORDS[unit].zh : quantity === 1 ? UNIT_WORDS[unit].en : UNIT_WORDS[unit].enPlural);
  return { amount: (quantity, unit) => `${formatCount(quantity)} ${word(unit, quantity)}`, unit: (unit) => word(unit, 1) };
}

const PPM_PER_PERCENT = 10_000;
/** Millionths as percent, without zeros that say nothing: 50,000 → "5%", 47,300 → "4.73%". */
export const percentOf = (ppm: number): string => `${ppm / PPM_PER_PERCENT}%`;
/** "4.73" → 47,300; null for what is no percentage, or finer than a millionth. */
export function ppmOf(typed: string): number | null {
  const found = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(typed.trim().replace(/%$/, ""));
  if (found === null) return null;
  const ppm = Number(found[1]) * PPM_PER_PERCENT + Number((found[2] ?? "").padEnd(4, "0"));
  return ppm <= 100 * PPM_PER_PERCENT ? ppm : null;
}

/** Terms in one line: "货款的 5% · 每行最低 ¥10.00 · 月满 ¥10,000.00 返 0.5%". */
export function useTermsText(): (terms: Pick<TermsView, "commission" | "rebate" | "from">, currency: string) => string {
  const words = usePageWords().terms;
  return ({ commission, rebate, from }, currency) => {
    if (from === null) return words.noneYet;
    const money = (minor: number): string => formatMoney(minor, currency);
    const [first, ...more] = commission.tiers;
    return [
      words.said(percentOf(first?.ppm ?? 0)), ...more.map((tier) => words.tier(money(tier.from), percentOf(tier.ppm))), ...(commission.perUnit > 0 ? [words.perUnitSaid(money(commission.perUnit))] : []),
      ...(commission.minimum > 0 ? [words.minimumSaid(money(commission.minimum))] : []), ...(commission.cap === null ? [] : [words.capSaid(money(commission.cap))]),
      ...(rebate.tiers.length === 0 ? [words.noRebate] : rebate.tiers.map((tier) => words.rebateSaid(money(tier.from), percentOf(tier.ppm)))),
    ].join(" · ");
  };
}

const READ_AGAIN = ["agents"];
export const useAct = (): Acting => useActing(useAgentsTold(), READ_AGAIN);

/** How often a page that shows fills looks again; what is bought is seen within that. */
export const LIVE_MS = 3_000;
/** Lists that change by hand. */
export const LOOK_AGAIN_MS = 15_000;
