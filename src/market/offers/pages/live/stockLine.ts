import { STOCK_PATH, type StockMessage } from "../../wire.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

export interface Left {
  readonly left: number;
  /** When it was told, by this screen's own clock. */
  readonly at: number;
}

/** One line to the stock channel for all pages of a tab: it opens with the first who listens and closes with the last. */
class StockLine {
  readonly #lefts = new Map<string, Left>();
  readonly #screens = new Set<() => void>();
  readonly #ears = new Set<(message: StockMessage) => void>();
  #socket: WebSocket | null = null;
  #again: ReturnType<typeof setTimeout> | null = null;
  #wait = FIRST_WAIT_MS;
  #live = false;
  #been = false;

  readonly subscribe = (screen: () => void): (() => void) => {
    this.#screens.add(screen);
    this.#open();
    return () => {
      this.#screens.delete(screen);
      if (this.#screens.size === 0) this.#close();
    };
  };
  listen(ear: (message: StockMessage) => void): () => void {
    this.#ears.add(ear);
    return () => this.#ears.delete(ear);
  }
  left(lineId: string): Left | undefined {
    return this.#lefts.get(lineId);
  }
  readonly live = (): boolean => this.#live;

  #open(): void {
    if (this.#socket !== null || this.#again !== null) return;
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}${STOCK_PATH}`);
    this.#socket = socket;
    socket.addEventListener("message", (event) => this.#hear(JSON.parse(String(event.data)) as StockMessage));
    socket.addEventListener("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#live = false;
      this.#drawn();
      if (this.#screens.size === 0) return;
      this.#again = setTimeout(() => { this.#again = null; this.#open(); }, this.#wait);
      this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
    });
  }

  #close(): void {
    if (this.#again !== null) clearTimeout(this.#again);
    this.#again = null;
    const socket = this.#socket;
    this.#socket = null;
    this.#live = false;
    socket?.close();
  }

  #hear(message: StockMessage): void {
    if (message.k === "hello") {
      this.#live = true;
      this.#wait = FIRST_WAIT_MS;
      // What was missed while the line was down is read again.
      if (this.#been) for (const ear of this.#ears) ear({ k: "line", line: "" });
      this.#been = true;
    } else if (message.k === "left") {
      const at = Date.now();
      for (const [line, left] of message.lines) this.#lefts.set(line, { left, at });
    } else for (const ear of this.#ears) ear(message);
    this.#drawn();
  }

  #drawn(): void {
    for (const screen of this.#screens) screen();
  }
}

export const stockLine = new StockLine();
