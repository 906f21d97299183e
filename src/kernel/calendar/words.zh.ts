/** Refusals on screen; {names} are filled from the refusal's detail. */
export const zh = {
  refusals: {
    currency_is_used: "账本里已有 {currency} 的账，市场币种不能再改。",
  },
};
export type Words = typeof zh;
