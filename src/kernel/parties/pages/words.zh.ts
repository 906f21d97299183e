export const zh = {
  title: "代办人", intro: "让家里人或村里的代办员替您发批次。他办的每一件事都写着他的名字，随时可以停。",
  acting: (name: string) => `您正在替 ${name} 办事。委托和停办须由本人操作。`,
  who: "谁可以替我办事", none: "还没有代办人", noneHint: "把对方的登录名填在下面，他登录后就能替您发批次、看货款。",
  as: { owner: "本人", member: "成员", delegate: "代办" }, since: (day: string) => `${day} 起`, until: (day: string) => `${day} 停办`, past: "已停办的",
  appoint: "委托代办人", login: "对方的登录名", loginHint: "请他在“我的账号”里看登录名，念给您听。", loginMissing: "请填登录名", submit: "委托", appointed: (name: string) => `已委托 ${name}，现在就可以替您办事`,
  dismiss: "停办", dismissTitle: (name: string) => `停止 ${name} 代办？`, dismissWhy: "停办立刻生效。他以前办的事仍然有效，记录保留。", dismissed: (name: string) => `${name} 不能再替您办事`,
  trail: "替我办过的事", trailAll: "全部", trailDelegates: "只看代办", trailEmpty: "还没有记录", trailEmptyHint: "有人替您办事后，这里逐条列出。",
  when: "时间", by: "谁", what: "办了什么", result: "结果", detail: "内容", delegateMark: "代办",
  outcomes: { done: "办成", refused: "未通过", failed: "出错" } as Record<string, string>, older: "看更早的", deeds: {
    "intake.declareLot": "发批次", "intake.changeLot": "改批次", "intake.cancelLot": "撤回批次", "intake.importLots": "导入批次", "files.keepPhoto": "上传照片", "parties.appointDelegate": "委托代办", "parties.dismissDelegate": "停止代办",
    "access.actFor": "换代表的主体", "access.changePassword": "改密码", "access.logOut": "退出登录", "clock.placeLimits": "放预埋单", "clock.cancelLimit": "撤预埋单", "clock.joinSession": "入场", "clock.saveWorkplace": "改席位", "clock.setDailyLimit": "改日限额",
  } as Record<string, string>,
};
export type Words = typeof zh;
