import type { Scene, Tx } from "../../kernel/machinery/module.ts";
import type { payments } from "./contract.ts";
import type { PaymentRail } from "./rail.ts";
import type { Tables } from "./store.ts";

export type PaymentScene = Scene<Tables, string, (typeof payments)["events"]>;

/** The payer a market was started with. */
export interface Payer {
  readonly rail: PaymentRail | null;
  /** True lets it work only in a market that is marked as a demonstration. */
  readonly demoOnly: boolean;
}
export const NO_PAYER: Payer = { rail: null, demoOnly: false };

/** The payer that may work in this market, if any. */
export async function activeRail(tx: Tx<Tables>, payer: Payer): Promise<PaymentRail | null> {
  if (payer.rail === null || !payer.demoOnly) return payer.rail;
  const market = await tx.selectFrom("kernel.market").select("demo").executeTakeFirst();
  return market?.demo === true ? payer.rail : null;
}

const UNNAMED_CURRENCY = "CNY";
export const currencyOf = async (tx: Tx<Tables>): Promise<string> => (await tx.selectFrom("kernel.market").select("currency").executeTakeFirst())?.currency ?? UNNAMED_CURRENCY;
