export const zh = {
  logIn: {
    title: "登录", intro: "花链交易中心。每一步都留痕。", login: "登录名", password: "密码", show: "显示", hide: "隐藏", submit: "登录",
    demoTitle: "演示：点一下就进", demoIntro: "这是演示市场，人、货、钱都是模拟的。选一个身份看看：", otherDemo: "更多身份", signedIn: (name: string) => `已登录：${name}`, goOn: "进入", other: "换一个账号",
    loginNeeded: "请填登录名", passwordNeeded: "请填密码", help: "忘记密码请找市场的系统管理员，带上身份证件。",
  },
  groups: { grower: "种花的", buyer: "买花的", staff: "市场人员", admin: "管理" },
  does: {
    grower: "发批次，看货款", coop: "合作社发批次", delegate: "替花农发批次", buyer: "上钟买花", agent: "替客户拍花", auctioneer: "主持拍卖钟", grader: "收货、点数、分级", cashier: "日结、对账、付款", collector: "报今天的价", operator: "看全场",
    system_admin: "开户、停用", security_admin: "授权", auditor: "查痕迹",
  },
  roles: {
    grower: "花农", merchant: "档口商户", buyer: "采购商", agent: "代拍人", operator: "市场经理", auctioneer: "拍卖师", grader: "质检员", cashier: "结算员", collector: "采价员", system_admin: "系统管理员", security_admin: "安全管理员", auditor: "审计员",
  },
  account: {
    title: "我的账号", intro: "密码、代表谁办事、退出。", who: "登录名", roles: "身份", actingFor: "现在代表", nobody: "只代表自己",
    switchTitle: "代表谁办事", switchIntro: "选中后，所办的事都记在他名下，同时留下您的名字。", as: { owner: "本人", member: "成员", delegate: "代办" }, now: "现在", choose: "换成他", chosen: (name: string) => `现在代表 ${name}`,
    noParties: "您还不能代表任何主体", noPartiesWhy: "花农或采购商可在“代办人”里委托您。",
    passwordTitle: "改密码", mustChange: "这是一次性密码，请先改成自己的。", old: "现在的密码", fresh: "新密码", again: "再写一遍", rule: "至少八位，字母和数字都要有，不含登录名。", differ: "两遍不一样", change: "改密码", changed: "密码已改。其他地方的登录都已退出。",
    faults: { too_short: "不足八位", needs_letters_and_digits: "字母和数字都要有", contains_login: "不能含登录名", too_common: "太常见，容易被猜中" } as Record<string, string>,
    signOut: "退出登录",
  },
};
export type Words = typeof zh;
