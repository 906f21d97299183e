/** Rules of accounts and sessions; every limit has a name. */
export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 128;
export const MAX_FAILURES = 5;
export const LOCK_MINUTES = 15;
export const UNKNOWN_LOGIN_HOURS = 24;
export const IDLE_MINUTES = 120;
export const SESSION_HOURS = 16;
export const STALE_DAYS = 90;

const TOO_COMMON = new Set(["12345678", "123456789", "1234567890", "password", "password1", "qwertyui", "11111111", "88888888", "abcd1234", "a1234567"]);

/** Why a password is too weak, or null. Letters and digits both, not the log-in, not on the short list of the commonest. */
export function passwordFault(password: string, login: string): "too_short" | "needs_letters_and_digits" | "contains_login" | "too_common" | null {
  if ([...password].length < MIN_PASSWORD) return "too_short";
  if (TOO_COMMON.has(password.toLowerCase())) return "too_common";
  if (!/\p{L}/u.test(password) || !/\d/.test(password)) return "needs_letters_and_digits";
  if (login.length >= 3 && password.toLowerCase().includes(login.toLowerCase())) return "contains_login";
  return null;
}

/** A session ends after two idle hours, and in any case after one long market day. */
export function sessionIsOver(session: { createdAt: number; seenAt: number; endedAt: number | null }, now: number): boolean {
  return session.endedAt !== null || now - session.seenAt > IDLE_MINUTES * 60_000 || now - session.createdAt > SESSION_HOURS * 3_600_000;
}
