import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    currency_is_used: "The ledger already holds {currency}; the market's currency can no longer change.",
  },
} satisfies Words;
