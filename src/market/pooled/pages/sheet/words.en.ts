import type { SheetWords } from "./words.zh.ts";

export const en = {
  everybody: (n) => `Shares of ${n} growers`, none: "Not divided yet", noneWhy: "After the deadline the order is divided by its rule; the signed sheet is published here for everybody who was asked.", why: "Who got how much and why stands on this sheet. It is fingerprinted, signed and chained to the one before; a changed letter would show.",
  round: (n) => `Round ${n}`, made: (who, when) => `${who} · ${when}`, drop: (day, place) => `${day} · ${place}`, given: (given, of) => `${given} given of ${of}`, unplaced: (n) => `${n} unplaced`, clearing: (price) => `Price taken ${price}`,
  columns: { grower: "Grower", quota: "Quota", accepted: "Takes", extra: "More possible", ask: "Ask", units: "Share", why: "Why" },
  hash: "Fingerprint of the sheet, SHA-256", previous: "The one before", first: "First sheet", signature: "Signature", key: "Public key", verify: "Check", print: "Download PDF", typed: "Fingerprint on the paper (may be left out)", typedBad: "64 digits and letters a–f",
  sound: "Sound: divided again from the stored answers, every share, the fingerprint, the chain and the signature agree.", unsound: "Not sound: something differs from what was signed. Do not deliver by it; tell the hub.", checks: { shares: "Divided again, shares are the same", hash: "Fingerprint is the same", chain: "Follows the sheet before", signature: "Signature holds", given: "Same as on the paper" }, yes: "Yes", no: "No", recomputed: "Computed again",
} satisfies SheetWords;
