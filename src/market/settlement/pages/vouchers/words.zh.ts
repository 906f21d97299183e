/** What the pages about purchase-voucher data and declarations say. */
export const zh = {
  titles: { vouchers: "收购数据", buyer: "收购数据", declaration: "自产自销声明" },
  notInvoice: "数据，非发票",
  intro: "收购单位向花农买货，要在自己的开票软件里开农产品收购发票；这里只出它需要的数据，不开发票。",
  month: { previous: "上个月", next: "下个月", label: (month: string) => `${month} 整月` },
  columns: { buyer: "收购单位", lines: "行数", billed: "账单货款", ready: "齐全", lacking: "缺项", allowances: "质量折让", file: "文件", seller: "卖方", what: "缺什么", mend: "怎么补", amount: "金额", days: "成交日", line: "货物", quantity: "数量", price: "单价", saleDay: "成交日", bill: "账单", state: "状态", format: "格式", made: "制作", no: "编号", sha: "校验", goods: "货款", party: "花农", valid: "有效期", place: "产地", id: "身份证号", given: "声明", act: "办理" },
  files: { none: "还没取", made: "已取，数字没变", stale: "取过之后有变化，请重取" },
  kinds: { sale: "成交", reversal: "冲销", allowance: "折让" },
  empty: { title: "这个月还没有账单", why: "日结以后，每个收购单位的账单会变成这里的数据。" },
  openDays: (days: number, first: string) => `还有 ${days} 天没日结（最早 ${first}），它们的成交还不在里面。`,
  agree: (billed: string) => `齐全 + 缺项 = 账单货款 ${billed}`,
  gaps: { title: "缺项工作单", none: "没有缺项", noneWhy: "每一行都有花农的声明和身份。", excel: "缺项 Excel", register: "登记纸质声明" },
  lines: { title: "明细", masked: "屏幕上身份证号只显示头尾，文件里是全的", original: (no: string) => `原账单 ${no}`, none: "没有明细" },
  take: { title: "取数据文件", why: "文件里有花农完整的身份证号。谁取过、何时，写进审计留痕。交给收购单位的开票人，不要外传。", formats: { xlsx: "Excel", csv: "CSV", json: "JSON" }, act: "取文件", taken: (no: string) => `已取 ${no}` },
  made: { title: "取过的文件", none: "还没有取过文件" },
  declarations: { title: "花农的声明", none: "还没有声明", noneWhy: "花农在手机“自产声明”里填，或由您登记他签字的纸质声明。", search: "找花农", paper: (where: string) => `纸质：${where}`, delegate: "代办", states: { holds: "有效", over: "不在期内", ended: "已停用", wrong: "作废" }, end: "停用" },
  form: {
    intro: "收购单位凭它把您的货列进收购发票数据。要说真话：收来转卖的货不能写。随时可以停用。",
    who: "花农", whoHint: "打名字或拼音", goods: "种的是什么", goodsHint: "例如：蝴蝶兰、红掌", place: "种在哪里", placeHint: "街道、村、基地", id: "身份证号", idHint: "只给收购单位的数据文件用，屏幕上只显示头尾", idKnown: (masked: string) => `登记的是 ${masked}`, idBad: "身份证号校验不通过，请对照证件", needed: "请填写",
    scope: "包括哪些货", all: "我卖的全部", some: "只是下面几类", from: "从哪天起", until: "到哪天止", untilChoices: { year: "今年底", one: "一年", two: "两年" }, paper: "签字的纸存在哪里", paperHint: "例如：档案柜 3-12",
    text: (name: string) => `${name}声明：上面写的货是自己生产、自己销售的农产品，不是收购转卖的。`, me: "本人", act: "我声明", register: "登记声明", done: "声明已记下", back: "我的结算单",
  },
  live: { title: "现在有效的声明", until: (day: string) => `到 ${day}`, given: (name: string, at: string) => `${name} ${at} 声明`, again: "重新声明", earlier: "以前的声明", allGoods: "我卖的全部" },
  end: { title: "停用声明", why: "原因", wrong: "这份声明", today: "从今天起不再算", never: "当初就不对，全部不算", act: "停用", done: "已停用", note: "停用以后，没有声明的货不再列进收购数据。" },
  cancel: "取消", loading: "正在读取…",
};
export type PageWords = typeof zh;
