/** What the page of the open data says. */
export const zh = {
  title: "开放数据", intro: "市场公布的数，任何人都可以下载、核对、再用。不用登录，不用申请。",
  licence: "许可", licenceWhy: "注明来源就可以复制、改编、商用。", feeds: "订阅", feedsWhy: "简报一发布就有一条；更正是新的一条。", machine: "给程序用", machineWhy: "所有接口都在 OpenAPI 里；每个文件带 ETag，没有变就只回 304。",
  columns: "列", method: "怎么算的", newest: "最近各期", all: (n: number) => `共 ${n} 期，全部列在 index.json 和接口 opendata.periods 里。`, running: "未日结", none: "还没有数据", structure: "SDMX 结构", package: "数据包",
  name: "列名", type: "类型", meaning: "含义", week: "整周", addresses: "地址可以直接改：把日期换成 2026-W47 就是整周，latest 是最新一天。", examples: "用法", missing: "空的格子不是零。obs_status 写明原因：Q 不公布，M 没有成交，P 尚未日结，A 正常。", demo: "演示数据：人、货、钱都是模拟的", copy: "复制", copied: "已复制",
  types: { string: "文字", integer: "整数", decimal: "小数", date: "日期", period: "期", boolean: "是否" },
};
export type PageWords = typeof zh;
