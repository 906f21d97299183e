import type { UiWords } from "./words.zh.ts";

export const en = {
  language: "Language",
  otherLanguage: "中文",
  switchLanguage: "Switch to Chinese",
  largeType: "Large type",
  largeTypeOn: "Large type is on",
  theme: "Theme",
  themeAuto: "System",
  themeLight: "Light",
  themeDark: "Dark",
  settings: "Display settings",
  skipToContent: "Skip to content",
  navigation: "Main navigation",
  more: "More",
  account: "Account",
  signIn: "Sign in",
  signOut: "Sign out",
  role: "Role",
  businessDate: "Business date",
  lunar: "Lunar date",

  connection: {
    label: "Connection",
    good: "good",
    fair: "fair",
    poor: "poor",
    offline: "lost",
    milliseconds: (ms: number) => `${ms} ms round trip`,
  },

  demoData: "Demo data",
  demoHint: "People, goods and money here are simulated",

  busy: "Working…",
  loading: "Reading…",
  close: "Close",
  cancel: "Cancel",
  confirm: "Confirm",
  retry: "Try again",
  back: "Back",
  clear: "Clear",
  backspace: "Delete digit",
  optional: "optional",
  required: "required",
  fewer: (unit: string) => `Fewer ${unit}`.trim(),
  more1: (unit: string) => `More ${unit}`.trim(),
  quantity: "Quantity",
  numberPad: "Number pad",
  decimalPoint: "Decimal point",
  done: "Done",

  table: {
    deeds: "Actions",
    empty: "No records",
    emptyHint: "Records will appear here",
    error: "Could not be read",
    rows: (n: number) => (n === 1 ? "1 row" : `${n} rows`),
    total: "Total",
    sortBy: (title: string) => `Sort by ${title}`,
    ascending: "ascending",
    descending: "descending",
    exportCsv: "Export CSV",
    print: "Print",
    source: "Source",
    coverage: "Coverage",
    age: "Updated",
    openRow: "Enter opens, arrow keys move",
  },

  error: {
    title: "Something went wrong",
    number: "Error number",
    readOut: "Please read this number out to the staff",
    what: "What is wrong",
    where: "Where",
    why: "Why",
    how: "How to mend it",
  },

  offline: {
    title: "No network",
    queued: (n: number) => (n === 0 ? "Work continues when it is back" : `${n} kept on this device, sent when it is back`),
    sending: (n: number) => `Sending ${n}…`,
  },

  photo: {
    take: "Take a photo",
    choose: "Choose a photo",
    retake: "Retake",
    remove: "Remove",
    reading: "Preparing the photo…",
    tooMany: (max: number) => `At most ${max} photos`,
    notImage: "This file is not a readable photo. Choose a JPG or PNG",
    alt: (n: number) => `Photo ${n}`,
    main: "Main",
  },

  scrubber: {
    play: "Play",
    pause: "Pause",
    back: "Previous mark",
    forward: "Next mark",
    speed: "Speed",
    position: "Position in time",
  },

  sheet: {
    printedAt: "Printed",
    page: "Page",
    print: "Print",
  },

  spark: {
    trend: (first: string, last: string) => `From ${first} to ${last}`,
    none: "No data",
  },

  printer: {
    ways: { bluetooth: "Bluetooth printer", serial: "Serial printer", usb: "USB printer" }, none: "This browser cannot reach a receipt printer itself. Use Chrome or Edge on an https address, or download and print.",
    queued: (name: string) => `On its way to ${name}`, pdf: "Download the PDF and print it", file: "Download the printer's bytes", sent: "Sent to the printer", failed: (why: string) => `Not printed: ${why}`,
  },

  keys: { title: "Keyboard" },
  toast: { region: "Messages", dismiss: "Got it" },
  stepper: { step: (n: number, of: number) => `Step ${n} of ${of}`, done: "done", now: "current" },
} satisfies UiWords;
