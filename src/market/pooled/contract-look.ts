import { z } from "zod";
import { read } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { sheetFile } from "../../kernel/sheets/contract.ts";
import { RISKS } from "./rules.ts";
import { id, orderRow } from "./views.ts";

const OVERSEERS = ["operator", "auditor"] as const;
const language = z.enum(["zh", "en"]).default("zh");
const measure = z.object({ before: z.number().nullable(), during: z.number().nullable(), change: z.number().nullable(), parties: z.int() });

/** What is looked at: the board, the scores, the yearly effect. */
export const lookActions = {
  board: read({
    summary: "Every running order: accepted, graded, shipped, at risk with the reason, expected margin.",
    who: OVERSEERS,
    input: z.object({}),
    output: z.object({
      orders: z.array(orderRow.extend({ expectedMargin: z.int(), nextOn: day.nullable(), shortUnits: z.int(), riskLines: z.array(z.object({ dropId: id, risk: z.enum(RISKS), units: z.int(), grower: z.string().nullable(), dueOn: day })) })),
      today: z.object({ expected: z.int(), accepted: z.int(), returned: z.int(), shipped: z.int() }), at: z.string(),
    }),
    refuses: [],
  }),
  scores: read({
    summary: "Growers' scores from what they promised and brought, with the formula and the records behind each.",
    who: ["grower", ...OVERSEERS],
    input: z.object({ growerId: id.optional(), limit: z.int().min(1).max(2_000).default(200) }),
    output: z.object({
      formula: z.object({ windowDays: z.int(), prior: z.int() }),
      scores: z.array(z.object({ growerId: id, grower: z.string(), score: z.int(), fulfilment: z.int(), punctuality: z.int(), quality: z.int(), promised: z.int(), delivered: z.int(), onTime: z.int(), asOrdered: z.int(), faults: z.int() })),
    }),
    refuses: [],
  }),
  effect: read({
    summary: "A year's effect: loss, unsold share and income of growers who took part against their own past and against others, with the method and what it cannot say.",
    who: ["grower", "buyer", ...OVERSEERS],
    input: z.object({ year: z.int().min(2000).max(2098) }),
    output: z.object({
      year: z.int(), complete: z.boolean(), participants: z.int(), others: z.int(), withheld: z.boolean(),
      rows: z.array(z.object({ measure: z.enum(["income", "unsold", "loss"]), participants: measure, others: measure, difference: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })),
      caveats: z.array(z.enum(["self_selection", "first_year", "few_parties", "spot_outside", "weather", "no_past"])),
    }),
    refuses: [],
  }),
  exportEffect: read({ summary: "The effect report's records without names as a workbook (base64), from which every figure can be computed again.", who: OVERSEERS, input: z.object({ year: z.int().min(2000).max(2098), language }), output: sheetFile, refuses: ["too_many_rows"] }),
};
