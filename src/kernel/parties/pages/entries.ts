import type { PageEntry } from "../../../ui/page.ts";

export const partyPages: readonly PageEntry[] = [
  { path: "/delegates", roles: ["grower", "buyer", "agent"], titleWords: { zh: "代办人", en: "Delegates" }, icon: "people", nav: 90, group: { zh: "我", en: "Me" }, stage: "field", load: () => import("./DelegatesPage.tsx") },
];
