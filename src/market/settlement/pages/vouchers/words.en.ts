import type { PageWords } from "./words.zh.ts";

export const en = {
  titles: { vouchers: "Purchase data", buyer: "Purchase data", declaration: "Own production" },
  notInvoice: "Data, not an invoice",
  intro: "Who buys from growers writes purchase invoices in his own software. This page gives the data it needs and never writes an invoice.",
  month: { previous: "Month before", next: "Month after", label: (month: string) => `All of ${month}` },
  columns: { buyer: "Buying unit", lines: "Lines", billed: "Goods billed", ready: "Complete", lacking: "Lacking", allowances: "Allowances", file: "File", seller: "Seller", what: "What lacks", mend: "How to mend it", amount: "Amount", days: "Days of sale", line: "Goods", quantity: "Quantity", price: "Price", saleDay: "Sold on", bill: "Bill", state: "State", format: "Format", made: "Made by", no: "Number", sha: "Hash", goods: "Goods", party: "Grower", valid: "Valid", place: "Place", id: "Identity number", given: "Declared", act: "To do" },
  files: { none: "not taken yet", made: "taken, figures unchanged", stale: "changed since; take it again" },
  kinds: { sale: "Sale", reversal: "Taken back", allowance: "Allowance" },
  empty: { title: "No bills in this month yet", why: "After the close of a day, each buying unit's bill becomes data here." },
  openDays: (days: number, first: string) => `${days} days are not closed yet (the first is ${first}); their sales are not in here.`,
  agree: (billed: string) => `Complete + lacking = goods billed ${billed}`,
  gaps: { title: "What lacks, as a work list", none: "Nothing lacks", noneWhy: "Every line has its grower's declaration and identity.", excel: "Lacking, Excel", register: "Write down a paper" },
  lines: { title: "Lines", masked: "On screen an identity number shows head and tail; the file has it in full", original: (no: string) => `originally ${no}`, none: "No lines" },
  take: { title: "Take the data file", why: "The file holds growers' identity numbers in full. Who took it, and when, stands on the audit trail. Hand it to the buyer's bookkeeper and to nobody else.", formats: { xlsx: "Excel", csv: "CSV", json: "JSON" }, act: "Take the file", taken: (no: string) => `Taken: ${no}` },
  made: { title: "Files taken", none: "No file was taken yet" },
  declarations: { title: "Growers' declarations", none: "No declarations yet", noneWhy: "Growers fill in \"Own production\" on their phones, or you write down a paper they signed.", search: "Find a grower", paper: (where: string) => `paper: ${where}`, delegate: "delegate", states: { holds: "holds", over: "outside its days", ended: "ended", wrong: "void" }, end: "End" },
  form: {
    intro: "With it the buying unit lists your goods in its purchase invoice data. It must be true: goods you bought to sell on do not belong here. You can end it at any time.",
    who: "Grower", whoHint: "name or pinyin", goods: "What you grow", goodsHint: "such as: moth orchids, anthuriums", place: "Where you grow it", placeHint: "town, village, greenhouse", id: "Identity number", idHint: "for the buying unit's data file only; screens show head and tail", idKnown: (masked: string) => `on record: ${masked}`, idBad: "The number does not pass its check; compare it with the card", needed: "Please fill this in",
    scope: "Which goods", all: "All I sell", some: "Only these kinds", from: "From", until: "Until", untilChoices: { year: "end of this year", one: "one year", two: "two years" }, paper: "Where the signed paper is kept", paperHint: "such as: cabinet 3-12",
    text: (name: string) => `${name} declares: the goods named above are farm produce of my own growing, sold by myself, and were not bought to be sold on.`, me: "The undersigned", act: "I declare this", register: "Write the declaration down", done: "The declaration is recorded", back: "My statements",
  },
  live: { title: "The declaration that holds", until: (day: string) => `until ${day}`, given: (name: string, at: string) => `${name}, ${at}`, again: "Declare anew", earlier: "Earlier declarations", allGoods: "All I sell" },
  end: { title: "End the declaration", why: "Reason", wrong: "This declaration", today: "ends today", never: "was wrong from the beginning", act: "End it", done: "Ended", note: "After that, goods without a declaration are not listed in purchase data." },
  cancel: "Cancel", loading: "Reading…",
} satisfies PageWords;
