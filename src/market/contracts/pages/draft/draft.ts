import { PPM } from "../../../../engines/contract-price/contract-price.ts";
import { addDays } from "../../../../engines/calendar/day.ts";
import { formatMoney, parseMoney } from "../../../../ui/money.ts";
import { figuresFit, priceFits, weeklyPlan, type Grade, type PlannedPeriod, type PriceTerms, type Side, type Terms } from "../../rules.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
}
export interface TypedPeriod {
  readonly key: number;
  readonly from: string;
  readonly to: string;
  readonly planned: string;
}
/** What stands in the form, as typed; nothing is lost while a figure is still half written. */
export interface Draft {
  readonly as: Side;
  readonly partner: { readonly id: string; readonly name: string } | null;
  readonly item: Named | null;
  readonly grade: Grade | "";
  readonly lowest: Grade | "";
  readonly substitutes: readonly Named[];
  readonly quantity: string;
  readonly from: string;
  readonly weeks: string;
  readonly periods: readonly TypedPeriod[];
  readonly priceKind: "fixed" | "formula";
  readonly basis: "day" | "mean";
  readonly missing: "last" | "base";
  readonly refGrade: Grade | "";
  readonly venue: "market" | "stall";
  readonly under: "default" | "deviation";
  /** Every figure of the form by its name. */
  readonly figures: Readonly<Record<Figure, string>>;
  readonly note: string;
}
export const FIGURES = [
  "price", "floor", "cap", "factor", "premium", "publications", "lag", "basePrice", "depositSeller", "depositBuyer", "band", "periodBand", "lead", "answer", "grace", "short", "tolerance", "late", "off", "taken", "deviations",
] as const;
export type Figure = (typeof FIGURES)[number];
export type Missing = "partner" | "item" | "quantity" | "plan" | "price" | "figures";

const WEEKS = 4;
const DAYS_TO_BEGIN = 7;
const USUAL: Readonly<Record<Figure, string>> = {
  price: "", floor: "", cap: "", factor: "1", premium: "0", publications: "7", lag: "1", basePrice: "", depositSeller: "0", depositBuyer: "0", band: "10", periodBand: "20", lead: "2", answer: "12", grace: "1", short: "10", tolerance: "2", late: "5", off: "8", taken: "15", deviations: "3",
};

export const newDraft = (as: Side, today: string): Draft => ({
  as, partner: null, item: null, grade: "A", lowest: "B", substitutes: [], quantity: "", from: addDays(today, DAYS_TO_BEGIN), weeks: String(WEEKS), periods: [], priceKind: "fixed", basis: "mean", missing: "last", refGrade: "A", venue: "market", under: "default", figures: USUAL, note: "",
});

/** The terms of an existing draft, back in the form. */
export function draftOf(terms: Terms, { as, partner, item, substitutes, currency }: { as: Side; partner: { id: string; name: string }; item: Named; substitutes: readonly Named[]; currency: string }): Draft {
  const { price, penalties } = terms;
  const money = (minor: number): string => formatMoney(minor, currency, { symbol: false }).replaceAll(",", "");
  const formula = price.kind === "formula" ? price : null;
  return {
    as, partner, item, grade: terms.grade ?? "", lowest: terms.lowestGrade ?? "", substitutes, quantity: String(terms.quantity), from: terms.periods[0]?.from ?? "", weeks: String(Math.max(1, terms.periods.length)), periods: typed(terms.periods),
    priceKind: price.kind, basis: formula?.basis ?? "mean", missing: formula?.missing.rule ?? "last", refGrade: formula === null ? (terms.grade ?? "") : (formula.reference.grade ?? ""), venue: formula?.reference.venue ?? "market", under: terms.default.underPeriod, note: terms.note,
    figures: {
      ...USUAL, ...(price.kind === "fixed" ? { price: money(price.price) } : { floor: money(price.floor), cap: price.cap === null ? "" : money(price.cap), factor: String(price.factorPpm / PPM), premium: money(price.premium), publications: String(price.publications), lag: String(price.reference.lagDays), basePrice: money(price.missing.base) }),
      depositSeller: money(terms.deposit.seller), depositBuyer: money(terms.deposit.buyer), band: String(terms.band), periodBand: String(terms.periodBand), lead: String(terms.leadDays), answer: String(terms.answerHours), grace: String(terms.graceDays),
      short: String(penalties.short), tolerance: String(penalties.shortTolerance), late: String(penalties.late), off: String(penalties.offGrade), taken: String(penalties.notTaken), deviations: String(terms.default.deviations),
    },
  };
}

export const typed = (periods: readonly PlannedPeriod[]): TypedPeriod[] => periods.map((one, key) => ({ key, from: one.from, to: one.to, planned: String(one.planned) }));
/** A whole number as typed, or NaN. */
export const whole = (text: string): number => (/^\d{1,9}$/.test(text.trim().normalize("NFKC")) ? Number(text.trim().normalize("NFKC")) : Number.NaN);
export const sumOf = (periods: readonly TypedPeriod[]): number => periods.reduce((sum, one) => sum + (whole(one.planned) || 0), 0);

export const planned = (draft: Draft): TypedPeriod[] | null => {
  const [quantity, weeks] = [whole(draft.quantity), whole(draft.weeks)];
  return quantity >= weeks && weeks >= 1 && draft.from !== "" ? typed(weeklyPlan(draft.from, weeks, quantity)) : null;
};

/** The factor as millionths: "0.95" → 950,000; made of digits, never divided. */
export function ppmOf(text: string): number {
  const read = /^(\d{1,2})(?:\.(\d{1,6}))?$/.exec(text.trim().normalize("NFKC"));
  return read === null ? Number.NaN : Number(read[1]) * PPM + Number((read[2] ?? "").padEnd(6, "0"));
}

export function priceFrom(draft: Draft, currency: string): PriceTerms | null {
  const { figures, item } = draft;
  const money = (figure: Figure): number | null => parseMoney(figures[figure], currency);
  if (draft.priceKind === "fixed") {
    const price = money("price");
    return price === null || price < 1 ? null : { kind: "fixed", price };
  }
  if (item === null) return null;
  // A figure that is none becomes NaN, which no range holds.
  const figure = (name: Figure): number => money(name) ?? Number.NaN;
  const price: PriceTerms = {
    kind: "formula", floor: figure("floor"), cap: figures.cap.trim() === "" ? null : figure("cap"), factorPpm: ppmOf(figures.factor), premium: signed(figures.premium, currency), basis: draft.basis, publications: draft.basis === "day" ? 1 : whole(figures.publications),
    missing: { rule: draft.missing, base: figures.basePrice.trim() === "" ? figure("floor") : figure("basePrice") }, reference: { itemId: item.id, grade: draft.refGrade === "" ? null : draft.refGrade, venue: draft.venue === "stall" ? "stall" : null, lagDays: whole(figures.lag) },
  };
  return priceFits(price) ? price : null;
}

function signed(text: string, currency: string): number {
  const clean = text.trim().replace(/^[−-]/u, "");
  const amount = clean === "" ? 0 : parseMoney(clean, currency);
  return amount === null ? Number.NaN : /^[−-]/u.test(text.trim()) ? 0 - amount : amount;
}

/** The terms, or what is still missing. What one may not yet show the other, such as a plan in the past, is no reason not to keep it. */
export function termsFrom(draft: Draft, currency: string): Terms | Missing {
  if (draft.partner === null) return "partner";
  if (draft.item === null) return "item";
  if (draft.periods.length === 0) return whole(draft.quantity) >= 1 ? "plan" : "quantity";
  const price = priceFrom(draft, currency);
  if (price === null) return "price";
  const { figures } = draft;
  const money = (text: string): number => (text.trim() === "" ? 0 : (parseMoney(text, currency) ?? Number.NaN));
  const terms: Terms = {
    itemId: draft.item.id, grade: draft.grade === "" ? null : draft.grade, lowestGrade: draft.grade === "" || draft.lowest === "" ? null : draft.lowest, substitutes: draft.substitutes.map((one) => one.id), quantity: sumOf(draft.periods), band: whole(figures.band), periodBand: whole(figures.periodBand),
    periods: draft.periods.map((one) => ({ from: one.from, to: one.to === "" ? one.from : one.to, planned: whole(one.planned) })), price,
    deposit: { seller: money(figures.depositSeller), buyer: money(figures.depositBuyer) }, leadDays: whole(figures.lead), answerHours: whole(figures.answer), graceDays: whole(figures.grace),
    penalties: { short: whole(figures.short), shortTolerance: whole(figures.tolerance), late: whole(figures.late), offGrade: whole(figures.off), notTaken: whole(figures.taken) }, default: { deviations: whole(figures.deviations), underPeriod: draft.under }, note: draft.note,
  };
  return figuresFit(terms) ? terms : "figures";
}
