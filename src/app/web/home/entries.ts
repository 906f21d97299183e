import type { PageEntry } from "../../../ui/page.ts";

/** The front door, and the table of who may do what. */
export const homePages: readonly PageEntry[] = [
  { path: "/", roles: "anyone", titleWords: { zh: "首页", en: "Home" }, icon: "home", nav: 1, load: () => import("./HomePage.tsx") },
];
