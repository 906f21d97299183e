/** Refusals on screen; {names} are filled from the refusal's detail. */
export const zh = {
  refusals: {
    unknown_item: "没有这个商品，请从商品表中选择。",
    lot_closed: "批次 {lot} 已经结束，不能再改。",
    not_enough_stock: "批次 {lot} 余量不足：可用 {free}，已冻结 {held}，要 {asked}。",
  },
};
export type Words = typeof zh;
