/** The print centre on screen. Names of papers and fields stand with the papers themselves. */
export const zh = {
  home: {
    title: "打印中心", intro: "每种单据长什么样、从哪台打印机出来。金额来自业务，版式改不动。", papers: "单据与版式", paper: "单据", size: "纸张", template: "版式", builtIn: "自带", own: (version: number) => `自定 · 第 ${version} 版`, changed: "修改", by: (name: string, at: string) => `${name} ${at}`,
    sizes: { A4: "A4", A5: "A5", A6: "A6 标签", "80mm": "80 mm 小票", "58mm": "58 mm 小票" },
  },
  address: {
    title: "码里的网址", intro: "单据上的码打开这个网址下的页面。不填就用打印时浏览器里的网址；手机在场外扫码打不开时，请填对外的网址。", label: "对外网址", hint: "例如 https://market.example，不带斜杠结尾", bad: "以 http:// 或 https:// 开头，后面只有域名和端口", save: "保存网址", saved: "网址已保存",
  },
  printers: {
    title: "网络打印机", intro: "只能是市场内网的地址。市场的服务器把小票直接送到打印机的 9100 端口。", none: "还没有网络打印机", noneWhy: "蓝牙、串口和 USB 小票机不用登记，在打印时从浏览器里选。", add: "登记打印机", edit: "修改", remove: "移除", name: "名称", host: "地址", port: "端口", size: "纸宽", charset: "字库", cuts: "自动切纸", drawer: "弹钱箱",
    charsets: { gb18030: "GB18030", gbk: "GBK（老机器）" }, nameHint: "写在哪里，例如 一号门收银台", hostHint: "打印机自检页上的 IP，例如 192.168.1.87", charsetHint: "生僻字变成乱码时选 GBK，生僻字会印成 □",
    addTitle: "登记网络打印机", editTitle: (name: string) => `修改 ${name}`, save: "保存打印机", saved: (name: string) => `${name} 已保存`, badName: "请填名称", badHost: "请填内网地址，例如 192.168.1.87", badPort: "端口是 1 到 65535 的整数",
    removeTitle: (name: string) => `移除 ${name}？`, removeWhy: "还没打出来的会作废；以后可以重新登记。", removed: (name: string) => `${name} 已移除`, test: "打测试页", testTitle: (name: string) => `在 ${name} 上打测试页`, testPaper: "哪种单据", testDo: "发给打印机", tested: "已发给打印机，看看出来的纸",
  },
  jobs: {
    title: "打印记录", none: "还没有打印过", noneWhy: "发给网络打印机的每一张都记在这里。", at: "时间", printer: "打印机", what: "单据", by: "谁", state: "结果", again: "再打一次", sent: "已再次发给打印机",
    states: { waiting: "排队", sending: "发送中", sent: "已送达", failed: "失败" },
    failures: { unreachable: "连不上，可能没开机", slow: "打印机不收，可能缺纸", broken: "连接中断", interrupted: "市场停机时正在发送，请看纸", removed: "打印机已移除", not_private: "不是内网地址", too_large: "太大" } as Readonly<Record<string, string>>,
  },
  editor: {
    intro: "左边改，右边马上看到；保存之后打印的都用新版式。", preview: "预览", language: "语言", zh: "中文", en: "英文", save: "保存版式", saved: (version: number) => `已保存为第 ${version} 版`, reset: "恢复自带版式", resetTitle: "恢复自带的版式？", resetWhy: "现在的版式留在历史里，可以再取回来。", resetDone: "已恢复自带版式", history: "历史",
    historyTitle: "版式历史", historyNone: "一直用的是自带版式", load: "取回到编辑器", loaded: (version: number) => `已取回第 ${version} 版，保存后才生效`, resetRow: "恢复自带", ownRow: "自定", version: (n: number) => `第 ${n} 版`, pdf: "样张 PDF", toPrinter: "发给小票机", changed: "有改动未保存", undo: "放弃改动", leave: "放弃没保存的改动？", leaveWhy: "编辑器回到正在使用的版式。",
    pages: (n: number) => `共 ${n} 张`, bytes: (n: number) => `${n} 字节`, lacking: (text: string) => `字体里没有这些字，会印成 □：${text}`, problems: (n: number) => `${n} 处要改才能保存`, sample: "内容是样例，人名和金额都是编的。", page: (n: number, of: number) => `第 ${n} 张，共 ${of} 张`, wrongPlace: "没有这种版式", wrongPlaceWhy: "请从打印中心选一种单据和纸张。", back: "打印中心",
  },
  blocks: {
    title: "内容块", add: "加一块", up: "上移", down: "下移", remove: "删除这块", left: "左栏", right: "右栏", share: "左栏占宽（%）", empty: "空",
    kinds: { text: "文字", fields: "栏目", table: "表格", rule: "分隔线", space: "空白", code: "码", logo: "抬头", footer: "页脚", beside: "左右两栏" },
    text: "文字", insert: "插入内容", scale: "字号", scales: { small: "小", normal: "中", large: "大", huge: "特大", giant: "巨大" }, bold: "加粗", align: "对齐", aligns: { start: "左", center: "中", end: "右" }, boxed: "加框", when: "只在有这项时显示", always: "总是显示",
    shape: "排法", shapes: { list: "左右对齐", flow: "连成一行", stack: "名称在上" }, field: "内容", label: "名称", hideLabel: "不显示名称", addField: "加一项", head: "显示表头", table: "哪张表", column: "列", width: "占宽", addColumn: "加一列", style: "样式", styles: { thin: "细线", thick: "粗线", dashed: "虚线" }, mm: "高（毫米）", codeMm: "大小（毫米）", code: "哪种码", codes: { qr: "二维码", datamatrix: "DataMatrix", code128: "条码 Code 128", gs1: "条码 GS1-128" }, caption: "码下文字",
  },
};
export type PrintPageWords = typeof zh;
