import type { Words } from "./words.zh.ts";

export const en = {
  logIn: {
    title: "Sign in", intro: "Hualian exchange. Every step leaves a trace.", login: "Log-in name", password: "Password", show: "Show", hide: "Hide", submit: "Sign in",
    demoTitle: "Demonstration: one click", demoIntro: "People, goods and money here are simulated. Choose who you are:", otherDemo: "More roles", signedIn: (name: string) => `Signed in as ${name}`, goOn: "Go on", other: "Another account",
    loginNeeded: "Give a log-in name", passwordNeeded: "Give a password", help: "Password forgotten? See the market's system administrator and bring your ID.",
  },
  groups: { grower: "Growing", buyer: "Buying", staff: "Market staff", admin: "Administration" },
  does: {
    grower: "declare lots, see the money", coop: "lots of a cooperative", delegate: "declare for growers", buyer: "buy on the clock", agent: "buy for clients", auctioneer: "run the clocks", grader: "receive, count, grade", cashier: "close the day, pay", collector: "enter today's prices", operator: "see the whole hall",
    system_admin: "open and close accounts", security_admin: "grant rights", auditor: "read the trail",
  },
  roles: {
    grower: "Grower", merchant: "Stall keeper", buyer: "Buyer", agent: "Agent", operator: "Market manager", auctioneer: "Auctioneer", grader: "Grader", cashier: "Cashier", collector: "Price collector", system_admin: "System administrator", security_admin: "Security administrator", auditor: "Auditor",
  },
  account: {
    title: "My account", intro: "Password, whom you act for, signing out.", who: "Log-in name", roles: "Roles", actingFor: "Acting for", nobody: "only yourself",
    switchTitle: "Whom you act for", switchIntro: "What you do then stands in their name, with yours beside it.", as: { owner: "owner", member: "member", delegate: "delegate" }, now: "now", choose: "Act for them", chosen: (name: string) => `Now acting for ${name}`,
    noParties: "You cannot act for anybody yet", noPartiesWhy: "A grower or buyer can appoint you under “Delegates”.",
    passwordTitle: "Change password", mustChange: "This is a one-time password. Choose your own first.", old: "Present password", fresh: "New password", again: "Once more", rule: "At least eight characters with letters and digits, without your log-in name.", differ: "The two differ", change: "Change password", changed: "Password changed. All your other sessions have ended.",
    faults: { too_short: "fewer than eight characters", needs_letters_and_digits: "letters and digits are needed", contains_login: "contains your log-in name", too_common: "too common" },
    signOut: "Sign out",
  },
} satisfies Words;
