import { z } from "zod";
import { GRADES, day } from "../../kernel/lots/contract.ts";
import { CHANNELS } from "../settlement/contract.ts";
import { ASKS, CLASSES, FAULTS, MAX_AMOUNT, MAX_TEMPERATURES, OUTCOMES, PPM, STATES } from "./rules.ts";

/** Shapes of the claims contract that are longer than a line. */
export const id = z.uuid();
export const grade = z.enum(GRADES);
const MAX_HOURS = 24 * 30;
const hours = z.int().min(1).max(MAX_HOURS);
const percent = z.int().min(0).max(100);
const ppm = z.int().min(1).max(PPM);
export const amount = z.int().min(1).max(MAX_AMOUNT);
const levy = z.int().min(0).max(MAX_AMOUNT);
const MAX_QUALITY_DAYS = 730;

const channelHours = Object.fromEntries(CHANNELS.map((channel) => [channel, hours])) as Record<(typeof CHANNELS)[number], typeof hours>;
const gradeWorth = z.int().min(1).max(100);
export const settingsView = z.object({
  windowHours: z.object(channelHours), answerHours: hours, replyHours: hours, arbitrationHours: hours, silentPercent: percent,
  gradePercent: z.object({ A: gradeWorth, B: gradeWorth, C: gradeWorth, D: gradeWorth, E: gradeWorth }),
  qualityDays: z.int().min(1).max(MAX_QUALITY_DAYS), classBFrom: ppm, classCFrom: ppm, levy: z.object({ A: levy, B: levy, C: levy }),
}).refine((all) => all.classBFrom < all.classCFrom, "class C begins above class B")
  .refine(({ gradePercent: worth }) => GRADES.every((one, n) => n === 0 || worth[one] <= worth[GRADES[n - 1]!]), "a lower grade is not worth more");

/** Where something was seen: in words, and by the device's position when it gave one (millionths of a degree). */
export const place = z.object({ text: z.string().trim().min(2).max(120), latE6: z.int().min(-90_000_000).max(90_000_000).nullable().default(null), lonE6: z.int().min(-180_000_000).max(180_000_000).nullable().default(null) });
export const photoEvidence = z.object({ photoId: id, takenAt: z.iso.datetime({ offset: true }), place });
/** Hundredths of a degree Celsius. */
export const temperatures = z.array(z.object({ at: z.iso.datetime({ offset: true }), centi: z.int().min(-6_000).max(9_000) })).max(MAX_TEMPERATURES);

/** One of the buyer's sales, and whether he may still claim. */
export const claimable = z.object({
  saleId: id, at: z.string(), businessDate: day, channel: z.enum(CHANNELS), lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), grower: z.string(), grade: grade.nullable(), quantity: z.int(), unit: z.string(),
  price: z.int(), gross: z.int(), currency: z.string(), until: z.string(), unitsLeft: z.int(), openClaimId: id.nullable(), why: z.enum(["open", "window_closed", "claim_open", "all_claimed", "sale_reversed"]),
});

export const claimRow = z.object({
  id, no: z.string(), state: z.enum(STATES), filedAt: z.string(), dueAt: z.string().nullable(), overdue: z.boolean(), escalated: z.boolean(),
  saleId: id, saleDate: day, channel: z.enum(CHANNELS), lotId: id, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), grade: grade.nullable(),
  growerId: id, grower: z.string(), buyerId: id, buyer: z.string(), quantity: z.int(), unit: z.string(), price: z.int(), gross: z.int(), currency: z.string(),
  units: z.int(), fault: z.enum(FAULTS), ask: z.enum(ASKS), askAmount: z.int(), askGrade: grade.nullable(), offered: z.int().nullable(),
  outcome: z.enum(OUTCOMES).nullable(), outcomeAmount: z.int(), closedAt: z.string().nullable(), moneyDate: day.nullable(),
  can: z.array(z.enum(["answer", "reply", "withdraw", "rule", "confirm"])),
});

export const stepView = z.object({
  at: z.string(), kind: z.string(), by: z.string(), as: z.enum(["buyer", "grower", "market", "deadline"]), text: z.string(), amount: z.int().nullable(), grade: grade.nullable(), outcome: z.enum(OUTCOMES).nullable(),
});
export const claimView = z.object({
  claim: claimRow, text: z.string(), boxLabel: z.string(), mostRefund: z.int(), silentPercent: z.int(),
  photos: z.array(z.object({ photoId: id, takenAt: z.string(), place: z.string(), latE6: z.int().nullable(), lonE6: z.int().nullable(), by: z.enum(["buyer", "grower"]) })),
  temperatures: z.array(z.object({ at: z.string(), centi: z.int() })),
  ruling: z.object({ outcome: z.enum(OUTCOMES), amount: z.int(), grade: grade.nullable(), goods: z.enum(["returned", "written_off"]).nullable(), reason: z.string(), by: z.string(), at: z.string() }).nullable(),
  steps: z.array(stepView),
});

export const qualityRow = z.object({ growerId: id, grower: z.string(), class: z.enum(CLASSES), share: z.int(), sold: z.int(), claimed: z.int(), on: day });
export type ClaimRow = z.infer<typeof claimRow>;
export type ClaimView = z.infer<typeof claimView>;
export type StepView = z.infer<typeof stepView>;
export type Claimable = z.infer<typeof claimable>;
export type QualityRow = z.infer<typeof qualityRow>;
