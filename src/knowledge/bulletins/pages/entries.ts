import type { PageEntry } from "../../../ui/page.ts";

const PRICES = { zh: "行情", en: "Prices" } as const;
const STAFF = ["operator", "auctioneer", "auditor"] as const;

/** What the bulletins put on screen. */
export const bulletinPages: readonly PageEntry[] = [
  { path: "/bulletins", roles: "anyone", titleWords: { zh: "行情简报", en: "Market bulletins" }, icon: "sheet", nav: 43, group: PRICES, load: () => import("./ArchivePage.tsx") },
  { path: "/bulletins/desk", roles: STAFF, titleWords: { zh: "简报编辑台", en: "Bulletin desk" }, icon: "sheet", nav: 44, group: PRICES, load: () => import("./desk/DeskPage.tsx") },
  { path: "/bulletins/desk/:id", roles: STAFF, titleWords: { zh: "编辑简报", en: "Edit a bulletin" }, icon: "sheet", load: () => import("./desk/EditorPage.tsx") },
  { path: "/bulletins/:period", roles: "anyone", titleWords: { zh: "行情简报", en: "Market bulletin" }, icon: "sheet", load: () => import("./BulletinPage.tsx") },
];
