import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { GRADES, day } from "../../kernel/lots/contract.ts";

const id = z.uuid();
const STAFF = ["operator", "auctioneer", "grader", "cashier", "auditor"] as const;

/** week: ISO weeks, "2026-W47". day: business dates, "2026-11-22". */
export const FREQUENCIES = ["week", "day"] as const;
export type Frequency = (typeof FREQUENCIES)[number];
/** The group of everything; the others are the catalogue's categories. */
export const ALL_GROUP = "all";
/** Two years and a bit of weeks; longer series are asked for in parts. */
export const MAX_POINTS = 400;
export const MAX_INPUT_PERIODS = 2_000;
export const MAX_WEIGHTS = 40;
export const MAX_HISTORY = 50_000;
/** The reason that stands with the numbers of a demonstration's made-up weeks. */
export const DEMO_HISTORY = "demo_history";
/** Parts of a million: what the weights of a basket add up to. */
export const WHOLE_PPM = 1_000_000;
/** The value of the base period. */
export const BASE_VALUE = 100;

export const WITHHELD = ["nothing_sold", "too_few_sellers", "one_seller_dominates", "nothing_open", "not_comparable"] as const;
const withheld = z.enum(WITHHELD);
const group = z.string().trim().min(1).max(20);
const frequency = z.enum(FREQUENCIES);
const period = z.string().regex(/^\d{4}-(W\d{2}|\d{2}-\d{2})$/);

/** Where a period stands around the Spring Festival nearest to it. */
const festivalPlace = z.object({ springFestival: day, /** Weeks from the week of the festival: −3 is three weeks before it. */ weeks: z.int(), /** Days from the festival to the period's first day. */ days: z.int() });

/**
 * One published number. `value` is 100 in the base period. A withheld period has null in place of every number and is never given
 * the number of another. Changes are against the published period before it, which `previous` names: in points and in per cent, two things.
 */
export const pointView = z.object({
  period, from: day, to: day, vintage: z.int(), publishedAt: z.string(), /** automatic, desk, or DEMO_HISTORY: made up. */ reason: z.string(), withheld: withheld.nullable(), value: z.number().nullable(),
  previous: period.nullable(), changePoints: z.number().nullable(), changePercent: z.number().nullable(),
  /** Of the change in per cent, by bootstrap: standard error and the interval that holds 95 % of the samples, as values of the index. */
  standardError: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(),
  /** Parts of one. matchedShare: value of cells that also stood in the period before. coverage: value inside ÷ value traded, whole per cent. */
  matchedShare: z.number().nullable(), coverage: z.number().nullable(), cells: z.int().nullable(), sellers: z.int().nullable(), quantity: z.number().nullable(), valueMinor: z.number().nullable(),
  /** Ratios to the period before, for comparison; unitValue is value ÷ quantity, which also moves when other goods are sold. */
  laspeyres: z.number().nullable(), paasche: z.number().nullable(), fisher: z.number().nullable(), unitValue: z.number().nullable(),
  festival: festivalPlace, revisions: z.int(),
});
export type PointView = z.infer<typeof pointView>;

/** How a series is made; stated with every number. */
export const methodView = z.object({
  formula: z.literal("ccdi"), splice: z.string(), window: z.int(), /** Periods in the first window, computed whole when the series began. */ initial: z.int(), version: z.string(),
  base: period, minSellers: z.int(), maxSharePercent: z.int(),
});
export type MethodView = z.infer<typeof methodView>;
const marketView = z.object({ zh: z.string(), en: z.string(), demo: z.boolean(), currency: z.string() });

export const cellView = z.object({
  /** The name of the item in the exported inputs. */
  code: z.string(), itemId: id, itemZh: z.string(), itemEn: z.string(), category: z.string(), unit: z.string(), grade: z.enum(GRADES).nullable(), venue: z.enum(["stall"]).nullable(),
  /** Minor units per sales unit, exact: value ÷ quantity. */
  price: z.number(), quantity: z.number(), value: z.number(), sellers: z.int(), previousPrice: z.number().nullable(),
  /** What the cell adds to the change of the index, in points; all of them and `splicePoints` add up to it. */
  points: z.number().nullable(),
});
export type CellView = z.infer<typeof cellView>;

const revisionView = z.object({
  group, frequency, period, vintage: z.int(), at: z.string(), value: z.number().nullable(), withheld: withheld.nullable(), publishedValue: z.number().nullable(), differencePoints: z.number().nullable(), reason: z.string(), digest: z.string(),
});
export type RevisionView = z.infer<typeof revisionView>;

const headlineView = z.object({
  group, zh: z.string(), en: z.string(), base: period.nullable(), /** The newest period that was looked at: a number, or withheld. */ newest: pointView.nullable(),
  /** The newest number that was published, when the newest period is withheld; it names its own period. */ lastShown: pointView.nullable(),
  trend: z.array(z.object({ period, value: z.number().nullable() })),
});
export type HeadlineView = z.infer<typeof headlineView>;

const alarmView = z.object({
  id: z.int(), group, frequency, period, partyId: id, partyName: z.string(), value: z.number(), without: z.number().nullable(), differencePoints: z.number().nullable(), raisedAt: z.string(), note: z.string().nullable(), notedBy: z.string().nullable(), notedAt: z.string().nullable(),
});
export type AlarmView = z.infer<typeof alarmView>;

const weightLine = z.object({ category: group, ppm: z.int().min(1).max(WHOLE_PPM) });
const basketView = z.object({ id: z.int(), validFrom: day, source: z.string(), weights: z.array(weightLine), by: z.string(), at: z.string() });
export type BasketView = z.infer<typeof basketView>;

const pick = { group: group.default(ALL_GROUP), frequency: frequency.default("week") };

export const index = contract("index", {
  headlines: read({
    summary: "The newest index of each group, as everybody may see it: level, change in points and in per cent, coverage, age.",
    who: ["public", "internal"],
    input: z.object({ frequency: frequency.default("week") }),
    output: z.object({ market: marketView, asOf: z.string(), frequency, groups: z.array(headlineView) }),
    refuses: [],
  }),
  series: read({
    summary: "A published series with its method: values as they were published, withheld periods as such.",
    who: ["public", "internal"],
    input: z.object({ ...pick, from: day.optional(), to: day.optional(), limit: z.int().min(1).max(MAX_POINTS).default(120) }),
    output: z.object({ market: marketView, group, zh: z.string(), en: z.string(), frequency, method: methodView.nullable(), points: z.array(pointView), total: z.int() }),
    refuses: [],
  }),
  point: read({
    summary: "Where one number comes from: every cell of prices and quantities it is made of, contributions, digest, revisions, and how to compute it again.",
    who: ["public", "internal"],
    input: z.object({ ...pick, period }),
    output: z.object({
      market: marketView, group, zh: z.string(), en: z.string(), frequency, method: methodView, point: pointView, cells: z.array(cellView), splicePoints: z.number().nullable(), digest: z.string(), rows: z.int(), command: z.string(), file: z.string(),
      /** The most that one party moves the number, without its name; null where nobody could be taken out. */
      mostInfluence: z.object({ seller: z.string(), without: z.number(), differencePoints: z.number() }).nullable(),
      revisions: z.array(revisionView), previous: period.nullable(), next: period.nullable(),
    }),
    refuses: [],
  }),
  records: read({
    summary: "The records of one cell by day and seller, letters instead of names.",
    who: ["public", "internal"],
    input: z.object({ frequency, period, itemId: id, grade: z.enum(GRADES).nullable(), venue: z.enum(["stall"]).nullable().default(null) }),
    output: z.object({ records: z.array(z.object({ businessDate: day, seller: z.string(), quantity: z.number(), value: z.number(), deals: z.int() })), quantity: z.number(), value: z.number() }),
    refuses: ["withheld"],
  }),
  inputs: read({
    summary: "The inputs of a published number as CSV (period,item,price,quantity), from which `hualian index` computes it again.",
    who: ["public", "internal"],
    input: z.object({ ...pick, period }),
    output: z.object({ name: z.string(), csv: z.string(), rows: z.int(), digest: z.string(), command: z.string(), value: z.number() }),
    refuses: ["withheld"],
  }),
  revisions: read({
    summary: "What later corrections would have changed; the published numbers stay as they are.",
    who: ["public", "internal"],
    input: z.object({ limit: z.int().min(1).max(500).default(100) }),
    output: z.object({ revisions: z.array(revisionView), total: z.int() }),
    refuses: [],
  }),
  published: read({
    summary: "The number that was published last for a group up to a date, or an item's price in it, with its vintage; for prices that follow the index, and for bulletins.",
    who: ["internal"],
    input: z.object({ ...pick, date: day, /** Of one item instead: its unit value in the newest published period that has it. */ item: z.object({ itemId: id, grade: z.enum(GRADES).nullable(), venue: z.enum(["stall"]).nullable().default(null) }).optional() }),
    output: z.object({ /** index: 100 in the base. minor: minor units per sales unit, not rounded. */ in: z.enum(["index", "minor"]), value: z.number().nullable(), period: period.nullable(), vintage: z.int().nullable(), publishedAt: z.string().nullable(), /** The newest period up to the date was withheld, and the number is an older one. */ newestWithheld: withheld.nullable() }),
    refuses: [],
  }),
  consumption: read({
    summary: "The consumption index: retail and e-commerce prices weighted by what households spend; withheld where too little is covered.",
    who: ["public", "internal"],
    input: z.object({ weeks: z.int().min(1).max(MAX_POINTS).default(60), to: day.optional() }),
    output: z.object({
      market: marketView, formula: z.literal("young"), basket: basketView.nullable(), base: period.nullable(), neededPercent: z.int(),
      points: z.array(z.object({ period, from: day, value: z.number().nullable(), coveredPercent: z.int(), withheld: z.enum(["no_basket", "no_observations", "too_little_covered"]).nullable(), quotes: z.int() })),
    }),
    refuses: [],
  }),
  baskets: read({ summary: "The dated tables of household weights.", who: ["public"], input: z.object({}), output: z.object({ baskets: z.array(basketView) }), refuses: [] }),
  addBasket: write({
    summary: "Adds a table of household weights from a date on; parts of a million that add up to one. Older tables stay.",
    who: ["operator"],
    input: z.object({ validFrom: day, source: z.string().trim().min(2).max(200), weights: z.array(weightLine).min(1).max(MAX_WEIGHTS) }),
    output: z.object({ id: z.int() }),
    refuses: ["weights_do_not_add_up", "category_twice"],
  }),
  desk: read({
    summary: "What is ready to be published, what was, and the alarms that nobody has looked at.",
    who: STAFF,
    input: z.object({}),
    output: z.object({
      ready: z.array(z.object({ frequency, period })), waiting: z.array(z.object({ frequency, period, openDays: z.array(day) })), newest: z.object({ week: period.nullable(), day: period.nullable() }), alarms: z.array(alarmView), alarmPoints: z.number(),
      fixed: z.int(),
    }),
    refuses: [],
  }),
  publish: write({
    summary: "Publishes every week and day up to a date that is complete and not published yet, in order. What was published is left as it is.",
    who: ["operator", "internal"],
    input: z.object({ through: day.optional() }),
    output: z.object({ published: z.int(), withheld: z.int(), periods: z.array(z.object({ frequency, period })) }),
    refuses: [],
  }),
  plantHistory: write({
    summary: "Gives a demonstration weeks of made-up trade before its first day, marked as such with every number. A market that is none refuses, and so does a series that has begun.",
    who: ["internal"],
    input: z.object({ records: z.array(z.object({ businessDate: day, itemId: id, grade: z.enum(GRADES).nullable(), sellerId: id, quantity: z.int().min(1), value: z.int().min(1), deals: z.int().min(1) })).min(1).max(MAX_HISTORY) }),
    output: z.object({ published: z.int(), withheld: z.int() }),
    refuses: ["not_a_demonstration", "series_has_begun"],
  }),
  influences: read({
    summary: "What a published number would have been without each party.",
    who: STAFF,
    input: z.object({ ...pick, period }),
    output: z.object({ value: z.number().nullable(), parties: z.array(z.object({ partyId: id, partyName: z.string(), seller: z.string(), share: z.number(), without: z.number().nullable(), differencePoints: z.number().nullable(), alarm: z.boolean() })) }),
    refuses: [],
  }),
  alarms: read({ summary: "Numbers that one party moved by more than the limit.", who: STAFF, input: z.object({ openOnly: z.boolean().default(false), limit: z.int().min(1).max(500).default(100) }), output: z.object({ alarms: z.array(alarmView), total: z.int() }), refuses: [] }),
  noteAlarm: write({
    summary: "Writes down what was found about an alarm.",
    who: ["operator"],
    input: z.object({ alarmId: z.int32(), note: z.string().trim().min(2).max(500) }),
    output: z.object({}),
    refuses: ["already_noted"],
  }),
}, {
  published: z.object({ group, frequency, period, vintage: z.int(), value: z.number().nullable(), withheld: withheld.nullable() }),
  revised: z.object({ group, frequency, period, vintage: z.int(), value: z.number().nullable(), publishedValue: z.number().nullable() }),
  alarmRaised: z.object({ group, frequency, period, partyId: id, differencePoints: z.number().nullable() }),
});
