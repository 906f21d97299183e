import type { Client, Connection, PoolClient } from "pg";

/** Bytes gathered before they are sent: small enough to flow, large enough that the socket is not the work. */
const CHUNK_CHARS = 256 * 1024;
const ESCAPES = /[\\\n\r\t]/g;
const ESCAPED: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A value in PostgreSQL's text format for COPY; null stands for itself. */
export function copyText(value: string | number | boolean | null): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return value.replace(ESCAPES, (sign) => ESCAPED[sign]!);
  return typeof value === "boolean" ? (value ? "t" : "f") : String(value);
}

/** What the driver asks of a query that speaks for itself (frontend/backend protocol, "COPY operations"). */
interface SpeakingQuery {
  callback?: unknown;
  submit(connection: Connection): void;
  handleCopyInResponse(connection: CopyConnection): void;
  handleCommandComplete(message: { text: string }): void;
  handleReadyForQuery(): void;
  handleError(error: Error): void;
}
interface CopyConnection {
  readonly stream: NodeJS.WritableStream & { readonly writableNeedDrain?: boolean };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(why: string): void;
}

/**
 * Rows into a table through COPY FROM STDIN, as fast as the server takes them: `write` waits while its socket is full.
 * The connection is busy until `end` or `fail`; errors of the server are thrown by whichever is called next.
 */
export class CopyIn {
  #text = "";
  #connection: CopyConnection | null = null;
  #error: Error | null = null;
  readonly #ready: Promise<void>;
  readonly #done: Promise<number>;

  constructor(client: Client | PoolClient, statement: string) {
    let ready = (): void => {};
    let [done, failed] = [(_rows: number): void => {}, (_error: Error): void => {}];
    this.#ready = new Promise((resolve) => (ready = resolve));
    this.#done = new Promise((resolve, reject) => ([done, failed] = [resolve, reject]));
    this.#done.catch(() => {});
    let rows = 0;
    const query: SpeakingQuery = {
      submit: (connection) => void (connection as unknown as CopyConnection).query(statement),
      handleCopyInResponse: (connection) => {
        this.#connection = connection;
        ready();
      },
      handleCommandComplete: ({ text }) => void (rows = Number(/\d+$/.exec(text)?.[0] ?? 0)),
      handleReadyForQuery: () => (this.#error === null ? done(rows) : failed(this.#error)),
      handleError: (error) => {
        this.#error ??= error;
        failed(error);
        ready();
      },
    };
    (client as unknown as { query(one: SpeakingQuery): void }).query(query);
  }

  /** Whole lines, each with its line end. Waits when enough has gathered to be sent and the socket is full. */
  write(lines: string): Promise<void> | undefined {
    this.#text += lines;
    return this.#text.length < CHUNK_CHARS ? undefined : this.#flush();
  }

  async end(): Promise<number> {
    await this.#flush();
    this.#connection?.endCopyFrom();
    return this.#done;
  }

  /** Nothing of what was written is kept. */
  async fail(why: string): Promise<void> {
    await this.#ready;
    this.#connection?.sendCopyFail(why);
    await this.#done.catch(() => {});
  }

  async #flush(): Promise<void> {
    await this.#ready;
    if (this.#error !== null) throw this.#error;
    const connection = this.#connection!;
    if (this.#text !== "") connection.sendCopyFromChunk(Buffer.from(this.#text, "utf8"));
    this.#text = "";
    if (connection.stream.writableNeedDrain !== true) return;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        connection.stream.removeListener("drain", go);
        connection.stream.removeListener("close", go);
        resolve();
      };
      connection.stream.on("drain", go);
      connection.stream.on("close", go);
    });
  }
}
