/** What loss says on screen; {names} in refusals are filled from the refusal's detail. */
export const zh = {
  refusals: {
    not_enough_free: "批次 {lot} 空着的只有 {free}（另有 {held} 已被订走或冻结），办不了 {asked}。只能处理空着的货。",
    not_lower: "批次 {lot} 现在是 {grade} 级，降级只能往下降，不能改成 {wanted}。",
    not_cheaper: "批次 {lot}：新价要比现在的价低。",
    no_price: "批次 {lot} 没有保护价，也没有成交过，不知道从多少降。请先在供货里定价。",
    receiver_needed: "请写明捐给谁。",
    say_what: "选了“其他”，请写明是什么情况。",
    waits_already: "批次 {lot} 已有一件在等第二个人确认（{no}），先办完那件。",
    decided_before: "{no} 已经办过，请刷新后再看。",
    second_person_needed: "这是 {name} 提的，要由另一个人确认。",
    no_donation: "{no} 不是已办好的捐赠，没有捐赠单。",
    window_too_long: "日期范围不对：从在前，到在后，最多 {most} 天。",
    too_many_rows: "共 {rows} 行，一张表最多 {most} 行，请缩短日期范围。",
  },
  actions: {
    ofGrowers: "各花农的清货率与损耗率", terms: "损耗规则", setTerms: "改损耗规则", ageing: "压货清单", receivers: "找受赠方", record: "降级降价报损捐赠", decide: "确认损耗", acts: "损耗记录", act: "看一件损耗", rates: "成交率与损耗率", rateLines: "损耗率明细",
    printDonation: "打印捐赠单", exportAgeing: "导出压货清单", exportActs: "导出损耗记录", exportRates: "导出损耗率",
  },
  acts: { downgrade: "降级", markdown: "降价", write_off: "报损", donation: "捐赠" },
  reasons: { fading: "花期将过", unsold: "卖不动", broken: "折枝破损", disease: "病虫害", cold: "冻伤", heat: "热伤", dry: "缺水", old_stock: "存放太久", other: "其他" },
  states: { proposed: "待第二人确认", done: "已办", declined: "没通过", withdrawn: "已撤回" },
  sources: { floor: "保护价", lot_sale: "本批最近成交", item_sale: "同品最近成交", none: "没有价" },
  dimensions: { grower: "花农", item: "品种", channel: "渠道", day: "日期" },
  measures: { received: "到货", sold: "售出", lost: "报损捐赠", downgraded: "降级", marked: "降价" },
  kinds: { intake: "到货", split_in: "分入", split_out: "分出", count_up: "盘盈", count_down: "盘亏", take_back: "退还花农", sale: "成交", direct_sale: "直接售出", return_in: "退货", write_off: "报损", donation: "捐赠", downgrade: "降级", markdown: "降价" },
  channels: { clock: "拍卖钟", presale: "钟前预售", catalogue: "目录价", offer: "定向报价", contract: "合同", stall: "档口", pooled: "统购", live: "直播" },
  total: "合计",
};
export type Words = typeof zh;
