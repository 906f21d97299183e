/** Accounts: who may come in, and with what rights. */
export const zh = {
  title: "账号与岗位",
  intro: "谁能进来、能做什么。采购商、花农的权限来自所代表的主体，工作人员的权限来自账号上的岗位。",
  caption: "账号",
  login: "登录名", name: "姓名", roles: "岗位", lastLogin: "最近登录", state: "状态", acts: "办理",
  never: "从未", noRoles: "—",
  states: { active: "正常", disabled: "已停用", stale: "九十天未用", locked: "锁定中", demo: "演示" },
  filters: { all: "全部", staff: "有岗位", admins: "三员", stale: "闲置", disabled: "停用" },
  filter: "显示", search: "找登录名或姓名", none: "没有符合的账号", noneWhy: "换一个条件再看。",
  source: "账号表", coverage: (shown: number, all: number) => `${shown} / ${all} 个`,
  roleNames: {
    operator: "市场经理", auctioneer: "拍卖师", grader: "质检员", cashier: "结算员", collector: "采价员", system_admin: "系统管理员", security_admin: "安全管理员", auditor: "审计员",
  },
  number: "账号编号", copyNumber: "复制编号", numberCopied: (name: string) => `${name} 的账号编号已复制，请交给市场经理`, open: "开账号", setRoles: "授予岗位", disable: "停用", enable: "恢复", oneself: "不能办自己的账号",

  three: {
    title: "三员分立",
    why: "没有人能既给自己开权限、又抹掉痕迹。三种管理员由不同的人担任，一个账号只能担任其一，由数据库约束。",
    system_admin: "开账号、停用账号。不能授权，不能看留痕。",
    security_admin: "授予和收回岗位，看留痕。不能开账号，也不能改自己的岗位。",
    auditor: "看全部留痕，核对留痕链。什么也不能改。",
    you: "您",
  },

  opening: {
    title: "开账号",
    intro: "开好后由安全管理员授予岗位，或由市场经理加入花农、采购商。本人第一次登录须改密码。",
    login: "登录名", loginHint: "小写字母、数字、点、横线，3 到 60 位",
    name: "姓名或称呼", password: "一次性密码", passwordHint: "随机生成，当面或电话告诉本人；只在这里显示一次。", another: "换一个",
    submit: "开账号", done: (name: string) => `${name} 的账号已开好`, handOver: "请把登录名和一次性密码交给本人：", copy: "复制", copied: "已复制", close: "已交给本人", numberFor: "账号编号（给市场经理，用来加入花农或采购商）",
    badLogin: "登录名只能用小写字母、数字、点、横线和下划线，3 到 60 位", nameNeeded: "请填姓名",
    faults: { too_short: "密码不足八位", needs_letters_and_digits: "密码要有字母也要有数字", contains_login: "密码里不能有登录名", too_common: "这个密码太常见" },
  },
  granting: {
    title: (name: string) => `${name} 的岗位`,
    staff: "业务岗位", admin: "管理员（三员只能选一）", noAdmin: "不是", submit: "保存岗位", done: (name: string) => `${name} 的岗位已保存，下次请求起生效`, same: "没有改动",
    nothing: "没有岗位的账号仍可登录，只能代表所加入的主体。",
  },
  closing: {
    title: (name: string) => `停用 ${name}`, titleBack: (name: string) => `恢复 ${name}`,
    why: "停用后立即退出所有登录，不能再进来。记录都保留。", whyBack: "恢复后可以用原来的密码登录。",
    reason: "原因", reasonHint: "写入留痕，至少两个字", submit: "停用账号", submitBack: "恢复账号", done: (name: string) => `${name} 已停用`, doneBack: (name: string) => `${name} 已恢复`,
  },
};
export type AccountsWords = typeof zh;
