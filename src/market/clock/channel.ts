import type { SealedGroup } from "../../engines/clock/journal.ts";
import { creditOf } from "../../engines/clock/credit.ts";
import type { Connection } from "./connection.ts";
import { isBuyer } from "./entries.ts";
import { textFrame } from "./frame.ts";
import type { Hall, HallListener, Hosted } from "./hall.ts";
import { privateMessage, publicMessage } from "./stage.ts";
import type { PrivateMessage, PublicMessage, ServerMessage, WireSeat } from "./wire.ts";

/** Sockets written to before incoming presses get a turn again: at some ten microseconds each, a few milliseconds. */
const WRITES_PER_TURN = 400;

interface Broadcast {
  readonly n: number;
  readonly frame: Buffer;
}

/**
 * Everybody who watches one session. Each broadcast is framed once. One hand goes round the watchers and gives each
 * all he has not had yet in one write; a broadcast made while it is under way is taken along from there, so that
 * deals on several clocks at once do not queue behind one another.
 */
export class Channel implements HallListener {
  readonly #hall: Hall;
  readonly #session: string;
  readonly #watchers = new Set<Connection>();
  readonly #bySeat = new Map<string, Set<Connection>>();
  readonly #stopListening: () => void;
  #broadcasts: Broadcast[] = [];
  #said = 0;
  /** Where the hand is; a set's iterator stands it when watchers come and go. */
  #hand: IterableIterator<Connection> = this.#watchers.values();
  /** Watchers the hand has yet to visit. */
  #left = 0;
  readonly #bytes = new Map<number, Buffer>();

  constructor(hall: Hall, session: string) {
    this.#hall = hall;
    this.#session = session;
    this.#stopListening = hall.listen(session, this);
  }

  get size(): number {
    return this.#watchers.size;
  }

  /** A newcomer gets a snapshot now and every later broadcast. */
  join(connection: Connection): void {
    connection.since = this.#said;
    this.#watchers.add(connection);
    this.#welcome(connection);
  }

  leave(connection: Connection): void {
    this.#unseat(connection);
    this.#watchers.delete(connection);
  }

  close(): void {
    this.#stopListening();
  }

  hosted(): void {
    for (const connection of this.#watchers) if (!connection.gone) this.#welcome(connection);
  }

  stalled(stalled: boolean): void {
    this.#broadcast([{ k: stalled ? "reconnecting" : "back" }]);
  }

  ended(error: Error | null): void {
    if (error !== null) this.#broadcast([{ k: "reconnecting" }]);
  }

  group(sealed: SealedGroup): void {
    const hosted = this.#hall.hosted(this.#session);
    if (hosted === undefined) return;
    const { host, facts, seatOf } = hosted;
    const { buyers, lots } = host.state;
    const publicity = {
      entryOf: (lot: number) => lots.ids[lot]!,
      seatNoOf: (buyer: number) => (facts.anonymousWinners ? undefined : seatOf.get(buyers.ids[buyer]!)?.no),
    };
    const everybody: PublicMessage[] = [];
    const mine = new Map<number, PrivateMessage[]>();
    for (const event of sealed.events) {
      const open = publicMessage(event, publicity);
      if (open !== null) everybody.push(open);
      const closed = privateMessage(event);
      if (closed !== null) mine.set(closed.buyer, [...(mine.get(closed.buyer) ?? []), closed.message]);
      if (event.kind === "buyerAdded") this.#seatAll(hosted, buyers.ids[event.buyer]!);
      if (event.kind === "buyerAdded" || event.kind === "creditSet") mine.set(event.buyer, mine.get(event.buyer) ?? []);
    }
    // Whoever pressed is answered first.
    for (const [buyer, messages] of mine) this.#tell(hosted, buyer, messages);
    if (everybody.length > 0) this.#broadcast(everybody);
  }

  #tell(hosted: Hosted, buyer: number, messages: readonly PrivateMessage[]): void {
    const seatId = hosted.host.state.buyers.ids[buyer];
    const connections = seatId === undefined ? undefined : this.#bySeat.get(seatId);
    if (connections === undefined) return;
    const seat = wireSeat(hosted, seatId!);
    const frame = textFrame(JSON.stringify(seat === null ? messages : [...messages, { k: "seat", ...seat }]));
    for (const connection of connections) connection.write(frame);
  }

  #broadcast(messages: readonly ServerMessage[]): void {
    this.#said += 1;
    this.#broadcasts.push({ n: this.#said, frame: textFrame(JSON.stringify(messages.length === 1 ? messages[0] : messages)) });
    this.#bytes.clear();
    const resting = this.#left === 0;
    this.#left = this.#watchers.size;
    if (resting) this.#write();
  }

  /** Goes on to the next few; then lets the loop hear presses before it goes on. */
  #write(): void {
    for (let turns = WRITES_PER_TURN; turns > 0 && this.#left > 0; turns--) {
      const connection = this.#next();
      if (connection === null) break;
      this.#left -= 1;
      if (connection.since === this.#said) continue;
      connection.write(this.#after(connection.since));
      connection.since = this.#said;
    }
    if (this.#left > 0 && this.#watchers.size > 0) {
      setImmediate(() => this.#write());
      return;
    }
    this.#left = 0;
    this.#broadcasts = [];
    this.#bytes.clear();
  }

  #next(): Connection | null {
    let { value, done } = this.#hand.next();
    if (done === true) {
      this.#hand = this.#watchers.values();
      ({ value, done } = this.#hand.next());
    }
    return done === true ? null : (value as Connection);
  }

  /** Everything said after broadcast `n`, as one piece. */
  #after(n: number): Buffer {
    const made = this.#bytes.get(n);
    if (made !== undefined) return made;
    const frames = this.#broadcasts.filter((broadcast) => broadcast.n > n).map(({ frame }) => frame);
    const bytes = frames.length === 1 ? frames[0]! : Buffer.concat(frames);
    this.#bytes.set(n, bytes);
    return bytes;
  }

  #welcome(connection: Connection): void {
    const hosted = this.#hall.hosted(this.#session);
    if (hosted === undefined) return;
    const { host, stage } = hosted;
    const seatId = this.#seat(hosted, connection);
    const buyer = seatId === null ? undefined : host.state.buyers.byId.get(seatId);
    connection.since = this.#said;
    connection.send({
      k: "snapshot", session: this.#session, now: host.time, stalled: host.stalled, clocks: stage.clocks,
      seat: seatId === null ? null : wireSeat(hosted, seatId), wins: buyer === undefined ? [] : stage.winsOf(buyer),
    });
  }

  /** A seat taken while its buyer was already watching becomes his to press from. */
  #seatAll(hosted: Hosted, seatId: string): void {
    const seat = hosted.seatOf.get(seatId);
    if (seat === undefined) return;
    for (const connection of this.#watchers) if (connection.actor.partyId === seat.partyId && connection.workplaceId === seat.workplaceId) this.#seat(hosted, connection);
  }

  #seat(hosted: Hosted, connection: Connection): string | null {
    this.#unseat(connection);
    const { actor } = connection;
    // A seat is its buyer's as long as he may buy: not before he has a password of his own, for one.
    const seatId = isBuyer(actor) ? hosted.seatId(actor.partyId!, connection.workplaceId) : undefined;
    if (seatId === undefined) return null;
    connection.seatId = seatId;
    this.#bySeat.set(seatId, (this.#bySeat.get(seatId) ?? new Set()).add(connection));
    return seatId;
  }

  #unseat(connection: Connection): void {
    if (connection.seatId === null) return;
    const others = this.#bySeat.get(connection.seatId);
    others?.delete(connection);
    if (others?.size === 0) this.#bySeat.delete(connection.seatId);
    connection.seatId = null;
  }
}

function wireSeat({ host, seatOf }: Hosted, seatId: string): WireSeat | null {
  const { buyers } = host.state;
  const buyer = buyers.byId.get(seatId);
  const seat = seatOf.get(seatId);
  if (buyer === undefined || seat === undefined) return null;
  const { limit, used, held } = creditOf(buyers, buyer);
  return { seatId, no: seat.no, allowance: limit, used, held };
}
