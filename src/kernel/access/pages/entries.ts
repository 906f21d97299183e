import type { PageEntry } from "../../../ui/page.ts";
import { ROLES } from "../../machinery/contract.ts";

const MINE = { zh: "我", en: "Me" } as const;

/** Signing in, and what a person may change about his own account. */
export const accessPages: readonly PageEntry[] = [
  { path: "/login", roles: "anyone", titleWords: { zh: "登录", en: "Sign in" }, icon: "user", load: () => import("./LogInPage.tsx") },
  { path: "/account", roles: ROLES, titleWords: { zh: "我的账号", en: "My account" }, icon: "user", nav: 95, group: MINE, load: () => import("./AccountPage.tsx") },
];
