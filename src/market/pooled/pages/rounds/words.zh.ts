/** What the page of collection rounds says. */
export const zh = {
  title: "收集车次", intro: "哪辆车、几点、去哪几家、收多少盘，远的先收。给司机打一张纸，手机上也能看。", day: "哪天", none: "这天没有排车", noneWhy: "花农报要送、没约月台时间的货，可以排成一趟。", states: { planned: "待出发", done: "已收", cancelled: "已撤" },
  leaves: (at: string, back: string) => `${at} 出发，约 ${back} 回`, load: (load: string, capacity: string) => `装 ${load} / ${capacity}`, freight: (money: string) => `运费 ${money}，各家分担`, at: (time: string) => `约 ${time} 到`, km: (n: string) => `${n} 公里`, trays: (n: string, units: string) => `${n} 盘 · ${units}`, rough: "时间按各镇到市场的大致距离、每小时 40 公里、每家装车 15 分钟估，不是导航。",
  print: "打印司机单", cancel: "撤掉这趟", cancelled: "已撤，货可以另排", driver: "司机", plate: "车牌", columns: { n: "序", time: "约几点", grower: "花农", goods: "商品 · 批次", trays: "盘", units: "数量", signed: "签字" }, total: "合计",
  plan: "排一趟车", waiting: (n: number) => `${n} 批在等车`, nobody: "没有等车的货", pick: "选", leavesAt: "几点出发", capacity: "一车装多少", cost: "运费（各家分担，0 是中心出）", split: { units: "按数量分", km: "按数量和远近分" }, splitLabel: "运费怎么分", send: (units: string) => `排车，装 ${units}`, planned: (no: string) => `${no} 已排好`,
};
export type RoundWords = typeof zh;
