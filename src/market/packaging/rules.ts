import { daysBetween } from "../../engines/calendar/day.ts";

/** 花车, 层板, 周转箱, 托盘. */
export const FAMILIES = ["trolley", "shelf", "crate", "tray"] as const;
export type Family = (typeof FAMILIES)[number];

/** Where packaging can be. `outside` is the world it is bought from: its balance is minus all that ever came into the pool. */
export const PLACES = ["outside", "depot", "repair", "scrapped", "lost", "party"] as const;
export type Place = (typeof PLACES)[number];

/** What can happen, and from where to where each moves. There is no other way. */
export const ROUTES = {
  buy: { from: ["outside"], to: "depot" },
  surplus: { from: ["outside"], to: "depot" },
  issue: { from: ["depot"], to: "party" },
  return: { from: ["party"], to: "depot" },
  damaged: { from: ["party"], to: "repair" },
  lost: { from: ["party"], to: "lost" },
  transfer: { from: ["party"], to: "party" },
  found: { from: ["lost"], to: "depot" },
  missing: { from: ["depot"], to: "lost" },
  repaired: { from: ["repair"], to: "depot" },
  scrap: { from: ["depot", "repair"], to: "scrapped" },
} as const satisfies Record<string, { readonly from: readonly Place[]; readonly to: Place }>;
export type Act = keyof typeof ROUTES;
export const ACTS = Object.keys(ROUTES) as [Act, ...Act[]];

/** What a damaged or lost piece costs the party: nothing, the deposit it paid, or a new one. */
export const CHARGES = ["none", "deposit", "replacement"] as const;
export type Charge = (typeof CHARGES)[number];

export const MAX_PIECES = 100_000;
export const MAX_NUMBERS = 200;
export const MAX_PHOTOS = 6;
export const MAX_VALUE = 100_000_00;
export const MAX_OVERDUE_DAYS = 3_650;
export const MAX_IMPORT_ROWS = 500;
export const MAX_WORKBOOK_BYTES = 1024 * 1024;
export const MAX_EXPORT_ROWS = 20_000;
/** The loss rate looks back over this many days; fewer pieces than `SMALL_SAMPLE` are said to be few. */
export const RATE_DAYS = 180;
export const SMALL_SAMPLE = 20;
const PPM = 1_000_000;

/** The deposit of some pieces, as it was paid when they were given out. */
export interface Layer {
  readonly id: string;
  readonly left: number;
  readonly deposit: number;
}
export interface LayerUse {
  readonly id: string;
  readonly quantity: number;
  readonly deposit: number;
}

/** The oldest pieces go back first, each at the deposit that was paid for it; null when there are not so many. */
export function takeOldest(layers: readonly Layer[], quantity: number): { readonly uses: LayerUse[]; readonly deposit: number } | null {
  const uses: LayerUse[] = [];
  let missing = quantity;
  let deposit = 0;
  for (const layer of layers) {
    if (missing === 0) break;
    const take = Math.min(missing, layer.left);
    if (take === 0) continue;
    uses.push({ id: layer.id, quantity: take, deposit: layer.deposit });
    deposit += take * layer.deposit;
    missing -= take;
  }
  return missing === 0 ? { uses, deposit } : null;
}

/** What damaged or lost pieces cost: of the deposit, what was paid for these very pieces; of a new one, the value of the day. */
export function chargeOf(charge: Charge, { deposit, quantity, replacement }: { readonly deposit: number; readonly quantity: number; readonly replacement: number }): number {
  return charge === "none" ? 0 : charge === "deposit" ? deposit : quantity * replacement;
}

/** Who sells has it on his statement; who only buys, on his bill. */
export const sideOf = (roles: readonly string[]): "seller" | "buyer" => (roles.includes("grower") || roles.includes("merchant") ? "seller" : "buyer");

/** Lost and damaged pieces of all that came to an end, in millionths, rounded up; null where nothing came back yet. */
export function lossRate({ returned, damaged, lost }: { readonly returned: number; readonly damaged: number; readonly lost: number }): number | null {
  const all = returned + damaged + lost;
  return all === 0 ? null : Math.ceil(((damaged + lost) * PPM) / all);
}

export const daysOut = (since: string, today: string): number => Math.max(0, daysBetween(since, today));

/**
 * The number on a returnable asset by GS1 (GRAI, application identifier 8003): a zero, the company prefix and asset type of
 * twelve digits together, a check digit, and a serial. The prefix here is the market's own, for the market's gate alone,
 * until GS1 has given it one.
 */
const OWN_PREFIX = "0299999";
const ASSET_DIGITS = 5;
const SERIAL_DIGITS = 6;
export function graiOf(assetType: number, serial: number): string {
  const twelve = `${OWN_PREFIX}${String(assetType).padStart(ASSET_DIGITS, "0")}`;
  return `0${twelve}${checkDigit(twelve)}${String(serial).padStart(SERIAL_DIGITS, "0")}`;
}

/** GS1 General Specifications 7.9: weights 3 and 1 from the right. */
function checkDigit(digits: string): number {
  const sum = [...digits].toReversed().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

/** What a scanner or a hand gives: "(8003)0…", the address on a label, or several numbers between blanks, commas and line ends. */
export function readNumbers(text: string): string[] {
  const parts = text.normalize("NFKC").split(/[\s,;，；、]+/).map((part) => part.replace(/^.*\/packaging\/t\//, "").replace(/^\(?8003\)?(?=0)/, "").trim()).filter((part) => part !== "");
  return [...new Set(parts)];
}

export type HandOverState = "proposed" | "confirmed" | "declined" | "withdrawn";
export const HAND_OVER_STATES = ["proposed", "confirmed", "declined", "withdrawn"] as const;

/** What somebody may do with a hand-over now. */
export function handOverDeeds(state: HandOverState, who: { readonly giver: boolean; readonly receiver: boolean }): ("confirm" | "decline" | "withdraw")[] {
  if (state !== "proposed") return [];
  return [...(who.receiver ? ["confirm" as const, "decline" as const] : []), ...(who.giver ? ["withdraw" as const] : [])];
}
