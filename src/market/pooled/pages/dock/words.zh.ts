/** What the neutral grader reads at the dock. */
export const zh = {
  title: "月台验收", intro: "扫批次码或找一下，点数、抽样、量，等级由规格算出来。", find: "批次号、花农或商品", on: "哪天", states: { expected: "待到", accepted: "验过", returned: "退回", all: "全部" }, none: "没有要验的货", noneWhy: "花农报了要送，这天就会排在这里。", figures: { expected: "待到", accepted: "验收", returned: "退回" }, unit: "批", late: "迟到", slot: (time: string) => `${time} 到`, round: "车收", back: "回清单",
  count: "点数", announced: (n: string) => `报 ${n}`, same: "和报的一样", damaged: "破损", countBad: "先点数", samples: (n: number, of: number) => `第 ${n} 盆，共抽 ${of} 盆`, sampleDone: (n: number) => `${n} 盆都量完了`, next: "下一盆", undo: "退一盆", measured: "已量", missing: "还没量", need: (limits: string) => `要 ${limits}`,
  verdict: { title: "算出来的等级", none: "不合格", waiting: "量完就有等级", asOrdered: "就是约定的等级", lower: (price: string) => `降级，按价 ${price}`, off: "没有一级够，退给花农", failing: (what: string, n: number, allowed: number) => `${what}：${n} 盆不够，最多容 ${allowed} 盆`, ok: (n: number, allowed: number) => `${n} 盆不够，容许 ${allowed} 盆内` },
  photo: "照片", note: "备注", finish: (n: string) => `验收 ${n}`, finishOff: "记为不合格", finished: (lot: string, grade: string, n: string) => `${lot} ${grade} 级，验收 ${n}`, returned: (lot: string) => `${lot} 不合格，退给花农`, only: "验收由质检员做；您可以看。", result: (accepted: string, rejected: string) => `验收 ${accepted}，退回 ${rejected}`,
};
export type DockWords = typeof zh;
