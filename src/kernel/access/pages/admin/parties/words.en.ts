import type { PartiesWords } from "./words.zh.ts";

export const en = {
  title: "Parties",
  intro: "Organisations and persons that grow, buy and bid for others. An organisation is registered by its unified social credit code; a grower may be a person without a licence.",
  caption: "Parties", search: "Name, pinyin or tail of the phone number", filter: "Role", everyone: "All",
  name: "Name", kind: "Kind", roles: "Roles", town: "Town", code: "Credit code / ID", phone: "Phone", bank: "Paid to", status: "Status",
  kinds: { organisation: "Organisation", person: "Person" },
  roleNames: { grower: "Grower", merchant: "Stall keeper", buyer: "Buyer", agent: "Agent" },
  active: "active", suspended: "suspended", demo: "demo", nothing: "—",
  source: "register of parties", coverage: (shown: number, total: number) => (shown === total ? `${total} parties` : `first ${shown} of ${total}; narrow the search`),
  none: "Nobody found", noneWhy: "Try another spelling, or the last four digits of the phone number.", register: "Register a party",
  suspend: "Suspend", restore: "Let trade again", entries: "Ledger entries", close: "Close", tail: (text: string) => `ends ${text.slice(-4)}`,
  cannot: "Identity number, phone and bank account are shown masked; the full account number appears in the bank file only.",

  registering: {
    title: "Register a party", kind: "Kind", roles: "Roles", rolesHint: "one or more", rolesNeeded: "Choose a role at least", name: "Name", namePerson: "Full name", nameNeeded: "Give a name",
    uscc: "Unified social credit code", usccHint: "the 18 characters on the licence; case and blanks do not matter", usccFits: (kind: string) => `checks out: ${kind}`,
    citizen: "Identity number", citizenHint: "only checked, kept as a mask; may be left out", citizenFits: "checks out",
    phone: "Mobile", phoneHint: "a mainland number of 11 digits; may be left out", town: "Town", bankName: "Bank", bankAccount: "Bank account", bankHint: "8 to 30 digits; settlement pays to it", bankBad: "A bank account has 8 to 30 digits",
    submit: "Register", done: (name: string) => `${name} is registered`,
    usccFaults: {
      length: (n: number) => ({ what: `A credit code has 18 characters, this one has ${n}`, how: "Compare it with the licence" }),
      character: (at: number) => ({ what: `Character ${at} is not one a credit code uses`, why: "I, O, S, V and Z never occur", how: "I is probably 1, O is 0, S is 5, Z is 2" }),
      department: (at: number) => ({ what: `Character ${at}: the first two name no registering department and category`, why: "91 is a company, 92 a sole trader, 93 a farmers' cooperative", how: "Compare the first two characters" }),
      division: (at: number) => ({ what: `Character ${at}: characters 3–8 are no administrative division`, why: "they are digits, and the province must exist", how: "Qingzhou is 370781" }),
      check: (at: number) => ({ what: `Character ${at}, the check character, does not fit the other 17`, why: "one of them was misread", how: "Compare them one by one" }),
    },
    citizenFaults: {
      length: (n: number) => ({ what: `An identity number has 18 characters, this one has ${n}`, how: "Compare it with the card" }),
      character: (at: number) => ({ what: `Character ${at} must be a digit`, how: "Only the last may be X" }),
      division: (at: number) => ({ what: `There is no such province at character ${at}`, how: "Compare the first six digits" }),
      birth_date: (at: number) => ({ what: `Characters ${at}–14 are no date of birth`, how: "four digits of year, two of month, two of day" }),
      not_born_yet: (at: number) => ({ what: `Characters ${at}–14 are a date in the future`, how: "Compare it with the card" }),
      check: (at: number) => ({ what: `Character ${at}, the check character, does not fit the other 17`, how: "Compare them one by one" }),
    },
    phoneFaults: { length: (n: number) => `A mobile number has 11 digits, this one has ${n}`, character: (at: number) => `Character ${at} must be a digit`, prefix: (at: number) => `Digit ${at}: a mobile number begins with 13 to 19` },
  },
  joining: {
    open: "Join an account", title: (name: string) => `Let an account act for ${name}`, intro: "From then on the account acts for this party when it logs in. The system administrator copies the account number for you on the page Accounts. A grower appoints his delegates himself.",
    number: "Account number", numberHint: "36 characters such as 01a202a9-d6ca-7c59-848b-1f6b9c938248", numberBad: "This is no account number; copy all of it", role: "As", roles: { owner: "owner (may appoint delegates)", member: "member", delegate: "delegate" }, submit: "Join", done: (account: string, party: string) => `${account} may act for ${party}`,
  },
  suspending: {
    title: (name: string) => `Suspend ${name}`, titleBack: (name: string) => `Let ${name} trade again`,
    why: "Nobody can act for it any more: no lots, no seats, no purchases. What was sold is settled as usual.", whyBack: "It may trade again at once.",
    reason: "Reason", reasonHint: "goes on the trail and to the other modules; two characters at least", submit: "Suspend", submitBack: "Let trade again", done: (name: string) => `${name} is suspended`, doneBack: (name: string) => `${name} may trade again`,
  },
} satisfies PartiesWords;
