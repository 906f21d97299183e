import { PPM } from "../../../../engines/contract-price/contract-price.ts";
import { addDays } from "../../../../engines/calendar/day.ts";
import { formatMoney, parseMoney } from "../../../../ui/money.ts";
import { GRADE_ORDER, MAX_LINES, PER_MILLE, type Grade, type GradeSpec, type Line, type PriceTerms, type Rule, type Terms } from "../../rules.ts";

/** An order as it is typed: text, so that nothing is lost or rounded on the way. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
}
export interface TypedLimit {
  readonly attribute: string;
  readonly min: string;
  readonly max: string;
}
export interface TypedGrade {
  readonly grade: Grade;
  readonly limits: readonly TypedLimit[];
  /** Per cent of the price; empty where the grade is not taken. */
  readonly percent: string;
}
export interface TypedDrop {
  readonly dueOn: string;
  readonly place: string;
  readonly quantity: string;
}
export type LineFigure = "step" | "minBatch" | "tolerance" | "sample" | "least" | "most" | "accept" | "price" | "ceiling" | "floor" | "cap" | "factor" | "premium" | "publications" | "lag" | "base";
export interface TypedLine {
  readonly key: number;
  readonly item: Named | null;
  readonly grade: Grade;
  readonly spec: readonly TypedGrade[];
  readonly substitutes: readonly (Named & { readonly percent: string })[];
  readonly kind: PriceTerms["kind"];
  readonly basis: "day" | "mean";
  readonly drops: readonly TypedDrop[];
  readonly figures: Readonly<Record<LineFigure, string>>;
}
export type Figure = "quality" | "punctuality" | "distance" | "price" | "fairness" | "truckHolds" | "truckTrip" | "truckKm" | "cap" | "margin" | "depositEnterprise" | "depositGrower" | "answerHours" | "graceDays" | "short" | "late" | "withdrawn" | "sideSold" | "refused";
export interface Draft {
  readonly title: string;
  readonly enterprise: { readonly id: string; readonly name: string } | null;
  readonly rule: Rule;
  readonly lines: readonly TypedLine[];
  readonly remedies: Terms["remedies"];
  readonly note: string;
  readonly figures: Readonly<Record<Figure, string>>;
}
export type TermFault = "name" | "enterprise" | "item" | "drops" | "price" | "figures" | "spec" | "weights";
export interface Wrong {
  readonly what: TermFault;
  /** From 1; null for the order itself. */
  readonly line: number | null;
}

const DAYS_TO_BEGIN = 14;
const LINE_USUAL: TypedLine["figures"] = { step: "1", minBatch: "0", tolerance: "2", sample: "2", least: "5", most: "30", accept: "10", price: "", ceiling: "", floor: "", cap: "", factor: "1", premium: "0", publications: "7", lag: "1", base: "" };
const USUAL: Draft["figures"] = { quality: "40", punctuality: "40", distance: "10", price: "10", fairness: "50", truckHolds: "", truckTrip: "", truckKm: "", cap: "40", margin: "3", depositEnterprise: "10", depositGrower: "0", answerHours: "24", graceDays: "1", short: "10", late: "5", withdrawn: "5", sideSold: "20", refused: "15" };

export const newLine = (key: number, today: string): TypedLine => ({
  key, item: null, grade: "A", substitutes: [], kind: "fixed", basis: "mean", figures: LINE_USUAL,
  spec: [{ grade: "A", percent: "100", limits: [{ attribute: "heightCm", min: "", max: "" }] }, { grade: "B", percent: "88", limits: [{ attribute: "heightCm", min: "", max: "" }] }],
  drops: [{ dueOn: addDays(today, DAYS_TO_BEGIN), place: "", quantity: "" }],
});
export const newDraft = (today: string, enterprise: Draft["enterprise"]): Draft => ({ title: "", enterprise, rule: "proportional", lines: [newLine(1, today)], remedies: ["reallocate", "cover", "consent"], note: "", figures: USUAL });

const text = (n: number | null): string => (n === null ? "" : String(n));
/** 965 per mille → "96.5". */
const percentOf = (pm: number | null): string => (pm === null ? "" : String(pm / 10));

/** The terms of a draft, back in the form. Names of items are found by the page. */
export function draftOf(terms: Terms, { title, enterprise, currency, named }: { title: string; enterprise: Draft["enterprise"]; currency: string; named: (itemId: string) => Named }): Draft {
  const money = (minor: number): string => formatMoney(minor, currency, { symbol: false }).replaceAll(",", "").replace("−", "-");
  return {
    title, enterprise, rule: terms.rule, remedies: terms.remedies, note: terms.note,
    lines: terms.lines.map((line, n) => ({
      key: n + 1, item: named(line.itemId), grade: line.grade, substitutes: line.substitutes.map((one) => ({ ...named(one.itemId), percent: percentOf(one.pricePm) })), kind: line.price.kind, basis: line.price.kind === "index" ? line.price.basis : "mean",
      spec: line.spec.map((one) => ({ grade: one.grade, percent: percentOf(one.pricePm), limits: one.limits.map((each) => ({ attribute: each.attribute, min: text(each.min), max: text(each.max) })) })),
      drops: line.drops.map((drop) => ({ ...drop, quantity: String(drop.quantity) })),
      figures: { ...LINE_USUAL, step: String(line.step), minBatch: String(line.minBatch), tolerance: String(line.tolerance), sample: percentOf(line.sampling.samplePm), least: String(line.sampling.least), most: String(line.sampling.most), accept: percentOf(line.sampling.acceptPm), ...priceTyped(line.price, money) },
    })),
    figures: {
      quality: percentOf(terms.weights.quality), punctuality: percentOf(terms.weights.punctuality), distance: percentOf(terms.weights.distance), price: percentOf(terms.weights.price), fairness: percentOf(terms.fairnessPm), ...(terms.truck ? { truckHolds: String(terms.truck.holds), truckTrip: money(terms.truck.perTrip), truckKm: money(terms.truck.perKm) } : { truckHolds: "", truckTrip: "", truckKm: "" }), cap: String(terms.capPercent), margin: percentOf(terms.marginPm),
      depositEnterprise: String(terms.deposit.enterprise), depositGrower: String(terms.deposit.grower), answerHours: String(terms.answerHours), graceDays: String(terms.graceDays), short: String(terms.penalties.short), late: String(terms.penalties.late), withdrawn: String(terms.penalties.withdrawn), sideSold: String(terms.penalties.sideSold), refused: String(terms.penalties.refused),
    },
  };
}

function priceTyped(price: PriceTerms, money: (minor: number) => string): Partial<TypedLine["figures"]> {
  if (price.kind === "fixed") return { price: money(price.price) };
  if (price.kind === "sealed") return { ceiling: money(price.ceiling) };
  return { floor: money(price.floor), cap: price.cap === null ? "" : money(price.cap), factor: String(price.factorPpm / PPM), premium: money(price.premium), publications: String(price.publications), lag: String(price.reference.lagDays), base: money(price.missing.base) };
}

const plain = (typed: string): string => typed.trim().normalize("NFKC").replaceAll(",", "");
/** A whole number as typed, or NaN. */
export const whole = (typed: string): number => (/^\d{1,9}$/.test(plain(typed)) ? Number(plain(typed)) : Number.NaN);
/** Per cent with one decimal as per mille, or NaN: "96.5" → 965. */
export function perMilleOf(typed: string): number {
  const read = /^(\d{1,3})(?:\.(\d))?$/.exec(plain(typed));
  return read === null ? Number.NaN : Number(read[1]) * 10 + Number(read[2] ?? "0");
}
const decimal = (typed: string): number | null => (plain(typed) === "" ? null : /^\d{1,6}(?:\.\d{1,2})?$/.test(plain(typed)) ? Number(plain(typed)) : Number.NaN);
function ppmOf(typed: string): number {
  const read = /^(\d{1,2})(?:\.(\d{1,6}))?$/.exec(plain(typed));
  return read === null ? Number.NaN : Number(read[1]) * PPM + Number((read[2] ?? "").padEnd(6, "0"));
}
function signed(typed: string, currency: string): number {
  const clean = plain(typed).replace(/^[−-]/u, "");
  const amount = clean === "" ? 0 : parseMoney(clean, currency);
  return amount === null ? Number.NaN : /^[−-]/u.test(plain(typed)) ? 0 - amount : amount;
}

export const sumOf = (drops: readonly TypedDrop[]): number => drops.reduce((sum, one) => sum + (whole(one.quantity) || 0), 0);

export function priceOf(line: TypedLine, currency: string): PriceTerms | null {
  const { figures, item, grade } = line;
  const money = (typed: string): number => parseMoney(plain(typed), currency) ?? Number.NaN;
  const sound = (n: number): boolean => Number.isSafeInteger(n) && n >= 1;
  if (line.kind === "fixed") return sound(money(figures.price)) ? { kind: "fixed", price: money(figures.price) } : null;
  if (line.kind === "sealed") return sound(money(figures.ceiling)) ? { kind: "sealed", ceiling: money(figures.ceiling) } : null;
  const floor = money(figures.floor);
  const cap = plain(figures.cap) === "" ? null : money(figures.cap);
  const base = plain(figures.base) === "" ? floor : money(figures.base);
  const [factorPpm, premium, lagDays] = [ppmOf(figures.factor), signed(figures.premium, currency), whole(figures.lag)];
  const publications = line.basis === "day" ? 1 : whole(figures.publications);
  if (item === null || !sound(floor) || !sound(base) || (cap !== null && !(cap >= floor)) || !sound(factorPpm) || !Number.isSafeInteger(premium) || !(publications >= 1 && publications <= 30) || !(lagDays <= 30)) return null;
  return { kind: "index", floor, cap, factorPpm, premium, basis: line.basis, publications, missing: { rule: "last", base }, reference: { itemId: item.id, grade, venue: null, lagDays } };
}

function specOf(typed: readonly TypedGrade[]): GradeSpec[] | null {
  const spec = typed.map((one): GradeSpec => ({
    grade: one.grade, pricePm: plain(one.percent) === "" ? null : perMilleOf(one.percent),
    limits: one.limits.filter((limit) => plain(limit.min) !== "" || plain(limit.max) !== "").map((limit) => ({ attribute: limit.attribute, min: decimal(limit.min), max: decimal(limit.max) })),
  }));
  const bad = spec.some((one) => (one.pricePm !== null && !(one.pricePm >= 1 && one.pricePm <= PER_MILLE)) || one.limits.some(({ min, max }) => Number.isNaN(min) || Number.isNaN(max) || (min !== null && max !== null && min > max)));
  return bad || spec.length === 0 ? null : spec.toSorted((a, b) => GRADE_ORDER.indexOf(a.grade) - GRADE_ORDER.indexOf(b.grade));
}

function lineOf(typed: TypedLine, currency: string): Line | TermFault {
  if (typed.item === null) return "item";
  const drops = typed.drops.map((drop) => ({ dueOn: drop.dueOn, place: drop.place.trim(), quantity: whole(drop.quantity) }));
  if (drops.length === 0 || drops.some((drop) => drop.dueOn === "" || drop.place === "" || !(drop.quantity >= 1))) return "drops";
  const price = priceOf(typed, currency);
  if (price === null) return "price";
  const spec = specOf(typed.spec);
  if (spec === null) return "spec";
  const { figures } = typed;
  const sampling = { samplePm: perMilleOf(figures.sample), least: whole(figures.least), most: whole(figures.most), acceptPm: perMilleOf(figures.accept) };
  const line: Line = {
    itemId: typed.item.id, grade: typed.grade, spec, sampling, substitutes: typed.substitutes.map((one) => ({ itemId: one.id, pricePm: perMilleOf(one.percent) })), quantity: drops.reduce((sum, drop) => sum + drop.quantity, 0), tolerance: whole(figures.tolerance), step: whole(figures.step), minBatch: whole(figures.minBatch), price, drops,
  };
  const figuresFit = [line.tolerance <= 20, line.step >= 1, line.minBatch >= 0, sampling.samplePm >= 1, sampling.least >= 1, sampling.most >= sampling.least, sampling.acceptPm <= PER_MILLE, line.substitutes.every((one) => one.pricePm >= 1 && one.pricePm <= PER_MILLE)].every(Boolean);
  return figuresFit ? line : "figures";
}

/** None where nothing says what a truck holds; a cost that is left empty is nothing. */
function truckOf({ truckHolds, truckTrip, truckKm }: Draft["figures"], currency: string): Terms["truck"] {
  if (plain(truckHolds) === "") return null;
  const holds = whole(truckHolds);
  return { holds: holds >= 1 ? holds : Number.NaN, perTrip: plain(truckTrip) === "" ? 0 : (parseMoney(plain(truckTrip), currency) ?? Number.NaN), perKm: plain(truckKm) === "" ? 0 : (parseMoney(plain(truckKm), currency) ?? Number.NaN) };
}

/** The terms, or the first thing that is wrong and where. */
export function termsOf(draft: Draft, currency: string): Terms | Wrong {
  if (draft.title.trim() === "") return { what: "name", line: null };
  if (draft.lines.length > MAX_LINES) return { what: "figures", line: null };
  const lines: Line[] = [];
  for (const [n, typed] of draft.lines.entries()) {
    const line = lineOf(typed, currency);
    if (typeof line === "string") return { what: line, line: n + 1 };
    lines.push(line);
  }
  const { figures } = draft;
  const weights = { quality: perMilleOf(figures.quality), punctuality: perMilleOf(figures.punctuality), distance: perMilleOf(figures.distance), price: perMilleOf(figures.price) };
  if (weights.quality + weights.punctuality + weights.distance + weights.price !== PER_MILLE) return { what: "weights", line: null };
  const terms: Terms = {
    lines, rule: draft.rule, weights, fairnessPm: perMilleOf(figures.fairness), truck: truckOf(figures, currency), capPercent: whole(figures.cap), marginPm: perMilleOf(figures.margin), deposit: { enterprise: whole(figures.depositEnterprise), grower: whole(figures.depositGrower) },
    answerHours: whole(figures.answerHours), graceDays: whole(figures.graceDays), penalties: { short: whole(figures.short), late: whole(figures.late), withdrawn: whole(figures.withdrawn), sideSold: whole(figures.sideSold), refused: whole(figures.refused) }, remedies: draft.remedies, note: draft.note.trim(),
  };
  const numbers = [terms.fairnessPm, terms.capPercent, terms.marginPm, terms.deposit.enterprise, terms.deposit.grower, terms.answerHours, terms.graceDays, ...Object.values(terms.penalties), ...Object.values(terms.truck ?? {})];
  return numbers.some(Number.isNaN) || terms.capPercent < 1 || terms.capPercent > 100 || terms.answerHours < 1 ? { what: "figures", line: null } : terms;
}

export const isWrong = (found: Terms | Wrong): found is Wrong => "what" in found;
