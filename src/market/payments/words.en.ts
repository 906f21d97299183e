import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    no_payer: "No licensed payer is connected to this market. Payments go by the bank file; to connect one, the system administrator sets it up as described and starts again.",
    unknown_key: "The key's name is not the agreed one.",
    wrong_algorithm: "The signature's algorithm is not the agreed one.",
    outside_window: "The time differs from the market's by more than five minutes. Set the clock and send it anew.",
    bad_nonce: "The nonce must be 8 to 64 letters, digits, hyphens or underscores.",
    wrong_signature: "The signature is wrong; nothing was believed.",
    no_callbacks: "This way of payment has no callbacks.",
    unreadable: "The signature is good, but the content is not of the format.",
    replayed: "This message was received before and is not taken again. To repeat a notice, sign it anew with another nonce and time.",
    unknown_instruction: "There is no instruction {no}. It was noted for the cashier.",
    wrong_amount: "The amount of {no} differs: {asked} was instructed, {said} reported (minor units). Nothing was booked; the cashier was told.",
    has_outcome: "{no} has its outcome and cannot be called off.",
    bank_has_it: "{no} is in a bank file and cannot be called off here. Speak to the bank, then note it as sent back.",
    settled_before: "{by} has dealt with this already.",
  },
  actions: {
    instructDue: "Instruct what is due", nextTasks: "What to ask the payer", note: "Note the payer's answer", callback: "Callback of the payer", cancel: "Call a payment off", instructions: "Payment instructions", instruction: "A payment instruction", alarms: "Payment alarms", settleAlarm: "Deal with an alarm", exportInstructions: "Export instructions",
  },
  rails: { bank_file: "Bank file", licensed: "Licensed payer", simulator: "Simulator" },
  kinds: { payout: "Pay", debit: "Collect" },
  states: { prepared: "To be sent", submitted: "Under way", paid: "Paid", failed: "Failed" },
  alarms: { wrong_amount: "Amount differs", paid_after_failure: "Paid after it had failed", failed_after_payment: "Failed after it was paid", no_answer: "No answer for long", unknown_instruction: "No such instruction" },
  via: { submit: "Sent", poll: "Asked", cancel: "Called off", callback: "Callback", cashier: "Noted by a cashier" },
  effects: { changed: "Believed", nothing: "No change", repeated: "Repeated", alarm: "Alarm" },
  said: { accepted: "Taken", paid: "Paid", failed: "Failed", cancelled: "Called off", unknown: "No answer" },
} satisfies Words;
