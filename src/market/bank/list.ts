/** A bank statement as banks export it, in their several wordings, and the list that goes out again. Nothing here touches the database. */
import { column, gives, needed, type ColumnType } from "../../engines/table/column.ts";
import { money } from "../../engines/table/figure-columns.ts";
import { foldTitle } from "../../engines/table/fold.ts";
import { defineList, type List } from "../../engines/table/list.ts";
import type { TableRow } from "../../engines/table/read.ts";
import { choice, code, day, text, uuid } from "../../engines/table/words-columns.ts";
import type { Entry } from "./rules.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** An amount as banks write it: "-", "--" and nothing at all are nothing, a sign or brackets turn it round. */
function bankMoney(): ColumnType<number> {
  const plain = money({ negative: true });
  return { ...plain, read: (cell, context) => (typeof cell === "string" && /^[-—–\s]*$/.test(cell) ? gives(0) : plain.read(cell, context)) };
}
const DIRECTIONS = {
  in: { zh: "收入", en: "in", also: ["贷", "贷方", "C", "CR", "进", "来账", "转入", "收", "+", "Credit"] },
  out: { zh: "支出", en: "out", also: ["借", "借方", "D", "DR", "出", "往账", "转出", "付", "-", "Debit"] },
} as const;
/** "2026-11-23 09:15:02", "20261123 091502": the day counts. */
function bankDay(): ColumnType<string> {
  const plain = day();
  return { ...plain, read: (cell, context) => plain.read(typeof cell === "string" ? cell.replace(/^(\d{8})[ T]?\d{6}$/, "$1").replace(/^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[ T].*$/, "$1") : cell, context) };
}

const words = (most: number) => text({ most, asTyped: true });
const COLUMNS = {
  line: column(uuid(), { zh: "行标识", en: "Line", hidden: true }),
  day: column(bankDay(), { zh: "交易日期", en: "Date", width: 12, names: ["记账日期", "入账日期", "交易日", "记帐日期", "日期", "起息日", "Transaction Date", "Posting Date"], example: "2026-11-23" }),
  time: column(words(60), { zh: "交易时间", en: "Time", width: 12, names: ["记账时间", "时间", "交易日期时间"], example: "09:15:02" }),
  serial: column(words(80), { zh: "流水号", en: "Serial", width: 20, names: ["交易流水号", "交易流水", "核心流水号", "银行流水号", "账户明细编号-交易流水号", "明细序号", "凭证流水号", "Reference"], example: "8801" }),
  in: column(bankMoney(), { zh: "收入", en: "In", width: 14, names: ["贷方发生额", "贷方发生额(收入)", "贷方金额", "收入金额", "存入金额", "贷方", "转入金额", "收入(贷)", "Credit"], example: 611_04, formula: "value" }),
  out: column(bankMoney(), { zh: "支出", en: "Out", width: 14, names: ["借方发生额", "借方发生额(支取)", "借方发生额(支出)", "借方金额", "支出金额", "支取金额", "借方", "转出金额", "支出(借)", "Debit"], example: null, formula: "value" }),
  amount: column(bankMoney(), { zh: "金额", en: "Amount", width: 14, names: ["交易金额", "发生额", "发生金额"], example: null, formula: "value", note: { zh: "有收入、支出两列时不用；带正负号，或旁边有借贷标志。", en: "Not needed beside In and Out; signed, or with a flag beside it." } }),
  direction: column(choice(DIRECTIONS), { zh: "借贷标志", en: "Direction", width: 8, names: ["借贷", "收支", "收/支", "收支标志", "借/贷", "方向", "借贷方向", "往来标志"], example: null }),
  balance: column(bankMoney(), { zh: "余额", en: "Balance", width: 16, names: ["账户余额", "当前余额", "交易后余额", "帐户余额", "本次余额"], example: 1_611_04, formula: "value" }),
  name: column(words(200), { zh: "对方户名", en: "Counterparty", width: 24, names: ["对方名称", "对方单位", "对方单位名称", "对方账户名称", "对手户名", "交易对手名称", "收(付)方名称", "收/付方名称", "对方帐户名", "对手名称", "交易对方"], example: "济南花市" }),
  account: column(code({ most: 60 }), { zh: "对方账号", en: "Counter account", width: 24, names: ["对方帐号", "对方账户", "对手账号", "收(付)方账号", "对方卡号/账号", "交易对手账号", "对方卡号"], example: "622800001234" }),
  bankName: column(words(200), { zh: "对方开户行", en: "Counter bank", width: 20, names: ["对方开户机构", "对方行名", "对方开户行名", "收(付)方开户行", "对手开户行"], example: null }),
  summary: column(words(300), { zh: "摘要", en: "Summary", width: 18, names: ["交易摘要", "摘要内容", "业务类型", "交易类型"], example: "转账" }),
  remark: column(words(500), { zh: "附言", en: "Remark", width: 30, names: ["备注", "交易附言", "客户附言", "留言", "交易备注"], example: "B20261122-0001 购货款" }),
  purpose: column(words(300), { zh: "用途", en: "Purpose", width: 20, names: ["交易用途"], example: null }),
};
/** Headings of bank exports that say nothing the books need: read over, never a fault. */
const PASSED = ["序号", "币种", "币别", "钞汇标志", "本方账号", "本方户名", "账号", "户名", "账户名称", "凭证号", "凭证号码", "凭证种类", "凭证类型", "交易网点", "交易渠道", "交易机构", "记账网点", "交易状态", "企业流水号", "冲正标志", "手续费", "回单编号", "交易代码", "备用", "附加信息", "个性化信息", "本方开户机构", "对账码", "柜员号", "交易柜员"] as const;
/** The columns our own way out adds. */
const OURS = [["对账状态", "State"], ["对上的单据", "Papers"], ["怎么对上的", "How"]] as const;
const passed = Object.fromEntries([...PASSED.map((title, at) => [title, `passed ${at}`] as const), ...OURS].map(([title, other], at) => [`passed${at}`, column(words(2_000), { zh: title, en: other, shown: true })]));

const list = { name: { zh: "银行流水", en: "bank-statement" }, columns: COLUMNS, key: { columns: ["line"], blank: "new", unknown: "fault" }, oneOf: [["day", "time"], ["in", "out", "amount"]] } as const;
/** For the template: what people fill in. */
export const FORM = defineList(list);
/** For reading: that, and whatever else banks print. */
export const STATEMENT = defineList({ ...list, columns: { ...COLUMNS, ...passed } } as unknown as typeof FORM) as List<typeof COLUMNS>;
export type StatementColumns = typeof COLUMNS;

const stateWords = (state: "open" | "matched" | "explained") => ({ zh: zh.states[state], en: en.states[state] });
/** For the way out: the same columns, and what became of each line. Read back, every line is known by its identity. */
export const LINES = defineList({
  name: list.name, key: list.key,
  columns: {
    line: COLUMNS.line, day: needed(bankDay(), { zh: "交易日期", en: "Date", width: 12 }), serial: COLUMNS.serial, in: COLUMNS.in, out: COLUMNS.out, balance: COLUMNS.balance, name: COLUMNS.name, account: COLUMNS.account, summary: COLUMNS.summary, remark: COLUMNS.remark, purpose: COLUMNS.purpose,
    state: column(choice({ open: stateWords("open"), matched: stateWords("matched"), explained: stateWords("explained") }), { zh: "对账状态", en: "State", width: 10, shown: true }),
    papers: column(words(2_000), { zh: "对上的单据", en: "Papers", width: 24, shown: true }),
    how: column(words(600), { zh: "怎么对上的", en: "How", width: 36, shown: true }),
  },
});

/** What a line says, or null with the fault named: no day, no amount, both ways at once, a flag against its sign. */
export function entryOf(row: TableRow<StatementColumns>): Entry | null {
  const { values } = row;
  const date = values.day ?? dayInTime(values.time ?? null);
  if (date === null) return row.blank("day") ? row.wrong(values.time === undefined ? "day" : "time", "missing") : null;
  const amount = amountOf(row);
  if (amount === null) return null;
  return {
    day: date, amount, balance: row.blank("balance") ? null : (values.balance ?? null), serial: values.serial ?? "", name: values.name ?? "", account: values.account ?? "", summary: values.summary ?? "", remark: values.remark ?? "", purpose: values.purpose ?? "",
  };
}

function dayInTime(time: string | null): string | null {
  const found = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})/.exec(foldTitle(time ?? ""));
  return found === null ? null : `${found[1]}-${found[2]!.padStart(2, "0")}-${found[3]!.padStart(2, "0")}`;
}

function amountOf(row: TableRow<StatementColumns>): number | null {
  const { in: came, out: went, amount, direction } = row.values;
  if (came != null || went != null) {
    const [plus, minus] = [came ?? 0, went ?? 0];
    if (plus !== 0 && minus !== 0) return row.wrong("out", "both_ways");
    const net = plus - minus;
    return net === 0 ? (row.sound ? row.wrong(came === undefined ? "out" : "in", "no_amount") : null) : net;
  }
  if (amount == null) return row.sound ? row.wrong(row.values.in === undefined && row.values.out === undefined ? "amount" : "in", "no_amount") : null;
  if (amount === 0) return row.wrong("amount", "no_amount");
  if (direction == null) return amount;
  // A red figure turns its flag round: 借 −100 is money that came back.
  return direction === "in" ? amount : 0 - amount;
}
