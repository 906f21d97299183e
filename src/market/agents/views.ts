import { z } from "zod";
import { PARTS, PRIORITIES, PROBLEMS } from "../../engines/buy-list/buy-list.ts";
import { GRADES, day } from "../../kernel/lots/contract.ts";
import { CHANNELS } from "../settlement/contract.ts";
import { LINE_STATES, MAX_PRICE, MAX_QUANTITY, MAX_TIERS, MISFITS, PPM, SHARES, tiersRise } from "./rules.ts";

/** Shapes of the agents contract that are longer than a line. */
export const id = z.uuid();
export const grade = z.enum(GRADES);
export const price = z.int().min(1).max(MAX_PRICE);
const fen = z.int().min(0).max(MAX_PRICE);
const names = { itemId: id.nullable(), itemZh: z.string(), itemEn: z.string() };

const tier = z.object({ from: fen, ppm: z.int().min(0).max(PPM) });
const tiers = z.array(tier).max(MAX_TIERS).refine(tiersRise, "each tier begins above the one before it");
export const commissionRule = z.object({ tiers: tiers.min(1).refine((all) => all[0]?.from === 0, "the first tier begins at 0"), perUnit: fen, minimum: fen, cap: fen.nullable() })
  .refine(({ minimum, cap }) => cap === null || cap >= minimum, { path: ["cap"], message: "not below the minimum" });
export const rebateRule = z.object({ tiers });
export const termsView = z.object({ commission: commissionRule, rebate: rebateRule, from: day.nullable(), own: z.boolean(), reason: z.string(), at: z.string().nullable(), by: z.string() });
export type TermsView = z.infer<typeof termsView>;

export const clientView = z.object({
  id, agentId: id, agent: z.string(), name: z.string(), phoneTail: z.string(), town: z.string(), note: z.string(), hidesSuppliers: z.boolean(), came: z.enum(["contact", "party"]), pinyin: z.string(), initials: z.string(),
  /** Whether a link is out by which he sees his lists without signing in. */ linked: z.boolean(), balance: z.int(), currency: z.string(), openLists: z.int(), openLines: z.int(), lastAt: z.string().nullable(),
});
export type ClientView = z.infer<typeof clientView>;

/** A line as a message or a table says it, before anybody has confirmed it. */
export const readLine = z.object({
  from: z.int(), to: z.int(), said: z.string(), candidates: z.array(z.object({ itemId: id, zh: z.string(), en: z.string(), unit: z.string(), packing: z.record(z.string(), z.int()), score: z.int() })), itemId: id.nullable(), spec: z.string(), grade: grade.nullable(),
  written: z.string().nullable(), quantity: z.int().nullable(), unit: z.string(), limitFen: z.int().nullable(), limitPer: z.string().nullable(), /** Per sales unit of the chosen item. */ limitPrice: z.int().nullable(),
  priority: z.enum(PRIORITIES), substitute: z.boolean(), confidence: z.int(), problems: z.array(z.object({ code: z.enum(PROBLEMS), from: z.int(), to: z.int() })), parts: z.array(z.object({ part: z.enum(PARTS), from: z.int(), to: z.int() })),
});
export type ReadLineView = z.infer<typeof readLine>;

/** A line as somebody confirms it. */
export const lineInput = z.object({
  said: z.string().trim().max(500).default(""), itemId: id.nullable(), spec: z.string().trim().max(200).default(""), grade: grade.nullable().default(null), quantity: z.string().trim().min(1).max(60),
  limitPrice: price.nullable().default(null), priority: z.enum(PRIORITIES).default("normal"), substitute: z.boolean().default(false),
}).refine((line) => line.itemId !== null || line.spec !== "", { path: ["spec"], message: "an item, or words for it" });
export type LineInput = z.infer<typeof lineInput>;

export const fillView = z.object({
  id, at: z.string(), onDay: day, saleId: id, channel: z.enum(CHANNELS), lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), grade: grade.nullable(), /** Null where the agent does not say. */ seller: z.string().nullable(),
  units: z.int(), unit: z.string(), price: z.int(), goods: z.int(), refunded: z.int(), by: z.enum(["rule", "hand"]), backAt: z.string().nullable(), backWhy: z.enum(["moved", "reversed"]).nullable(), backReason: z.string(),
});
export type FillView = z.infer<typeof fillView>;

/** The commission of a line with every figure needed to compute it again. */
export const commissionView = z.object({ goods: z.int(), units: z.int(), ppm: z.int(), byRate: z.int(), byUnit: z.int(), limited: z.enum(["none", "minimum", "cap"]), amount: z.int() });
export type CommissionView = z.infer<typeof commissionView>;

export const lineView = z.object({
  id, place: z.int(), said: z.string(), ...names, spec: z.string(), grade: grade.nullable(), written: z.string(), quantity: z.int(), unit: z.string(), limitPrice: z.int().nullable(), priority: z.enum(PRIORITIES), substitute: z.boolean(),
  state: z.enum(LINE_STATES), filled: z.int(), left: z.int(), goods: z.int(), commission: commissionView, closedAt: z.string().nullable(), closedBy: z.enum(["client", "agent"]).nullable(), closeReason: z.string(), fills: z.array(fillView),
  can: z.array(z.enum(["change", "close", "fill"])),
});
export type LineView = z.infer<typeof lineView>;

export const listRow = z.object({
  id, no: z.string(), clientId: id, client: z.string(), agentId: id, agent: z.string(), givenAt: z.string(), givenOn: day, wantedOn: day, givenBy: z.enum(["client", "agent"]), by: z.string(), note: z.string(), closedAt: z.string().nullable(), closeReason: z.string(),
  lines: z.int(), linesFilled: z.int(), linesClosed: z.int(), urgentOpen: z.int(), units: z.int(), filled: z.int(), goods: z.int(), commission: z.int(), currency: z.string(), lastFillAt: z.string().nullable(),
});
export type ListRowView = z.infer<typeof listRow>;
export const listView = listRow.extend({ source: z.string(), rule: commissionRule, items: z.array(lineView), hidesSuppliers: z.boolean(), as: z.enum(["client", "agent"]), can: z.array(z.enum(["add", "close", "allocate"])) });
export type ListView = z.infer<typeof listView>;

/** What can be bought now for a line, and why something near it does not fit. */
const onOffer = { itemId: id, itemZh: z.string(), itemEn: z.string(), grade: grade.nullable(), grower: z.string(), unit: z.string(), price: z.int(), left: z.int(), misfit: z.enum(MISFITS).nullable() };
export const offerFound = z.object({ ...onOffer, lineId: id, kind: z.enum(["presale", "catalogue", "offer"]), minQuantity: z.int(), until: z.string() });
export const clockFound = z.object({ ...onOffer, sessionId: id, session: z.string(), open: z.boolean(), lotId: id, lotNo: z.string(), clock: z.int(), floorPrice: z.int(), minPress: z.int(), recentPrice: z.int().nullable() });
export const available = z.object({ lineId: id, offers: z.array(offerFound), clock: z.array(clockFound), free: z.int() });
export type OfferFound = z.infer<typeof offerFound>;
export type ClockFound = z.infer<typeof clockFound>;

export const purchaseView = z.object({
  saleId: id, at: z.string(), businessDate: day, channel: z.enum(CHANNELS), lotNo: z.string(), itemId: id, itemZh: z.string(), itemEn: z.string(), grade: grade.nullable(), seller: z.string(), quantity: z.int(), unit: z.string(), price: z.int(), currency: z.string(),
  allocated: z.int(), free: z.int(), reversed: z.boolean(),
  /** Open lines of clients that it fits, in the order of the rule. */
  fits: z.array(z.object({ lineId: id, listNo: z.string(), client: z.string(), open: z.int(), limitPrice: z.int().nullable(), spec: z.string(), misfit: z.enum(MISFITS).nullable() })),
});
export type PurchaseView = z.infer<typeof purchaseView>;

export const settingsView = z.object({ byRule: z.boolean(), share: z.enum(SHARES) });
export const ENTRY_KINDS = ["goods", "moved", "reversed", "refund", "commission", "rebate", "payment"] as const;
export const statementView = z.object({
  client: clientView, from: day, to: day, carried: z.int(), balance: z.int(), currency: z.string(), rebateSoFar: z.object({ month: day, goods: z.int(), amount: z.int() }),
  sums: z.object({ goods: z.int(), commission: z.int(), rebate: z.int(), paid: z.int() }),
  entries: z.array(z.object({ at: z.string(), onDay: day, kind: z.enum(ENTRY_KINDS), listNo: z.string().nullable(), itemZh: z.string(), itemEn: z.string(), units: z.int().nullable(), unit: z.string(), price: z.int().nullable(), memo: z.string(), amount: z.int(), balance: z.int() })),
  terms: termsView,
});
export type StatementView = z.infer<typeof statementView>;

export const manifestView = z.object({
  no: z.string(), clientId: id, client: z.string(), town: z.string(), agent: z.string(), from: day, to: day, currency: z.string(), market: z.object({ zh: z.string(), en: z.string(), demo: z.boolean() }), path: z.string(),
  lines: z.array(z.object({ onDay: day, listNo: z.string(), lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), grade: grade.nullable(), channel: z.enum(CHANNELS), seller: z.string().nullable(), place: z.string(), units: z.int(), unit: z.string(), trolleys: z.int(), boxes: z.int(), price: z.int(), goods: z.int() })),
  sums: z.array(z.object({ unit: z.string(), units: z.int(), lots: z.int() })), trolleys: z.int(), boxes: z.int(), goods: z.int(), commission: z.int(), total: z.int(), hidden: z.boolean(),
});
export type ManifestView = z.infer<typeof manifestView>;
export const quantity = z.int().min(1).max(MAX_QUANTITY);
