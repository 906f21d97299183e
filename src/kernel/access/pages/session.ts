/** Tells the shell that the session has another user or party; it asks again who is looking. */
export function sessionChanged(): void {
  window.dispatchEvent(new Event("hualian:session-changed"));
}

/** Where somebody works first. */
const HOMES: readonly (readonly [role: string, path: string])[] = [
  ["merchant", "/stall"], ["grower", "/lots"], ["buyer", "/clock"], ["agent", "/clock"], ["auctioneer", "/auction"], ["grader", "/desk"], ["cashier", "/day"], ["collector", "/collection/enter"], ["operator", "/desk"], ["auditor", "/audit"],
];

/** The page asked for before the log-in, if it is one of ours; else the home of the first role. */
export function afterLogIn(asked: string | null, roles: readonly string[]): string {
  if (asked !== null && /^\/(?![/\\])/.test(asked)) return asked;
  return HOMES.find(([role]) => roles.includes(role))?.[1] ?? "/account";
}
