/** Refusals on screen; {names} are filled from the refusal's detail. Modules with an import of their own take them over. */
export const zh = {
  refusals: {
    unreadable_workbook: "这个文件读不出来（{why}）。请用 Excel 或 WPS 打开，另存为 .xlsx 再试。",
    locked_workbook: "这个文件带密码。请在 Excel 或 WPS 里去掉密码，另存再试。",
    workbook_too_large: "这个文件太大。请分成几个文件，或删掉图片再试。",
    too_many_rows: "这张表有 {rows} 行，一次最多 {most} 行。请缩小范围再导出。",
    import_cancelled: "已停止导入，一行也没有写入。",
  },
};
export type Words = typeof zh;
