/** Refusals on screen; {names} are filled from the refusal's detail. */
export const zh = {
  refusals: {
    unbalanced: "这组分录借贷不平，差 {sum}（{currency}）。",
    below_used: "授信额度不能低于已用和已冻结的金额，请先收款或解冻。",
    over_credit: "额度不足，差在 {amount} 上；请交保证金或还款后再试。",
    not_held: "没有这么多冻结额度可用。",
    not_owed: "没有这么多欠款可还。",
    overlaps: "费目 {code} 在这段日期里已有收费标准，请先结束旧的。",
    cannot_end_then: "费目 {code} 不能在 {lastDay} 结束：日期须在今天或以后，且早于它已定的结束日。",
    over_party_credit: "超出档口给的赊账额度 {limit}：一共欠 {owes}，超 {over}（分）。请先收款，或由档口主提高额度。",
  },
};
export type Words = typeof zh;
