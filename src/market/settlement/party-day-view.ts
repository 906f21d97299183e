import { z } from "zod";
import { day } from "../../kernel/lots/contract.ts";
import { advanceView } from "./money-views.ts";
import { DAY_STATES, MONEY, SIDES } from "./rules.ts";
import { CHANNELS, PAYMENT_METHODS, chargeView, paperLine, paperTransfer, paperView } from "./views.ts";

const id = z.uuid();
/** One channel of a party's day, apart for what goes through the market and what the two settle between themselves. */
const channelSum = z.object({ channel: z.enum(CHANNELS), money: z.enum(MONEY), deals: z.int(), lots: z.int(), gross: z.int() });
export const sideOfDay = z.object({
  side: z.enum(SIDES),
  /** The issued paper; null while the day is open, when the figures are what it would say now. */
  paper: paperView.nullable(),
  currency: z.string(), gross: z.int(), corrected: z.int(), direct: z.int(), transfers: z.int(), fees: z.int(), packaging: z.int(), total: z.int(), carriedIn: z.int(), due: z.int(), carriedOut: z.int(),
  dueOn: day, channels: z.array(channelSum), lines: z.array(paperLine), linesTotal: z.int(), corrections: z.array(paperLine), transferLines: z.array(paperTransfer), charges: z.array(chargeView),
});
export const receiptLine = z.object({ id, at: z.string(), other: z.string(), method: z.enum(PAYMENT_METHODS), memo: z.string(), /** Positive came in, negative went out, for this party. */ amount: z.int() });

export const partyDayView = z.object({
  businessDate: day, today: day, partyId: id, party: z.string(), market: z.object({ zh: z.string(), en: z.string(), demo: z.boolean() }), currency: z.string(), state: z.enum(DAY_STATES).nullable(),
  seller: sideOfDay.nullable(), buyer: sideOfDay.nullable(), receipts: z.array(receiptLine), received: z.int(), given: z.int(), advances: z.array(advanceView),
  previousDate: day.nullable(), nextDate: day.nullable(), simulated: z.boolean(), path: z.string(),
});
export type PartyDayView = z.infer<typeof partyDayView>;
export type SideOfDay = z.infer<typeof sideOfDay>;
