/** Unified social credit code, GB 32100: 18 characters without I, O, S, V, Z; the last is a check character modulo 31. */
export type UsccCheck = { readonly ok: true } | { readonly ok: false; readonly position: number | null; readonly reason: "length" | "character" | "check" };

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** The check character of the first 17 characters: 31 − Σ value·3^i mod 31. */
export function usccCheckCharacter(body: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

export function checkUscc(code: string): UsccCheck {
  if (code.length !== 18) return { ok: false, position: null, reason: "length" };
  for (let at = 0; at < 18; at++) if (!ALPHABET.includes(code[at]!)) return { ok: false, position: at + 1, reason: "character" };
  return usccCheckCharacter(code.slice(0, 17)) === code[17] ? { ok: true } : { ok: false, position: 18, reason: "check" };
}
