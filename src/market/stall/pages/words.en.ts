import type { PageWords } from "./words.zh.ts";

export const en = {
  none: "You have no stall yet", noneWhy: "Register at the market's service desk; once the manager has opened a stall you write bills here.", unreachable: "This device does not know the stall yet", unreachableWhy: "Open it once with a network; after that bills are written without one.", choose: "Choose a stall",
  cancel: "Cancel", save: "Save", close: "Close", remove: "Remove", print: "Print", roll: "Receipt printer", reason: "Reason", phone: "Mobile number", name: "Name", group: "Group", note: "Note", optional: "optional", item: "Item", quantity: "Quantity", price: "Price", total: "Total", date: "Date", by: "By",
  demo: "Demonstration, not a real sale",
  state: { waiting: (n: number) => `${n} not sent yet`, conflict: (n: number) => `${n} need attention`, offline: "No network. Go on writing bills; they are sent by themselves.", signIn: "Your log-in has expired. The bills are on this device and are sent after you sign in again." },
  counter: {
    walkIn: "Walk-in", find: "Initials, name or phone tail", customers: "Customers", fresh: "New customer", goods: "Goods", findGoods: "Find goods by initials", noGoods: "Nothing stands at the stall", noGoodsWhy: "Note an arrival under “Goods” first.", toGoods: "Note an arrival", left: (n: string) => `${n} left`, out: "none left",
    owes: (m: string) => `owes ${m}`, free: (m: string) => `credit left ${m}`, bill: "This bill", empty: "Tap goods to add them", cash: "Cash", wechat: "WeChat", alipay: "Alipay", credit: "On credit", part: "Part paid", today: (n: string, m: string) => `Today ${n} bills · ${m}`, clear: "Clear",
    no: "Number", done: "Bill written", next: "Next bill", slip: "Slip", provisional: "A number of this device; the market's follows", kept: "Kept on this device", line: (w: string, t: string) => `${w}, ${t}`, change: "Change", unit: "Unit", per: (u: string) => `per ${u}`, lump: "One price", each: "Unit price", pot: "Pots extra", potEach: "per pot", add: "Add", update: "Change",
    last: (p: string) => `last ${p}`, bad: "This quantity cannot be read", noPrice: "No price yet", short: (n: string) => `The books show ${n}; you will be asked later`, floor: (m: string) => `Not below ${m}`, over: (m: string) => `${m} beyond the credit; the market may refuse it`,
    payTitle: "Payment", paid: "Paid", rest: "Still due", allowance: "Allowance", finish: "Write the bill", tooMuch: "Too much", needFull: "A walk-in pays all", noCredit: "You may not give credit",
  },
  customer: { title: "New customer", register: "Register", pick: "Choose this customer" },
  bills: {
    title: "Bills", find: "Number or customer", day: "Which day", no: "Number", customer: "Customer", total: "Amount", due: "Due", state: "State", open: "Valid", void: "Void", changed: "Returns", waitingTitle: "Bills not booked yet", waiting: "To be sent", conflict: "Needs attention", none: "No bills on this day", sum: "Sum", moved: (made: string) => `Written on ${made}; that day was closed, so it stands here`,
    mend: "Mend", drop: "Give up", dropTitle: "Give up this unbooked bill", dropWhy: "The customer may hold a slip. The bill can then no longer be booked; the reason stays.", mendTitle: "Mend this bill", countUp: "The goods are there: count up", countUpWhy: "With the reason; what is missing is added to the stock", payRest: "Take the rest in cash", again: "Send again", now: (m: string) => `Now ${m}`,
    return: "Return", returnTitle: "Goods come back", voidTitle: "Void the bill", voidWhy: "Goods go back to the stock, money goes back as it came. Only on the same day.", back: "How many", goods: "The goods", returned: "Back to stock", writtenOff: "Broken, written off", refund: "Refund now", refundHint: "What was not paid comes off the debt", toAccount: "No refund, keep on account", history: "History", payments: "Payments", lines: "Goods", lots: "Lots", made: "Written", received: "Booked", booked: "Booked as", exchange: "To exchange goods, take them back and write a new bill.",
  },
  credit: {
    title: "Credit book", total: "All debts", customer: "Customer", balance: "Owes", limit: "Limit", free: "Left", upTo7: "to 7 days", upTo30: "8–30 days", upTo60: "31–60 days", older: "over 60 days", advance: "In advance", none: "No customers yet", noneWhy: "Tap “New customer” while writing a bill; a name is enough.", statement: "Statement", before: "Brought forward", after: "Carried forward", from: "From", to: "To",
    pay: "Take payment", payHint: "The oldest debt is paid first", amount: "Amount", method: "Method", setLimit: "Set the limit", limitHint: "How much the customer may owe", bill: "Bill", what: "Entry", change: "Amount", running: "Balance", sign: "Customer's signature:", edit: "Rename",
  },
  goods: {
    title: "Goods of the stall", arrive: "Arrival", purchases: "Bought in the market", take: "Put on the stall", fetch: "An own lot", lotNo: "Lot number", source: "Where from", cost: "Cost (seen by the owner only)", costShort: "Cost", stock: "Stock", lot: "Lot", left: "Left", brought: "Brought", kind: "Source", came: "Arrived", none: "No goods", recount: "Recount", counted: "There are", all: "With sold-out lots", find: "Find an item by initials", saved: "The arrival is in stock", pick: "Choose an item",
  },
  till: {
    title: "Close the stall's day", since: (at: string) => `Since ${at}`, first: "Never closed before", bills: "Bills", sold: "Sold", returned: "Returned", creditGiven: "New credit", creditPaid: "Debts paid", expected: "By the books", counted: "Counted", difference: "Difference", why: "Why it differs", opening: "Float at opening", close: "Close the day", closed: "Closed", history: "Earlier closes", n: "No.", none: "No close yet", nothing: "No trade since the last close", waiting: (n: number) => `${n} bills are not sent yet; close after they are`,
  },
  helpers: {
    title: "Helpers", add: "Add a helper", login: "Log-in name", loginHint: "The market opens the account first", role: "Role", mayCredit: "May give credit", mayCountUp: "May count stock", allowanceMax: "Allowance up to", returnMax: "Returns up to", active: "Active", dismissed: "Dismissed", dismiss: "Dismiss", none: "No helpers yet", noneWhy: "Alone you need none. A helper writes bills under an account of his own, so everybody sees who did.", yes: "yes", no: "no",
    floors: "Lowest prices for helpers", floor: "Lowest price", noFloors: "No lowest prices", setFloor: "Set a lowest price", lift: "Lift",
  },
  sheets: {
    customers: { title: "Import customers", intro: " New customers are registered; group, limit and note of others are changed; an opening debt is noted once.", counted: (n: number) => (n === 1 ? "1 customer" : `${n} customers`) },
    goods: { title: "Import arrivals and counts", intro: " A line without a lot number is an arrival; a changed quantity of a lot is a recount and needs its reason.", counted: (n: number) => (n === 1 ? "1 lot" : `${n} lots`) },
    prices: { title: "Import lowest prices", intro: " By item code; a blank price lifts it.", counted: (n: number) => (n === 1 ? "1 item" : `${n} items`) },
    stalls: { title: "Import stalls", intro: " Keepers are registered before. A new number opens a stall; of others name and state are changed.", counted: (n: number) => (n === 1 ? "1 stall" : `${n} stalls`) },
  },
  hall: { title: "Stalls", open: "Open a stall", hall: "Hall", number: "Number", stallName: "Name", keeper: "Keeper", state: "State", on: "Open", off: "Shut", find: "Number, name or keeper", none: "No stalls yet", party: "Find a keeper by name or pinyin", shut: "Shut", reopen: "Open again" },
} satisfies PageWords;
