import { ledger } from "../../kernel/ledger/contract.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { RECORDED_CURRENCY } from "./recorded-row.ts";
import type { ReplayMarket } from "./market.ts";

/** Enough of both that a buyer seldom meets himself, and that most lines of the sheet have three sellers and may be shown. */
export const GROWERS = 120;
export const BUYERS = 100;

/** The simulated people of a replay, by the indexes that the plan knows them by. */
export interface Cast {
  readonly growers: readonly string[];
  readonly buyers: readonly string[];
  /** Lets these buyers (by index) owe this much more than before. */
  allow(ask: { readonly causeId: string; readonly amounts: ReadonlyMap<number, number> }): Promise<void>;
}

export async function registerCast(market: ReplayMarket): Promise<Cast> {
  const growers = await register(market, "grower", "供货人", GROWERS);
  const buyers = await register(market, "buyer", "采购商", BUYERS);
  const limits = buyers.map(() => 0);
  return {
    growers, buyers,
    async allow({ causeId, amounts }) {
      await market.forEach([...amounts], async (ask, [buyer, amount]) => {
        const limit = limits[buyer]! + amount;
        await ask(ledger.actions.setLimit, { partyId: buyers[buyer]!, currency: RECORDED_CURRENCY.code, limit, cause: "replay", causeId });
      });
      for (const [buyer, amount] of amounts) limits[buyer] = limits[buyer]! + amount;
    },
  };
}

const ACCOUNT_OF = { grower: "10000000", buyer: "20000000" } as const;

async function register(market: ReplayMarket, role: "grower" | "buyer", word: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  await market.forEach(Array.from({ length: count }, (_, index) => index), async (ask, index) => {
    const party = await ask(parties.actions.register, {
      kind: "person", name: `${word} ${index + 1}`, roles: [role], bankName: "回放银行（模拟）", bankAccount: `${ACCOUNT_OF[role]}${String(index + 1).padStart(4, "0")}`, demo: true,
    });
    ids[index] = party.id;
  });
  return ids;
}
