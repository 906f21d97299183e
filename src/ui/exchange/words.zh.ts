/** What the exchange of lists with Excel says; the faults of cells are said by engines/table. */
export const zh = {
  export: "导出 Excel", import: "导入 Excel", template: "下载模板",
  intro: "先试算，不写入；没有问题再导入。", formats: "可用 .xlsx、.xls、CSV（UTF-8、GBK）。", pick: "选文件", drop: "或把文件拖到这里", dropNow: "松手就试算", other: "换一个文件",
  rows: (n: number) => `${n} 行`, tooLarge: (most: string) => `文件太大，最多 ${most}。请分成几个文件，或删掉图片。`,
  phases: { waiting: "正在上传…", reading: "正在读取", checking: "正在核对", writing: "正在写入" } as Record<"waiting" | "reading" | "checking" | "writing", string>, read: (rows: string) => `${rows} 行`, stop: "停止", stopping: "正在停止…",
  found: (what: string, rows: string) => `${what}，${rows} 行`, sheet: (name: string) => `工作表“${name}”`,
  problems: (n: number) => `${n} 处要改。改好再导入，现在一行也没有写入。`, problemList: "要改的地方", more: (n: number) => `另有 ${n} 处未列出`, row: "行", column: "列", value: "填的是", problem: "问题", mend: "怎么改", thenAgain: "改好这一行再导入", remarks: "没有导入的行", remark: (row: number, text: string) => `第 ${row} 行${text}`,
  willDo: (created: string, changed: string, unchanged: string) => `新增 ${created}，修改 ${changed}，不变 ${unchanged}`, nothing: "这个文件和市场里的完全一样，没有要写的。", apply: (what: string) => `导入 ${what}`, done: (what: string) => `已导入 ${what}`,
  kinds: { xlsx: "Excel 工作簿", xls: "旧版 Excel 工作簿", xlsb: "Excel 二进制工作簿", ods: "ODS 表格", xml: "XML 表格", html: "网页表格", csv: "文本表格" } as Record<string, string>,
};
export type ExchangeWords = typeof zh;
