import type { AccountsWords } from "./words.zh.ts";

export const en = {
  title: "Accounts and roles",
  intro: "Who may come in, and what he may do. Growers and buyers get their rights from the party they act for, staff from the roles of their account.",
  caption: "Accounts",
  login: "Log-in", name: "Name", roles: "Roles", lastLogin: "Last log-in", state: "State", acts: "Acts",
  never: "never", noRoles: "—",
  states: { active: "active", disabled: "closed", stale: "unused for 90 days", locked: "locked", demo: "demo" },
  filters: { all: "All", staff: "With roles", admins: "Administrators", stale: "Unused", disabled: "Closed" },
  filter: "Show", search: "Find a log-in or name", none: "No such account", noneWhy: "Try another filter.",
  source: "accounts", coverage: (shown: number, all: number) => `${shown} of ${all}`,
  roleNames: {
    operator: "Market manager", auctioneer: "Auctioneer", grader: "Grader", cashier: "Cashier", collector: "Price collector", system_admin: "System administrator", security_admin: "Security administrator", auditor: "Auditor",
  },
  number: "Account number", copyNumber: "Copy number", numberCopied: (name: string) => `The account number of ${name} is copied; give it to the market manager`, open: "Open an account", setRoles: "Give roles", disable: "Close", enable: "Reopen", oneself: "Not for one's own account",

  three: {
    title: "Three administrators, apart",
    why: "Nobody can give himself rights and wipe out the traces. The three are different people; an account holds one of them at most, and the database keeps it so.",
    system_admin: "Opens and closes accounts. Gives no rights, sees no trail.",
    security_admin: "Gives and takes roles, reads the trail. Opens no account and cannot change his own roles.",
    auditor: "Reads the whole trail and checks its chain. Can change nothing.",
    you: "you",
  },

  opening: {
    title: "Open an account",
    intro: "The security administrator then gives it roles, or the market manager joins it to a grower or buyer. The first log-in asks for a password of one's own.",
    login: "Log-in", loginHint: "small letters, digits, dot, dash; 3 to 60",
    name: "Name", password: "One-time password", passwordHint: "Made at random. Tell it in person or by telephone; it is shown here only once.", another: "Another one",
    submit: "Open the account", done: (name: string) => `${name}'s account is open`, handOver: "Hand these to the person:", copy: "Copy", copied: "Copied", close: "Handed over", numberFor: "Account number (for the market manager, who joins it to a grower or buyer)",
    badLogin: "A log-in has 3 to 60 small letters, digits, dots, dashes and underscores", nameNeeded: "Give a name",
    faults: { too_short: "The password has fewer than eight characters", needs_letters_and_digits: "The password needs letters and digits", contains_login: "The password contains the log-in", too_common: "This password is too common" },
  },
  granting: {
    title: (name: string) => `Roles of ${name}`,
    staff: "Business roles", admin: "Administrator (one of three at most)", noAdmin: "None", submit: "Save the roles", done: (name: string) => `The roles of ${name} are saved and hold from the next request on`, same: "Nothing changed",
    nothing: "An account without roles can still log in and act for the parties it was joined to.",
  },
  closing: {
    title: (name: string) => `Close ${name}`, titleBack: (name: string) => `Reopen ${name}`,
    why: "All log-ins end at once and nobody comes in with it again. Its records stay.", whyBack: "The old password works again.",
    reason: "Reason", reasonHint: "goes on the trail; two characters at least", submit: "Close the account", submitBack: "Reopen the account", done: (name: string) => `${name} is closed`, doneBack: (name: string) => `${name} is open again`,
  },
} satisfies AccountsWords;
