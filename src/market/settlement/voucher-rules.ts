/** Which lines may go into the purchase-voucher data, and why the others may not. Nothing here claims what tax law says: it is what the file needs. */

export const LACKS = ["no_declaration", "not_covered", "not_in_scope", "organisation"] as const;
/** organisation: a body with a credit code writes its own invoices. */
export type Lack = (typeof LACKS)[number];

/** What the file and every page about it say first. */
export const NOT_AN_INVOICE = "数据，非发票";
export const MAX_DECLARED_DAYS = 731;
/** A grower may speak of what he has sold already, so far back. */
export const MAX_DECLARED_BACK_DAYS = 366;
export const MAX_PERIOD_DAYS = 366;
export const MAX_VOUCHER_LINES = 50_000;
export const VOUCHER_FORMATS = ["xlsx", "csv", "json"] as const;
export type VoucherFormat = (typeof VOUCHER_FORMATS)[number];

export interface Declared {
  readonly id: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** Empty for everything he grows. */
  readonly categories: readonly string[];
  readonly endedOn: string | null;
  readonly wrong: boolean;
}

/** A declaration holds on the days it names, until the day it was ended on; one that was wrong never held. */
export const holdsOn = (one: Declared, day: string): boolean =>
  !one.wrong && day >= one.validFrom && day <= one.validTo && (one.endedOn === null || day < one.endedOn);

export interface VoucherGoods {
  /** The day of the sale itself, also for a red line. */
  readonly saleDay: string;
  readonly category: string;
}

/** The declaration that a line stands on, or what it lacks. The latest declaration that holds wins. */
export function judgeLine(goods: VoucherGoods, seller: { readonly organisation: boolean }, declarations: readonly Declared[]): { readonly declaration: string } | { readonly lacks: Lack } {
  if (seller.organisation) return { lacks: "organisation" };
  const valid = declarations.filter((one) => !one.wrong);
  if (valid.length === 0) return { lacks: "no_declaration" };
  const holding = valid.filter((one) => holdsOn(one, goods.saleDay));
  if (holding.length === 0) return { lacks: "not_covered" };
  const found = holding.findLast((one) => one.categories.length === 0 || one.categories.includes(goods.category));
  return found === undefined ? { lacks: "not_in_scope" } : { declaration: found.id };
}
