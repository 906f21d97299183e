import type { DeskWords } from "./words.zh.ts";

export const en = {
  board: { title: "Pooled-order board", intro: "How far every order is, where it is at risk, what margin the hub may expect.", fresh: "Write a pooled order", none: "No running orders", noneWhy: "Orders from enterprises, or written for them by the hub, stand here one by one.", at: (when) => `As of ${when}`, today: { expected: "Expected today", accepted: "Accepted today", returned: "Returned today", shipped: "Shipped today" }, orders: "Running orders", atRisk: "At risk", unit: "", list: "All orders" },
  columns: { order: "Order", state: "State", ordered: "Ordered", progress: "Progress", next: "Next delivery", risk: "Risk", margin: "Expected margin", short: "Missing", growers: "Growers", waiting: "Waiting", dates: "Delivery", value: "Value", enterprise: "Enterprise", items: "Items" },
  list: { title: "Pooled orders", intro: { buyer: "One order, filled by many growers. Write what you need and when; watch it being accepted, graded and shipped.", hub: "From enterprises, and written for them by the hub." }, none: "No pooled orders yet", noneWhy: "Write the goods by spec, the quantity and the days; hand it to the hub, which asks those who can grow it.", waiting: (n) => `${n} wait for you`, state: "State", any: "Any state" },
} satisfies DeskWords;
