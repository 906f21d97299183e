import type { PageEntry } from "../../../ui/page.ts";

const AUCTION = { zh: "拍卖", en: "Auction" } as const;
const DESK = { zh: "拍卖台", en: "Auctioneer's desk" } as const;

/** What the clock puts on screen. */
export const clockPages: readonly PageEntry[] = [
  { path: "/wall", roles: "anyone", titleWords: { zh: "拍卖大屏", en: "Auction wall" }, icon: "wall", nav: 90, group: AUCTION, stage: "wall", load: () => import("./wall/WallPage.tsx") },
  { path: "/clock", roles: ["buyer", "agent"], titleWords: { zh: "拍卖钟", en: "Clock" }, icon: "clock", nav: 10, group: AUCTION, load: () => import("./buyer/ClockHallPage.tsx") },
  { path: "/auction", roles: ["auctioneer", "operator"], titleWords: DESK, icon: "hammer", nav: 4, group: AUCTION, load: () => import("./desk/AuctionPage.tsx") },
  { path: "/auction/:sessionId", roles: ["auctioneer", "operator"], titleWords: DESK, icon: "hammer", load: () => import("./desk/AuctionPage.tsx") },
  { path: "/limits", roles: ["buyer", "agent"], titleWords: { zh: "预埋清单", en: "Limit-order list" }, icon: "list", nav: 12, group: AUCTION, load: () => import("./mine/LimitListPage.tsx") },
  { path: "/wins", roles: ["buyer", "agent"], titleWords: { zh: "我买到的", en: "What I bought" }, icon: "buyer", nav: 14, group: AUCTION, load: () => import("./mine/WinsPage.tsx") },
  { path: "/sessions", roles: "anyone", titleWords: { zh: "拍卖场次", en: "Sessions" }, icon: "list", nav: 30, group: AUCTION, load: () => import("./results/SessionsPage.tsx") },
  { path: "/sessions/:sessionId", roles: "anyone", titleWords: { zh: "场次结果", en: "Session" }, icon: "list", load: () => import("./results/SessionPage.tsx") },
  { path: "/replay/:sessionId/:lotId?", roles: "anyone", titleWords: { zh: "批次回放", en: "Lot replay" }, icon: "replay", load: () => import("./replay/ReplayPage.tsx") },
];
