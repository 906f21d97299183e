/** What stands on the hub's board and on the list of orders. */
export const zh = {
  board: { title: "统购看板", intro: "每张订单走到哪一步、哪里有风险、中心能得多少服务费。", fresh: "写统购订单", none: "没有在办的订单", noneWhy: "企业交来或中心代写的订单，会一张一张排在这里。", at: (when: string) => `${when} 的情形`, today: { expected: "今天要到", accepted: "今天验收", returned: "今天退回", shipped: "今天发出" }, orders: "在办订单", atRisk: "有风险的", unit: "张", list: "全部订单" },
  columns: { order: "订单", state: "状态", ordered: "要货", progress: "进度", next: "下次交货", risk: "风险", margin: "预计服务费", short: "还缺", growers: "花农", waiting: "等办", dates: "交货", value: "货值", enterprise: "企业", items: "商品" },
  list: { title: "统购订单", intro: { buyer: "一张订单，许多花农一起供。写下要什么、哪天要，看着它接满、验收、发车。", hub: "企业交来的、中心代写的，全在这里。" }, none: "还没有统购订单", noneWhy: "写明商品规格、数量和交货日子，交给中心；中心向能种的花农发配额。", waiting: (n: number) => `${n} 张等您办`, state: "状态", any: "全部状态" },
};
export type DeskWords = typeof zh;
