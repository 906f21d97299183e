import type { PageWords } from "./words.zh.ts";

export const en = {
  titles: { day: "Day close", sales: "Sales", reversals: "Reversals", bank: "Bank file", statements: "My statements", bills: "My bills", paper: "Paper", slips: "Distribution slips", slip: "Distribution slip", fees: "Fee sheet" },
  money: { gross: "Gross", corrected: "Earlier sales taken back", direct: "Settled directly", transfers: "Transfers", fees: "Fees", packaging: "Packaging", net: "Net", total: "Total", carriedIn: "Carried in", due: "Due to you", dueBuyer: "Due from you", carriedOut: "Carried out" },
  columns: {
    no: "Number", name: "Name", deals: "Deals", quantity: "Quantity", state: "State", lot: "Lot", item: "Item", grade: "Grade", unit: "Unit", price: "Price", amount: "Amount", channel: "Channel", grower: "Grower", buyer: "Buyer",
    time: "Time", date: "Day", fee: "Fee", basis: "How", was: "Was", now: "Charged", change: "This time", reason: "Reason", bank: "Bank", account: "Account", line: "No.", subject: "Subject", expected: "Expected", found: "Found", difference: "Difference", what: "What", place: "Place", act: "Act",
  },
  common: { excel: "Excel", pdf: "PDF", receipt: "Receipt printer", print: "Print", back: "Back", open: "Open", more: (n: number) => `${n} more rows`, cancel: "Cancel", none: "—", loading: "Loading…", search: "Number, name or pinyin", yuan: "CNY", example: "Example rates", demo: "Demonstration data: people, goods and money are simulated" },
  day: {
    intro: (market: string) => `${market} · a day is closed when sales, stock, ledger, papers and bank files agree one by one`,
    previous: "Day before", next: "Day after", firstOpen: (date: string) => `Not closed yet: ${date}`, noTrade: "Nothing was traded on this day", noTradeWhy: "The first sale opens a day.",
    steps: ["Trading", "Closing", "Closed", "Paid"], system: "system", closingBy: (name: string) => `begun by ${name}`, papersOf: (done: number, total: number) => `${done} of ${total} papers`,
    deals: "Deals", growers: (n: number) => `${n} growers`, buyers: (n: number) => `${n} buyers`, reversed: "Taken back today", net: "Net gross", feesOfDay: "Fees and packaging", payout: "Due to growers", collect: "Due from buyers", paid: (amount: string) => `${amount} paid`, dealsUnit: "", reversedUnit: "",
    balanceTitle: "Reconciliation", balanced: "Everything agrees; the difference is zero", unbalanced: (n: number) => `${n} differences`, pending: "after the close", same: "agrees", off: (amount: string) => `off by ${amount}`, listed: (amount: string) => `${amount} listed`,
    salesSum: "Net sales", equationHint: "Each box has to equal the first one", moneyHint: "Where the money goes",
    itemsTitle: "Differences and open matters", itemsNone: "No difference, nothing open", itemsWhy: "Compared sale by sale, lot by lot, paper by paper.", blocks: "stops the close", listedOnly: "listed",
    close: "Begin the close", closeTitle: (date: string) => `Close ${date}`, closeWhy: "From now on no sale joins this day; later ones fall on the next. Every grower gets a statement, every buyer a bill, and the bank files are made. A closed day is never changed; corrections stand on later days.",
    closeDespite: "Close all the same", held: (lots: number) => `${lots} lots are still held by sales under way. If you close now, what they sell later falls on the next day.`, resume: "Continue the close", resumeWhy: "The close stopped half-way. Each step stands alone, so it goes on from where it stopped.", closing: "Writing papers", closedToast: (date: string) => `${date} is closed`,
    papers: "Statements and bills", statements: "Statements", bills: "Bills", papersNone: "No papers yet", papersWhy: "After the close every grower and buyer has one.", all: "All",
    files: "Bank files", filesNone: "No bank files", filesWhy: "Made with the close; what got an account later or was sent back goes into a further file.", payoutFile: "Payout file", debitFile: "Direct-debit list", fileProgress: (paid: number, lines: number) => `${paid} of ${lines} executed`, fileFailed: (n: number) => `${n} sent back`, makePayout: "Make a further payout file", makeDebit: "Make a further debit list",
    sales: "Sales", slips: "Slips", source: "sales, stock movements, ledger, papers and bank files, compared one by one",
  },
  sales: { intro: "Every sale with its lot, grower and buyer. A correction begins here.", none: "No sales", reverse: "Take back", reversing: "waits for confirmation", reversed: "taken back" },
  reversal: {
    intro: "One proposes, another confirms. A closed day is not changed; the correction stands on the papers of the day of confirmation.", propose: "Propose a reversal", proposeTitle: (lot: string) => `Take back ${lot}`, reason: "Reason", reasonHint: "Read by grower and buyer; printed on their papers", goods: "The goods", returned: "Back into stock", writtenOff: "Written off",
    what: (quantity: string, gross: string) => `${quantity}, ${gross}. When confirmed, the grower gets less, the buyer pays less, and fees are computed again without this sale.`, proposed: "Proposed; another cashier has to confirm", confirm: "Confirm the reversal", reject: "Reject", confirmed: "Taken back", rejected: "Rejected", states: { proposed: "Waiting", confirmed: "Taken back", rejected: "Rejected" },
    by: (name: string, at: string) => `${name} · ${at}`, own: "Your own; another cashier has to confirm", none: "No reversals", noneWhy: "Proposals appear here and wait for another cashier.", on: (date: string) => `stands on ${date}`, confirmWhy: "This cannot be undone; papers, ledger, stock and credit are corrected together.",
  },
  sheets: { marks: { title: "Import marks of payment", intro: " Export the list, write “paid” where the bank has paid, “Sent back” with the reason where it has not, and import it. Paid is not taken back.", counted: (n: number) => (n === 1 ? "1 paper" : `${n} papers`) } },
  bank: {
    detail: "Payments",
    intro: "A file for the bank never changes. The screen shows the last four digits, the file has them all; taking it leaves a trace.", lines: "Lines", total: "Total", madeBy: "Made", encoding: "Encoding", utf8: "UTF-8 (with BOM)", gb18030: "GB18030", take: "Download", taken: (sha: string) => `Downloaded, digest ${sha}`,
    markAll: (n: number) => `Mark all ${n} as executed`, marking: (done: number, total: number) => `${done} of ${total}`, markedAll: (n: number) => `${n} noted`, markOne: "Executed", failOne: "Sent back", failTitle: (name: string) => `${name}: sent back by the bank`, failReason: "The bank's reason", failHint: "Such as: name does not match, no such account", failed: "Noted; make a further file when mended",
    reference: "Bank reference", referenceHint: "Optional; stands in the ledger", states: { at_bank: "Under way", paid: "Executed", failed: "Sent back" }, confirmAll: "The ledger books the payments and buyers' credit is freed. This cannot be undone.", notHere: "There is no such file",
  },
  mine: {
    statementsIntro: "One a day, with every sale and how each fee was computed.", billsIntro: "One a day, with every purchase and how each fee was computed.", soFar: (date: string) => `${date} so far`, draft: "not closed yet; figures still move", unpaidSeller: "On its way", unpaidBuyer: "Not paid yet", paidSeller: "Received this month", paidBuyer: "Paid this month",
    none: "No statements yet", noneWhy: "Sell a first lot and the statement comes the next day.", noneBills: "No bills yet", noneBillsWhy: "Buy a first lot and the bill comes with the close of the day.", detail: "Details", deals: (n: number) => `${n} deals`, arrives: "Expected", pays: "To pay", today: "Today", slip: "Today's slip",
  },
  paper: {
    claim: "Claim", transfers: "Transfers", transferKinds: { claim: "Claim", commission: "Agent's commission", rebate: "Rebate", penalty: "Penalty", deposit: "Deposit", deposit_back: "Deposit returned", packaging: "Crate deposit", packaging_back: "Crate deposit returned", packaging_loss: "Packaging lost or damaged", levy: "Market levy", correction: "Correction" } as Readonly<Record<string, string>>, withMarket: "the market", betweenYou: "direct", statement: "Grower's statement", bill: "Buyer's bill", grower: "Grower", buyer: "Buyer", account: "Paid to", accountBuyer: "Paid from", noAccount: "No bank account on record; ask the cashier", lines: "Sales", corrections: "Earlier sales taken back", charges: "Fees", sums: "Sum", gradeChange: (from: string, to: string) => `${from} → ${to}`,
    taken: (date: string) => `taken back on ${date}`, sameDay: "taken back the same day, not counted", originally: (date: string) => `sold on ${date}`, goods: { returned: "goods returned", written_off: "goods written off" }, corrects: (date: string) => `corrects ${date}`, noCharges: "No fees", linesCut: (shown: number, total: number) => `The first ${shown} of ${total} lines; all are in the Excel file`,
    scan: "Scan to open this paper", footer: "Fees are computed once on the day's sums and rounded once to the minor unit; anybody can compute them again from the figures above. An issued paper never changes; corrections stand on later papers.", find: "Open a paper", paidAt: (at: string) => `paid ${at}`, failedWhy: (why: string) => `sent back by the bank: ${why}`, unpaid: "unpaid", carriedHint: "What the last paper could not cover",
  },
  how: {
    rate_on_gross: (rate: string, gross: string, result: string) => `${gross} × ${rate} = ${result}`, per_unit: (rate: string, n: string, result: string) => `${n} units × ${rate} = ${result}`, per_lot: (rate: string, n: string, result: string) => `${n} lots × ${rate} = ${result}`,
    per_transaction: (rate: string, n: string, result: string) => `${n} deals × ${rate} = ${result}`, per_day: (rate: string, _n: string, result: string) => `the day ${rate} = ${result}`, min: (bound: string) => `at least ${bound}`, max: (bound: string) => `at most ${bound}`, was: (before: string, after: string) => `was ${before}, now ${after}`,
  },
  slip: { intro: "Collect lot by lot. The code opens this slip.", buyer: "Buyer", date: "Day", none: "Nothing bought on this day", noneWhy: "After a purchase the slip lists lots, growers, quantities and places.", lots: (n: number) => `${n} lots`, scan: "Scan to open", picked: "Taken", signature: "Signature", potExtra: "pot extra", noPlaces: "Where a lot stands is written on its label.", noPlace: "see the lot's label", sums: "Total", list: "Buyers of the day", deals: (n: number) => `${n} deals` },
  fees: {
    seller: "Growers pay", buyer: "Buyers pay", example: "These are example rates, not those of any market.", rules: "How fees are computed",
    ruleLines: ["Each fee is computed once on a party's day and rounded once, not sale by sale.", "Per lot counts different lots of the day, per deal counts sales, per day is charged once when there was any.", "Minimum and maximum apply to the result; without a sale there is no minimum.", "When a sale is taken back, that day's fees are computed again without it and the difference is settled."],
    tryTitle: "Try the fees", tryIntro: "Fill in a day's trade and see what the grower gets and the buyer pays, by the same rule that writes the statements.", tryGross: "Gross", tryLots: "Lots", tryDeals: "Deals", tryUnits: "Units", tryResult: (who: string) => `Fees, ${who}`, tryNet: "The grower gets", tryPays: "The buyer pays",
    trySeller: "grower", tryBuyer: "buyer", badNumber: "A number, please", fewDeals: "at least one deal a lot", fewUnits: "at least one unit a deal",
  },
} satisfies PageWords;
