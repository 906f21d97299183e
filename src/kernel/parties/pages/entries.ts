import { BUSINESS_ROLES } from "../../machinery/contract.ts";
import type { PageEntry } from "../../../ui/page.ts";

export const partyPages: readonly PageEntry[] = [
  { path: "/delegates", roles: BUSINESS_ROLES, titleWords: { zh: "代办人", en: "Delegates" }, icon: "people", nav: 90, group: { zh: "我", en: "Me" }, stage: "field", load: () => import("./DelegatesPage.tsx") },
];
