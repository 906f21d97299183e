import type { PageWords } from "./words.zh.ts";

const s = (n: number): string => (n === 1 ? "" : "s");

export const en = {
  clockName: (n: number) => `Clock ${n}`,
  now: "Now",
  problem: {
    title: "That did not work",
    fault: "The server failed. Please tell the staff the error number.",
    offline: "The server cannot be reached. Check the network and try again.",
    common: {
      not_signed_in: "Please sign in first.", not_allowed: "Your role may not do that.", not_found: "Not found.", bad_input: "Something is filled in wrongly: ", key_reused: "That was done already.", too_many_requests: "Too often; wait a moment and try again.",
    },
  },
  lot: {
    lotNo: "Lot", photo: "Photo", category: "Category", pot: "Pot", spec: "Specification", grade: "Grade", quantity: "Quantity", packing: "Packing", potExtra: "Container", potExtraYes: "extra", potExtraNo: "included", grower: "Grower", town: "Town",
    note: "The grower says", minPress: "Minimum", step: "Step", floor: "Floor", start: "Start", recent: "Lately", startShort: "start", recentShort: "lately", none: "—", unknownGrade: "not graded", noPhoto: "no representative photo", photoAlt: (item: string) => `Photo of ${item}`,
    gradeOf: (grade: string) => `grade ${grade}`, cm: (n: number) => `${n} cm`, perBox: (n: number, unit: string) => `${n} ${unit}`, clock: "Clock", place: "Order", sold: "Sold", value: "Value", lastPrice: "Last price", status: "State", next: "Goes to",
  },
  line: {
    connecting: "Connecting…", live: "Connected", lost: "Line lost, coming back by itself", refused: "Too many or too slow; trying again later", stalled: "The server is recovering; clocks stand still", error: (ms: string) => `clock ±${ms} ms`, roundTrip: (ms: string) => `round trip ${ms} ms`,
    label: "Line", ms: (n: string) => `${n} ms`,
  },
  hall: {
    title: "Clock", chooseSession: "Session", workplace: "Workplace", firm: "The firm", seat: (no: number) => `Seat ${no}`, noSeat: "No seat yet", join: "Take a seat", joinWhy: "A seat holds your free credit and lets you press and place limit orders. Watching needs none.", joined: "Seated", secondScreen: "Second screen",
    free: "Free credit", used: "Used", held: "Held by presses", allowance: "Allowance", bought: "Bought today", lots: (n: number) => `${n} lot${s(n)}`, view: "Arrangement", viewFocus: "Main", viewGrid: "Grid", keys: "Keyboard", presets: "Quantity keys", clocks: "Clocks", swipe: "Swipe to change the clock",
    noneTitle: "No session is open now", noneNext: (when: string, title: string) => `Next: ${when} ${title}`, noneAtAll: "The next session has not been planned. Its time will be shown here.", recent: "See closed sessions", starts: (no: string) => `Session ${no}`,
    closedTitle: "This session is closed", closedText: (sold: string, value: string) => `Sold ${sold}, value ${value}.`, seeWins: "What I bought", seeResults: "All results",
    quantity: "Quantity", chooseQuantity: "Choose a quantity, then press", rest: "All that is left", restKey: "All", clear: "Clear the quantity", more: "more", less: "less", press: "Press", pressNow: (quantity: string) => `A press buys ${quantity}`, edit: "Change the quantity keys", save: "Save", editWhy: "One quantity a key, in the lot's sales unit. Kept on this device only.", key: (n: number) => `Key ${n}`, reset: "Back to the defaults",
    boxes: (text: string) => `= ${text}`, box: (n: number) => `${n} box${n === 1 ? "" : "es"}`, loose: (n: number, unit: string) => `${n} ${unit}`, lotFacts: "This lot",
    next: "Next", nextOn: (clock: string) => `Next on ${clock}`, nextNone: "No more lots on this clock", toGo: (n: number) => `${n} to go`, placeLimit: "Limit", limitOn: "Limit price", limitQuantity: "Quantity", place: "Place limit order", placing: "Placing…", placed: "Limit order placed", takeBack: "Take back", takenBack: "Limit order taken back",
    limitHelp: "Presses for you when the price comes down to it; on the same step a live press comes first.", limitTooLow: "Below the floor: the price never gets there", limitTooHigh: "Above the start: it fires at once", limitMin: (quantity: string) => `minimum ${quantity}`,
    mine: "Bought", limits: "Limits", log: "Messages", noWins: "Nothing yet. A win appears here at once.", noLimits: "No limit orders. Use “Limit” beside a coming lot.", noLog: "No messages yet.", total: "Total", viaLimit: "by limit", pending: "being booked", stuck: "not booked: ask the cashier",
    won: (price: string, quantity: string) => `Bought ${quantity} at ${price}`, wonLimit: " (limit order)",
    beatenSteps: (ms: string, steps: number) => `Beaten by ${ms} ms / ${steps} step${s(steps)}`, beatenMs: (ms: string) => `Same step, beaten by ${ms} ms`, beatenDraw: "Same step, same millisecond: the draw went to another", late: (ms: string) => `Too late: arrived ${ms} ms after the decision`, refused: "Did not count: ", armed: (quantity: string) => `${quantity} ready: a press buys`,
    limitPlaced: (price: string) => `Limit ${price} placed`, limitFired: (price: string) => `Limit ${price} fired, being decided`, limitCancelled: "Limit taken back", limitEnded: "Limit not filled", limitRefused: "Limit not placed: ", desk: (act: string) => `Auctioneer: ${act}`,
    keyHelp: { press: "press the clock", quantity: "choose a quantity", rest: "all that is left", clear: "clear the quantity (nothing is bought by accident)", step: "one minimum more or less", clock: "change the clock", letter: "choose a clock", limit: "limit order on this lot", grid: "main / grid", help: "show the keys" }, keyNames: { space: "Space", esc: "Esc", arrows: "← →", updown: "↑ ↓", digits: "1–9" },
    waiting: "waiting for the start", finished: "this clock has finished", pausedWhy: (why: string) => why || "paused by the auctioneer", skipped: "skipped: goes last", withdrawn: (why: string) => `withdrawn: ${why}`, withdrawnShort: "withdrawn",
  },
  sessions: {
    title: "Sessions", intro: "Results, replays and the verifiable journal of every session are public.", none: "No sessions yet", noneWhy: "The first one appears here when it is planned.", no: "Session", date: "Business date", name: "Name", status: "State", clocks: "Clocks", lots: "Lots", digest: "Digest", open: "Open", live: "Watch live", results: "Results",
    offered: "Offered", sold: "Sold", passed: "Passed", withdrawn: "Withdrawn", value: "Value", rate: "Clearance", awards: "Deals", average: "Average", lotsOf: "Lots", replay: "Replay", verify: "Verify", verifyWhy: "Download the journal and run the command below on your own computer: it re-derives every award from the journal and names the first thing that was changed.", download: "Download journal (NDJSON)", downloading: (done: string, total: string) => `Downloading ${done} / ${total}`, cancel: "Cancel download",
    commitment: "Commitment of the draw (published before)", seed: "Seed of the draw (revealed at the close)", seedCheck: "SHA-256 of the seed equals the commitment", seedOk: "equal", seedBad: "NOT equal", digestLong: "Digest of the journal (published at the close)", notYet: "published at the close", copy: "Copy", copied: "Copied", by: "by", source: "Clock journal", coverage: (n: number, of: number) => `${n} of ${of} lots`, all: "All", filterClock: "Clock", filterStatus: "Result", rules: "Rules", back: "All sessions",
    holdMs: "Hold window", stepMs: "Step time", graceMs: "Grace", restart: "Remainder restarts", ms: (n: number) => `${n} ms`, steps: (n: number) => `+${n} step${s(n)}`, anonymous: "Winners anonymous", yes: "yes", no2: "no", more: (n: number) => `${n} more lots`, openedAt: "Opened", closedAt: "Closed", csv: "session", planned: "on", pages: "Pages",
  },
  wins: {
    title: "What I bought", intro: "Every lot your firm bought on the clock. A receipt can be checked offline: it proves that the press stands in the published journal as it was.", slip: "Distribution slip", slipGo: "Open the slip", none: "Nothing bought on this day", noneWhy: "Choose another date, or go to the clock.", date: "Business date", price: "Price", quantity: "Quantity", gross: "Amount", at: "Time", via: "How", live: "press", limit: "limit", receipt: "Receipt", download: "Download receipt", noReceipt: "none", item: "Item", toClock: "To the clock", batches: "Lots", units: "Units", value: "Amount", place: "Workplace", booked: "booked", presses: "My presses", pressesIntro: "All presses that counted, won or lost.", outcome: "Outcome", beaten: "Beaten by", pressStep: "Step", session: "Session", saved: "Receipt downloaded", slipTitle: "Distribution slip", buyer: "Buyer", day: "Date", sign: "Received", print: "Print the slip",
  },
  limits: {
    title: "Limit-order list", intro: "Paste or upload a list: lot, limit price, quantity. A dry run names what is wrong in which row; then place them all at once.", paste: "Paste the list", placeholder: "1-0412  18.50  240\n2-0087  9.80  96", upload: "Upload CSV", template: "Download an empty list", check: "Dry run", place: (n: number) => `Place ${n} limit order${s(n)}`, session: "Session", workplace: "Workplace", row: "Row", lot: "Lot", item: "Item", limit: "Limit", quantity: "Quantity", most: "At most", verdict: "Dry run", ok: "fine", mine: "My limit orders", none: "No limit orders", noneWhy: "Paste a list, or place them one by one beside the clock.", status: "State", filled: "Filled", price: "Price", cancel: "Take back", cancelAll: "Take all back", free: "Free credit", sum: "All filled costs at most", over: "More than the free credit: whichever fires first uses it", noSession: "No session is open", noSessionWhy: "Limit orders can be placed when the session has been opened.", needSeat: "Take a seat before placing limit orders", result: (ok: number, bad: number) => `${ok} placed, ${bad} not`, all: "All", csv: "limit-orders",
    problems: { columns: "three columns are needed: lot, limit price, quantity", lot: "no such lot in this session", ambiguous: "more than one lot ends like that; write it in full", price: "the limit is no amount; e.g. 18.50", quantity: "the quantity is no number; e.g. 240", low: (price: string) => `below the floor ${price}`, min: (quantity: string) => `minimum ${quantity}: that much will be bought`, over: (quantity: string) => `only ${quantity} left: the rest will be bought`, gone: "sold or passed already", twice: "the same lot twice; the later row counts", tooMany: (most: number) => `at most ${most} rows at a time` },
  },
} satisfies PageWords;
