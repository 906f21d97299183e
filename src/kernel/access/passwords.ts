import { hash, verify } from "@node-rs/argon2";

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, COST);
export const passwordFits = (stored: string, password: string): Promise<boolean> => verify(stored, password);

/** Checked when the log-in is unknown, so that the answer takes as long as for a known one. */
export const DECOY_HASH = await hashPassword("nobody-has-this-password-0");
