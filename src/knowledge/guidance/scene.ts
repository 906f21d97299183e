import { computeFees, totalFees } from "../../engines/fees/fees.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { Scene } from "../../kernel/machinery/module.ts";
import type { guidance } from "./contract.ts";
import { FEE_UNITS } from "./rules.ts";
import type { Tables } from "./store.ts";

type Refuses<A> = { [N in keyof A]: A[N] extends { readonly refuses: readonly (infer R)[] } ? R : never }[keyof A];
export type GuidanceScene = Scene<Tables, Refuses<(typeof guidance)["actions"]> & string, (typeof guidance)["events"]>;

/** The grower an action is about: always whoever the reader acts for, and nobody else. */
export const growerOf = ({ actor, refuse }: Pick<GuidanceScene, "actor" | "refuse">): string => actor.partyId ?? refuse("grower_needed");

export interface Item {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly category: string;
  readonly speciesId: string | null;
}
export async function itemOf({ tx, refuse }: Pick<GuidanceScene, "tx" | "refuse">, itemId: string): Promise<Item> {
  return (await itemsOf(tx, [itemId]))[0] ?? refuse("not_found", { item: itemId });
}
export async function itemsOf(tx: GuidanceScene["tx"], itemIds: readonly string[]): Promise<Item[]> {
  if (itemIds.length === 0) return [];
  const rows = await tx.selectFrom("kernel.trade_item").select(["id", "zh", "en", "unit", "category", "species_id"]).where("id", "in", [...itemIds]).orderBy("id").execute();
  return rows.map((row) => ({ id: row.id, zh: row.zh, en: row.en, unit: row.unit, category: row.category, speciesId: row.species_id }));
}

/** Supply and demand are counted by species and sales unit; an item without a species stands for itself. */
export const keyOf = (item: Pick<Item, "id" | "speciesId" | "unit">): string => `${item.speciesId ?? item.id} ${item.unit}`;

export interface Market {
  readonly currency: string;
  readonly demo: boolean;
  /** What the market takes of a seller's price in a channel, 0 ≤ share < 1; amounts by the lot, sale and day spread over a usual day's units. */
  feeShare(channel: string, item: Item, price: number): number;
}
const MOST_FEE = 0.99;

export async function marketOf({ ask, businessDate }: Pick<GuidanceScene, "ask" | "businessDate">): Promise<Market> {
  const { market } = await ask(calendar.actions.today, {});
  const { fees } = await ask(ledger.actions.feeSheet, { on: businessDate });
  const lines = fees.map((fee) => ({
    code: fee.code, payer: fee.payer, basis: fee.basis, rateOrAmount: fee.value, minMinor: fee.minMinor ?? undefined, maxMinor: fee.maxMinor ?? undefined,
    appliesTo: { channel: fee.channel ?? undefined }, validFrom: fee.validFrom, validTo: fee.validTo ?? undefined, isExample: fee.example,
  }));
  return {
    currency: market.currency, demo: market.demo,
    feeShare(channel, item, price) {
      const grossMinor = Math.round(FEE_UNITS * price);
      if (grossMinor <= 0) return 0;
      const charged = computeFees(lines, [{ lotId: item.id, channel, speciesId: item.speciesId ?? "", quantity: FEE_UNITS, grossMinor }], { date: businessDate, payer: "seller" });
      return Math.min(MOST_FEE, totalFees(charged) / grossMinor);
    },
  };
}
