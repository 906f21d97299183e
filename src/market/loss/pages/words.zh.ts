/** What the loss pages say. Refusals and shared terms stand in the module's own words. */
export const zh = {
  titles: { ageing: "压货与损耗", rates: "成交率与损耗率", log: "损耗记录", act: "损耗" },
  common: { cancel: "取消", none: "—", noData: "没有数据", more: (n: number) => `再看 ${n} 条`, search: "批次、商品、户名或拼音", export: "导出 Excel", days: (n: number) => `${n} 天`, all: "全部" },
  columns: { no: "单号", date: "日期", act: "事项", lot: "批次", item: "商品", grower: "花农", quantity: "数量", reason: "原因", value: "损失", state: "状态", by: "经手", price: "单价", channel: "渠道", kind: "变动", name: "名称", opening: "期初", received: "到货", offered: "可售", sold: "售出", writtenOff: "报损", donated: "捐赠", closing: "期末", clearance: "成交率", loss: "损耗率", downgraded: "降级率", lostValue: "损失货值", marked: "降价让利" },
  ageing: {
    intro: "到了几天还没卖掉的货，越老越靠前。建议按公布的规则算，办不办由您。", none: "没有压货", noneWhy: (days: number) => `到货 ${days} 天以上还空着的货会列在这里。`, free: (amount: string) => `空 ${amount}`, held: (amount: string) => `另有 ${amount} 已订走`, since: (day: string) => `${day} 到货`, price: (price: string, source: string) => `${price}（${source}）`, noPrice: "没有价",
    advise: { markdown: (percent: number, price: string) => `建议降 ${percent}%，卖 ${price}`, donation: "建议捐赠", write_off: "建议报损" }, waiting: (no: string) => `${no} 在等第二人确认`, sum: (lots: string, free: string) => `${lots} 批 · 空着 ${free} · 按现价值`, minDays: "到货几天以上", toRates: "成交率与损耗率", toLog: "损耗记录", rule: "规则", byStep: (to: string) => `降到 ${to}`,
  },
  form: {
    quantity: "数量", all: (amount: string) => `全部 ${amount}`, grade: "降到几级", price: "新价", priceNow: (price: string, source: string) => `现价 ${price}，来自${source}`, priceBad: "填一个比现价低的价", reason: "原因", text: "说明", textNeeded: "请写明是什么情况", receiver: "捐给谁", receiverHint: "写名字；登记过的户会跳出来", receiverNeeded: "请写明捐给谁",
    photo: "照片（至少一张）", photoHint: "拍到花的样子和批次标签。", photoNeeded: "至少要一张照片", supplyHint: "只改批次的保护价；供货条目里的标价不会自己变，请到“供货”里改。", splitHint: "只降一部分时，这一部分另立一个批次。", second: (value: string) => `价值 ${value}，要由市场另一个人确认后才生效。`, save: { downgrade: "降级", markdown: "降价", write_off: "报损", donation: "捐赠" }, done: (no: string) => `${no} 已办`, waits: (no: string) => `${no} 已提交，等第二人确认`,
  },
  act: { lot: "批次", was: "原来", now: "现在", value: "损失", valueHow: (price: string, source: string) => `按 ${price}（${source}）`, reason: "原因", text: "说明", receiver: "受赠方", by: "经手", second: "第二人", confirmed: (name: string, when: string) => `${name} · ${when}`, photos: "照片", child: "另立批次", confirm: "确认", decline: "不通过", withdraw: "撤回", confirmWhy: "确认后库存立即减少或改价，不能撤回。", slip: "捐赠单", roll: "小票打印机", pdf: "PDF", quantity: "数量" },
  log: { intro: "谁、什么时候、为什么、少了多少，每件都有照片；要第二人确认的排在最前。", none: "没有损耗", noneWhy: "降级、降价、报损、捐赠办过以后会列在这里。", waiting: (n: number) => `${n} 件等第二人确认`, kind: "事项", anyKind: "全部事项" },
  rates: {
    intro: "公式公布在这里，任何人都能照样算一遍；每个数字点下去就是库存变动。", formula: "公式", clearance: "成交率 = 售出 ÷ 可售；可售 = 期初在手 + 本期到货。退回来的货从售出里减掉。", loss: "损耗率 =（报损 + 捐赠）÷ 本期到货。期初压货报损时可能超过 100%。", downgraded: "降级率 = 降级数量 ÷ 本期到货。", value: "损失货值按报损、捐赠时的保护价；没有保护价的按本批最近成交价，再没有按同品最近成交价；都没有的不计价，另列数量。", channel: "渠道：该渠道售出 ÷ 全部可售，各渠道加起来等于总成交率。", rounding: "成交率只舍不入，损耗率只入不舍，不美化。", received: "到货 = 入场点数 ± 盘点 ± 分批 − 退还花农。", advice: (steps: string, donate: number, off: number) => `建议：${steps}；满 ${donate} 天建议捐赠，满 ${off} 天建议报损。降价按第一次降价前的价算。`, step: (days: number, percent: number) => `满 ${days} 天降 ${percent}%`, second: (sum: string) => `${sum} 起要第二人确认。`,
    from: "从", to: "到", by: "按", small: "数量少", smallNote: (n: number) => `可售不足 ${n} 的数字仅供参考`, none: "这段时间没有库存变动", noneWhy: "到货、成交、报损以后才有数字。", unvalued: (n: string) => `另有 ${n} 无价可计`, trend: "逐日，最近一天", lines: (what: string, name: string) => `${what} · ${name}`, linesSum: (n: string) => `合计 ${n}`, close: "关闭", origin: "来自批次的库存流水，随时可重算", edit: "改规则",
  },
  terms: { title: "损耗规则", second: "价值多少起要第二人确认（元）", age: "到货几天起列为压货", steps: "降价台阶（一行一级：天数 空格 百分比）", donate: "几天起建议捐赠", writeOff: "几天起建议报损", reason: "为什么改", save: "从现在起执行", bad: "有一格没填对：台阶要一级比一级多，捐赠在台阶之后，报损在捐赠之后。" },
};
export type PageWords = typeof zh;
