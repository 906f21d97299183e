export const zh = {
  title: "审计留痕", intro: "每一次改动、每一次被拒，谁、何时、代谁、做了什么。只能追加，逐段成链。",
  chain: { title: "留痕链", whole: "链是完整的", broken: (n: number) => `第 ${n} 段与留痕不符`, why: "每两秒把新留痕封成一段，每段的摘要包含上一段的摘要；改动任何一行，从那一段起全部对不上。", blocks: "段", lines: "条已封", digest: "最新摘要", again: "再核对一次", copy: "复制摘要", copied: "已复制", keep: "把摘要抄在别处，就能证明这之前的留痕没有被换过。", auditorOnly: "核对留痕链由审计员办理。" },
  filters: { module: "模块", allModules: "全部模块", account: "账号", allAccounts: "全部账号", outcome: "结果", acting: "只看代办" },
  outcomes: { all: "全部", done: "办成", refused: "被拒", failed: "出错" } as Readonly<Record<"all" | "done" | "refused" | "failed", string>>,
  caption: "留痕", time: "时间", who: "谁", what: "做了什么", outcome: "结果", from: "来自", number: "请求号", input: "内容", code: "拒绝代码", delegate: "代办", system: "系统",
  source: "审计表", coverage: (shown: number, read: number) => `已读 ${read} 条，符合 ${shown} 条`, older: "再往前读", end: "已经到最早一条", none: "没有符合的留痕", noneWhy: "换一个条件，或再往前读。", secret: "密码、证件号、银行账号从不写进留痕，只留“已隐去”的记号。",
};
export type AuditWords = typeof zh;
