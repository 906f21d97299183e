import type { Kind } from "./column.ts";
import type { Reason, Remark } from "./reasons.ts";

/** Why something is not taken, and how it is mended; {detail} is filled in. */
export interface Sentence {
  readonly why: string;
  readonly mend: string;
}

const amount = {
  empty: { why: "没有金额", mend: "写数字，如 18.50" }, not_a_number: { why: "不是金额", mend: "只写数字，如 18.50" }, misplaced_separator: { why: "逗号的位置不对", mend: "千分位写成 1,234.50，或不写逗号" },
  too_many_decimals: { why: "小数太多，最多到分", mend: "写到分为止，如 18.50" }, wrong_currency: { why: "币种不是 {detail}", mend: "换成 {detail}，或只写数字" }, negative: { why: "金额是负数", mend: "这里不收负数，请改成正数或删掉这一行" },
  too_large: { why: "金额太大", mend: "看看是不是多打了几位" },
};

export const zh = {
  reasons: {
    missing_column: { why: "缺少列：{detail}", mend: "加上这一列；标题用模板里的写法" }, doubled_column: { why: "这一列出现两次，前一次在 {detail} 列", mend: "只留一列" },
    unknown_column: { why: "没有这一列", mend: "删掉这一列，或改成其中之一：{detail}" }, no_heading: { why: "这一列没有标题，却填了内容", mend: "给它写上标题，或清空这一列" }, too_many_rows: { why: "行数太多，一次最多 {detail} 行", mend: "分成几个文件" },
    missing: { why: "没有填写", mend: "填上再导入" }, formula: { why: "是公式", mend: "复制这一列，“选择性粘贴”为数值" }, cell_error: { why: "公式出错：{detail}", mend: "改好公式，再粘贴为数值" },
    merged: { why: "是合并的单元格", mend: "取消合并，每一行都填上" }, became_date: { why: "被表格软件变成了日期", mend: "把这一列设为“文本”格式，重新填写" }, digits_lost: { why: "数字太长，后面几位已被表格软件丢掉", mend: "把这一列设为“文本”格式，重新填写" },
    too_long: { why: "太长，最多 {detail} 字", mend: "写短一些" }, bad_text: { why: "含有看不见的控制字符", mend: "删掉重新打一遍" }, too_small: { why: "太小，至少 {detail}", mend: "看看是不是少打了一位" }, too_large: { why: "太大，最多 {detail}", mend: "看看是不是多打了一位" },
    bad_code: { why: "编码的样子不对", mend: "写成 {detail} 这样" }, bad_id: { why: "内部编号被改动了", mend: "重新导出，不要改隐藏的列" }, bad_flag: { why: "不是“是”或“否”", mend: "请填 {detail}" }, bad_choice: { why: "不在可选的范围内", mend: "请填其中之一：{detail}" },
    bad_unit: { why: "没有这个单位", mend: "请填其中之一：{detail}" }, bad_number: { why: "不是数字", mend: "只写数字，如 12" }, not_whole: { why: "不是整数", mend: "写整数" }, too_many_decimals: { why: "小数太多，最多 {detail} 位", mend: "少写几位小数" },
    bad_day: { why: "日期看不懂", mend: "年月日都写上，如 {detail}" }, "bad_day.two_digit_year": { why: "年份只有两位", mend: "写四位年份，如 {detail}；民国年份写三位" }, "bad_day.order": { why: "年份写在最后，分不清月和日", mend: "年份写在前面，如 {detail}" },
    "bad_day.no_such_day": { why: "没有这一天", mend: "看看月和日，如 {detail}" },
    "bad_quantity.empty": { why: "没有数量", mend: "写 120、1万盆、3箱 或 2车1层" }, "bad_quantity.not_a_number": { why: "数量看不懂", mend: "写 120、1万盆、3箱 或 2车1层" }, "bad_quantity.negative": { why: "数量是负数", mend: "这里不收负数；退货请走退货，或删掉这一行" },
    "bad_quantity.unknown_unit": { why: "数量的单位看不懂", mend: "用盆、株、支、梗、扎、件、箱、层、车" }, "bad_quantity.missing_unit": { why: "几段数量要各带单位", mend: "写成 2车1层 这样" }, "bad_quantity.repeated_unit": { why: "同一个单位写了两次", mend: "合在一起写" },
    "bad_quantity.not_whole": { why: "不是整数", mend: "写整数；半箱请写盆数" }, "bad_quantity.misplaced_separator": { why: "逗号的位置不对", mend: "千分位写成 1,200，或不写逗号" }, "bad_quantity.too_large": { why: "数量太大", mend: "看看是不是多打了几位" },
    "bad_money.empty": amount.empty, "bad_money.not_a_number": amount.not_a_number, "bad_money.misplaced_separator": amount.misplaced_separator, "bad_money.too_many_decimals": amount.too_many_decimals, "bad_money.wrong_currency": amount.wrong_currency, "bad_money.negative": amount.negative, "bad_money.too_large": amount.too_large,
    "bad_price.empty": amount.empty, "bad_price.not_a_number": amount.not_a_number, "bad_price.misplaced_separator": amount.misplaced_separator, "bad_price.too_many_decimals": amount.too_many_decimals, "bad_price.wrong_currency": amount.wrong_currency, "bad_price.negative": amount.negative, "bad_price.too_large": amount.too_large,
    "bad_price.not_positive": { why: "价格是零", mend: "写大于零的价格；不定价就空着" },
    repeated_key: { why: "与第 {detail} 行重复", mend: "只留一行" }, unknown_key: { why: "没有这个编号：{detail}", mend: "照导出的表填写" },
    unknown_item: { why: "商品目录里没有 {detail}", mend: "照商品目录写编码或名称" }, ambiguous_item: { why: "同名的商品有几个", mend: "填商品编码：{detail}" }, unknown_party: { why: "没有登记过 {detail}", mend: "照登记的名字写" }, ambiguous_party: { why: "同名的有几位", mend: "名字后加手机尾号，如 {detail}" },
    fixed: { why: "这一列不能改，原来是 {detail}", mend: "改回去再导入" }, not_this_way: { why: "不能用表格改", mend: "改回去，到页面上办" },
  } satisfies Record<Reason, Sentence> as Record<Reason, Sentence>,
  remarks: { totals_line: "是合计行，没有导入", header_again: "又是一行标题，没有导入", example_line: "是模板里的例子，没有导入" } satisfies Record<Remark, string> as Record<Remark, string>,
  kinds: {
    text: (detail) => `文字，最多 ${detail} 字。`, code: () => "编号，按文字填写。", id: () => "市场的内部编号，不要改。", day: (detail) => `日期，如 ${detail}；也可写 2026/1/5、2026年1月5日、115.01.05。`, flag: (detail) => `填 ${detail}。`, choice: (detail) => `填其中之一：${detail}。`,
    quantity: (detail) => `整数，可带单位（${detail}），如 120、1万盆、3箱、2车1层。`, unit: (detail) => `填其中之一：${detail}。`, count: () => "整数。", decimal: (detail) => `数字，最多 ${detail} 位小数。`, money: () => "金额，最多到分，如 18.50。", price: () => "价格，最多到分，如 18.50。",
  } satisfies Record<Kind, (detail: string) => string> as Record<Kind, (detail: string) => string>,
  notes: {
    sheet: "说明", head: ["列", "要填吗", "怎么填"], needed: "必填", optional: "可空", shown: "只供查看，导入时不读", merged: "合并的单元格对它盖住的每一行都算。",
    rules: ["列的顺序随意，标题中英文都认。", "第二行是例子，填好后可以删掉；留着也不会导入。", "先试算，逐行逐列指出问题；有一处问题就一行也不写入。", "公式请先粘贴为数值；合计行不会导入。"],
  },
};
export type Words = typeof zh;
