import type { PageEntry } from "../../../ui/page.ts";

const ADMINISTRATION = { zh: "管理", en: "Administration" } as const;

/** How papers look and where they are printed: the market manager's. */
export const printPages: readonly PageEntry[] = [
  { path: "/print", roles: ["operator"], titleWords: { zh: "打印中心", en: "Print centre" }, icon: "print", nav: 81, group: ADMINISTRATION, load: () => import("./PrintPage.tsx") },
  { path: "/print/:kind/:size", roles: ["operator"], titleWords: { zh: "单据版式", en: "Template" }, icon: "print", load: () => import("./EditorPage.tsx") },
];
