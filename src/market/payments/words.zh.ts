/** What the payments module says on screen. */
export const zh = {
  refusals: {
    no_payer: "这个市场没有接持牌支付机构。付款走银行文件；要接入，请系统管理员按说明配置后重新启动。",
    unknown_key: "密钥编号不是约定的那一个。",
    wrong_algorithm: "签名算法不是约定的那一种。",
    outside_window: "时间与市场相差超过 5 分钟，请校准时钟后重发。",
    bad_nonce: "随机串不合格式：8 到 64 位字母、数字、减号或下划线。",
    wrong_signature: "签名不对，内容没有采信。",
    no_callbacks: "这种付款方式没有回调。",
    unreadable: "签名正确，但内容不合格式。",
    replayed: "这条消息已经收过，不再处理。要重复通知，请换随机串和时间重新签名。",
    unknown_instruction: "没有指令 {no}。已记下，请结算员查看。",
    wrong_amount: "指令 {no} 的金额不符：指示 {asked}，回报 {said}（最小货币单位）。没有入账，已请结算员查看。",
    has_outcome: "{no} 已有结果，不能撤销。",
    bank_has_it: "{no} 在银行文件里，这里撤不回来；请与银行联系，再到银行文件登记退回。",
    settled_before: "这一条 {by} 已经处理过了。",
  },
  actions: {
    instructDue: "指示到期付款", nextTasks: "待问支付机构", note: "记支付机构答复", callback: "支付机构回调", cancel: "撤销付款指令", instructions: "付款指令", instruction: "看付款指令", alarms: "付款异常", settleAlarm: "处理付款异常", exportInstructions: "导出付款指令",
  },
  rails: { bank_file: "银行文件", licensed: "持牌分账", simulator: "模拟支付" },
  kinds: { payout: "付", debit: "收" },
  states: { prepared: "待送达", submitted: "处理中", paid: "已付", failed: "失败" },
  alarms: { wrong_amount: "金额不符", paid_after_failure: "判失败后又报已付", failed_after_payment: "已付后又报失败", no_answer: "一直没有答复", unknown_instruction: "没有这条指令" },
  via: { submit: "送出", poll: "查询", cancel: "撤销", callback: "回调", cashier: "结算员登记" } as Readonly<Record<string, string>>,
  effects: { changed: "采信", nothing: "无变化", repeated: "重复", alarm: "异常" },
  said: { accepted: "已受理", paid: "已付", failed: "失败", cancelled: "已撤销", unknown: "无答复" } as Readonly<Record<string, string>>,
};
export type Words = typeof zh;
