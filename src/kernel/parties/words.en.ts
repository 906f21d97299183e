import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    bad_uscc: "Character {position} of the unified social credit code is wrong ({reason}). Compare the 18 characters with the licence.",
    uscc_needed: "An organisation needs its unified social credit code. For a grower without a licence choose “person”.",
    uscc_taken: "The code {uscc} is registered already. Look up that party.",
    bad_citizen_id: "The identity number does not pass its check. Compare it with the card.",
    unknown_account: "There is no account {login}. Let that person open one first.",
    delegates_cannot_appoint: "A delegate cannot appoint or dismiss others; the owner does that.",
    already_acts: "{name} may act already.",
    not_a_delegate: "This person is not a delegate now.",
  },
} satisfies Words;
