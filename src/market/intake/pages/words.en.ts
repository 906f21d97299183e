import type { Words } from "./words.zh.ts";

export const en = {
  titles: { form: "Declare a lot", change: "Change the lot", lots: "My lots and money", lot: "Lot", desk: "Intake and grading", label: "Label" },
  form: {
    intro: "Done in a minute. Nothing typed is lost; go on where you stopped.", forWhom: (name: string) => `for ${name}`, copyLast: "The same as last time", copied: "Filled in like last time; change the quantity", lastOn: (day: string) => `last on ${day}`,
    grower: "Whose goods", findGrower: "Name or pinyin", noGrower: "No such grower", pickGrower: "Choose the grower", changeGrower: "Another",
    item: "Which plant", recent: "Usual", find: "Others: name, pinyin or initials", findShort: "hdl finds 蝴蝶兰", noItem: "No such item", noItemHint: "Try another word, or ask the desk to add it", pickItem: "Choose the plant", changeItem: "Another item", more: (n: number) => `${n} more; type a little more`, moreGrowers: (n: number) => `${n} more; type a little more`,
    quantity: "How many", quantityMissing: "Give the quantity", packs: "Packing", equals: (text: string) => `= ${text}`, unread: "cannot be read, please mend", tooMany: "too many", noPack: "this item is not packed like that", quantityHint: "Digits, then the unit; they can follow each other, as 2 trolleys 1 layer",
    floor: "Floor price", floorNone: "none", floorHint: "Not sold below this; left out, the auctioneer sets it", floorLast: (text: string) => `last ${text}`, floorUnread: "the price cannot be read, at most to the fen", fromBatch: (no: string) => `Cut from batch ${no}`, notFromBatch: "Not this one", lately: (text: string) => `Mean of late: ${text}`, latelySource: "from the published price sheet",
    photo: "Photo", photoHint: "The whole pot from the front, in good light. Lots without a photo are sold last.", photoOld: "This is the last lot's photo; a new one is better", photoFailed: "The photo could not be sent; it is kept here until the network is back",
    extras: "Note, day, pots", note: "Note", noteHint: "For the buyers", day: "Brought on", today: "today", tomorrow: "tomorrow", dayAfter: "day after", otherDay: "another day", potExtra: "Pot extra", potExtraHint: "The price does not include the pot",
    submit: "Send", submitWhat: (what: string) => `Send ${what}`, save: "Save", saved: "Saved", discard: "Start afresh", keepTyping: "Fill in what is marked first",
    sent: "Sent", sentHint: "Say this number at the dock, or have the code scanned.", again: "Another lot", same: "The same again", toLots: "My lots", printLabel: "Print the label", number: "Lot number",
    kept: "Kept on this device", keptHint: "There is no network. It is sent by itself when it is back, once.", outbox: (n: number) => `${n} waiting for the network`, outboxProblem: "This lot was not accepted", drop: "Drop it", retry: "Send again",
  },
  lots: {
    intro: "Where each lot stands, how much was sold, for how much.", newLot: "Declare a lot", today: "Today", earlier: "Earlier", all: "All", waiting: "expected", inHall: "in the hall", done: "over",
    count: "Lots", sold: "Sold today", money: "Money today", payout: "Paid tomorrow", payoutHint: (fees: string) => `by the sales so far, after fees of ${fees}`, payoutNone: "nothing sold yet", payoutWhen: "paid the day after the close",
    empty: "No lots yet", emptyHint: "Declare the first one; arrival, grade and sales will show here.", emptyToday: "No lots today", more: (n: number) => `${n} more`, of: (a: number, b: number) => `${a} / ${b}`,
    declared: "declared", counted: "counted", average: "average", gross: "gross", soldOf: (sold: string, all: string) => `sold ${sold} of ${all}`, passed: (text: string) => `passed ${text}`, unsold: (text: string) => `${text} left`, noPhoto: "no photo",
  },
  lot: {
    steps: ["declared", "counted", "graded", "on the clock", "over"], and: ", ", facts: "The lot", history: "What happened", sales: "Sales", noSales: "Nothing sold yet", noSalesHint: "Sales are listed here one by one, without the buyers.",
    change: "Change", cancel: "Cancel", cancelTitle: (no: string) => `Cancel lot ${no}?`, cancelWhy: "It cannot be undone; to sell it, declare it anew.", cancelReason: "Why (optional)", cancelled: "Cancelled", copy: "The same again", label: "Label", back: "My lots", toDesk: "Open at the desk",
    declared: "Declared", written: "Written", counted: "Counted", difference: "Difference", reason: "Reason", grade: "Grade", floor: "Floor price", planned: "Brought on", pot: "Pot", potExtra: "extra", potIn: "included", by: "Declared by", grower: "Grower", town: "Town", note: "Note", defects: "Defects", refusal: "Sent back because", onHand: "On hand", held: "Held by the clock", sold: "Sold", passed: "Passed", gross: "Gross", average: "Average",
    when: "Time", channel: "Channel", quantity: "Quantity", price: "Price", amount: "Amount", total: "Total", by2: (name: string, as: string) => `${name} (${as})`,
    scan: "Opening", unknownCode: "This code opens nothing", unknownCodeHint: (no: string) => `There is no lot ${no}, or it is not yours.`, floorNone: "none", noReason: "no reason given",
  },
  desk: {
    intro: "Scan or type to find a lot, count it, press A–E.", introLooking: "How far each lot of the day has come, whose it is and its grade.", search: "Scan, lot number, grower or item in pinyin", all: "All", nothing: "Nothing to do", nothingHint: "Lots appear here when growers declare them.", noMatch: "Nothing found", noMatchHint: "Try other words or another day.", pick: "Choose a lot", pickHint: "Pick a line, or scan a label.",
    day: "Day", previous: "Day before", next: "Day after", onBehalf: "Declare for a grower",
    receive: "Count in", counted: "Counted", same: "as declared", differs: (text: string) => `${text} than declared`, moreBy: (n: string) => `${n} more`, lessBy: (n: string) => `${n} fewer`, reason: "Why it differs", reasons: ["broken on the way", "loaded too few", "loaded too many", "frost", "counted wrongly before"], receiveDo: "Receive", received: (no: string) => `${no} received`,
    grade: "Grade", gradeHint: "A B C D E choose, Enter confirms and goes to the next", gradeDo: (grade: string) => `Grade ${grade}`, graded: (no: string, grade: string) => `${no} is grade ${grade}`, measured: "Measured", defects: "Defects", photo: "Photo at the dock", regrade: "Regrade", regradeReason: "Why it is changed", regradeDo: (grade: string) => `Change to ${grade}`,
    recount: "Recount", recountReason: "Why it is recounted", recountDo: "Record the recount", recounted: (no: string) => `${no} recounted`, refuse: "Refuse", refuseTitle: (no: string) => `Send back lot ${no}?`, refuseWhy: "The goods go back to the grower and are not sold. He sees the reason.", refuseReasons: ["pests", "disease", "frost damage", "not as declared", "quarantine papers missing"], refused: (no: string) => `${no} sent back`,
    label: "Label", packaging: "Packaging", nextLot: "Next", offered: "On the clock: what buyers have been told is not changed.", over: "This lot is over.", openLot: "Whole history", gradeWords: { A: "extra", B: "first", C: "second", D: "third", E: "below" },
    keys: { same: "as declared", search: "find a lot", move: "move", grades: "grade", confirm: "confirm", label: "label", next: "next" },
    importTitle: "Import lots", importIntro: " Rows without a lot number are new lots.", lots: (n: number) => (n === 1 ? "1 lot" : `${n} lots`),
    of: (a: number, b: number) => (a === b ? `${b} lots` : `${a} of ${b} lots`),
  },
  label: { title: "Label", print: "Print", pdf: "PDF", roll: "58 mm printer", grade: "grade", ungraded: "ungraded", quantity: "Quantity", grower: "Grower", day: "Brought on", demo: "Demonstration, not real goods", loading: "Drawing the code…", a6: "A6 label (105 × 148 mm), on the first box or the head of the trolley." },
  common: { lot: (no: string) => `Lot ${no}`, perUnit: (unit: string) => `/${unit}`, grade: (grade: string) => `grade ${grade}`, ungraded: "ungraded", error: "Could not be read" },
} satisfies Words;
