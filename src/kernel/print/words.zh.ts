/** Refusals on screen; {names} are filled from the refusal's detail. */
export const zh = {
  refusals: {
    unknown_field: "第 {block} 块里有这种单据没有的内容“{field}”，请换一个。",
    unknown_table: "第 {block} 块要的表“{field}”这种单据没有。",
    not_a_code: "第 {block} 块：“{field}”不能画成这种码。",
    field_is_missing: "“{field}”不能去掉：这种单据必须写明。",
    too_many_blocks: "内容太多（{field} 块），请删去一些。",
    size_unknown: "这种单据没有 {size} 的版式。",
    changed_meanwhile: "在您修改期间，别人已保存了新的版式（第 {version} 版）。请打开新版再改。",
    not_a_roll: "{size} 不是小票纸，不能发给小票打印机；请用 PDF。",
    unknown_printer: "没有这台打印机，可能已被移除。",
    too_many_jobs: "打印机 {name} 已有 {waiting} 张在排队，请先看看它是否关机或缺纸。",
    not_private: "{host} 不是内网地址。只能填 10.x、172.16–31.x、192.168.x 或 127.x 的地址。",
    name_taken: "已有一台叫“{name}”的打印机，请换个名字。",
    too_many_printers: "最多 {most} 台打印机，请先移除不用的。",
    not_failed: "这一张没有失败，不用再发。",
  },
  actions: {
    kinds: "单据种类", template: "看版式", saveTemplate: "保存版式", resetTemplate: "恢复原版式", history: "版式历史", preview: "预览版式", render: "出单据", queue: "发给打印机", settings: "看打印设置", saveSettings: "保存打印设置",
    printers: "打印机列表", savePrinter: "登记打印机", removePrinter: "移除打印机", testPrint: "打印测试页", jobs: "打印记录", sendAgain: "再打印一次",
  },
};
export type Words = typeof zh;
