import { en as sheets } from "../../kernel/sheets/words.en.ts";
import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    ...sheets.refusals,
    window_closed: "The time for claims on lot {lot} ({hours} hours after the sale) is over.",
    claim_open: "A claim on this sale is under way: {no}. Wait until it is decided.",
    too_many_units: "Only {left} units of this sale can still be claimed.",
    evidence_time: "The time of a photograph or temperature ({at}) cannot be: it lies after the sale ({from}) and before now. Check the device's clock.",
    no_lower_grade: "Lot {lot} cannot be paid as grade {grade}: it was sold ungraded, or that is no lower grade.",
    return_is_whole: "A return takes the whole sale back ({quantity} units), and only when nothing of it was refunded. For a part, ask for a refund.",
    too_much: "The amount is more than can be given back.",
    sale_reversed: "This sale of lot {lot} was taken back; there is nothing to claim.",
    deadline_passed: "The time for {no} has run out; it was decided by the rules.",
    not_now: "{no} is not at this step now. Reload the page.",
    amount_needed: "Say how much you would give back.",
    reason_needed: "Give your reason; the other side and the market read it.",
    account_needed: "This takes a person with an account.",
    second_person_needed: "{name} judged this; another person has to confirm it.",
    goods_needed: "Say what becomes of the goods: back to stock, or written off.",
  },
  actions: {
    terms: "Rules of claims", setTerms: "Change the rules of claims", claimable: "What can be claimed", file: "Make a claim", withdraw: "Withdraw a claim", answer: "Answer a claim", reply: "Reply to an offer", rule: "Judge a claim", confirmRuling: "Confirm a judgement", claim: "See a claim", mine: "My claims", desk: "Claims desk",
    quality: "Quality class", qualityTable: "Table of quality", qualityLines: "Lines of the quality index", due: "Claims past their deadline", actOnDeadline: "Let a deadline act", publishQuality: "Publish quality classes",
    printJudgement: "Print the sheet", giveMine: "My claims to Excel", giveDesk: "Claims to Excel", giveEvidence: "Evidence to Excel", giveQuality: "Classes to Excel", giveQualityLines: "Index lines to Excel",
  },
  faults: { wilted: "Wilted", broken: "Broken", cold: "Cold or heat damage", pests: "Pests", mould: "Mould", wrong_item: "Not as described", wrong_grade: "Wrong grade", short: "Short count", other: "Other" },
  asks: { refund: "Part of the price back", regrade: "Pay as a lower grade", return: "Return the whole sale" },
  states: { filed: "Grower answers", offered: "Buyer replies", arbitration: "Market judges", confirming: "To be confirmed", closed: "Closed" },
  outcomes: { refund: "Refund", regrade: "Regraded", return: "Returned", reject: "Rejected", withdrawn: "Withdrawn", void: "Sale taken back" },
  photo: "photograph", temperature: "temperature",
  goods: { returned: "back to stock", written_off: "written off" },
  as: { buyer: "Buyer", grower: "Grower", market: "Market", deadline: "Deadline" },
  steps: {
    filed: "Claim made", accepted: "Accepted", offered: "Part offered", contested: "Contested", offer_taken: "Offer taken", offer_refused: "Offer refused; the market judges", silence_accepted: "No answer in time: accepted", silence_judged: "No answer in time: the market judges",
    silence_took: "No reply in time: offer taken", ruled: "Judged", sent_back: "Sent back", confirmed: "Judgement confirmed", escalated: "Judgement overdue: most urgent", withdrawn: "Withdrawn", void: "Sale taken back; claim void",
  },
  why: { open: "Can be claimed", window_closed: "Time is over", claim_open: "Claim under way", all_claimed: "All claimed", sale_reversed: "Sale taken back" },
  channels: { clock: "Clock", presale: "Presale", catalogue: "Catalogue", offer: "Offer", contract: "Contract", stall: "Stall", pooled: "Pooled", live: "Live" },
} satisfies Words;
