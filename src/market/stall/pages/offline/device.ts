/** Which telephone wrote a bill before the market had numbered it: two letters of its own, and its count. */
const DEVICE = "hualian.stall.device";
const SEQ = "hualian.stall.seq";
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

export function nextSeq(): readonly [device: string, seq: number] {
  try {
    let device = localStorage.getItem(DEVICE);
    if (device === null) {
      device = [...crypto.getRandomValues(new Uint8Array(2))].map((byte) => LETTERS[byte % LETTERS.length]).join("");
      localStorage.setItem(DEVICE, device);
    }
    const seq = Number(localStorage.getItem(SEQ) ?? "0") + 1;
    localStorage.setItem(SEQ, String(seq));
    return [device, seq];
  } catch {
    // Without a storage the count begins anew with each page; the bill's id is what tells bills apart.
    return ["ZZ", 1];
  }
}
