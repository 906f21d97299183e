import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    unbalanced: "The set does not balance; {sum} is left over in {currency}.",
    below_used: "The limit cannot go below what is used and held. Take a payment or release first.",
    over_credit: "The limit does not cover {amount}. Pay in or pay off, then try again.",
    not_held: "That much is not held.",
    not_owed: "That much is not owed.",
    overlaps: "Fee {code} already has a rate in these days. End the old one first.",
    cannot_end_then: "Fee {code} cannot end on {lastDay}: choose a day from today on, before the end it already has.",
    over_party_credit: "Over the credit this seller gives ({limit}): owes {owes}, {over} too much (fen). Take a payment first, or let the owner raise the limit.",
  },
} satisfies Words;
