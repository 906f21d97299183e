/** What the kit itself says. Pages bring their own words. */
export const zh = {
  language: "语言",
  otherLanguage: "English",
  switchLanguage: "切换为英文",
  largeType: "大字",
  largeTypeOn: "大字已开",
  theme: "明暗",
  themeAuto: "跟随系统",
  themeLight: "浅色",
  themeDark: "深色",
  settings: "显示设置",
  skipToContent: "跳到正文",
  navigation: "主导航",
  more: "更多",
  account: "账户",
  signIn: "登录",
  signOut: "退出",
  role: "身份",
  businessDate: "业务日期",
  lunar: "农历",

  connection: {
    label: "连接",
    good: "良好",
    fair: "一般",
    poor: "较差",
    offline: "已断开",
    milliseconds: (ms: number) => `往返 ${ms} 毫秒`,
  },

  demoData: "演示数据",
  demoHint: "这里的人、货、钱都是模拟的",

  busy: "正在处理…",
  loading: "正在读取…",
  close: "关闭",
  cancel: "取消",
  confirm: "确认",
  retry: "再试一次",
  back: "返回",
  clear: "清除",
  backspace: "退格",
  optional: "选填",
  required: "必填",
  fewer: (unit: string) => `减少${unit}`,
  more1: (unit: string) => `增加${unit}`,
  quantity: "数量",
  numberPad: "数字键盘",
  decimalPoint: "小数点",
  done: "完成",

  table: {
    deeds: "操作",
    empty: "没有记录",
    emptyHint: "有了记录会显示在这里",
    error: "读取失败",
    rows: (n: number) => `${n} 行`,
    total: "合计",
    sortBy: (title: string) => `按${title}排序`,
    ascending: "升序",
    descending: "降序",
    exportCsv: "导出 CSV",
    print: "打印",
    source: "来源",
    coverage: "覆盖",
    age: "更新",
    openRow: "回车打开，上下键换行",
  },

  error: {
    title: "出错了",
    number: "错误号",
    readOut: "请把这个错误号告诉工作人员",
    what: "哪里不对",
    where: "位置",
    why: "原因",
    how: "怎么改",
  },

  offline: {
    title: "没有网络",
    queued: (n: number) => (n === 0 ? "网络恢复后自动继续" : `${n} 条已存在本机，恢复后自动发送`),
    sending: (n: number) => `正在发送 ${n} 条…`,
  },

  photo: {
    take: "拍照",
    choose: "选照片",
    retake: "重拍",
    remove: "删除",
    reading: "正在处理照片…",
    tooMany: (max: number) => `最多 ${max} 张`,
    notImage: "这个文件不是能读的照片，请换一张 JPG 或 PNG",
    alt: (n: number) => `第 ${n} 张照片`,
    main: "主图",
  },

  scrubber: {
    play: "播放",
    pause: "暂停",
    back: "上一处",
    forward: "下一处",
    speed: "速度",
    position: "时间位置",
  },

  sheet: {
    printedAt: "打印时间",
    page: "页",
    print: "打印",
  },

  spark: {
    trend: (first: string, last: string) => `从 ${first} 到 ${last}`,
    none: "没有数据",
  },

  printer: {
    ways: { bluetooth: "蓝牙小票机", serial: "串口小票机", usb: "USB 小票机" }, none: "这个浏览器不能直接连小票机。请用 Chrome 或 Edge 从 https 网址打开，或下载后打印。",
    queued: (name: string) => `已送到 ${name}`, pdf: "下载 PDF，用浏览器打印", file: "下载打印机字节文件", sent: "已发给打印机", failed: (why: string) => `没打出来：${why}`,
  },

  keys: { title: "快捷键" },
  toast: { region: "消息", dismiss: "知道了" },
  stepper: { step: (n: number, of: number) => `第 ${n} 步，共 ${of} 步`, done: "已完成", now: "当前" },
};

export type UiWords = typeof zh;
