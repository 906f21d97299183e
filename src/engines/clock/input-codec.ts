/**
 * Inputs to journal arrays and back: [code of the kind, t, fields…]. Numbers are whole, so a journal's text is the
 * same on every machine. Reading is strict: what does not fit is named, never guessed.
 */
import type { InputKind, SessionInput } from "./types.ts";
import { INPUT_KINDS } from "./types.ts";

type Cell = number | string | boolean | null;
/** What stands in a journal for one input. */
export type InputArray = readonly (Cell | readonly Cell[])[];

type Shape = "whole" | "text" | "truth" | "whole?" | { readonly [field: string]: Shape };

const LOT: Shape = {
  id: "text",
  sellerId: "text",
  quantity: "whole",
  minPress: "whole",
  startPrice: "whole",
  stepValue: "whole",
  floorPrice: "whole",
  hasPhoto: "truth",
  nextChannel: "text",
};
const SETTINGS: Shape = {
  name: "text",
  stepMs: "whole",
  holdMs: "whole",
  marginMs: "whole",
  graceMs: "whole",
  restartSteps: "whole",
  takeAllBelow: "whole",
  liveBeforeLimit: "truth",
  photolessLast: "truth",
};
const CHANGE: Shape = { quantity: "whole?", minPress: "whole?", startPrice: "whole?", floorPrice: "whole?" };
const WHOM = { actor: "text", reason: "text" } as const;

/** Fields of each kind after its code and t, in the order of the array: append only, never reorder. */
const FIELDS: Readonly<Record<InputKind, Readonly<Record<string, Shape>>>> = {
  open: {},
  advance: {},
  addBuyer: { id: "text", creditLimit: "whole", payer: "whole" },
  setCredit: { buyer: "whole", creditLimit: "whole" },
  addLot: { clock: "whole", lot: LOT },
  startClock: { clock: "whole", ...WHOM },
  press: {
    clock: "whole",
    lot: "whole",
    run: "whole",
    buyer: "whole",
    tau: "whole",
    quantity: "whole",
    delay: "whole",
    pressId: "whole",
  },
  placeLimit: { lot: "whole", buyer: "whole", price: "whole", quantity: "whole", pressId: "whole" },
  cancelLimit: { lot: "whole", buyer: "whole" },
  pause: { clock: "whole", ...WHOM },
  resume: { clock: "whole", ...WHOM },
  skip: { lot: "whole", ...WHOM },
  withdraw: { lot: "whole", ...WHOM },
  correct: { lot: "whole", change: CHANGE, ...WHOM },
  configure: { clock: "whole", settings: SETTINGS, ...WHOM },
  rerun: WHOM,
  close: WHOM,
};

function checked(shape: Shape, value: unknown, where: string): Cell {
  if (shape === "whole" && Number.isSafeInteger(value)) return value as number;
  if (shape === "whole?" && (value === undefined || value === null)) return null;
  if (shape === "whole?" && Number.isSafeInteger(value)) return value as number;
  if (shape === "text" && typeof value === "string") return value;
  if (shape === "truth" && typeof value === "boolean") return value;
  throw new RangeError(`${where} is ${JSON.stringify(value) ?? "missing"}, not ${typeof shape === "string" ? shape : "a list"}`);
}

function toCells(shape: Shape, value: unknown, where: string): Cell | Cell[] {
  if (typeof shape === "string") return checked(shape, value, where);
  const record = value as Readonly<Record<string, unknown>>;
  return Object.entries(shape).map(([field, inner]) => checked(inner, record[field], `${where}.${field}`));
}

/** The input as the text of its journal array. Throws RangeError naming a field that does not fit. */
export function encodeInput(input: SessionInput): string {
  // Nearly all inputs are presses; this is the same text as below, ten times faster.
  if (input.kind === "press") return encodePress(input);
  const cells = Object.entries(FIELDS[input.kind]).map(([field, shape]) => toCells(shape, Reflect.get(input, field), field));
  return JSON.stringify([INPUT_KINDS.indexOf(input.kind), checked("whole", input.t, "t"), ...cells]);
}

const PRESS = INPUT_KINDS.indexOf("press");

function encodePress(p: Extract<SessionInput, { kind: "press" }>): string {
  const { t, clock, lot, run, buyer, tau, quantity, delay, pressId } = p;
  for (const n of [t, clock, lot, run, buyer, tau, quantity, delay, pressId]) if (!Number.isSafeInteger(n)) checked("whole", n, "press");
  return `[${PRESS},${t},${clock},${lot},${run},${buyer},${tau},${quantity},${delay},${pressId}]`;
}

function fromCells(shape: Shape, value: unknown, where: string): unknown {
  if (typeof shape === "string") return checked(shape, value, where);
  const fields = Object.entries(shape);
  if (!Array.isArray(value) || value.length !== fields.length) throw new RangeError(`${where} is not a list of ${fields.length}`);
  const entries = fields.map(([field, inner], i) => [field, checked(inner, value[i], `${where}.${field}`)] as const);
  // A missing field of a correction stays missing: null is only how the array says so.
  return Object.fromEntries(entries.filter(([, cell]) => cell !== null));
}

/** A journal array as an input. Throws RangeError naming a field that does not fit. */
export function decodeInput(array: unknown): SessionInput {
  if (!Array.isArray(array)) throw new RangeError("an input is a list");
  const kind = INPUT_KINDS[array[0] as number];
  if (kind === undefined) throw new RangeError(`no input has the code ${JSON.stringify(array[0])}`);
  const fields = Object.entries(FIELDS[kind]);
  if (array.length !== fields.length + 2) throw new RangeError(`${kind} has ${fields.length + 2} entries, not ${array.length}`);
  const input: Record<string, unknown> = { kind, t: checked("whole", array[1], "t") };
  fields.forEach(([field, shape], i) => {
    input[field] = fromCells(shape, array[i + 2], field);
  });
  return input as unknown as SessionInput;
}
