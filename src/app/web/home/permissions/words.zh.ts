export const zh = {
  title: "权限表", intro: "谁能做什么。这张表由动作的契约生成，和服务器执行的是同一份；页面上看不到的按钮，服务器也不会答应。",
  action: "动作", kind: "读写", who: "谁可以", kinds: { all: "全部", read: "只读", write: "会改动" }, read: "读", write: "写",
  filterRole: "看谁的权限", everyone: "所有人", search: "找动作", none: "没有符合的动作", noneWhy: "换一个条件再看。",
  public: "公开", publicWhy: "不用登录", signedIn: "登录即可", anyone: "任何人",
  yes: (role: string, action: string) => `${role}可以${action}`, rows: (n: number, of: number) => `${n} / ${of} 个动作`, internal: (n: number) => `另有 ${n} 个动作只供系统内部调用，从外面到不了。`,
  legend: "● 凭岗位或身份　◐ 登录即可　○ 公开",
  rules: ["花农、采购商、代拍人只看得到、动得了所代表主体自己的东西；换成别家的编号，得到的是“没有找到”。", "工作人员的岗位由安全管理员授予；系统、安全、审计三员分立，一个账号只能担任其一。", "每次改动和每次被拒都写进留痕，留痕逐段成链。"],
  short: { grower: "花农", merchant: "档口", buyer: "采购", agent: "代拍", operator: "经理", auctioneer: "拍卖", grader: "质检", cashier: "结算", collector: "采价", system_admin: "系统", security_admin: "安全", auditor: "审计" },
};
export type PermissionWords = typeof zh;
