import type { PageEntry } from "../../../ui/page.ts";

const AUCTION = { zh: "拍卖", en: "Auction" } as const;

/** What the clock puts on screen. */
export const clockPages: readonly PageEntry[] = [
  { path: "/clock", roles: ["buyer", "agent"], titleWords: { zh: "拍卖钟", en: "Clock" }, icon: "clock", nav: 10, group: AUCTION, load: () => import("./buyer/ClockHallPage.tsx") },
];
