/** Letters and digits that nobody mixes up when they are read out over the telephone. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 3;
const GROUP_LENGTH = 4;
const BYTE = 256;

/**
 * A one-time password such as "k7mf-2hqx-9arw", about 59 bits. `random` fills the array with bytes of chance; bytes that would
 * favour some letters are thrown away. The first group always ends in a digit and the second in a letter, as the rules ask for both.
 */
export function oneTimePassword(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const pick = (from: string): string => {
    const fair = BYTE - (BYTE % from.length);
    const byte = new Uint8Array(1);
    do random(byte); while (byte[0]! >= fair);
    return from[byte[0]! % from.length]!;
  };
  const letters = [...ALPHABET].filter((char) => char > "9").join("");
  const digits = [...ALPHABET].filter((char) => char <= "9").join("");
  const group = (last: string): string => Array.from({ length: GROUP_LENGTH - 1 }, () => pick(ALPHABET)).join("") + pick(last);
  return Array.from({ length: GROUPS }, (_, n) => group(n === 0 ? digits : letters)).join("-");
}
