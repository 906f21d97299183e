import type { FaultKind, ParcelState, PromiseSource, PromiseState, Risk, Rule, State } from "../rules.ts";

/** What all pages of pooled orders say. What one of them says alone stands beside it. */
export const zh = {
  none: "—", to: "购方", from: "经办", order: "订单", cancel: "取消", close: "关闭", back: "返回", done: "已办好", error: "没有读到", excel: "导出 Excel", print: "打印", more: (n: number) => `再看 ${n} 条`, search: "找订单号、企业或商品", all: "全部", reason: "理由", reasonBad: "写明理由，至少两个字", offline: "现在没有网络。看到的是上次读到的内容；连上后会自动更新。",
  states: { draft: "草稿", asked: "待中心受理", open: "花农答复中", allocated: "备货交货", closed: "已结清", cancelled: "已取消" } satisfies Record<State, string>,
  promiseStates: { standing: "待交", kept: "交齐", short: "少交", defaulted: "违约", withdrawn: "已退" } satisfies Record<PromiseState, string>,
  sources: { allocation: "分配", reallocation: "补分", cover: "现货补" } satisfies Record<PromiseSource, string>,
  parcelStates: { expected: "待到", accepted: "已验收", shipped: "已发出", returned: "退回", cancelled: "撤回" } satisfies Record<ParcelState, string>,
  dropStates: { open: "进行中", settled: "已结" },
  faults: { short: "少交", late: "迟到", off_grade: "降级", withdrawn: "退单", side_sold: "另卖", refused: "企业拒收" } satisfies Record<FaultKind, string>,
  risks: { short_promised: "承诺不够", batch_short: "在种的不够", not_announced: "还没报要送", late: "已过日期", off_grade: "等级不够", low_score: "履约分低", no_credit: "企业额度不够", stuck: "系统没办成" } satisfies Record<Risk, string>,
  rules: {
    proportional: { name: "按比例", does: "货不够分时，每户都按所报数量的同一个百分比分。" },
    equal_awards: { name: "等额分配", does: "先让每户一样多，报得少的先满足，余下的再平均；小户不吃亏。" },
    equal_losses: { name: "等额损失", does: "每户都比所报的少同样多；报得多的分得多，报得很少的可能分不到。" },
    talmud: { name: "塔木德", does: "要的货不到大家所报的一半时像等额分配，超过一半时像等额损失；两头都照顾。" },
    priority: { name: "按得分", does: "按质量、准时、距离、价格打分，从高到低，排在前面的先接满。" },
    least_cost: { name: "最省成本", does: "让运费和预计降级损失之和最小，同时保证每户至少有等额分配的一部分。" },
    sealed_bid: { name: "密封报价", does: "花农各自报价、互相看不见；从低到高取够为止，取到的都按最后取到的那个价结算，不超过最高价。" },
  } satisfies Record<Rule, { name: string; does: string }>,
  /** Why somebody got what he got, by what was decisive; a rule's own sentence goes before the common one. Without a subject, so that it fits everybody in a table. */
  why: {
    claim: "报了 {claim}，全数分到。", cap: "到了单户上限，不能再多。", no_claim: "没有报数量，或不足一{tray}。", filled: "排在前面的已把数量接满。",
    minimum_up: "按规则的份额不够一个最小批量，已补足。", minimum_down: "按规则的份额凑不够一个最小批量，这次没有分到。",
    "proportional.level": "每户都按所报数量的 {percent} 分：报了 {claim}，应得 {exact}。", "equal_awards.level": "每户同样多，分到每户 {level} 为止；报得比这少的，全数分到。", "equal_losses.level": "每户都比所报的少 {level}：报了 {claim}，应得 {exact}。",
    "talmud.level": "按塔木德规则摆平：报了 {claim}，应得 {exact}。", half: "分到所报数量的一半：报了 {claim}，应得 {exact}。",
    "priority.claim": "按得分排第 {place}（{score} 分），轮到时还差 {claim}：报的全数分到。", "priority.filled": "按得分排第 {place}（{score} 分），轮到时只剩 {claim}。", "priority.cap": "按得分排第 {place}（{score} 分），到了单户上限。", "priority.minimum_down": "按得分排第 {place}，轮到时剩下的凑不够一个最小批量。",
    accepted: "报价 {ask}，在成交价 {clearing} 以内，报的全数成交。", shared: "报价 {ask} 正好是成交价，同价的几户分剩下的。", above_ceiling: "报价 {ask}，高于企业的最高价，没有成交。", "sealed_bid.filled": "报价 {ask}，更低的报价已把数量接满。",
    floor: "先保底：每户至少有等额分配时的一部分，保底 {claim}。", cost: "每{unit}运费加预计降级损失约 {cost}，是最低的几家之一。", "least_cost.claim": "每{unit}运费加预计降级损失约 {cost}，报的全数分到。", dearer: "每{unit}运费加预计降级损失约 {cost}，别家更低，数量先给了他们。", cover: "由市场现货补上。", none: "按现在的数，全都要得下。", quota: "配额全接了，保底给足。", accepted_less: "接了多少给多少。", no_longer_there: "答复之后货少了，按现有的给。", item_first: "有所订商品的各家已够，替代品先不用；愿意就写能多供多少，别家少接时会流过来。", other: "按「{rule}」的规则分到。",
    truck: "{town}的货同车：为它新发 {started} 辆（一辆装 {holds}、一趟 {fixed}），共装 {load}。", truck_none: "{town}这次不发车：一辆一趟要 {fixed}（装 {holds}）。", truck_here: "您这里",
    up: "凑整{tray}，向上取整。", down: "凑整{tray}，向下取整。",
  } as Readonly<Record<string, string>>,
  excluded: { none: "", nothing_left: "没有可供的货", not_ready: "到日子还长不成", not_licensed: "没有这个品种的许可", suspended: "已停牌", below_minimum: "不足最小批量" },
  substitute: { short: "替代", of: (item: string, percent: string) => `替代「${item}」，按其价 ${percent}` },
  licence: { free: "不受保护", licensed: "有许可", not_licensed: "没有许可" },
  trays: { tray: "盘", box: "箱", layer: "层", trolley: "车" }, trayText: (n: string, tray: string) => `${n} ${tray}`, traySize: (size: string, tray: string) => `每${tray} ${size}`,
  price: {
    fixed: (price: string, unit: string) => `${price}/${unit}，固定`, floorOnly: (floor: string) => `不低于 ${floor}`, between: (floor: string, cap: string) => `不低于 ${floor}、不高于 ${cap}`,
    index: (lag: string, mean: string, factor: string, premium: string, bounds: string) => `交货${lag}${mean}行情价 × ${factor}${premium}，${bounds}`, lagDays: (n: number) => (n === 0 ? "当天" : `前 ${n} 天`), mean: (n: number) => `最近 ${n} 次公布的平均`, one: "的", plus: (amount: string) => ` 加 ${amount}`, minus: (amount: string) => ` 减 ${amount}`,
    instead: (price: string) => `您的替代品约 ${price}`, now: (price: string) => `按最近行情约 ${price}`, sealed: (ceiling: string) => `您报价，密封到截止；最高 ${ceiling}`, sealedShort: (ceiling: string) => `密封报价，最高 ${ceiling}`,
  },
  spec: { grade: (grade: string) => `${grade} 级`, least: (what: string, min: string) => `${what} ≥ ${min}`, most: (what: string, max: string) => `${what} ≤ ${max}`, between: (what: string, min: string, max: string) => `${what} ${min}–${max}`, any: "不限尺寸", priceAt: (percent: string) => `按价 ${percent}`, notTaken: "不收" },
  attributes: { heightCm: "株高 cm", spikes: "梗数", flowers: "花朵", buds: "花苞", openFlowers: "开放数", leaves: "叶片", crownCm: "冠幅 cm", potCm: "盆径 cm" } as Readonly<Record<string, string>>,
  due: { today: "今天", tomorrow: "明天", inDays: (n: number) => `${n} 天后`, ago: (n: number) => `过了 ${n} 天`, festivalOn: (name: string) => name, festivalIn: (name: string, n: number) => `${name}前 ${n} 天` },
  left: { over: "已截止", days: (d: number, h: number) => `还剩 ${d} 天 ${h} 小时`, hours: (h: number, m: number) => `还剩 ${h} 小时 ${m} 分`, minutes: (m: number) => `还剩 ${m} 分钟`, by: (when: string) => `${when} 截止` },
  bar: { label: (promised: string, graded: string, shipped: string, of: string) => `要 ${of}：承诺 ${promised}，验收 ${graded}，发出 ${shipped}`, accepted: "接单", promised: "承诺", graded: "验收", shipped: "发出", open: "还缺" },
};
export type PooledWords = typeof zh;
