/** What the published index says on screen. */
export const zh = {
  refusals: {
    withheld: "这一期卖方太少或太集中，数字和明细都不公开。",
    weights_do_not_add_up: "各类权数加起来是 {sum}%，应正好是 100%。",
    category_twice: "同一类写了两次权数，请合成一行。",
    already_noted: "这条预警已经有人写过处理意见。",
  },
  actions: {
    headlines: "价格指数", series: "指数序列", point: "指数的来历", records: "匿名记录", inputs: "导出指数原始数据", revisions: "修订记录", published: "已公布指数", consumption: "消费指数", baskets: "消费权数", addBasket: "增加消费权数",
    desk: "指数发布台", publish: "发布指数", influences: "各家影响", alarms: "影响预警", noteAlarm: "处理预警",
  },
};
export type Words = typeof zh;
