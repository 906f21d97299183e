import type { PageWords } from "./words.zh.ts";

export const en = {
  titles: { standard: "Collection standard", beside: "Origin and destination prices", enter: "Enter today's prices", desk: "Price collection", mapping: "Item mapping", points: "Collection points" },
  common: { cancel: "Cancel", save: "Save", close: "Close", all: "All", search: "Find by name or pinyin", none: "—", perUnit: (unit: string) => `/${unit}`, item: "Item", market: "Market", side: "Kind", source: "Source", date: "Date", quantity: "Quantity", price: "Mean", status: "State", reason: "Reason", grade: "Grade", unit: "Unit", more: "Show more", noSource: "No source of prices yet" },
  standard: {
    intro: "How prices are collected and written down, and which do not count. Every figure below is the one the system runs on.",
    item: "What a price is about", itemLines: [
      "Item = species × variety × pot size × grade × pack. A price is for one unit of it on one business date, at one market, through one channel.",
      "Units are pot, stem, bunch, plant, spike, piece, box, kilogram. A bunch whose stems are known is compared by the stem; one whose are not, with bunches only.",
      "Pot extra: where the pot is not in the price, the pack says so, and such prices are kept apart.",
      "Prices are stored as integers of a thousandth of the currency's main unit (18.55 yuan = 18,550). No decimal is lost and no currency is converted.",
    ],
    required: "Every row must say", outlier: "Outliers", outlierLines: (deviations: number, prices: number, days: number, least: number, spread: number) => [
      `In logarithms: a price is an outlier when it lies more than ${deviations} times the median absolute deviation × 1.4826 from the median of the last ${prices} prices of its series within ${days} days. The deviation counts as at least ${spread}; with fewer than ${least} recent prices nothing is judged.`,
      "An outlier counts only with a reason from the list below.", ],
    excluded: "Sales that do not count", excludedLines: (days: number) => ["Sales taken back.", "Related parties: buyer and seller are one, or share an owner, a bank account or a telephone.", `Back and forth: the same two sell the same item the other way round within ${days} days; both sales are left out.`],
    data: "Missing and contradicting prices", dataLines: ["A zero price is a missing one: no market gives away, somebody did not fill it in.", "Negative quantity, a price without quantity, lowest above highest or mean, mean above highest, two prices for one item and day: each is named and left out.", "A correction is a new version; the earlier one stays, nobody overwrites or deletes. The same file twice is the same as once."],
    reasons: "Reason codes", channels: "Channel codes", units: "Unit codes", code: "Code", meaning: "Meaning",
    neutral: "The neutral price file (CSV)", neutralIntro: "Headings in the first line, in any order, UTF-8 or GBK. Take it in with: hualian ingest FILE --source neutral; add --dry-run first.",
    column: "Column", needed: "Needed", yes: "needed", columns: {
      business_date: "business date, 2026-05-29; 115/05/29 is read too", market: "name of the market", category: "category", species: "species", variety: "variety or name", pot_cm: "pot size in cm", grade: "grade in the source's words", pack: "pack; says where the pot is extra", unit: "unit, as code or Chinese", stems: "stems in a bunch", channel: "channel, wholesale when left out", quantity: "whole quantity", price: "mean price, at most three decimals; 0 is missing", min_price: "lowest price", max_price: "highest price", currency: "currency, CNY when left out", reason: "reason code of an outlier",
    } as Record<string, string>,
    sources: "Sources there are", observations: "Prices", range: "From – to", markets: "Markets",
  },
  beside: {
    intro: "The published mean of this market beside the latest of the same item elsewhere. Other units and currencies are shown, never converted.", origin: "This market", days: (n: number) => `${n} days old`, today: "that day", withheld: "withheld", noOrigin: "nothing lately", empty: "Nothing to compare yet", emptyWhy: "Prices from elsewhere appear here once they are taken in and mapped to an item.",
    coverage: (n: number) => (n === 1 ? "1 series" : `${n} series`), differs: "other unit or currency", diff: "against this market", source: "this market's price sheet and prices taken in from elsewhere", noQuantity: "no volume",
  },
  enter: {
    intro: (name: string, day: string) => `${name} · ${day}`, point: "Point", day: "Date", last: (price: string, day: string) => `last ${price} (${day})`, noLast: "never entered", copy: "Copy all from last time", price: "Price", quantity: "Quantity", copyOne: "Copy", save: (n: number) => (n === 1 ? "Enter 1 price" : `Enter ${n} prices`), nothing: "Nothing filled in", saved: (a: number, c: number) => `Entered ${a}, corrected ${c}`, entered: (v: number) => (v > 1 ? `entered · version ${v}` : "entered"),
    usual: (low: string, high: string) => `Lately between ${low} and ${high}. Look again; if it is so, choose a reason:`, why: "Reason", bad: "A number with at most three decimals", none: "You have no collection point yet", noneWhy: "Ask the market manager to add your log-in under Collection points.", noTrade: "No trade", chooseReason: (item: string) => `${item}: far from the usual. Look again or choose a reason.`,
  },
  desk: {
    intro: "Prices from files and collection points: which count, which have a problem, who brought them and when. Files are taken in with hualian ingest.", tabs: { rows: "Prices", batches: "Batches", sales: "Sales left out" }, newest: "Newest day", rows: "Prices", batches: "Batches", version: "Version", who: "By", when: "When", file: "File", counts: "Rows", accepted: "Priced", missing: "Missing", named: "Named", duplicates: "Repeated", added: "Added", corrected: "Corrected", unchanged: "Unchanged", outliers: "To explain", kind: "Kind",
    empty: "No prices here yet", emptyWhy: "Take a file in with hualian ingest FILE --source SOURCE, or let a collector enter them.", range: "Lowest–highest", from: "From", to: "To", detail: "Versions", explain: "Why is it so far off", explainDo: "Count it", exclude: "Exclude by rule", excludeDo: "Exclude", restore: "Count it again", rule: "Rule", row: "Row", column: "Column", value: "Content", problems: (n: number) => `Rows with a problem (${n})`, noProblems: "Nothing was named in this batch", sideOf: (market: string) => `${market} is`,
    sales: "Sales of this market that statistics leave out", salesEmpty: "Nothing had to be left out", seller: "Seller", buyer: "Buyer", salesKept: (kept: number, out: number) => `${kept} counted, ${out} left out`, done: "Noted; the earlier version stays", sourceName: "files and collection points",
  },
  mapping: {
    intro: "Which of our items a source's item is. The largest first; prices past and to come follow.", onlyOpen: "Open", onlyDone: "Mapped", words: "Item of the source", ours: "Our item", days: "Days", map: "Map", change: "Change", share: (done: number, all: number) => `${done} of ${all} mapped`, find: "Find an item: name, pinyin or initials", stems: "Stems in a bunch", untie: "Untie", saved: (n: number) => `Mapped; ${n} series follow`, grades: "Grades", noGrade: "none", empty: "Nothing to map", ungraded: "(no grade)", nothing: "No item found",
  },
  points: {
    intro: "Named places where prices are collected: which items, by whom. A collector first needs an account with the role of price collector.", add: "New point", edit: "Change", code: "Code", codeHint: "small letters, digits, dashes; it stays", nameZh: "Name", nameEn: "English name", side: "Kind", lines: "List", collectors: "Collectors' log-ins", collectorsHint: "separated by blanks", addLine: "Add an item", empty: "No collection point yet", active: "Open", closed: "Closed", up: "Up", remove: "Remove", anyGrade: "Any grade", saved: "Saved", count: (n: number) => (n === 1 ? "1 item" : `${n} items`), state: "State",
  },
} satisfies PageWords;
