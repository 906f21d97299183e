import type { PageWords } from "./words.zh.ts";

export const en = {
  titles: { market: "Market place", orders: "Orders", order: "Order", offers: "My supply", requests: "Requests", overview: "Channels at a glance" },
  kinds: { presale: "Presale", catalogue: "Catalogue", offer: "Customer offer" },
  levels: { unit: "unit", box: "box", layer: "layer", trolley: "trolley" },
  lineStates: { open: "On sale", waiting: "Not yet open", over: "Over", ended: "Taken back" },
  orderStates: { cart: "Cart", placed: "Awaits the grower", confirmed: "Confirmed", booked: "Sold", cancelled: "Cancelled", expired: "Ran out", short: "Came short" },
  lineOrderStates: { reserved: "Reserved", placed: "Awaits the grower", confirmed: "Confirmed", booked: "Sold", cancelled: "Cancelled", expired: "Ran out", short: "Came short" },
  requestStates: { open: "Open", filled: "Filled", cancelled: "Taken back", expired: "Expired" },
  market: {
    intro: "What is left is real: whoever buys through any channel, it is less here at once.", search: "Flower, grower, pinyin or initials, such as hdl", all: "All", category: "Category", kind: "Channel", order: "Sort", orders: { name: "By name", price: "By price", left: "By what is left", ends: "By end" },
    left: (amount) => `${amount} left`, gone: "All taken", arrived: "In the hall", coming: "On its way; sold when counted", until: (when) => `until ${when}`, from: (when) => `from ${when}`, minimum: (amount) => `from ${amount}`,
    step: (level, price) => `a full ${level} ${price}`, byHand: "The grower confirms", buy: "Order", more: (n) => `Show ${n} more`, empty: "Nothing found to order", emptyHint: "Try another word, or post a request and let growers answer.", toRequests: "Post a request", shown: (n, all) => `${n} of ${all}`,
    potExtra: "pot extra", grade: (grade) => `grade ${grade}`, ungraded: "not graded", live: "Quantities are live", stale: "No connection; quantities may be old", inCart: (amount) => `${amount} in your cart`, forYou: "Offered to you",
  },
  buy: {
    title: (name) => `Order ${name}`, quantity: "Quantity", hint: "Write 120, 2箱 or 1层, or add below", add: (amount) => `Add ${amount}`, put: "Into the cart", change: "Change the quantity", take: "Out of the cart", sum: "Sum", price: "Price", reason: (level) => `price of a full ${level}`, group: "group price",
    done: "It is in the cart", unread: "Not understood; write 120 or 2箱", steps: "Price steps", from: (amount) => `from ${amount}`, all: "All of it",
  },
  cart: {
    title: "Cart", empty: "The cart is empty", emptyHint: "“Order” reserves: goods and credit are kept for you and set free by themselves when time is up.", left: (time) => `kept for you another ${time}`, place: "Place the order", empties: "Empty it", note: "A word to the growers", lines: (n) => `${n} ${n === 1 ? "line" : "lines"}`, sum: "Sum", credit: (money) => `credit left ${money}`,
    placed: (no) => `Order ${no} is placed`, open: "See the cart", lapsed: "Your last reservation ran out; goods and credit are free", again: "Reserve the same again", close: "Close", remove: (name) => `Take out ${name}`,
  },
  orders: {
    intro: "From the order to the sale on one sheet.", search: "Order number or buyer", state: "State", side: "Side", bought: "I bought", sold: "I sold", all: "All", no: "Order", when: "Time", buyer: "Buyer", lines: "Lines", quantity: "Quantity", amount: "Amount", status: "State", cut: (n) => `${n} short`,
    empty: "No orders yet", emptyHint: "What you order on the market place appears here.", toAnswer: (n) => `${n} await your word`, more: "More", print: "Print", pdf: "PDF", printPdf: "Print (PDF)", packing: "Packing list of the day", onDay: (day: string, buyer: string) => `Orders of ${buyer} on ${day}`, allOrders: "All orders", cancel: "Cancel what can be cancelled", cancelTitle: (no) => `Cancel order ${no}?`, cancelWhy: "Lines that have not arrived or are not confirmed are cancelled, goods and credit are free at once; what is sold stays.", cancelled: "Cancelled",
    item: "Item", grower: "Grower", price: "Price", lots: "Lots", change: "Change", changeTitle: "Change this line", newQuantity: "New quantity (0 cancels)", changed: "Changed", confirm: "Confirm", decline: "Decline", declineTitle: "Decline these lines?", reason: "Reason", answered: "Answered", confirmAll: (n) => `Confirm all (${n})`,
    by: (name) => `ordered by ${name}`, short: (cut, ordered) => `${ordered} ordered, ${cut} short at the count`, total: "Total", scan: "The code opens this order", demo: "Demonstration data, no real goods", answerBy: (when) => `answer by ${when}`, find: "Find an item, grower or lot", showing: (n, all) => `${n} of ${all} lines`, step: (level) => `${level} price`, groupPrice: "group price",
  },
  grower: {
    intro: "A lot can be presold in part, listed, and offered to old customers; it is one stock and never sold twice.", add: { presale: "Presell", catalogue: "List", offer: "Make an offer" }, groups: "Groups", toConfirm: "To confirm", past: "Show past ones", present: "Show current ones", empty: "None yet", emptyHint: { presale: "Sell a part from the day before, at your price. You can change it until the lot is scanned in.", catalogue: "List what you can supply this week; quantities are real.", offer: "A price only one customer or one group sees, which ends by itself." },
    taken: (taken, all) => `${taken} of ${all} ordered`, change: "Change", end: "Take back", endTitle: "Take this line back?", endWhy: "What has been ordered stands.", ended: "Taken back", saved: "Published", declare: "Declare a lot first", share: (share) => `${share}% of the lot`, forWhom: (name) => `for ${name}`, answerTo: "Answer to a request",
  },
  form: {
    title: { presale: "Presale", catalogue: "Catalogue price", offer: "Customer offer" }, lot: "Which lot", lots: "Which lots", noLots: "No lot to offer", noLotsHint: "Declare a lot first. A presale needs a lot that has not been received.", share: "Share of the lot", shareHint: (most) => `At most ${most}%; the rest goes to the clock`, comes: (amount) => `that is ${amount}`, price: "Price", priceHint: (unit) => `per ${unit}`, steps: "Cheaper by volume (optional)", step: (level) => `A full ${level}`,
    group: "Group price", quantity: "How much", most: (amount) => `${amount} there now`, from: "From", to: "To", day: "Day of the clock", until: "Valid for", untils: { h2: "2 hours", h6: "6 hours", d1: "a day", d3: "three days", d7: "a week" }, who: "For whom", customer: "One customer", toGroup: "A group", search: "Name or pinyin", minimum: "Least quantity", hand: "How it is sold", auto: "At once", byHand: "After I confirm", note: "A word to buyers", save: "Publish", saveChange: "Save", priceMissing: "Enter a price with at most two decimals", pick: "Choose a lot", whom: "Choose a customer or a group", more: "More options",
  },
  groups: { title: "Customer groups", name: "Name", members: "Members", add: "New group", save: "Save", drop: "Remove", empty: "No groups yet", emptyHint: "Put old customers into a group to give them their own price.", saved: "Saved", dropped: "Removed", remove: (name) => `Take out ${name}`, members2: (n) => `${n} ${n === 1 ? "member" : "members"}`, edit: "Change" },
  requests: {
    intro: "Buyers say what they need, growers answer with lots, buyers accept what suits.", ask: "Post a request", askTitle: "I am looking for", item: "Item (optional)", spec: "Specification", specHint: "two spikes, a third in bud, with sleeve …", quantity: "Quantity", day: "Wanted on", price: "Price idea (optional)", note: "Note", send: "Post it", sent: (no) => `Request ${no} is posted`, answer: "Answer with a price", accept: "Accept", acceptTitle: (name) => `Accept the answer of ${name}`, accepted: (no) => `Order ${no} is placed`, cancel: "Take back", cancelled: "Taken back",
    filled: (done, all) => `${done} of ${all} bought`, wanted: (day) => `wanted ${day}`, idea: (price) => `hoping for ${price}`, answers: (n) => `${n} ${n === 1 ? "answer" : "answers"}`, noAnswers: "Nobody has answered yet", empty: "No requests yet", emptyHint: "If nothing suits, write it down and let growers come to you.", emptyGrower: "No buyer is asking now; new requests appear here at once.", anonymous: "a buyer", mine: "My request", search: "Specification, item or number", yours: "My answer", state: "State",
  },
  sheets: {
    cart: { title: "Import an order sheet", intro: " Export it first, write into “Order” and import it: that is your cart; blank is none. A table of your own with item, grower and quantity will do as well.", counted: (n: number) => (n === 1 ? "1 line" : `${n} lines`) },
    lines: { title: "Import supply", intro: " A line with an id is changed, one without is new. A blank channel is the catalogue.", counted: (n: number) => (n === 1 ? "1 line" : `${n} lines`) },
    groups: { title: "Import groups", intro: " One customer a line; a group that is not there is made.", counted: (n: number) => (n === 1 ? "1 customer" : `${n} customers`) },
    requests: { title: "Import requests", intro: " A line without a number is a new request; others cannot be changed, only taken back.", counted: (n: number) => (n === 1 ? "1 request" : `${n} requests`) },
  },
  overview: { intro: "How the channels besides the clock are doing, and who waits for whom.", offered: "Offered", taken: "Ordered", left: "Left", amount: "Sold today", channel: "Channel", lines: "Lines", carts: "Carts", reserved: "Reserved", toConfirm: "Await growers", promised: "Ordered, not arrived", short: "Short today", requests: "Open requests", orders: "Orders today", settings: "Supply rules", share: "Presale, at most % of a lot", opens: "Presale opens (minutes from midnight of the day of the clock, negative is the day before)", closes: "Presale closes (minutes)", keeps: "Minutes a cart is kept", confirm: "Hours a grower has to confirm", save: "Save", saved: "Saved" },
  common: { cancel: "Leave it", close: "Close", error: "It could not be read", per: (unit) => `/${unit}`, offline: "The market cannot be reached. Check the network.", retry: "Try again" },
} satisfies PageWords;
