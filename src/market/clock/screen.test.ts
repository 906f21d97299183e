import { describe, expect, test } from "vitest";
import { createChance } from "../../engines/clock/chance.ts";
import { VirtualClock } from "./host-clock.ts";
import { backoff, clockSync, openLine, pressIds, type Line, type LineStatus, type SocketEvents } from "./screen.ts";
import { CLOSE, type ClientMessage, type ServerMessage } from "./wire.ts";

describe("session time on a screen", () => {
  test("is right within half the quickest round trip, however the other pings fare", () => {
    const chance = createChance(7);
    const truth = -123_456.5;
    const sync = clockSync();
    expect(sync.roundTrip()).toBeNull();
    for (let n = 0; n < 40; n++) {
      const there = 20 + chance() * 300;
      const back = 20 + chance() * 300;
      const sent = n * 1_000;
      sync.sample(sent, sent + there + back, sent + there + truth);
    }
    expect(Math.abs(sync.at(0) - truth)).toBeLessThanOrEqual(sync.roundTrip()! / 2);
    expect(sync.roundTrip()).toBeLessThan(320);
  });

  test("survives a new connection, and follows a host whose time has moved", () => {
    const sync = clockSync();
    sync.sample(0, 10, 1_005);
    sync.restart(100, 1_030);
    expect(sync.at(100)).toBe(1_100);
    sync.restart(100, 9_000);
    expect(sync.at(100)).toBe(9_000);
  });
});

test("coming back takes longer each time, and longest after a named limit", () => {
  expect([0, 1, 2, 3, 20].map((tries) => backoff(tries, 1006, 0.5))).toEqual([250, 500, 1_000, 2_000, 10_000]);
  expect(backoff(0, CLOSE.tooManyHere, 0.5)).toBe(15_000);
});

test("press ids never repeat, even when the clock of the phone is set back", () => {
  let wall = 1_790_000_000_000;
  const next = pressIds(() => wall);
  const ids = [next(), next()];
  wall -= 3_600_000;
  ids.push(next());
  wall += 7_200_000;
  ids.push(next());
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  expect(new Set(ids).size).toBe(4);
  expect(ids.every(Number.isSafeInteger)).toBe(true);
});

/** A server's end in the hands of the test: what the screen said, and what it is told. */
class Network {
  readonly time = new VirtualClock();
  readonly said: ClientMessage[] = [];
  readonly statuses: LineStatus[] = [];
  connects = 0;
  #events: SocketEvents | null = null;
  readonly line: Line;

  constructor() {
    this.line = openLine({ session: "s", workplaceId: null, onMessages: () => {}, onStatus: (status) => void this.statuses.push(status) }, {
      connect: (events) => {
        this.connects += 1;
        this.#events = events;
        return { send: (text) => void this.said.push(JSON.parse(text) as ClientMessage), close: () => {} };
      },
      now: () => this.time.now(), wall: () => 1_790_000_000_000 + this.time.now(), random: () => 0.5,
      after: (ms, fire) => this.time.at(this.time.now() + ms, fire),
    });
  }

  open(): void {
    this.#events!.open();
  }
  tell(message: ServerMessage): void {
    this.#events!.message(JSON.stringify(message));
  }
  cut(code: number): void {
    this.#events!.closed(code);
  }
  snapshot(run: number): void {
    const programme = { clock: 0, lot: 3, entryId: "e", run, quantity: 10, startPrice: 100, stepValue: 1, stepMs: 40, floorPrice: 50, lastStep: 50, t0: 0 };
    this.tell({ k: "snapshot", session: "s", now: this.time.now() + 500, stalled: false, clocks: [{ clock: 0, phase: "running", programme, waiting: 0 }], seat: null, wins: [] });
  }
  heard(k: ClientMessage["k"]): ClientMessage[] {
    return this.said.filter((message) => message.k === k);
  }
}

const press = (line: Line, run: number) => ({ k: "press", clock: 0, lot: 3, run, tau: 400, quantity: 2, pressId: line.nextPressId() }) as const;

describe("a line that is lost", () => {
  test("comes back by itself, watches again, and presses again what was not answered while its run is on", () => {
    const network = new Network();
    network.open();
    network.snapshot(0);
    expect(network.heard("watch")).toHaveLength(1);
    const answered = press(network.line, 0);
    const open = press(network.line, 0);
    network.line.send(answered);
    network.line.send(open);
    network.tell({ k: "ack", clock: 0, lot: 3, run: 0, pressId: answered.pressId, step: 10, price: 90, quantity: 2, clipped: false });
    network.cut(1006);
    expect(network.statuses.at(-1)).toMatchObject({ phase: "lost", closeCode: 1006 });
    network.time.advance(600);
    expect(network.connects).toBe(2);
    network.open();
    network.snapshot(0);
    expect(network.heard("watch")).toHaveLength(2);
    expect(network.heard("press")).toEqual([answered, open, open]);
    network.cut(1006);
    network.time.advance(network.time.now() + 600);
    network.open();
    network.snapshot(1);
    expect(network.heard("press")).toHaveLength(3);
  });

  test("what is pressed while it is away is not sent late into another run", () => {
    const network = new Network();
    network.open();
    network.snapshot(0);
    network.cut(1006);
    network.line.send(press(network.line, 0));
    network.time.advance(600);
    network.open();
    network.snapshot(1);
    expect(network.heard("press")).toHaveLength(0);
  });

  test("stays away longer when the server has named a limit, and not at all once it is closed", () => {
    const network = new Network();
    network.open();
    network.cut(CLOSE.tooManyOfAccount);
    expect(network.statuses.at(-1)).toMatchObject({ phase: "refused", closeCode: CLOSE.tooManyOfAccount });
    network.time.advance(10_000);
    expect(network.connects).toBe(1);
    network.time.advance(16_000);
    expect(network.connects).toBe(2);
    network.line.close();
    network.cut(1006);
    network.time.advance(100_000);
    expect(network.connects).toBe(2);
  });

  test("a session without a host at the moment is waited for, and asked for again now and then", () => {
    const network = new Network();
    network.open();
    network.tell({ k: "error", code: "not_hosted" });
    network.time.advance(5_100);
    expect(network.heard("watch")).toHaveLength(2);
    network.tell({ k: "error", code: "not_hosted" });
    network.snapshot(0);
    network.time.advance(30_000);
    expect(network.heard("watch")).toHaveLength(2);
  });
});
