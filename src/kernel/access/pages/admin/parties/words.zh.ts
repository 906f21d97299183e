/** Parties as the market manager sees them. */
export const zh = {
  title: "会员主体",
  intro: "种花、买花、代拍的单位和个人。单位凭统一社会信用代码登记；自然人花农不用营业执照。",
  caption: "主体", search: "名称、拼音或手机尾号", filter: "身份", everyone: "全部",
  name: "名称", kind: "类型", roles: "身份", town: "产地", code: "信用代码 / 证件", phone: "手机", bank: "收款账户", status: "状态",
  kinds: { organisation: "单位", person: "个人" },
  roleNames: { grower: "花农", merchant: "档口商户", buyer: "采购商", agent: "代拍人" },
  active: "正常", suspended: "已停牌", demo: "演示", nothing: "—",
  source: "主体登记", coverage: (shown: number, total: number) => (shown === total ? `${total} 家` : `前 ${shown} 家，共 ${total} 家，请再缩小查找`),
  none: "没有找到", noneWhy: "换个写法，或用手机尾号后四位查。", register: "登记主体",
  suspend: "停牌", restore: "恢复交易", entries: "往来账", close: "关闭", tail: (text: string) => `尾号 ${text.slice(-4)}`,
  cannot: "这家的身份证号、手机和银行账号只显示掩码，全号只在代付文件里出现。",

  registering: {
    title: "登记主体", kind: "类型", roles: "身份", rolesHint: "可以多选", rolesNeeded: "至少选一种身份", name: "名称", namePerson: "姓名", nameNeeded: "请填名称",
    uscc: "统一社会信用代码", usccHint: "营业执照上 18 位，不分大小写，空格可有可无", usccFits: (kind: string) => `校验通过：${kind}`,
    citizen: "身份证号", citizenHint: "只用来校验，保存掩码；可以不填", citizenFits: "校验通过",
    phone: "手机", phoneHint: "11 位大陆手机号，可以不填", town: "乡镇街道", bankName: "开户行", bankAccount: "银行账号", bankHint: "8 到 30 位数字；结算时付到这里", bankBad: "银行账号只能是 8 到 30 位数字",
    submit: "登记", done: (name: string) => `${name} 已登记`,
    usccFaults: {
      length: (n: number) => ({ what: `信用代码是 18 位，现在是 ${n} 位`, how: "对照营业执照补齐或去掉多余的字符" }),
      character: (at: number) => ({ what: `第 ${at} 位不是信用代码用的字符`, why: "代码不用 I、O、S、V、Z", how: "I 多半是 1，O 多半是 0，S 多半是 5，Z 多半是 2" }),
      department: (at: number) => ({ what: `第 ${at} 位有误：前两位不是登记部门和机构类别`, why: "企业是 91，个体户 92，农民专业合作社 93", how: "对照营业执照前两位" }),
      division: (at: number) => ({ what: `第 ${at} 位有误：第 3 到 8 位应是行政区划`, why: "这六位只能是数字，且省份要存在", how: "例如青州市是 370781" }),
      check: (at: number) => ({ what: `第 ${at} 位校验码与前 17 位不符`, why: "其中有一位看错或抄错", how: "从第一位起逐位对照营业执照" }),
    },
    citizenFaults: {
      length: (n: number) => ({ what: `身份证号是 18 位，现在是 ${n} 位`, how: "对照证件补齐" }),
      character: (at: number) => ({ what: `第 ${at} 位应是数字`, how: "只有最后一位可以是 X" }),
      division: (at: number) => ({ what: `第 ${at} 位起的省份不存在`, how: "对照证件前六位" }),
      birth_date: (at: number) => ({ what: `第 ${at} 到 14 位不是出生日期`, how: "年四位、月两位、日两位" }),
      not_born_yet: (at: number) => ({ what: `第 ${at} 到 14 位的出生日期还没到`, how: "对照证件" }),
      check: (at: number) => ({ what: `第 ${at} 位校验码与前 17 位不符`, how: "逐位对照证件" }),
    },
    phoneFaults: { length: (n: number) => `手机号是 11 位，现在是 ${n} 位`, character: (at: number) => `第 ${at} 位应是数字`, prefix: (at: number) => `第 ${at} 位有误：手机号以 13 到 19 开头` },
  },
  joining: {
    open: "加入成员", title: (name: string) => `让一个账号代表 ${name}`, intro: "加入后，这个账号登录时就能代表这家。账号编号由系统管理员在“账号与岗位”里复制给您。花农自己的代办人由花农自己委托。",
    number: "账号编号", numberHint: "36 位，形如 01a202a9-d6ca-7c59-848b-1f6b9c938248", numberBad: "不是账号编号，请整段复制", role: "身份", roles: { owner: "本人（可委托代办人）", member: "成员", delegate: "代办" }, submit: "加入", done: (account: string, party: string) => `${account} 可以代表 ${party} 了`,
  },
  suspending: {
    title: (name: string) => `停牌 ${name}`, titleBack: (name: string) => `恢复 ${name} 交易`,
    why: "停牌后没有人能再代表这家报批次、入座或买花。已成交的照常结算。", whyBack: "恢复后立即可以交易。",
    reason: "原因", reasonHint: "写入留痕并通知相关模块，至少两个字", submit: "停牌", submitBack: "恢复交易", done: (name: string) => `${name} 已停牌`, doneBack: (name: string) => `${name} 已恢复`,
  },
};
export type PartiesWords = typeof zh;
