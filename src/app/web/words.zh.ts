export const zh = {
  product: "花链",
  notFound: "没有这一页",
  notFoundWhy: (path: string) => `地址 ${path} 不存在，可能已经改名，或抄写有误。`,
  goHome: "回到首页",
  notAllowed: "您的身份不能打开这一页",
  notAllowedWhy: (title: string) => `“${title}”只对相应岗位开放。需要权限请联系系统管理员。`,
  signInFirst: "请先登录",
  signInWhy: (title: string) => `登录后可以打开“${title}”。`,
  signIn: "登录",
  pageBroke: "这一页出错了",
  pageBrokeWhy: "别的页面不受影响。可以再试一次，或回到首页。",
  cutOff: "没有网络",
  cutOffWhy: "这一页还没有载入过，联网后会自动打开。",
  newVersion: "页面有新版本",
  newVersionWhy: "重新载入后即可继续，已提交的内容不会丢。",
  reload: "重新载入",
};
export type ShellWords = typeof zh;
