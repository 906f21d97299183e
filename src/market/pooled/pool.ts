/** What growers have for the days of an order, and what earlier drops take of it. Pure: days are texts, quantities units. */

/** A growing batch, or a lot that is in or declared, with the days on which they can be brought. */
export interface Source {
  readonly id: string;
  readonly kind: "batch" | "lot";
  readonly itemId: string;
  /** The order's lines whose measures it can meet. */
  readonly lines: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly left: number;
}
/** What a grower can still pack and bring on a day in a unit; a day that is not named has no bound. */
export interface DayCapacity {
  readonly unit: string;
  readonly day: string;
  readonly left: number;
}
export interface Holding {
  readonly id: string;
  readonly sources: readonly Source[];
  readonly capacity: readonly DayCapacity[];
}
export interface Wanted {
  readonly itemId: string;
  /** Null for another order's: what it takes may be any of the item. */
  readonly line: number | null;
  readonly unit: string;
  readonly dueOn: string;
}
export interface Taken {
  readonly id: string;
  readonly kind: Source["kind"];
  readonly units: number;
}

interface Shelf {
  readonly sources: { readonly source: Source; left: number }[];
  readonly days: Map<string, number>;
}

/** Nothing is asked for twice: what is taken for one drop is gone for the others. */
export class Pool {
  readonly #shelves: ReadonlyMap<string, Shelf>;

  constructor(holdings: readonly Holding[]) {
    this.#shelves = new Map(holdings.map(({ id, sources, capacity }) => [id, {
      // What ends first is taken first, so that what keeps longer stays for later drops.
      sources: sources.toSorted((a, b) => textOrder(a.to, b.to) || textOrder(a.id, b.id)).map((source) => ({ source, left: Math.max(0, source.left) })),
      days: new Map(capacity.map(({ unit, day, left }) => [`${unit} ${day}`, Math.max(0, left)])),
    }]));
  }

  /** Units a grower can still give on a day: what is ready then, within what he can carry. */
  left(growerId: string, wanted: Wanted): number {
    const shelf = this.#shelves.get(growerId);
    if (shelf === undefined) return 0;
    const ready = shelf.sources.reduce((sum, one) => sum + (serves(one.source, wanted) ? one.left : 0), 0);
    return Math.min(ready, shelf.days.get(`${wanted.unit} ${wanted.dueOn}`) ?? ready);
  }

  /** Takes up to so many units and says from where. */
  take(growerId: string, wanted: Wanted, units: number): Taken[] {
    const shelf = this.#shelves.get(growerId);
    if (shelf === undefined) return [];
    let open = Math.min(units, this.left(growerId, wanted));
    const day = `${wanted.unit} ${wanted.dueOn}`;
    const most = shelf.days.get(day);
    if (most !== undefined) shelf.days.set(day, most - open);
    const taken: Taken[] = [];
    for (const one of shelf.sources) {
      const part = serves(one.source, wanted) ? Math.min(one.left, open) : 0;
      if (part === 0) continue;
      one.left -= part;
      open -= part;
      taken.push({ id: one.source.id, kind: one.source.kind, units: part });
    }
    return taken;
  }

  /** Uses up what a grower can carry on a day; the goods themselves were taken elsewhere. */
  carry(growerId: string, unit: string, day: string, units: number): void {
    const days = this.#shelves.get(growerId)?.days;
    const left = days?.get(`${unit} ${day}`);
    if (left !== undefined) days?.set(`${unit} ${day}`, Math.max(0, left - units));
  }

  /** What is left, as a pool can be made of again. */
  rest(): Holding[] {
    return [...this.#shelves].map(([id, { sources, days }]) => ({
      id, sources: sources.filter(({ left }) => left > 0).map(({ source, left }) => ({ ...source, left })), capacity: [...days].map(([key, left]) => ({ unit: key.slice(0, key.lastIndexOf(" ")), day: key.slice(key.lastIndexOf(" ") + 1), left })),
    }));
  }
}

const serves = ({ itemId, lines, from, to }: Source, wanted: Wanted): boolean => itemId === wanted.itemId && (wanted.line === null || lines.includes(wanted.line)) && from <= wanted.dueOn && wanted.dueOn <= to;
export const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
