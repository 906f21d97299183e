import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import type { Actor } from "../../kernel/machinery/module.ts";
import { Channel } from "./channel.ts";
import { Connection, LIVE_LIMITS, type LiveLimits } from "./connection.ts";
import type { Hall, Hosted } from "./hall.ts";
import { HostRefusal } from "./host.ts";
import { Buckets, Tally } from "./throttle.ts";
import { CLOSE, LIVE_PATH, MAX_MESSAGE_BYTES, type ClientMessage, type LiveRefusal } from "./wire.ts";

const TEND_EVERY_MS = 250;
/** Who presses for longer than this is looked up again: he may have logged out, or act for another party now. */
const IDENTIFY_AGAIN_MS = 60_000;
/** Sessions watched at once, real or not; nobody can make the server keep more. */
const MAX_CHANNELS = 100;
/** Upgrades being looked up in the database at once, of all and of one address; the screens beyond come again a little later. */
const MAX_LOOK_UPS = 500;
const MAX_LOOK_UPS_PER_ADDRESS = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whose rights have changed; a screen that fits either is looked up again. */
export interface Changed {
  readonly accountId?: string;
  readonly partyId?: string;
}

export interface LiveDeps {
  readonly hall: Hall;
  /** Who stands behind a request's cookie or bearer token; nobody for a public wall. */
  identify(request: IncomingMessage): Promise<Actor>;
  /** Where a request comes from; the socket's own word if left out. */
  address?(request: IncomingMessage): string;
  readonly limits?: Partial<LiveLimits>;
  readonly log?: (line: string) => void;
}

export interface Live {
  readonly connections: number;
  /** Sockets closed by the server since the start, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Looks up at once the screens of those whose rights have changed; who is no longer who he was, is closed. */
  lookAgain(changed: Changed): void;
  close(): Promise<void>;
}

const NOBODY: Actor = { accountId: null, accountName: "nobody", partyId: null, roles: [], delegate: false, system: false };
type Press = Extract<ClientMessage, { k: "press" }>;

/** Attaches the live channel to an HTTP server, on its own path; other upgrades are left to others. */
export function attachLive(server: Server, deps: LiveDeps): Live {
  const channel = new LiveChannel(deps);
  const upgrade = (request: IncomingMessage, wire: Duplex, head: Buffer): void => {
    if (pathOf(request) === LIVE_PATH) channel.upgrade(request, wire, head);
  };
  server.on("upgrade", upgrade);
  return {
    get connections() {
      return channel.connections;
    },
    get dropped() {
      return channel.dropped;
    },
    lookAgain: (changed) => channel.lookAgain(changed),
    close: async () => {
      server.off("upgrade", upgrade);
      await channel.close();
    },
  };
}

const pathOf = (request: IncomingMessage): string => (request.url ?? "").split("?")[0]!;

class LiveChannel {
  readonly #deps: LiveDeps;
  readonly #limits: LiveLimits;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false, clientTracking: false });
  readonly #open = new Map<Connection, IncomingMessage>();
  readonly #channels = new Map<string, Channel>();
  readonly #perAddress = new Tally();
  readonly #perAccount = new Tally();
  readonly #comings: Buckets;
  readonly #dropped: Record<string, number> = {};
  readonly #lookUps = new Tally();
  #lookingUp = 0;
  readonly #tending: NodeJS.Timeout;

  constructor(deps: LiveDeps) {
    this.#deps = deps;
    this.#limits = { ...LIVE_LIMITS, ...deps.limits };
    this.#comings = new Buckets(this.#limits.maxComingsPerSecond, this.#limits.comingBurst);
    this.#tending = setInterval(() => this.#tend(), TEND_EVERY_MS);
    this.#tending.unref();
  }

  get connections(): number {
    return this.#open.size;
  }

  get dropped(): Readonly<Record<string, number>> {
    return this.#dropped;
  }

  upgrade(request: IncomingMessage, wire: Duplex, head: Buffer): void {
    wire.on("error", () => {});
    if (!sameOrigin(request)) {
      wire.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    const address = this.#deps.address?.(request) ?? request.socket.remoteAddress ?? "unknown";
    // Who comes from a full address is told so at once; looking him up would cost the others a turn at the database.
    if (this.#full(NOBODY, address) !== null) {
      this.#sockets.handleUpgrade(request, wire, head, (socket) => this.#welcome(socket, wire, request, NOBODY, address));
      return;
    }
    if (this.#lookingUp >= MAX_LOOK_UPS || this.#lookUps.of(address) >= MAX_LOOK_UPS_PER_ADDRESS) {
      wire.end("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\n\r\n");
      return;
    }
    this.#countLookUp(address, 1);
    void this.#deps.identify(request).finally(() => this.#countLookUp(address, -1)).then(
      (actor) => {
        if (wire.destroyed) return;
        this.#sockets.handleUpgrade(request, wire, head, (socket) => this.#welcome(socket, wire, request, actor, address));
      },
      (error: unknown) => {
        this.#deps.log?.(`a live connection could not be identified: ${String(error)}`);
        wire.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
      },
    );
  }

  lookAgain({ accountId, partyId }: Changed): void {
    const now = performance.now();
    for (const connection of this.#open.keys()) {
      const { actor } = connection;
      if (actor.accountId !== null && (actor.accountId === accountId || actor.partyId === partyId)) this.#identifyAgain(connection, now);
    }
  }

  #countLookUp(address: string, by: number): void {
    this.#lookingUp += by;
    this.#lookUps.add(address, by);
  }

  async close(): Promise<void> {
    clearInterval(this.#tending);
    for (const channel of this.#channels.values()) channel.close();
    for (const connection of this.#open.keys()) connection.close(CLOSE.shutdown, "shutdown");
    const closed = [...this.#open.keys()].map(({ socket }) => new Promise((resolve) => (socket.readyState === socket.CLOSED ? resolve(null) : socket.once("close", resolve))));
    await Promise.all(closed);
  }

  #welcome(socket: WebSocket, wire: Duplex, request: IncomingMessage, actor: Actor, address: string): void {
    const connection = new Connection(socket, wire, actor, address, this.#limits, performance.now());
    socket.on("error", () => {});
    const full = this.#full(actor, address);
    if (full !== null) {
      this.#drop(connection, CLOSE[full], full);
      return;
    }
    this.#open.set(connection, request);
    this.#perAddress.add(address, 1);
    if (actor.accountId !== null) this.#perAccount.add(actor.accountId, 1);
    socket.on("message", (data) => this.#hear(connection, data));
    socket.on("close", (code) => this.#bye(connection, code));
    connection.send({ k: "hello", protocol: 1, signedIn: actor.accountId !== null, maxPressesPerSecond: this.#limits.maxPressesPerSecond });
    connection.tend(performance.now());
  }

  #full(actor: Actor, address: string): "tooMany" | "tooManyHere" | "tooManyOfAccount" | null {
    if (this.#open.size >= this.#limits.maxConnections) return "tooMany";
    if (this.#perAddress.of(address) >= this.#limits.maxConnectionsPerAddress) return "tooManyHere";
    if (actor.accountId === null) return null;
    const many = this.#perAccount.of(actor.accountId) >= this.#limits.maxConnectionsPerAccount || !this.#comings.take(actor.accountId, performance.now());
    return many ? "tooManyOfAccount" : null;
  }

  #drop(connection: Connection, code: number, reason: string): void {
    this.#dropped[reason] = (this.#dropped[reason] ?? 0) + 1;
    connection.close(code, reason);
  }

  #bye(connection: Connection, code: number): void {
    connection.gone = true;
    if (!this.#open.delete(connection)) return;
    // Slowness and silence are found where the connection is written to, a message too big where it is read.
    const named = code === CLOSE.tooBig ? "tooBig" : null;
    if (named !== null) this.#dropped[named] = (this.#dropped[named] ?? 0) + 1;
    this.#perAddress.add(connection.address, -1);
    if (connection.actor.accountId !== null) this.#perAccount.add(connection.actor.accountId, -1);
    this.#leave(connection);
  }

  #leave(connection: Connection): void {
    if (connection.session === null) return;
    const channel = this.#channels.get(connection.session);
    channel?.leave(connection);
    connection.session = null;
  }

  #hear(connection: Connection, data: RawData): void {
    if (connection.gone) return;
    const now = performance.now();
    if (!connection.messages.take(now)) {
      this.#drop(connection, CLOSE.noise, "noise");
      return;
    }
    const message = parse(data);
    if (message === null) connection.send({ k: "error", code: "bad_message" });
    else if (message.k === "press") this.#press(connection, message, now);
    else if (message.k === "ping") this.#ping(connection, message.t);
    else if (connection.watches.take(now)) this.#watch(connection, message.session, message.workplaceId ?? null);
    else connection.send({ k: "error", code: "too_fast" });
  }

  #ping(connection: Connection, t: number): void {
    const hosted = connection.session === null ? undefined : this.#deps.hall.hosted(connection.session);
    if (hosted === undefined) connection.send({ k: "error", code: connection.session === null ? "not_watching" : "not_hosted" });
    else connection.send({ k: "pong", t, s: hosted.host.time });
  }

  #watch(connection: Connection, session: string, workplaceId: string | null): void {
    let channel = this.#channels.get(session);
    // A session on the clock always has room: those are few, and names of nothing must not keep buyers out.
    if (channel === undefined && this.#channels.size >= MAX_CHANNELS && this.#deps.hall.hosted(session) === undefined) {
      connection.send({ k: "error", code: "busy" });
      return;
    }
    this.#leave(connection);
    connection.session = session;
    connection.workplaceId = workplaceId;
    if (channel === undefined) this.#channels.set(session, (channel = new Channel(this.#deps.hall, session)));
    channel.join(connection);
    // Who waits for a session that has no host yet is sent its snapshot when it has.
    if (this.#deps.hall.hosted(session) === undefined) connection.send({ k: "error", code: "not_hosted" });
  }

  #press(connection: Connection, press: Press, now: number): void {
    const refuse = (code: LiveRefusal): void => connection.send({ k: "refused", pressId: press.pressId, code, clock: press.clock, lot: press.lot, run: press.run });
    if (!connection.presses.take(now)) return refuse("too_fast");
    if (connection.session === null) return refuse("not_watching");
    if (connection.actor.accountId === null) return refuse("not_signed_in");
    const hosted = this.#deps.hall.hosted(connection.session);
    if (hosted === undefined) return refuse("not_hosted");
    const buyer = connection.seatId === null ? undefined : hosted.host.state.buyers.byId.get(connection.seatId);
    if (buyer === undefined) return refuse("no_seat");
    if (isOwnLot(hosted, press.lot, connection.actor.partyId)) return refuse("own_lot");
    const { clock, lot, run, tau, quantity, pressId } = press;
    // The clock's own answer comes back as an event once it is durable; only the host's is given here.
    hosted.host.submit({ kind: "press", clock, lot, run, buyer, tau, quantity, delay: connection.delay, pressId }).catch((error: unknown) => {
      if (error instanceof HostRefusal) refuse(error.code === "session_closed" ? "not_hosted" : error.code);
      else refuse("bad_message");
    });
    if (now - connection.identifiedAt > IDENTIFY_AGAIN_MS) this.#identifyAgain(connection, now);
  }

  #identifyAgain(connection: Connection, now: number): void {
    const request = this.#open.get(connection);
    if (request === undefined) return;
    connection.identifiedAt = now;
    this.#deps.identify(request).then((actor) => {
      const { accountId, partyId, roles } = connection.actor;
      if (actor.accountId !== accountId || actor.partyId !== partyId || actor.roles.join() !== roles.join()) this.#drop(connection, CLOSE.signedOut, "signedOut");
    }).catch(() => {});
  }

  #tend(): void {
    const now = performance.now();
    for (const connection of this.#open.keys()) connection.tend(now);
    this.#comings.tidy(now);
    for (const [session, channel] of this.#channels) {
      if (channel.size > 0) continue;
      channel.close();
      this.#channels.delete(session);
    }
  }
}

function isOwnLot({ host, growerOf }: Hosted, lot: number, partyId: string | null): boolean {
  const entryId = host.state.lots.ids[lot];
  return entryId !== undefined && partyId !== null && growerOf.get(entryId) === partyId;
}

/** A page of another site may not speak in a buyer's name, even where a browser would send his cookie along. */
function sameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

const whole = (value: unknown): value is number => Number.isSafeInteger(value);

/** A client's message, or null if it is none. Everything in it is checked; what else it holds is ignored. */
function parse(data: RawData): ClientMessage | null {
  let raw: unknown;
  try {
    raw = JSON.parse(String(data));
  } catch {
    return null;
  }
  if (typeof raw !== "object" || raw === null) return null;
  const { k, t, session, workplaceId, clock, lot, run, tau, quantity, pressId } = raw as Record<string, unknown>;
  if (k === "ping") return typeof t === "number" && Number.isFinite(t) ? { k, t } : null;
  if (k === "watch") {
    if (typeof session !== "string" || !UUID.test(session)) return null;
    if (workplaceId !== undefined && workplaceId !== null && !(typeof workplaceId === "string" && UUID.test(workplaceId))) return null;
    return { k, session, workplaceId: workplaceId ?? null };
  }
  if (k !== "press" || !whole(clock) || !whole(lot) || !whole(run) || !whole(tau) || !whole(quantity) || !whole(pressId)) return null;
  return { k, clock, lot, run, tau, quantity, pressId };
}
