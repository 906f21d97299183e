import { z } from "zod";
import { RISKS, type Risk } from "../../engines/planting/channels.ts";
import { UNITS } from "../../engines/units/units.ts";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { MAX_DAYS_TO_SELL, MAX_WEEKS_AHEAD } from "./rules.ts";
import { adviceView, arrivalView, assumptionView, bestDayView, channelView, costView, id, sheetFields, shownView, weekView } from "./views.ts";

const DESK = ["operator", "auditor"] as const;
const ALL = ["grower", ...DESK] as const;
const risk = z.enum(Object.keys(RISKS) as [Risk, ...Risk[]]);
const species = z.string().min(1).max(60);
const text = z.string().trim().min(2).max(300);
const permille = (least: number, most: number) => z.int().min(least).max(most);

export const guidance = contract("guidance", {
  candidates: read({
    summary: "What a grower could plant today: the items he grows, sells or has a cost sheet for, each with margin, break-even, others' supply in its flowering week, and the price if everybody follows.",
    who: ["grower"],
    input: z.object({}),
    output: z.object({ today: day, currency: z.string(), demo: z.boolean(), candidates: z.array(adviceView), left: z.int() }),
    refuses: ["grower_needed"],
  }),
  candidate: read({
    summary: "One item for one flowering week, with the weeks about it. Without a week: planted today.",
    who: ["grower"],
    input: z.object({ itemId: id, week: day.optional() }),
    output: z.object({ today: day, currency: z.string(), demo: z.boolean(), advice: adviceView, weeks: z.array(weekView), assumption: assumptionView.omit({ speciesId: true, zh: true, en: true }) }),
    refuses: ["grower_needed", "week_is_past", "too_far"],
  }),
  cost: read({ summary: "A grower's own cost sheet of an item, or an example that is marked as one. Only he reads it.", who: ["grower"], input: z.object({ itemId: id }), output: costView, refuses: ["grower_needed"] }),
  setCost: write({ summary: "Writes a grower's own cost sheet of an item; nobody else can read it.", who: ["grower"], input: z.object({ itemId: id, ...sheetFields }), output: costView, refuses: ["grower_needed", "heated_too_long"], secret: Object.keys(sheetFields), once: true }),
  dropCost: write({ summary: "Takes a grower's cost sheet away; the example stands again.", who: ["grower"], input: z.object({ itemId: id }), output: costView, refuses: ["grower_needed"] }),
  selling: read({
    summary: "How to sell a lot: what each channel brings of late after fees, a split for a liking of risk, and the best of the coming days. Too few sales are said as a count.",
    who: ["grower"],
    input: z.object({ lotId: id, risk: risk.default("even"), days: z.int().min(1).max(MAX_DAYS_TO_SELL).default(3) }),
    output: z.object({
      today: day, currency: z.string(), lotId: id, no: z.string(), itemId: id, itemZh: z.string(), itemEn: z.string(), unit: z.string(), grade: z.string().nullable(), units: z.int(), lookedBack: z.int(), basis: z.enum(["grade", "any_grade"]), risk, days: z.int(),
      channels: z.array(channelView), left: z.int(), net: z.number().nullable(), deviation: z.number().nullable(), day: bestDayView,
    }),
    refuses: ["nothing_left"],
  }),
  ahead: read({
    summary: "What will flower in the weeks to come by species and item, with what is expected from elsewhere. A grower sees the others' plans without his own, small cells withheld; the desk sees all, and which cells are withheld from others.",
    who: ALL,
    input: z.object({ weeks: z.int().min(1).max(MAX_WEEKS_AHEAD).default(26), query: z.string().trim().max(60).default("") }),
    output: z.object({
      today: day, weeks: z.array(day), side: z.enum(["grower", "desk"]),
      species: z.array(z.object({
        key: z.string(), speciesId: z.string().nullable(), zh: z.string(), en: z.string(), unit: z.string(),
        cells: z.array(weekView.extend({
          /** For the desk: the exact sum; null for a grower. */
          exact: z.int().nullable(), growers: z.int().nullable(),
        })),
        items: z.array(z.object({ itemId: id, zh: z.string(), en: z.string(), cells: z.array(z.object({ week: day, others: shownView, own: z.int(), exact: z.int().nullable(), growers: z.int().nullable() })) })),
      })),
    }),
    refuses: [],
  }),
  arrivals: read({ summary: "What is expected from other regions, by week, with its source.", who: ALL, input: z.object({ from: day.optional() }), output: z.object({ arrivals: z.array(arrivalView) }), refuses: [] }),
  enterArrival: write({
    summary: "Enters an estimate of what will come from another region in a week, with its source.",
    who: ["operator"],
    input: z.object({ speciesId: species, unit: z.enum(UNITS), week: day, units: z.int().min(1).max(100_000_000), origin: z.string().trim().min(1).max(60), source: text }),
    output: arrivalView,
    refuses: ["unknown_species", "week_is_past"],
  }),
  withdrawArrival: write({ summary: "Withdraws an estimate; it stays on record.", who: ["operator"], input: z.object({ arrivalId: id }), output: arrivalView, refuses: ["withdrawn_before"] }),
  assumptions: read({ summary: "What the advice assumes of species: elasticity, others' costs, room in the greenhouses; first what stands where nothing is entered.", who: ["public", "internal"], input: z.object({}), output: z.object({ usual: assumptionView, species: z.array(assumptionView) }), refuses: [] }),
  assume: write({
    summary: "Sets what the advice assumes of a species, with its source.",
    who: ["operator"],
    input: z.object({ speciesId: species, elasticityPermille: permille(100, 10_000), costPermille: permille(100, 2_000), costSpreadPermille: permille(20, 1_000), headroomPermille: permille(0, 3_000), source: text }),
    output: assumptionView,
    refuses: ["unknown_species"],
  }),
}, {
  arrivalEntered: z.object({ arrivalId: id, speciesId: species, week: day, units: z.int() }),
  arrivalWithdrawn: z.object({ arrivalId: id, speciesId: species, week: day }),
  assumptionSet: z.object({ speciesId: species }),
});
