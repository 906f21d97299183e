import { sql, type Kysely } from "kysely";
import type { EmittedEvent, Runtime } from "../../kernel/machinery/runtime.ts";
import type { Tables } from "./store.ts";
import type { StockMessage } from "./wire.ts";

/** Changes gather for this long, so that a busy second is a few messages and not thousands. */
const GATHER_MS = 120;
const MOST_AT_ONCE = 500;

/** Null for everybody who is signed in, else the parties that may know. */
export type Audience = ReadonlySet<string> | null;
export interface Told {
  readonly message: StockMessage;
  readonly audience: Audience;
  /** The market's staff hears everything. */
  readonly desk: boolean;
}

interface Gathered {
  readonly lots: Set<string>;
  readonly lines: Set<string>;
}

/** Hears what has been committed and works out what screens show now: the same sums as the market place, whoever moved the stock. */
export class StockFeed {
  readonly #runtime: Runtime;
  readonly #tell: (told: readonly Told[]) => void;
  readonly #log: (line: string) => void;
  readonly #forget: () => void;
  #gathered: Gathered = { lots: new Set(), lines: new Set() };
  #timer: NodeJS.Timeout | null = null;
  #working: Promise<void> = Promise.resolve();

  constructor(runtime: Runtime, tell: (told: readonly Told[]) => void, log: (line: string) => void = () => {}) {
    this.#runtime = runtime;
    this.#tell = tell;
    this.#log = log;
    this.#forget = runtime.onCommitted((events) => this.#hear(events));
  }

  async close(): Promise<void> {
    this.#forget();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#working;
  }

  #hear(events: readonly EmittedEvent[]): void {
    const told: Told[] = [];
    for (const { module, name, payload } of events) {
      if (module === "lots" && name === "lotMoved") this.#gathered.lots.add((payload as { lotId: string }).lotId);
      if (module === "intake" && (name === "lotChanged" || name === "lotReceived" || name === "lotCancelled")) this.#gathered.lots.add((payload as { lotId: string }).lotId);
      if (module !== "offers") continue;
      if (name === "stockChanged") {
        const { lotIds, lineIds } = payload as { lotIds: string[]; lineIds: string[] };
        for (const id of lotIds) this.#gathered.lots.add(id);
        for (const id of lineIds) this.#gathered.lines.add(id);
      } else if (name === "lineChanged") {
        const { lineId } = payload as { lineId: string };
        this.#gathered.lines.add(lineId);
        told.push({ message: { k: "line", line: lineId }, audience: null, desk: true });
      } else if (name === "orderChanged") {
        const { orderId, buyerId, growerIds, state } = payload as { orderId: string; buyerId: string; growerIds: string[]; state: string };
        told.push({ message: { k: "order", order: orderId, state }, audience: new Set([buyerId, ...growerIds]), desk: true });
      } else if (name === "requestChanged") {
        const { requestId, state } = payload as { requestId: string; state: string };
        told.push({ message: { k: "request", request: requestId, state }, audience: null, desk: true });
      }
    }
    if (told.length > 0) this.#tell(told);
    if (this.#gathered.lots.size + this.#gathered.lines.size > 0) this.#timer ??= setTimeout(() => this.#count(), GATHER_MS);
  }

  #count(): void {
    this.#timer = null;
    const { lots, lines } = this.#gathered;
    this.#gathered = { lots: new Set(), lines: new Set() };
    this.#working = this.#working.then(() => this.#countNow([...lots], [...lines])).catch((error: unknown) => this.#log(`the stock feed could not count and goes on: ${String(error)}`));
  }

  async #countNow(lots: readonly string[], lines: readonly string[]): Promise<void> {
    for (let from = 0; from < Math.max(lots.length, lines.length); from += MOST_AT_ONCE) {
      this.#tell(await countLeft(this.#runtime.db as unknown as Kysely<Tables>, lots.slice(from, from + MOST_AT_ONCE), lines.slice(from, from + MOST_AT_ONCE)));
    }
  }
}

/** What is left of these lots, of every line that stands on them or is named, and of their items; each for those who may know. */
export async function countLeft(db: Kysely<Tables>, lotIds: readonly string[], lineIds: readonly string[]): Promise<Told[]> {
  const lines = await db.selectFrom("offers.line as l").innerJoin("offers.line_left as left", "left.line_id", "l.id").select(["l.id", "l.item_id", "l.grower_id", "l.buyer_id", "l.group_id", "left.stock"])
    .where("l.state", "=", "open").where((of) => of.or([
      of("l.id", "in", [NONE, ...lineIds]), of("l.id", "in", of.selectFrom("offers.backing as b").select("b.line_id").where("b.lot_id", "in", [NONE, ...lotIds])),
    ])).execute();
  const groupIds = [...new Set(lines.flatMap((line) => line.group_id ?? []))];
  const members = groupIds.length === 0 ? [] : await db.selectFrom("offers.group_member").selectAll().where("group_id", "in", groupIds).execute();
  const open = lines.filter((line) => line.buyer_id === null && line.group_id === null);
  const lots = lotIds.length === 0 ? [] : await db.selectFrom("offers.lot_left as s").select(["s.lot_id", "s.stock"]).where("s.lot_id", "in", lotIds)
    .where(sql<boolean>`exists (select from offers.backing b join offers.line l on l.id = b.line_id where b.lot_id = s.lot_id and l.state = 'open' and l.buyer_id is null and l.group_id is null)`).execute();
  const itemIds = [...new Set(open.map((line) => line.item_id))];
  const items = itemIds.length === 0 ? [] : await db.selectFrom("offers.lot_left as s").select(["s.item_id", (of) => of.fn.sum<string>("s.stock").as("stock")]).where("s.item_id", "in", itemIds).where("s.status", "in", ["declared", "received", "offered"])
    .where(sql<boolean>`exists (select from offers.backing b join offers.line l on l.id = b.line_id where b.lot_id = s.lot_id and l.state = 'open' and l.buyer_id is null and l.group_id is null)`).groupBy("s.item_id").execute();
  const left = (stock: number): number => Math.max(0, stock);
  const told: Told[] = [];
  if (open.length + lots.length > 0) {
    told.push({ message: { k: "left", lots: lots.map((lot) => [lot.lot_id, left(lot.stock)]), items: items.map((item) => [item.item_id, left(Number(item.stock))]), lines: open.map((line) => [line.id, left(line.stock)]) }, audience: null, desk: true });
  }
  for (const line of lines) {
    if (line.buyer_id === null && line.group_id === null) continue;
    const audience = new Set([line.grower_id, ...(line.buyer_id === null ? [] : [line.buyer_id]), ...members.filter((one) => one.group_id === line.group_id).map((one) => one.buyer_id)]);
    told.push({ message: { k: "left", lots: [], items: [], lines: [[line.id, left(line.stock)]] }, audience, desk: true });
  }
  return told;
}

/** No row has this id; it keeps a list from being empty. */
const NONE = "00000000-0000-0000-0000-000000000000";
