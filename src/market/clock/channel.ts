import type { SealedGroup } from "../../engines/clock/journal.ts";
import { creditOf } from "../../engines/clock/credit.ts";
import type { Connection } from "./connection.ts";
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

/** What is written to everybody in one go: all that was said while the round before was under way. */
interface Round {
  readonly broadcasts: readonly Broadcast[];
  readonly bytes: Buffer;
  /** Whom it has yet to reach; a set's iterator stands it when watchers come and go. */
  readonly next: IterableIterator<Connection>;
}

/** Everybody who watches one session. Each broadcast is framed once, and written to all in turns. */
export class Channel implements HallListener {
  readonly #hall: Hall;
  readonly #session: string;
  readonly #watchers = new Set<Connection>();
  readonly #bySeat = new Map<string, Set<Connection>>();
  readonly #stopListening: () => void;
  #broadcasts: Broadcast[] = [];
  #said = 0;
  #round: Round | null = null;

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
    if (this.#round === null) this.#write();
  }

  /** Writes to the next few; then lets the loop hear presses before it goes on. */
  #write(): void {
    for (let turns = 0; turns < WRITES_PER_TURN; turns++) {
      this.#round ??= this.#nextRound();
      if (this.#round === null) return;
      const { value: connection, done } = this.#round.next.next();
      if (done === true) this.#round = null;
      else writeRound(connection, this.#round);
    }
    setImmediate(() => this.#write());
  }

  #nextRound(): Round | null {
    const broadcasts = this.#broadcasts;
    if (broadcasts.length === 0) return null;
    this.#broadcasts = [];
    const bytes = broadcasts.length === 1 ? broadcasts[0]!.frame : Buffer.concat(broadcasts.map(({ frame }) => frame));
    return { broadcasts, bytes, next: this.#watchers.values() };
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
    const seatId = connection.actor.partyId === null ? undefined : hosted.seatId(connection.actor.partyId, connection.workplaceId);
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

/** All of a round at once; a newcomer whose snapshot held some of it gets the rest. */
function writeRound(connection: Connection, { broadcasts, bytes }: Round): void {
  if (connection.since < broadcasts[0]!.n) connection.write(bytes);
  else for (const { n, frame } of broadcasts) if (connection.since < n) connection.write(frame);
}

function wireSeat({ host, seatOf }: Hosted, seatId: string): WireSeat | null {
  const { buyers } = host.state;
  const buyer = buyers.byId.get(seatId);
  const seat = seatOf.get(seatId);
  if (buyer === undefined || seat === undefined) return null;
  const { limit, used, held } = creditOf(buyers, buyer);
  return { seatId, no: seat.no, allowance: limit, used, held };
}
