import { zh as sheets } from "../../kernel/sheets/words.zh.ts";

/** What packaging says on screen; {names} in refusals are filled from the refusal's detail. */
export const zh = {
  refusals: {
    ...sheets.refusals,
    kind_fixed: "种类 {code} 的类别和是否编号定了就不能改；请另建一个种类。",
    value_in_the_past: "押金只能从今天（{today}）或以后起改，之前领出的按原押金退。",
    value_set: "{day} 的押金已经定过，请换一天。",
    replacement_below_deposit: "赔偿价不能低于押金。",
    party_suspended: "{party} 已暂停交易，不能再领。请联系市场经理。",
    no_value: "“{kind}”还没有定押金和赔偿价，请市场经理先定。",
    not_there: "{place} 只有 {there} 个“{kind}”，办不了 {asked} 个。多出来的请按“捡回”登记并写明来历。",
    numbers_needed: "“{kind}”每个都有编号：要 {quantity} 个，扫了 {given} 个。请逐个扫码。",
    unknown_number: "没有编号 {number}，请再扫一次，或核对种类。",
    number_elsewhere: "编号 {number} 账上在“{place}”，不能从这里办。请先在那边归还。",
    reason_needed: "请写明情况（至少两个字），对方和市场都会看到。",
    photo_needed: "按损坏收钱，要有一张检验照片。",
    charge_needs_harm: "只有损坏或丢失才收赔偿。",
    too_many_numbers: "带编号的种类一次最多 {most} 个，请分几次。",
    to_himself: "不能转给自己。",
    decided_before: "转交单 {no} 已经办过，请刷新后再看。",
    nothing_overdue: "这一户没有超期的，不用提醒。",
    reminded_today: "今天已经提醒过 {party}。",
    question_open: "单号 {no} 已有一个问题在等答复。",
    answered_before: "{name} 已经答复过。",
    too_many_rows: "共 {rows} 行，一张表最多 {most} 行，请缩短日期范围。",
    nothing_moved: "{party} 在 {day} 没有收发。",
  },
  actions: {
    kinds: "周转箱种类", setKind: "建或改种类", setValue: "定押金", values: "押金历史", findParty: "找户", buy: "购入", issue: "领出", takeBack: "收回", depotMove: "场内处理", count: "盘点", proposeHandOver: "提出转交", decideHandOver: "办转交", partners: "找接收方",
    pool: "总览", balances: "各户余额", rates: "损耗率", movements: "流水", mine: "我的周转箱", piece: "查编号", pieces: "编号清单", remind: "提醒归还", question: "提问", answerQuestion: "答复", questions: "问题列表",
    exportBalances: "导出余额", exportMovements: "导出流水", exportCount: "导出盘点表", countTemplate: "盘点模板", importCount: "导入盘点", printSlip: "打印收发单", printLabels: "打印编号标签",
  },
  families: { trolley: "花车", shelf: "层板", crate: "周转箱", tray: "托盘" },
  places: { outside: "场外", depot: "场内", repair: "待修", scrapped: "报废", lost: "丢失", party: "在户" },
  acts: { buy: "购入", surplus: "盘盈", issue: "领出", return: "归还完好", damaged: "归还损坏", lost: "丢失", transfer: "转交", found: "捡回", missing: "盘亏", repaired: "修好", scrap: "报废" },
  parts: { sound: "完好", damaged: "损坏", lost: "丢失", found: "捡回" },
  charges: { none: "不收", deposit: "扣押金", replacement: "按赔偿价" },
  handOvers: { proposed: "待接收", confirmed: "已接收", declined: "已拒收", withdrawn: "已撤回" },
  /** What only a stock count finds wrong; the rest is said by engines/table. */
  importProblems: {
    unknown_kind: { why: "没有这个种类代码", mend: "照导出的盘点表填代码" },
    numbers_do_not_fit: { why: "少了 {detail} 个，缺的编号数目不对", mend: "在“缺的编号”里写清是哪几个，用空格隔开；没有少就空着" },
  },
};
export type Words = typeof zh;
