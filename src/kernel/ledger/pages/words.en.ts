import type { LedgerPageWords } from "./words.zh.ts";

export const en = {
  source: "ledger postings", party: "Party", account: "Account", amount: "Balance", postings: "Postings", currency: "Currency", market: "the market's own",
  accounts: {
    direct_owed: "Owed to a seller directly", direct_due: "Due to a seller directly", buyer_receivable: "Due from buyers", grower_payable: "Due to growers", advance_due: "Advances to be paid", packaging_deposit: "Packaging deposits", contract_deposit: "Contract deposits", fee_income: "Fee income", clearing_in: "Received by the bank", clearing_out: "Paid by the bank", rounding: "Rounding", adjustment: "Adjustments",
  } as Readonly<Record<string, string>>,
  kinds: {
    direct: "direct sale", direct_reversal: "direct return", direct_receipt: "direct payment", transfer: "transfer", sale: "Sale", sale_reversal: "Sale taken back", fees: "Fees", receipt: "Payment received", payout: "Payout", adjustment: "Adjustment",
  } as Readonly<Record<string, string>>,

  balances: {
    title: "Ledger balances", intro: "Who owes whom. The market never holds the money; this ledger gives instructions. Debits are positive, credits negative, and the total is always zero.",
    total: "Total", zero: "The total is zero: the books balance", notZero: "The total is not zero: stop and tell the system administrator", sets: "Posting sets", setsEach: "each sums to zero", unbalanced: (n: string) => `${n} do not balance`,
    upTo: "Up to business date", upToHint: "empty: until now", accountsTitle: "By account", partiesTitle: "By party and account", none: "No postings yet", noneWhy: "Every sale leaves both of its sides here.",
    open: "See postings", parties: (n: string) => `${n} parties`, all: "All accounts", search: "Find a party", owed: "Debit (owes)", owing: "Credit (is owed)",
    coverage: (n: string) => `${n} accounts`,
  },
  entries: {
    title: (name: string) => `Ledger of ${name}`, titleAny: "Ledger entries", intro: "Every line comes from one deed; numbers of lots and papers open them. Positive is owed to the market, negative is owed by it.",
    from: "From", to: "To", date: "Business date", at: "Posted", kind: "Deed", cause: "Because of", memo: "Note", debit: "Debit", credit: "Credit", running: "Running", none: "No postings in these days", noneWhy: "Try other days.", back: "All balances", sum: "Sum of these days",
    coverage: (n: string) => `${n} postings`,
  },
  credits: {
    title: "Credit limits", intro: "How far each party may owe. A press holds credit, a sale uses it, a payment frees it; the database allows nothing beyond the limit.",
    limit: "Limit", held: "Held", used: "Used", free: "Free", usage: "In use", set: "Change limit", add: "Give a limit", low: "less than a tenth left", none: "Nobody has credit yet", noneWhy: "A buyer needs a limit to take a seat.",
    source: "credit lines", coverage: (n: string) => `${n} parties`, party: "Party",
    setting: {
      title: (name: string) => `Limit of ${name}`, titleNew: "Give a limit", find: "Find a buyer or agent", findHint: "name, pinyin or tail of the phone number", choose: "Choose a party first", now: "Now", amount: "New limit (yuan)", amountHint: "not below what is used and held", bad: "Give an amount such as 50000 or 50000.00",
      below: (least: string) => `At least ${least} (used and held)`, submit: "Save the limit", done: (name: string, money: string) => `The limit of ${name} is now ${money}`, same: "The same as now",
    },
  },
  fees: {
    title: "Fees", intro: "All on one page; what is not here is not charged. Each line has its dates; a settled day keeps the fees of that day.", how: "How it is computed", try: "Try a day",
    howLines: ["Once per party and day: the day's sales are summed, multiplied by the rate, and rounded half up to the minor unit.", "On gross: gross × rate. Per unit, lot or sale: number × amount. Per day: once, if anything was sold.", "Bounds come last; without a sale nothing is charged, not even the minimum.", "Where a fee differs by channel, the channel's own line goes before the general one."],
    on: "On which day", seller: "Growers pay", buyer: "Buyers pay", fee: "Fee", rate: "Rate", limits: "Bounds", channel: "Channel", allChannels: "all", from: "From", until: "Until", openEnd: "open", example: "example", exampleWhy: "Figures marked “example” are made up, for the demonstration only.",
    none: "No fees are registered for this day", noneWhy: "The market manager can add them.", source: "fee sheet", add: "Add a fee", end: "End",
    bases: { rate_on_gross: "on gross", per_unit: "per unit", per_lot: "per lot", per_transaction: "per sale", per_day: "per day" },
    rates: { rate_on_gross: (text: string) => `${text}% of the gross`, per_unit: (money: string) => `${money} a unit`, per_lot: (money: string) => `${money} a lot`, per_transaction: (money: string) => `${money} a sale`, per_day: (money: string) => `${money} a day` },
    least: (money: string) => `at least ${money}`, most: (money: string) => `at most ${money}`,
    channels: { clock: "clock", presale: "presale", catalogue: "catalogue", offer: "offer", contract: "contract", stall: "stall", pooled: "pooled order", live: "live stream" } as Readonly<Record<string, string>>,
    adding: {
      title: "Add a fee", code: "Code", codeHint: "one rate a day for one code; codes that begin with packaging go to the packaging deposits", zh: "Chinese name", en: "English name", payer: "Who pays", basis: "Basis", rate: "Rate (%)", amount: "Amount (yuan)", min: "At least (yuan)", max: "At most (yuan)", channel: "Channel", from: "First day", until: "Last day",
      bad: { code: "Use small letters, digits and underscores", name: "Give a name", value: "Give a number such as 3 or 2.50", percent: "A rate is between 0 and 100 with at most four decimals", range: "The minimum is above the maximum", dates: "The last day is before the first" }, submit: "Add the fee", done: (name: string) => `${name} is added`,
    },
    ending: { title: (name: string) => `End ${name}`, why: "Until and including this day. Settled days stay as they are; a new rate may follow.", last: "Last day", submit: "End the fee", done: (name: string, day: string) => `${name} ends on ${day}` },
  },
} satisfies LedgerPageWords;
