import { demoCitizenId, demoUscc, demoMobile } from "../../engines/identity/demo.ts";
import { access } from "../../kernel/access/contract.ts";
import type { ItemView } from "../../kernel/catalogue/contract.ts";
import { files } from "../../kernel/files/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { BUSINESS_ROLES } from "../../kernel/machinery/contract.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, INSIDE, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { intake, type LotCard } from "./contract.ts";
import { chance } from "./demo/canvas.ts";
import { lookOf } from "./demo/looks.ts";
import { BUYERS, DELEGATE, GROWERS, type DemoBuyer, type DemoGrower } from "./demo/people.ts";
import { paintPlant } from "./demo/plants.ts";
import { demoPrice } from "./demo/prices.ts";

export interface SeededGrower extends DemoGrower {
  readonly partyId: string;
  /** Who declares for him: himself, the delegate, or the demonstration. */
  readonly call: Call;
}
export interface SeededBuyer extends DemoBuyer {
  readonly partyId: string;
}
export interface Region {
  readonly growers: readonly SeededGrower[];
  readonly buyers: readonly SeededBuyer[];
}

/** The same seed step twice is one step: its key stands for it, so that a seed cut off half-way can be run again. */
const step = (key: string, call: Call = AS_SYSTEM): Call => ({ ...call, key: `seed-intake-${key}` });

/** Plants growers, buyers, agents, their accounts and credit. `currency` is the market's; limits are in its minor unit. */
export async function seedRegion(runtime: Runtime, options: { password: string; currency: string }): Promise<Region> {
  const delegate = await account(runtime, DELEGATE.login, DELEGATE.name, options.password);
  const growers: SeededGrower[] = [];
  for (const [n, grower] of GROWERS.entries()) {
    const party = await register(runtime, n, grower.name, grower.kind, ["grower"], grower.town);
    const login = grower.login;
    if (login !== undefined) {
      const own = await account(runtime, login, grower.kind === "person" ? grower.name : `${grower.name} 社长`, options.password);
      await runtime.call(parties.actions.join, { accountId: own, partyId: party, role: "owner" }, step(`owner-${n}`));
      growers.push({ ...grower, partyId: party, call: asGrower(own, grower.name, party, false) });
    } else if (grower.delegate === true) {
      await runtime.call(parties.actions.join, { accountId: delegate, partyId: party, role: "delegate" }, step(`delegate-${n}`));
      growers.push({ ...grower, partyId: party, call: asGrower(delegate, DELEGATE.name, party, true) });
    } else growers.push({ ...grower, partyId: party, call: { ...AS_SYSTEM, actor: { ...SYSTEM_ACTOR, accountName: `${grower.name}（演示）` } } });
  }
  const buyers: SeededBuyer[] = [];
  for (const [n, buyer] of BUYERS.entries()) {
    const party = await register(runtime, 500 + n, buyer.name, buyer.kind, buyer.roles, null);
    if (buyer.login !== undefined) {
      const own = await account(runtime, buyer.login, buyer.kind === "person" ? buyer.name : `${buyer.name} 采购`, options.password);
      await runtime.call(parties.actions.join, { accountId: own, partyId: party, role: "owner" }, step(`buyer-${n}`));
    }
    await runtime.call(ledger.actions.setLimit, { partyId: party, currency: options.currency, limit: buyer.credit * 100, causeId: `seed-${party}` }, step(`limit-${n}`));
    buyers.push({ ...buyer, partyId: party });
  }
  return { growers, buyers };
}

const asGrower = (accountId: string, accountName: string, partyId: string, delegate: boolean): Call =>
  ({ origin: INSIDE, actor: { accountId, accountName, partyId, roles: ["grower"], delegate, system: false } });

async function account(runtime: Runtime, login: string, name: string, password: string): Promise<string> {
  const { id } = await runtime.call(access.actions.openAccount, { login, name, password, mustChange: false, demo: true }, step(`account-${login}`));
  return id;
}

async function register(runtime: Runtime, n: number, name: string, kind: "person" | "cooperative" | "company", roles: readonly (typeof BUSINESS_ROLES)[number][], town: string | null): Promise<string> {
  const { id } = await runtime.call(parties.actions.register, {
    kind: kind === "person" ? "person" : "organisation", name, town, roles: [...roles], demo: true, phone: demoMobile(100 + n),
    uscc: kind === "person" ? null : demoUscc(n, kind === "cooperative" ? "93" : "91"), citizenId: kind === "person" ? demoCitizenId(n) : null,
    bankName: "演示银行（虚构）", bankAccount: `999900000000${String(1_000 + n)}`,
  }, step(`party-${n}`));
  return id;
}

/** 1 would choose every item alike; higher leans to those that stand first in the catalogue. */
const FAVOURITES = 2.2;

export interface LotOptions {
  readonly items: readonly ItemView[];
  /** How many lots of the business day; the last eighth stays expected or ungraded, so that the desk has work. */
  readonly lots: number;
  readonly seed: number;
  /** The business day, which also keeps the steps of two days apart. */
  readonly on: string;
}

/** Declares, receives and grades the lots of one demonstration day through the same actions as everybody. */
export async function seedLots(runtime: Runtime, region: Region, options: LotOptions): Promise<LotCard[]> {
  const random = chance(options.seed);
  const cards: LotCard[] = [];
  const photos = new Map<string, string>();
  for (let n = 0; n < options.lots; n += 1) {
    const grower = region.growers[(n * 7) % region.growers.length]!;
    const own = options.items.filter((item) => grower.grows.includes(item.speciesId ?? ""));
    // A few items carry most of a market day, each from several growers: only such lines may be published with a price.
    const item = own[Math.floor(random() ** FAVOURITES * own.length)];
    if (item === undefined) continue;
    const key = `${options.on}-${n}`;
    cards.push(await seedLot(runtime, { grower, item, n, key, random, photos, waits: n >= options.lots - Math.ceil(options.lots / 8) }));
  }
  return cards;
}

interface OneLot {
  readonly grower: SeededGrower;
  readonly item: ItemView;
  readonly n: number;
  readonly key: string;
  readonly random: () => number;
  readonly photos: Map<string, string>;
  readonly waits: boolean;
}

const DESK: Call = { ...AS_SYSTEM, actor: { ...SYSTEM_ACTOR, accountName: "质检员 韩雪（演示）" } };
const NOTES = ["", "", "", "腊月二十前出完", "带包装袋", "同一棚，整齐", "可分两次提货", "冷链送到"] as const;
const SHORT_REASONS = ["路上碰坏", "装车少装一箱", "装车多装一箱"] as const;
/** Every tenth lot comes without a photograph: the clock puts those last, and that must be seen. */
const WITHOUT_PHOTO_EVERY = 10;

async function seedLot(runtime: Runtime, { grower, item, n, key, random, photos, waits }: OneLot): Promise<LotCard> {
  const price = demoPrice(item.code);
  const box = item.packing["box"] ?? 8;
  const boxes = 4 + Math.floor(random() * Math.max(4, Math.min(60, 40_000_00 / price / box)));
  const written = [`${boxes}箱`, `${boxes * box}`, `${boxes * box}盆`, `${boxes}箱`][item.unit === "pot" ? n % 4 : n % 2]!;
  const photoId = n % WITHOUT_PHOTO_EVERY === WITHOUT_PHOTO_EVERY - 1 ? null : await photoOf(runtime, item, n, photos);
  const floorPrice = random() < 0.3 ? null : Math.max(10, Math.round((price * (0.5 + random() * 0.15)) / 10) * 10);
  const lot = await runtime.call(intake.actions.declareLot, {
    growerId: grower.partyId, itemId: item.id, quantity: written, floorPrice, photoId, note: NOTES[Math.floor(random() * NOTES.length)]!,
  }, step(`lot-${key}`, grower.call));
  if (waits && n % 2 === 0) return lot;
  const off = random() < 0.12 ? (random() < 0.7 ? -1 : 1) : 0;
  const counted = Math.max(1, lot.declared + off * box);
  const reason = off === 0 ? "" : SHORT_REASONS[off > 0 ? 2 : Math.floor(random() * 2)]!;
  const received = await runtime.call(intake.actions.receive, { lotId: lot.id, counted: String(counted), reason }, step(`receive-${key}`, DESK));
  if (waits) return received;
  const luck = random();
  const grade = luck < 0.46 ? "A" : luck < 0.8 ? "B" : luck < 0.94 ? "C" : "D";
  return runtime.call(intake.actions.grade, { lotId: lot.id, grade, attributes: measured(item, grade, random), defects: grade === "C" ? ["uneven"] : grade === "D" ? ["mechanical", "yellow"] : [] }, step(`grade-${key}`, DESK));
}

/** Two lots of an item share a painting of the same year, as growers share a photograph. */
async function photoOf(runtime: Runtime, item: ItemView, n: number, photos: Map<string, string>): Promise<string> {
  const name = `${item.varietyId ?? item.speciesId ?? item.code}-${n % 2}`;
  const known = photos.get(name);
  if (known !== undefined) return known;
  const base64 = Buffer.from(paintPlant(lookOf(item.speciesId, item.varietyId), n + 1)).toString("base64");
  const { id } = await runtime.call(files.actions.keepPhoto, { base64 }, step(`photo-${name}-${n}`));
  photos.set(name, id);
  return id;
}

function measured(item: ItemView, grade: string, random: () => number): Record<string, number> {
  const good = { A: 1, B: 0.86, C: 0.72, D: 0.6 }[grade] ?? 0.5;
  const pot = item.potCm ?? 12;
  const heightCm = Math.round(pot * (2.2 + random() * 1.6));
  if (item.category === "orchid") return { heightCm: Math.round(48 + random() * 24), spikes: item.packing["pot"] ?? 1, flowers: Math.round((7 + random() * 6) * good), buds: Math.round(2 + random() * 4) };
  if (item.category === "foliage" || item.category === "palm" || item.category === "fern") return { heightCm, crownCm: Math.round(pot * 1.8), leaves: Math.round((14 + random() * 20) * good) };
  if (item.category === "succulent" || item.category === "bonsai") return { heightCm: Math.round(pot * (0.8 + random())), crownCm: Math.round(pot * 0.9) };
  return { heightCm, crownCm: Math.round(pot * 2 * good), flowers: Math.round((6 + random() * 18) * good), buds: Math.round(3 + random() * 12) };
}
