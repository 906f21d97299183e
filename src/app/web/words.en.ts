import type { ShellWords } from "./words.zh.ts";

export const en = {
  product: "Hualian",
  notFound: "There is no such page",
  notFoundWhy: (path: string) => `The address ${path} does not exist. It may have been renamed or mistyped.`,
  goHome: "Go to the start page",
  notAllowed: "Your role cannot open this page",
  notAllowedWhy: (title: string) => `“${title}” is open to the people who work there. Ask the system administrator for access.`,
  signInFirst: "Please sign in first",
  signInWhy: (title: string) => `Sign in to open “${title}”.`,
  signIn: "Sign in",
  pageBroke: "This page has failed",
  pageBrokeWhy: "Other pages are not affected. Try again, or go to the start page.",
  cutOff: "No network",
  cutOffWhy: "This page has not been loaded yet; it opens by itself once you are connected again.",
  newVersion: "This page has a new version",
  newVersionWhy: "Reload to continue. What you have submitted is safe.",
  reload: "Reload",
} satisfies ShellWords;
