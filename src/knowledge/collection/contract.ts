import { z } from "zod";
import { COLLECTION_CHANNELS, COLLECTION_UNITS, EXCLUSION_REASONS, MAX_MILLS, MAX_QUANTITY, MAX_STEMS, MAX_TEXT, OUTLIER_REASONS, SIDES, STATUSES } from "../../engines/collection/standard.ts";
import { GRADES, day } from "../../kernel/lots/contract.ts";
import { contract, read, write } from "../../kernel/machinery/contract.ts";

const id = z.uuid();
const STAFF = ["operator", "auditor", "cashier", "auctioneer"] as const;
const text = z.string().trim().max(MAX_TEXT);
/** Thousandths of the currency's main unit; see the standard. */
const mills = z.int().min(1).max(MAX_MILLS);
export const MAX_OBSERVATIONS = 100_000;
export const MAX_ROWS_SHOWN = 1_000;
/** Sales of the market itself, read from its own events. */
export const OWN_SOURCE = "own";
/** A collector mends what he entered so many days ago at most; after that it is the desk's. */
export const ENTRY_DAYS = 3;
export const MAX_POINT_LINES = 200;

const gradeKey = z.enum(GRADES).nullable();

/** One price of one series and day, in the source's own words and, when it is known, as our item. */
export const observationView = z.object({
  seriesId: z.int(), source: z.string(), market: z.string(), side: z.enum(SIDES), businessDate: day, version: z.int(),
  species: z.string(), variety: z.string(), grade: z.string(), potCm: z.int().nullable(), pack: z.string(), unit: z.enum(COLLECTION_UNITS), stems: z.int().nullable(), channel: z.enum(COLLECTION_CHANNELS),
  itemId: id.nullable(), itemZh: z.string().nullable(), itemEn: z.string().nullable(),
  currency: z.string(), quantity: z.int().nullable(), min: z.int().nullable(), max: z.int().nullable(), mean: z.int().nullable(),
  status: z.enum(STATUSES), problem: z.string().nullable(),
  /** Far from the recent prices of its series; with a reason it counts all the same. */
  outlier: z.boolean(), reason: z.string().nullable(),
  batchId: z.int(), row: z.int().nullable(),
});
export type ObservationView = z.infer<typeof observationView>;

/** What a statistic is made of: the latest kept versions, in the normalised unit. */
export const normalisedView = z.object({
  businessDate: day, source: z.string(), market: z.string(), side: z.enum(SIDES), channel: z.enum(COLLECTION_CHANNELS),
  /** The series it comes from; null where sales of the market itself are added up. */
  seriesId: z.int().nullable(), itemId: id.nullable(),
  /** The item in the source's own words: species, variety, pot size, pack. */
  label: z.string(), grade: z.string(), unit: z.string(), currency: z.string(),
  /** In the normalised unit. Null where a source gives prices without quantities. */
  quantity: z.int().nullable(),
  /** Mills: mean × quantity, exact. Null without a quantity. */
  value: z.int().nullable(),
  /** Mills for one normalised unit, as a fraction `mean / perUnit`, so that 18.55 for 20 stems loses nothing. */
  mean: z.int(), perUnit: z.int(),
});
export type NormalisedView = z.infer<typeof normalisedView>;

export const batchView = z.object({
  id: z.int(), source: z.string(), kind: z.enum(["file", "entry", "desk"]), name: z.string(), sha256: z.string().nullable(), by: z.string(), at: z.string(),
  rows: z.int(), accepted: z.int(), missing: z.int(), named: z.int(), duplicates: z.int(), added: z.int(), corrected: z.int(), unchanged: z.int(), outliers: z.int(), from: day.nullable(), to: day.nullable(),
});
export const problemView = z.object({ row: z.int(), column: z.string(), value: z.string(), reason: z.string() });

const pointLine = z.object({ itemId: id, grade: gradeKey, unit: z.enum(COLLECTION_UNITS), stems: z.int().min(1).max(MAX_STEMS).nullable().default(null) });
export const pointView = z.object({
  code: z.string(), nameZh: z.string(), nameEn: z.string(), side: z.enum(SIDES), channel: z.enum(COLLECTION_CHANNELS), currency: z.string(), active: z.boolean(),
  lines: z.array(pointLine.extend({ itemZh: z.string(), itemEn: z.string() })), collectors: z.array(z.object({ accountId: id, login: z.string(), name: z.string() })),
});
/** One line of a collector's list: what stood there last, and what he has entered for the day. */
export const entryLineView = pointLine.extend({
  n: z.int(), itemZh: z.string(), itemEn: z.string(),
  last: z.object({ businessDate: day, mean: z.int().nullable(), quantity: z.int().nullable() }).nullable(),
  entered: z.object({ mean: z.int().nullable(), quantity: z.int().nullable(), reason: z.string().nullable(), version: z.int() }).nullable(),
  /** A price outside of this needs a reason; null while there are too few prices to say. */
  usual: z.object({ low: z.int(), high: z.int(), median: z.int() }).nullable(),
});

const priceAt = z.object({ businessDate: day, mean: z.int(), perUnit: z.int(), quantity: z.int().nullable(), unit: z.string(), currency: z.string() });

export const collection = contract("collection", {
  sources: read({
    summary: "Where prices come from, with how much there is and how old it is.",
    who: ["public", "internal"],
    input: z.object({}),
    output: z.object({ sources: z.array(z.object({
      code: z.string(), nameZh: z.string(), nameEn: z.string(), kind: z.enum(["file", "point"]), currency: z.string(), series: z.int(), observations: z.int(), from: day.nullable(), to: day.nullable(),
      markets: z.array(z.object({ name: z.string(), side: z.enum(SIDES) })),
    })) }),
    refuses: [],
  }),
  observations: read({
    summary: "Latest kept observations by business date, market, item and grade in normalised units, for statistics; with the market's own sales as source `own`.",
    who: ["internal"],
    input: z.object({
      source: z.string().optional(), market: z.string().optional(), from: day, to: day, itemIds: z.array(id).max(5_000).optional(),
      /** Only those of a known item. */
      mapped: z.boolean().default(false), limit: z.int().min(1).max(MAX_OBSERVATIONS).default(MAX_OBSERVATIONS),
      /** Of the answer before, to go on from there. */
      after: z.object({ businessDate: day, place: z.int() }).optional(),
    }),
    output: z.object({ rows: z.array(normalisedView), next: z.object({ businessDate: day, place: z.int() }).nullable() }),
    refuses: [],
  }),
  rows: read({
    summary: "Observations of a source in its own words, newest first, with what is wrong with them.",
    who: STAFF,
    input: z.object({
      source: z.string(), market: z.string().optional(), from: day.optional(), to: day.optional(), query: z.string().trim().max(60).default(""),
      status: z.enum([...STATUSES, "outlier"]).optional(), batchId: z.int32().optional(), limit: z.int().min(1).max(MAX_ROWS_SHOWN).default(100), offset: z.int().min(0).default(0),
    }),
    output: z.object({ rows: z.array(observationView), total: z.int() }),
    refuses: [],
  }),
  versions: read({
    summary: "Every version of one observation, the newest first, with who brought it.",
    who: [...STAFF, "collector"],
    input: z.object({ seriesId: z.int32(), businessDate: day }),
    output: z.object({ versions: z.array(observationView.extend({ by: z.string(), at: z.string() })) }),
    refuses: [],
  }),
  batches: read({
    summary: "Files and entries taken in, newest first.",
    who: [...STAFF, "internal"],
    input: z.object({ source: z.string().optional(), batchId: z.int32().optional(), limit: z.int().min(1).max(500).default(50), offset: z.int().min(0).default(0) }),
    output: z.object({ batches: z.array(batchView), total: z.int() }),
    refuses: [],
  }),
  problems: read({
    summary: "What was named in a batch: row, column, value and reason.",
    who: STAFF,
    input: z.object({ batchId: z.int32() }),
    output: z.object({ problems: z.array(problemView), total: z.int() }),
    refuses: [],
  }),
  explain: write({
    summary: "Gives an outlier its reason, so that it counts; a new version, the earlier one stays.",
    who: ["operator"],
    input: z.object({ seriesId: z.int32(), businessDate: day, reason: z.enum(OUTLIER_REASONS) }),
    output: observationView,
    refuses: ["not_an_outlier"],
  }),
  exclude: write({
    summary: "Leaves an observation out by a stated rule, or takes it back in; a new version, the earlier one stays.",
    who: ["operator"],
    input: z.object({ seriesId: z.int32(), businessDate: day, reason: z.enum(EXCLUSION_REASONS).nullable() }),
    output: observationView,
    refuses: ["already_so", "nothing_to_keep"],
  }),
  setMarket: write({
    summary: "Says whether a market of a source is an origin or a destination.",
    who: ["operator"],
    input: z.object({ source: z.string(), market: z.string(), side: z.enum(SIDES) }),
    output: z.object({ source: z.string(), market: z.string(), side: z.enum(SIDES) }),
    refuses: [],
  }),
  unmapped: read({
    summary: "Items of the sources and the trade item each is mapped to, by volume; those without one first when asked.",
    who: STAFF,
    input: z.object({ source: z.string().optional(), mapped: z.boolean().optional(), query: z.string().trim().max(60).default(""), limit: z.int().min(1).max(500).default(100), offset: z.int().min(0).default(0) }),
    output: z.object({
      items: z.array(z.object({ source: z.string(), species: z.string(), variety: z.string(), unit: z.enum(COLLECTION_UNITS), series: z.int(), days: z.int(), quantity: z.int(), itemId: id.nullable(), itemZh: z.string().nullable(), itemEn: z.string().nullable(), stems: z.int().nullable() })),
      total: z.int(), share: z.object({ mapped: z.int(), all: z.int() }),
    }),
    refuses: [],
  }),
  map: write({
    summary: "Says which trade item an item of a source is; every observation of it follows, past and to come. Null unties it.",
    who: ["operator"],
    input: z.object({ source: z.string(), species: text.min(1), variety: text.default(""), itemId: id.nullable(), stems: z.int().min(1).max(MAX_STEMS).nullable().default(null) }),
    output: z.object({ series: z.int() }),
    refuses: ["no_such_series"],
  }),
  mapGrade: write({
    summary: "Says which of our grades a grade of a source is.",
    who: ["operator"],
    input: z.object({ source: z.string(), grade: text, itemGrade: gradeKey }),
    output: z.object({ series: z.int() }),
    refuses: [],
  }),
  grades: read({
    summary: "The grades of a source and ours that stand for them.",
    who: STAFF,
    input: z.object({ source: z.string() }),
    output: z.object({ grades: z.array(z.object({ grade: z.string(), itemGrade: gradeKey, series: z.int() })) }),
    refuses: [],
  }),
  points: read({
    summary: "Named collection points with their lists and collectors.",
    who: ["operator", "auditor"],
    input: z.object({}),
    output: z.object({ points: z.array(pointView) }),
    refuses: [],
  }),
  setPoint: write({
    summary: "Opens a collection point or changes its list and its collectors.",
    who: ["operator", "internal"],
    input: z.object({
      code: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, "small letters, digits and dashes"), nameZh: text.min(1), nameEn: text.default(""), side: z.enum(SIDES), channel: z.enum(COLLECTION_CHANNELS).default("wholesale"),
      currency: z.string().regex(/^[A-Z]{3}$/).default("CNY"), active: z.boolean().default(true), lines: z.array(pointLine).max(MAX_POINT_LINES), collectors: z.array(z.string().trim().toLowerCase().min(3).max(60)).max(20),
    }),
    output: pointView,
    refuses: ["unknown_account", "repeated_line", "code_taken"],
  }),
  myPoints: read({
    summary: "The points somebody collects for, with the day's list: what stood there last, what is entered, what is usual.",
    who: ["collector"],
    input: z.object({ code: z.string().optional(), businessDate: day.optional() }),
    output: z.object({ businessDate: day, points: z.array(z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() })), point: z.object({ code: z.string(), currency: z.string(), lines: z.array(entryLineView) }).nullable() }),
    refuses: [],
  }),
  enter: write({
    summary: "Enters the day's prices of a collection point; entering again corrects, and the earlier version stays. A price far from the usual needs a reason.",
    who: ["collector"],
    input: z.object({
      code: z.string(), businessDate: day.optional(),
      entries: z.array(z.object({ n: z.int().min(0), mean: mills.nullable(), quantity: z.int().min(1).max(MAX_QUANTITY).nullable().default(null), reason: z.enum(OUTLIER_REASONS).nullable().default(null) })).min(1).max(MAX_POINT_LINES),
    }),
    output: z.object({ added: z.int(), corrected: z.int(), unchanged: z.int() }),
    refuses: ["not_your_point", "point_closed", "too_late", "no_such_line", "outlier_needs_reason"],
  }),
  excludedSales: read({
    summary: "Sales of the market itself that statistics leave out, each with its rule: taken back, sold back within days, between related parties.",
    who: [...STAFF, "internal"],
    input: z.object({ from: day, to: day, limit: z.int().min(1).max(5_000).default(500) }),
    output: z.object({
      sales: z.array(z.object({ saleId: id, businessDate: day, itemId: id, itemZh: z.string(), itemEn: z.string(), grade: z.string(), quantity: z.int(), price: z.int(), currency: z.string(), channel: z.string(), seller: z.string(), buyer: z.string(), reason: z.enum(EXCLUSION_REASONS), because: z.string() })),
      total: z.int(), kept: z.int(),
    }),
    refuses: [],
  }),
  beside: read({
    summary: "Per item the latest price of the market itself beside each destination market's, with date, age, unit, currency and coverage. Nothing is converted between currencies.",
    who: ["public", "internal"],
    input: z.object({ query: z.string().trim().max(60).default(""), days: z.int().min(1).max(400).default(60), on: day.optional(), limit: z.int().min(1).max(500).default(200) }),
    output: z.object({
      businessDate: day,
      items: z.array(z.object({
        itemId: id, itemZh: z.string(), itemEn: z.string(), unit: z.string(),
        origin: priceAt.extend({ withheld: z.boolean() }).nullable(),
        destinations: z.array(priceAt.extend({ source: z.string(), market: z.string(), side: z.enum(SIDES), series: z.int(), comparable: z.boolean() })),
      })),
      total: z.int(),
    }),
    refuses: [],
  }),
  takeStaged: write({
    summary: "Merges what an ingest has staged: new observations, new versions of changed ones, nothing for the same again.",
    who: ["internal"],
    input: z.object({ source: z.string(), name: z.string(), sha256: z.string(), by: z.string(), rows: z.int(), accepted: z.int(), missing: z.int(), named: z.int(), duplicates: z.int(), from: day.nullable(), to: day.nullable(), problems: z.array(problemView).max(1_000) }),
    output: batchView,
    refuses: [],
  }),
}, {
  /** Observations were added or corrected; who publishes from them looks at these days again. */
  batchTaken: z.object({ batchId: z.int(), source: z.string(), added: z.int(), corrected: z.int(), from: day.nullable(), to: day.nullable() }),
});
