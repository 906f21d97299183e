import type { Verdict } from "./rules.ts";

/** What planting and selling advice says. */
export const zh = {
  refusals: {
    grower_needed: "这里是花农看的，请用花农账号打开。", week_is_past: "这一周已经过去了。", too_far: "太远了，最多看 {weeks} 周以后。", heated_too_long: "加温 {heated} 周，比生长的 {grow} 周还长。",
    nothing_left: "{no} 已经没有可卖的了。", unknown_species: "没有这个种。", withdrawn_before: "这条估计已经撤回。",
  },
  actions: {
    candidates: "种什么", candidate: "种什么（一个商品）", cost: "我的成本", setCost: "改我的成本", dropCost: "撤掉我的成本", selling: "怎么卖", ahead: "今后上市", arrivals: "外地来货估计", enterArrival: "登记外地来货", withdrawArrival: "撤回外地来货", assumptions: "建议的假设", assume: "改建议的假设",
  },
  verdicts: { plant: "可以种", careful: "当心", full: "别再加", losing: "不够本", unknown: "说不准" } satisfies Record<Verdict, string>,
  channels: { clock: "拍卖钟", presale: "钟前预售", catalogue: "目录", stall: "档口", pooled: "统购订单", live: "直播" },
};
export type Words = typeof zh;
