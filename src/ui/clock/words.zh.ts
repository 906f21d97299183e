export const zh = {
  phase: {
    waiting: "等待下一批",
    coming: "即将开始",
    running: "降价中",
    floor: "已到保护价",
    hold: "已按钟",
    sold: "成交",
    passed: "流拍",
    paused: "暂停",
    reconnecting: "正在重新连接",
  },
  mine: "我买到",
  anonymous: "匿名买家",
  press: "按钟",
  pressAt: (price: string) => `按钟，${price}`,
  start: "起拍",
  floor: "保护价",
  myLimit: "我的预埋",
  left: "余",
  of: (quantity: string, unit: string) => `${quantity} ${unit}`,
  noPhoto: "无照片",
  beaten: (ms: number | undefined, steps: number | undefined) =>
    steps !== undefined && steps > 0 ? `慢了 ${steps} 步` : ms === undefined ? "慢了一点" : `同一步，慢了 ${ms} 毫秒`,
  holdHint: "等待开窗…",
  lostPrice: "价格以重新连接后为准",
  announceSold: (price: string, quantity: string, mine: boolean) => `${mine ? "我买到" : "成交"}，${price}，${quantity}`,
};
export type ClockWords = typeof zh;
