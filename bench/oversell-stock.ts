/** A part of the bench `oversell`: the statements by which eight channels take stock, many at once on a few lots everybody wants. */
import type pg from "pg";
import { createChance, whole } from "../src/engines/clock/chance.ts";
import { isCheckViolation } from "../src/kernel/db/errors.ts";
import { lots } from "../src/kernel/lots/contract.ts";
import type { Input } from "../src/kernel/machinery/contract.ts";
import type { Module, Scene } from "../src/kernel/machinery/module.ts";
import { Refusal } from "../src/kernel/machinery/refusal.ts";
import { AS_SYSTEM, type Runtime } from "../src/kernel/machinery/runtime.ts";

/** As many as the pool has connections. */
export const HANDS = 12;
export const HOT_LOTS = 6;
/** A lot is replaced by a fresh one after so many operations; by then nearly all of it is sold. */
const OPERATIONS_PER_LOT = 80;
const LEAST_COUNTED = 50;
const MOST_COUNTED = 550;
const MOST_WANTED = 24;
/** What a hand keeps held at most before it sells or gives back. */
const MOST_OPEN = 6;
/** Sales a hand remembers, so that some come back. */
const SALES_KEPT = 20;

export const CHANNELS = ["clock", "presale", "catalogue", "offer", "contract", "stall", "pooled", "live"] as const;
type Channel = (typeof CHANNELS)[number];
type Move = Input<(typeof lots)["actions"]["move"]["input"]>;

/** What the hands were told was done to a lot; the database is held against it. */
export interface Told {
  received: number;
  sold: number;
  returned: number;
  writtenOff: number;
  held: number;
}
interface Held {
  readonly channel: Channel;
  readonly parts: { readonly lotId: string; quantity: number }[];
  readonly id: string;
  /** Every step of a hold has a cause of its own. */
  steps: number;
}
interface Sold {
  readonly lotId: string;
  readonly quantity: number;
  readonly id: string;
}

export interface Counts {
  operations: number;
  movements: number;
  refused: number;
  repeated: number;
  readonly byChannel: Record<Channel, number>;
}

/** How movements reach the database: some in one transaction, all or none. Says of each whether it was there already; null for a refusal. */
type Send = (moves: readonly Move[]) => Promise<readonly boolean[] | null>;

/** Through the kernel's action, with its validation, its events and, where a channel moves one lot, its line on the audit trail. */
export function throughActions(runtime: Runtime): Send {
  const module: Module = runtime.modules.find((one) => one.contract.module === "offers")!;
  const all = async ({ ask }: Scene<never>, moves: readonly Move[]): Promise<boolean[]> => {
    const repeated = [];
    for (const move of moves) repeated.push((await ask(lots.actions.move, move)).repeated);
    return repeated;
  };
  return async (moves) => {
    try {
      return moves.length === 1 ? [(await runtime.call(lots.actions.move, moves[0]!, AS_SYSTEM)).repeated] : await runtime.inScene(module, (scene) => all(scene, moves));
    } catch (error) {
      if (error instanceof Refusal && error.code === "not_enough_stock") return null;
      throw error;
    }
  };
}

/** The statements of that action alone — lock, movement, event — one round trip a transaction instead of six and more. */
export async function throughStatements(pool: pg.Pool): Promise<Send> {
  await pool.query(`
    create or replace function public.bench_moves(moves jsonb) returns boolean[] language plpgsql as $$
    declare
      move record;
      balance record;
      written integer;
      repeated boolean[] := '{}';
    begin
      for move in select * from jsonb_to_recordset(moves) as t ("lotId" uuid, kind text, quantity integer, cause text, "causeId" text) loop
        perform 1 from kernel.lot where id = move."lotId" for update;
        insert into kernel.lot_movement (lot_id, kind, quantity, cause, cause_id, reason, at)
          values (move."lotId", move.kind, move.quantity, move.cause, move."causeId", '', clock_timestamp()) on conflict (lot_id, kind, cause, cause_id) do nothing;
        get diagnostics written = row_count;
        repeated := repeated || (written = 0);
        if written = 1 then
          select on_hand, held into balance from kernel.lot where id = move."lotId";
          insert into kernel.event (at, business_date, module, name, payload)
            values (clock_timestamp(), current_date, 'lots', 'lotMoved', to_jsonb(move) || jsonb_build_object('onHand', balance.on_hand, 'held', balance.held));
        end if;
      end loop;
      return repeated;
    end $$`);
  return async (moves) => {
    for (let tries = 0; ; tries++) {
      // Lent and given back by hand: `pool.query` throws a connection away after every refusal.
      const client = await pool.connect();
      try {
        return (await client.query<{ repeated: boolean[] }>({ name: "moves", text: "select public.bench_moves($1) as repeated", values: [JSON.stringify(moves)] })).rows[0]!.repeated;
      } catch (error) {
        if (isCheckViolation(error)) return null;
        if ((error as { code?: unknown }).code !== DEADLOCK || tries > MAX_TRIES) throw error;
      } finally {
        client.release();
      }
    }
  };
}
const DEADLOCK = "40P01";
const MAX_TRIES = 8;

/** The hall: the lots that are hot just now, and everything that was ever told about one. */
export class Hall {
  readonly hot: { id: string; left: number }[] = [];
  readonly told = new Map<string, Told>();
  /** Lots something happened to since the last look. */
  readonly touched = new Set<string>();
  readonly counts: Counts = { operations: 0, movements: 0, refused: 0, repeated: 0, byChannel: Object.fromEntries(CHANNELS.map((one) => [one, 0])) as Record<Channel, number> };
  readonly #runtime: Runtime;
  readonly #place: { itemId: string; growerId: string };
  #lots = 0;
  send: Send;

  constructor(runtime: Runtime, place: { itemId: string; growerId: string }) {
    this.#runtime = runtime;
    this.send = throughActions(runtime);
    this.#place = place;
  }

  /** A lot as the dock brings it in: counted, and what was promised before it came is held in the same transaction. */
  async bring(at: number, next: (least: number, most: number) => number, keep: (held: Held) => void): Promise<void> {
    const counted = next(LEAST_COUNTED, MOST_COUNTED);
    const n = this.#lots++;
    const { id } = await this.#runtime.call(lots.actions.create, { ...this.#place, declared: counted }, AS_SYSTEM);
    this.told.set(id, { received: 0, sold: 0, returned: 0, writtenOff: 0, held: 0 });
    const promised = Math.min(counted, next(0, MOST_WANTED));
    const presale: Held = { channel: "presale", parts: [{ lotId: id, quantity: promised }], id: `early-${n}`, steps: 0 };
    await this.moves([
      { lotId: id, kind: "intake", quantity: counted, cause: "intake", causeId: id },
      ...(promised === 0 ? [] : [{ lotId: id, kind: "hold" as const, quantity: promised, cause: "presale", causeId: `${presale.id}-0` }]),
    ]);
    if (promised > 0) keep(presale);
    this.hot[at] = { id, left: OPERATIONS_PER_LOT };
  }

  /** One transaction of one channel: all of these movements, or none. What is told of it is noted only when it is done. */
  async moves(moves: readonly Move[]): Promise<boolean> {
    for (const { lotId } of moves) this.touched.add(lotId);
    const repeated = await this.send(moves);
    if (repeated === null) {
      this.counts.refused++;
      return false;
    }
    for (const [n, move] of moves.entries()) {
      if (repeated[n] === true) this.counts.repeated++;
      else this.#note(move);
    }
    return true;
  }

  free = async (lotId: string): Promise<number> => {
    const { onHand, held } = await this.#runtime.call(lots.actions.get, { lotId }, AS_SYSTEM);
    return onHand - held;
  };

  #note({ lotId, kind, quantity }: Move): void {
    this.counts.movements++;
    const told = this.told.get(lotId)!;
    if (kind === "intake") told.received += quantity;
    else if (kind === "hold") told.held += quantity;
    else if (kind === "release") told.held -= quantity;
    else if (kind === "sale") [told.held, told.sold] = [told.held - quantity, told.sold + quantity];
    else if (kind === "direct_sale") told.sold += quantity;
    else if (kind === "return_in") told.returned += quantity;
    else if (kind === "write_off") told.writtenOff += quantity;
    else throw new Error(`nothing is told of ${kind}`);
  }
}

/** Somebody at work in all channels; what he tries follows from the seed, when it happens is the machine's. */
export class Hand {
  readonly #hall: Hall;
  readonly #name: string;
  readonly #chance: () => number;
  readonly #held: Held[] = [];
  readonly #sold: Sold[] = [];
  #last: readonly Move[] = [];
  #n = 0;

  constructor(hall: Hall, n: number, seed: number) {
    this.#hall = hall;
    this.#name = `hand-${n}`;
    this.#chance = createChance(seed + n);
  }

  #draw = (least: number, most: number): number => whole(this.#chance, least, most);
  #of = <T>(list: readonly T[]): T => list[this.#draw(0, list.length - 1)]!;

  /** Brings a fresh lot to one of the hot places. */
  open = (at: number): Promise<void> => this.#hall.bring(at, this.#draw, (held) => void this.#held.push(held));

  async operate(): Promise<void> {
    const { hot, counts } = this.#hall;
    const at = this.#draw(0, hot.length - 1);
    const lot = hot[at]!;
    counts.operations++;
    if (--lot.left === 0) await this.open(at);
    const channel = this.#of(CHANNELS);
    counts.byChannel[channel]++;
    // A telephone that heard no answer says the same again.
    if (this.#draw(0, 49) === 0 && this.#last.length > 0) return void (await this.#hall.moves(this.#last));
    if (this.#draw(0, 19) === 0 && this.#sold.length > 0) return this.#takeBack();
    if (channel === "stall") return this.#sellMany(channel, this.#draw(1, 3));
    if (channel === "pooled" || channel === "live") return this.#sellMany(channel, 1);
    if (this.#held.length >= MOST_OPEN || (this.#held.length > 0 && this.#draw(0, 1) === 0)) return this.#finish(this.#held.splice(this.#draw(0, this.#held.length - 1), 1)[0]!);
    await this.#hold(channel, lot.id);
  }

  #id = (): string => `${this.#name}-${this.#n++}`;

  /** Different hot lots, in the order in which everybody locks them. */
  #some(count: number, first?: string): string[] {
    const ids = new Set(first === undefined ? [] : [first]);
    while (ids.size < count) ids.add(this.#of(this.#hall.hot).id);
    return [...ids].toSorted();
  }

  async #do(moves: readonly Move[]): Promise<boolean> {
    const done = await this.#hall.moves(moves);
    if (done) this.#last = moves;
    return done;
  }

  /** The clock looks first and takes all that is free, or a part; an offer is backed by several lots; the others take of one. */
  async #hold(channel: Channel, lotId: string): Promise<void> {
    let quantity = this.#draw(1, MOST_WANTED);
    if (channel === "clock") {
      const free = await this.#hall.free(lotId);
      if (free < 1) return void this.#hall.counts.refused++;
      quantity = this.#draw(0, 1) === 0 ? free : Math.min(free, quantity);
    }
    const id = this.#id();
    const parts = this.#some(channel === "offer" ? 3 : 1, lotId).map((one) => ({ lotId: one, quantity }));
    if (await this.#do(parts.map((part) => ({ ...part, kind: "hold", cause: channel, causeId: `${id}-0` })))) this.#held.push({ channel, parts, id, steps: 0 });
  }

  /** The clock sells piece by piece and frees the rest; a contract hands over most and frees the rest; the others sell all or give it back. */
  async #finish(held: Held): Promise<void> {
    const { channel, parts, id } = held;
    const causeId = `${id}-${++held.steps}`;
    const back = this.#draw(0, 3) === 0;
    const takes = parts.map(({ lotId, quantity }) => ({ lotId, quantity, sold: back ? 0 : channel === "clock" || channel === "contract" ? this.#draw(1, quantity) : quantity }));
    const rests = channel === "clock" && !back ? [] : takes.filter(({ quantity, sold }) => quantity > sold);
    const moves: Move[] = takes.flatMap(({ lotId, quantity, sold }) => [
      ...(sold > 0 ? [{ lotId, kind: "sale" as const, quantity: sold, cause: channel, causeId }] : []),
      ...(rests.some((rest) => rest.lotId === lotId) ? [{ lotId, kind: "release" as const, quantity: quantity - sold, cause: channel, causeId }] : []),
    ]);
    if (!(await this.#do(moves))) throw new Error(`what was held for ${causeId} was not there any more`);
    for (const { lotId, sold } of takes) if (sold > 0) this.#remember({ lotId, quantity: sold, id: causeId });
    const [part] = parts;
    part!.quantity -= takes[0]!.sold;
    if (channel === "clock" && !back && part!.quantity > 0) this.#held.push(held);
  }

  async #sellMany(channel: Channel, lines: number): Promise<void> {
    const id = this.#id();
    const moves = this.#some(lines).map((lotId): Move => ({ lotId, kind: "direct_sale", quantity: this.#draw(1, MOST_WANTED), cause: channel, causeId: id }));
    if (await this.#do(moves)) for (const { lotId, quantity } of moves) this.#remember({ lotId, quantity, id });
  }

  /** A sale comes back whole; one in three is not worth selling again and is written off in the same transaction. */
  async #takeBack(): Promise<void> {
    const [{ lotId, quantity, id }] = this.#sold.splice(this.#draw(0, this.#sold.length - 1), 1) as [Sold];
    const back = { lotId, quantity, cause: "reversal", causeId: id };
    await this.#do([{ ...back, kind: "return_in" }, ...(this.#draw(0, 2) === 0 ? [{ ...back, kind: "write_off" as const }] : [])]);
  }

  #remember(sold: Sold): void {
    this.#sold.push(sold);
    if (this.#sold.length > SALES_KEPT) this.#sold.shift();
  }
}
