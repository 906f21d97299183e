import type { PrintPageWords } from "./words.zh.ts";

export const en = {
  home: {
    title: "Print centre", intro: "What every paper looks like, and which printer it comes from. Sums come from the business; no template can change them.", papers: "Papers and templates", paper: "Paper", size: "Size", template: "Template", builtIn: "As delivered", own: (version: number) => `Own · version ${version}`, changed: "Changed", by: (name: string, at: string) => `${name} ${at}`,
    sizes: { A4: "A4", A5: "A5", A6: "A6 label", "80mm": "80 mm receipt", "58mm": "58 mm receipt" },
  },
  address: {
    title: "Address in the codes", intro: "The codes on papers open pages under this address. Empty means the address in the browser that prints; give the public one when phones outside cannot open the codes.", label: "Public address", hint: "Such as https://market.example, without a slash at the end", bad: "Begins with http:// or https://, then a name and a port only", save: "Save the address", saved: "The address is saved",
  },
  printers: {
    title: "Network printers", intro: "Only addresses of the market's own network. The market's server sends receipts straight to port 9100 of the printer.", none: "No network printers yet", noneWhy: "Bluetooth, serial and USB printers need no entry; they are chosen in the browser when printing.", add: "Allow a printer", edit: "Change", remove: "Remove", name: "Name", host: "Address", port: "Port", size: "Paper", charset: "Characters", cuts: "Cuts", drawer: "Drawer",
    charsets: { gb18030: "GB18030", gbk: "GBK (older machines)" }, nameHint: "Where it stands, such as: cashier at gate one", hostHint: "The IP on the printer's self-test page, such as 192.168.1.87", charsetHint: "Choose GBK when rare characters come out as rubbish; they are then printed as □",
    addTitle: "Allow a network printer", editTitle: (name: string) => `Change ${name}`, save: "Save the printer", saved: (name: string) => `${name} is saved`, badName: "Give a name", badHost: "Give a private address, such as 192.168.1.87", badPort: "A port is a whole number from 1 to 65535",
    removeTitle: (name: string) => `Remove ${name}?`, removeWhy: "What waits for it is dropped; it can be allowed again later.", removed: (name: string) => `${name} is removed`, test: "Test page", testTitle: (name: string) => `A test page on ${name}`, testPaper: "Which paper", testDo: "Send to the printer", tested: "Sent; look at what came out",
  },
  jobs: {
    title: "Sent to printers", none: "Nothing was printed yet", noneWhy: "Every paper sent to a network printer is listed here.", at: "Time", printer: "Printer", what: "Paper", by: "By", state: "How it went", again: "Again", sent: "Sent to the printer again",
    states: { waiting: "Waiting", sending: "On its way", sent: "Delivered", failed: "Failed" },
    failures: { unreachable: "Not reached; it may be off", slow: "The printer takes nothing; it may be out of paper", broken: "The connection broke", interrupted: "The market stopped while it was on its way; look at the paper", removed: "The printer was removed", not_private: "No private address", too_large: "Too large" } as Readonly<Record<string, string>>,
  },
  editor: {
    intro: "Change it at the left, see it at once at the right; once saved, everything is printed so.", preview: "Preview", language: "Language", zh: "Chinese", en: "English", save: "Save the template", saved: (version: number) => `Saved as version ${version}`, reset: "As delivered", resetTitle: "Go back to the template as delivered?", resetWhy: "The one in use stays in the history and can be fetched again.", resetDone: "Back to the template as delivered", history: "History",
    historyTitle: "History of the template", historyNone: "It has always been the one delivered", load: "Fetch into the editor", loaded: (version: number) => `Version ${version} is in the editor; it counts once saved`, resetRow: "As delivered", ownRow: "Own", version: (n: number) => `Version ${n}`, pdf: "Sample PDF", toPrinter: "To a receipt printer", changed: "Not saved yet", undo: "Drop the changes", leave: "Drop the unsaved changes?", leaveWhy: "The editor goes back to the template in use.",
    pages: (n: number) => (n === 1 ? "1 sheet" : `${n} sheets`), bytes: (n: number) => `${n} bytes`, lacking: (text: string) => `The font lacks these characters; they are printed as □: ${text}`, problems: (n: number) => (n === 1 ? "One thing to mend before it can be saved" : `${n} things to mend before it can be saved`), sample: "What stands on it is a sample; names and sums are made up.", page: (n: number, of: number) => `Sheet ${n} of ${of}`, wrongPlace: "There is no such template", wrongPlaceWhy: "Choose a paper and a size in the print centre.", back: "Print centre",
  },
  blocks: {
    title: "Blocks", add: "Add a block", up: "Move up", down: "Move down", remove: "Remove the block", left: "Left column", right: "Right column", share: "Width of the left one (%)", empty: "empty",
    kinds: { text: "Text", fields: "Fields", table: "Table", rule: "Rule", space: "Space", code: "Code", logo: "Heading", footer: "Footer", beside: "Two columns" },
    text: "Text", insert: "Put in a field", scale: "Letters", scales: { small: "small", normal: "normal", large: "large", huge: "very large", giant: "giant" }, bold: "Bold", align: "Alignment", aligns: { start: "left", center: "middle", end: "right" }, boxed: "Boxed", when: "Only when there is", always: "Always shown",
    shape: "Arrangement", shapes: { list: "Two ends of a line", flow: "After one another", stack: "Name above" }, field: "Field", label: "Name", hideLabel: "Without a name", addField: "Add a field", head: "With a head", table: "Which table", column: "Column", width: "Width", addColumn: "Add a column", style: "Style", styles: { thin: "thin", thick: "thick", dashed: "dashed" }, mm: "Height (mm)", codeMm: "Size (mm)", code: "Which code", codes: { qr: "QR code", datamatrix: "DataMatrix", code128: "Code 128", gs1: "GS1-128" }, caption: "Words below",
  },
} satisfies PrintPageWords;
