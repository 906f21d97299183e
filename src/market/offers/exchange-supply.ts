/** A grower's tables: what he sells besides the clock with its price steps, and who is in his customer groups. */
import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { localTime } from "../../engines/calendar/business-date.ts";
import { bareQuantity } from "../../engines/table/figure-columns.ts";
import { foldAll } from "../../engines/table/fold.ts";
import { handleOf, nameOf, partyOf, writtenOf, type ListedParty } from "../../engines/table/nouns.ts";
import type { PlannedChange, Planning } from "../../engines/table/plan.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import { NOBODY, type Handlers, type Tx } from "../../kernel/machinery/module.ts";
import { contextIn, give, tryIn } from "../../kernel/sheets/exchange.ts";
import type { offers } from "./contract.ts";
import { readSteps } from "./group-prices.ts";
import { groupHandlers } from "./groups.ts";
import { lineHandlers, type OffersScene } from "./lines.ts";
import { publishHandlers } from "./publish.ts";
import { dayBegins, type LineKind, type PriceStep } from "./rules.ts";
import { marketOf } from "./settings.ts";
import { GROUPS, LINES, supplyLine, type GroupColumns, type LineColumns } from "./sheets.ts";
import type { Tables } from "./store.ts";
import type { LineView } from "./views.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "giveLines" | "takeLines" | "giveGroups" | "takeGroups">;
const MOST_LINES = 1_000;

interface Supply {
  readonly line: LineView | null;
  readonly kind: LineKind;
  readonly lotIds: readonly string[];
  readonly quantity: string;
  readonly price: number;
  readonly steps: readonly PriceStep[];
  readonly share: number | null;
  readonly saleDay: string | null;
  readonly from: string;
  readonly until: string;
  readonly buyerId: string | null;
  readonly groupId: string | null;
  readonly minimum: number;
  readonly byHand: boolean;
  readonly note: string;
}
interface Known {
  readonly lots: ReadonlyMap<string, string>;
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly buyers: readonly ListedParty[];
  readonly market: Awaited<ReturnType<typeof marketOf>>;
  readonly today: string;
}
interface Membership {
  readonly group: string;
  readonly buyerId: string;
  readonly member: boolean;
}

export const supplyHandlers: Noun = {
  async giveLines(handed, { kind, ...asked }) {
    const scene = handed as OffersScene;
    const market = await marketOf(scene.tx);
    const rows = async (limit: number) => {
      const { lines } = await lineHandlers.myOffers(scene as never, { ...(kind === undefined ? {} : { kind }), past: false, limit, offset: 0 });
      const buyers = await buyersOf(scene.tx, { ids: lines.flatMap((line) => line.forBuyerId ?? []) });
      return lines.map((line) => supplyLine(line, daysOf(line, market), whomOf(line, buyers)));
    };
    return give(handed, LINES, asked, { currency: market.currency, tag: scene.businessDate, rows });
  },

  async takeLines(handed, file) {
    const scene = handed as OffersScene;
    const { tx, actor } = scene;
    const market = await marketOf(tx);
    return tryIn(scene, file, {
      list: LINES, context: contextIn(market.currency, "zh"), most: MOST_LINES,
      planning: async (table): Promise<Planning<LineColumns, Supply>> => {
        const { lines } = await lineHandlers.myOffers(scene as never, { past: false, limit: Number.MAX_SAFE_INTEGER, offset: 0 });
        const lots = await tx.selectFrom("kernel.lot").select(["id", "no"]).where("grower_id", "=", actor.partyId ?? NOBODY).execute();
        const { groups } = await groupHandlers.groups(scene as never, {});
        const buyers = await buyersOf(tx, { ids: lines.flatMap((line) => line.forBuyerId ?? []), names: table.rows.flatMap(({ values }) => (values.forWhom == null ? [] : [nameOf(values.forWhom)])) });
        const known: Known = { lots: new Map(lots.map((lot) => [lot.no.toUpperCase(), lot.id])), groups, buyers, market, today: scene.businessDate };
        return {
          known: new Map(lines.map((line) => [keyOf([line.id]), asItStands(line, market)])), resolve: (row, before) => supplyOf(row, before, known), judge: fixed,
          compare: { kind: true, lotIds: sameSet, quantity: true, price: true, steps: sameSteps, share: true, saleDay: true, from: true, until: true, buyerId: true, groupId: true, minimum: true, byHand: true, note: LINES.columns.note.type.same },
        };
      },
      carry: ({ before, after }) => publish(scene, before, after, market),
      blame: (code) => BLAMED[code],
    });
  },

  async giveGroups(scene, asked) {
    const { groups } = await groupHandlers.groups(scene as never, {});
    const buyers = await buyersOf(scene.tx, { ids: groups.flatMap((group) => group.buyers.map((one) => one.id)) });
    const rows = async () => groups.flatMap((group) => group.buyers.map((one) => ({ group: group.name, buyer: handleOf(buyers.find((buyer) => buyer.id === one.id)!, buyers), member: true, town: one.town })));
    return give(scene, GROUPS, asked, { currency: (await marketOf(scene.tx)).currency, tag: scene.businessDate, rows });
  },

  async takeGroups(handed, file) {
    const scene = handed as OffersScene;
    return tryIn(scene, file, {
      list: GROUPS, context: contextIn((await marketOf(scene.tx)).currency, "zh"), most: MOST_LINES,
      planning: async (table): Promise<Planning<GroupColumns, Membership>> => {
        const { groups } = await groupHandlers.groups(scene as never, {});
        const members = groups.flatMap((group) => group.buyers.map((one) => ({ group: group.name, id: one.id })));
        const buyers = await buyersOf(scene.tx, { ids: members.map((one) => one.id), names: table.rows.flatMap(({ values }) => (values.buyer == null ? [] : [nameOf(values.buyer)])) });
        const known = new Map(members.map((one): [string, Membership] => [keyOf([one.group, handleOf(buyers.find((buyer) => buyer.id === one.id)!, buyers)]), { group: one.group, buyerId: one.id, member: true }]));
        return { known, compare: { member: true }, resolve: (row, before) => membershipOf(row, before, buyers) };
      },
      carry: ({ after }) => changeMember(scene, after),
      blame: () => "buyer",
    });
  },
};

/** What a deed refuses, and the column it is about. */
const BLAMED: Readonly<Record<string, keyof LineColumns & string>> = {
  lots_differ: "lots", lot_is_over: "lots", not_found: "lots", presale_closed: "lots", presale_exists: "lots", bad_quantity: "quantity", more_than_there_is: "quantity", below_taken: "quantity", share_too_large: "share", no_packing: "price", step_not_lower: "price",
  unknown_group: "groups", for_whom: "forWhom", unknown_buyer: "forWhom", window_past: "until", too_far_ahead: "until", line_ended: "lots",
};

const daysOf = (line: LineView, market: Known["market"]): { from: string; until: string } => {
  // A day lasts until the next one begins, so its end belongs to it.
  const dayAt = (iso: string, back: number): string => localTime(Date.parse(iso) - market.cutoverHour * 3_600_000 - back, market.utcOffsetMinutes).day;
  return { from: dayAt(line.from, 0), until: dayAt(line.until, 1) };
};
const whomOf = (line: LineView, buyers: readonly ListedParty[]): string | null => (line.forBuyerId === null ? line.forName : handleOf(buyers.find((one) => one.id === line.forBuyerId)!, buyers));
const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));
const sameSteps = (a: readonly PriceStep[], b: readonly PriceStep[]): boolean => sameSet(a.map(stepText), b.map(stepText));
const stepText = (step: PriceStep): string => `${step.groupId} ${step.level} ${step.price}`;

const asItStands = (line: LineView, market: Known["market"]): Supply => ({
  line, kind: line.kind, lotIds: line.lots.map((lot) => lot.lotId), quantity: bareQuantity(line.quantity).written, price: line.price, steps: line.steps.map(({ groupId, level, price }) => ({ groupId, level, price })), share: line.share, saleDay: line.saleDay,
  ...daysOf(line, market), buyerId: line.forBuyerId, groupId: line.forGroupId, minimum: line.minQuantity, byHand: line.byHand, note: line.note,
});

function supplyOf(row: TableRow<LineColumns>, before: Supply | undefined, known: Known): Supply | null {
  const { values } = row;
  const kind = values.kind ?? before?.kind ?? "catalogue";
  const lotIds = lotsOf(row, known);
  const steps = stepsOf(row, before, known);
  const whom = whoFor(row, kind, before, known);
  const from = values.from ?? before?.from ?? known.today;
  const until = values.until ?? before?.until ?? from;
  if (kind === "presale") {
    if (values.share == null && before === undefined) row.wrong("share", "missing");
    if (values.saleDay == null && before === undefined) row.wrong("saleDay", "missing");
  } else if (values.quantity == null && before === undefined && row.blank("quantity")) row.wrong("quantity", "missing");
  if (lotIds === null || steps === null || values.price == null || whom === null) return null;
  const presale = kind === "presale";
  return {
    line: before?.line ?? null, kind, lotIds, price: values.price, steps, ...whom, note: values.note === undefined ? (before?.note ?? "") : (values.note ?? ""),
    quantity: presale || values.quantity == null ? (before?.quantity ?? "") : writtenOf(values.quantity, values.unit, before?.line?.unit ?? values.unit ?? ""),
    share: presale ? (values.share ?? before?.share ?? null) : null, saleDay: presale ? (values.saleDay ?? before?.saleDay ?? null) : null,
    from: kind === "catalogue" ? from : (before?.from ?? from), until: presale ? (before?.until ?? until) : until, minimum: values.minimum ?? before?.minimum ?? 1, byHand: values.byHand ?? before?.byHand ?? false,
  };
}

function lotsOf(row: TableRow<LineColumns>, { lots }: Known): string[] | null {
  if (row.values.lots == null) return null;
  const ids: string[] = [];
  for (const no of foldAll(row.values.lots).toUpperCase().split(/[\s,;、]+/).filter((one) => one !== "")) {
    const id = lots.get(no);
    if (id === undefined) return row.wrong("lots", "unknown_own_lot", no);
    ids.push(id);
  }
  return ids.length === 0 ? row.wrong("lots", "missing") : ids;
}

/** Columns that are not in the file leave the steps as they were. */
function stepsOf(row: TableRow<LineColumns>, before: Supply | undefined, { groups, market }: Known): readonly PriceStep[] | null {
  const stood = before?.steps ?? [];
  const general = (["box", "layer", "trolley"] as const).flatMap((level): PriceStep[] => {
    const price = row.values[level];
    if (price === undefined) return stood.filter((step) => step.groupId === null && step.level === level);
    return price === null ? [] : [{ groupId: null, level, price }];
  });
  if (row.values.groups === undefined) return [...general, ...stood.filter((step) => step.groupId !== null)];
  const read = readSteps(row.values.groups ?? "", groups, market.currency);
  return read.ok ? [...general, ...read.steps] : row.wrong("groups", read.reason, read.detail);
}

function whoFor(row: TableRow<LineColumns>, kind: LineKind, before: Supply | undefined, { groups, buyers }: Known): { buyerId: string | null; groupId: string | null } | null {
  const said = row.values.forWhom;
  if (kind !== "offer") return { buyerId: null, groupId: null };
  if (said == null) return before === undefined ? row.wrong("forWhom", "missing") : { buyerId: before.buyerId, groupId: before.groupId };
  const group = groups.find((one) => foldAll(one.name) === foldAll(said));
  if (group !== undefined) return { buyerId: null, groupId: group.id };
  const buyer = partyOf(row, "forWhom", buyers);
  return buyer === null ? null : { buyerId: buyer.id, groupId: null };
}

function fixed(row: TableRow<LineColumns>, { before, changed }: PlannedChange<Supply>): void {
  if (changed.includes("kind")) row.wrong("kind", "not_this_way");
  else if (before.kind === "presale" && changed.includes("lotIds")) row.wrong("lots", "not_this_way");
  else if (before.line?.requestId != null && (changed.includes("buyerId") || changed.includes("groupId"))) row.wrong("forWhom", "not_this_way");
}

async function publish(scene: OffersScene, before: Supply | null, after: Supply, market: Known["market"]): Promise<unknown> {
  const wish = { ...(after.line === null ? {} : { lineId: after.line.id }), price: after.price, steps: after.steps.map((step) => ({ ...step })), minQuantity: after.minimum, byHand: after.byHand, note: after.note };
  const lotIds = [...after.lotIds];
  if (after.kind === "presale") return publishHandlers.savePresale(scene as never, { ...wish, lotId: lotIds[0]!, share: after.share!, saleDay: after.saleDay! });
  if (after.kind === "catalogue") return publishHandlers.saveCatalogue(scene as never, { ...wish, lotIds, quantity: after.quantity, from: after.from, to: after.until });
  // An offer ends at a moment; a table that leaves its day alone leaves the moment alone.
  const until = before !== null && before.until === after.until ? before.line!.until : new Date(dayBegins(addDays(after.until, 1), market)).toISOString();
  const request = before?.line?.requestId ?? null;
  return publishHandlers.saveOffer(scene as never, { ...wish, lotIds, quantity: after.quantity, buyerId: request === null ? after.buyerId : null, groupId: after.groupId, requestId: request, until });
}

interface WhichBuyers {
  readonly ids: readonly string[];
  readonly names?: readonly string[];
}
async function buyersOf(tx: Tx<Tables>, { ids, names = [] }: WhichBuyers): Promise<ListedParty[]> {
  if (ids.length === 0 && names.length === 0) return [];
  const rows = await tx.selectFrom("kernel.party").select(["id", "name", "phone"]).where((of) => of.or([...(ids.length === 0 ? [] : [of("id", "in", [...ids])]), ...(names.length === 0 ? [] : [of.and([of("name", "in", [...names]), sql<boolean>`roles && array['buyer', 'agent']`])])])).execute();
  return rows.map((row) => ({ id: row.id, name: row.name, phoneTail: row.phone?.slice(-4) ?? "" }));
}

function membershipOf(row: TableRow<GroupColumns>, before: Membership | undefined, buyers: readonly ListedParty[]): Membership | null {
  const { group, member } = row.values;
  const buyer = partyOf(row, "buyer", buyers);
  if (buyer === null || group == null) return null;
  // Who is not in a group need not be taken out of it.
  if (before === undefined && member === false) return null;
  return { group: before?.group ?? group, buyerId: buyer.id, member: member ?? before?.member ?? true };
}

async function changeMember(scene: OffersScene, { group, buyerId, member }: Membership): Promise<void> {
  const { groups } = await groupHandlers.groups(scene as never, {});
  const there = groups.find((one) => keyOf([one.name]) === keyOf([group]));
  const others = (there?.buyers ?? []).map((one) => one.id).filter((id) => id !== buyerId);
  await groupHandlers.saveGroup(scene as never, { ...(there === undefined ? {} : { groupId: there.id }), name: there?.name ?? group, buyerIds: member ? [...others, buyerId] : others });
}
