import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { Column, SequenceState } from "./tables.ts";

/**
 * A backup is one gzip'd text file, a JSON value a line, readable without us (README.md says how):
 *
 *   {"hualian":"backup","format":1,…}                     header: migrations and tables
 *   {"table":"kernel.account"}                            then the rows, each a list of texts and nulls in column order:
 *   ["0192…","wang",null]
 *   {"rows":1,"sha256":"…"}                               of the row lines, each with its line end
 *   {"sequence":"kernel.audit_id_seq","last":"41"}
 *   {"photo":"<sha256>","base64":"…"}   or   {"photo":"<sha256>","missing":true}
 *   {"digest":"…","tables":1,"rows":1,"photos":1}         footer
 */
export const FORMAT = 1;
/** A line holds one row; the largest are photographs and groups of a journal. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;
const LINE_END = 10;

export interface Header {
  readonly hualian: "backup";
  readonly format: number;
  readonly version: string;
  readonly at: string;
  readonly server: string;
  readonly migrations: readonly { readonly module: string; readonly name: string; readonly checksum: string }[];
  readonly tables: readonly { readonly name: string; readonly columns: readonly Column[]; readonly key: readonly string[] }[];
}
export interface TableSum {
  readonly rows: number;
  readonly sha256: string;
}
export type PhotoLine = { readonly photo: string; readonly base64: string } | { readonly photo: string; readonly missing: true };
export interface Footer {
  readonly digest: string;
  readonly tables: number;
  readonly rows: number;
  readonly photos: number;
}

/** The digest of all that a market knows: every table with its columns, and every photograph. Times and places of backups are not in it. */
export class MarketDigest {
  readonly sums = new Map<string, TableSum>();
  readonly #hash: Hash = createHash("sha256");
  rows = 0;
  photos = 0;

  table(name: string, columns: readonly Column[], sum: TableSum): void {
    this.sums.set(name, sum);
    this.rows += sum.rows;
    this.#hash.update(`${name}(${columns.map((column) => column.name).join(",")}) ${sum.rows} ${sum.sha256}\n`);
  }
  photo(sha256: string, missing: boolean): void {
    if (!missing) this.photos++;
    this.#hash.update(`photo ${sha256}${missing ? " missing" : ""}\n`);
  }
  footer(): Footer {
    return { digest: this.#hash.copy().digest("hex"), tables: this.sums.size, rows: this.rows, photos: this.photos };
  }
}

/** A backup that was read to its end and found whole. */
export interface Walked {
  readonly header: Header;
  readonly footer: Footer;
  readonly sums: ReadonlyMap<string, TableSum>;
}

/** Says what is wrong with a backup file, and where. */
export class BackupFileError extends Error {}

/** What a reader of a backup may want to be told; every part is checked against its digest before the next begins. */
export interface Visitor {
  rows?(table: Header["tables"][number], lines: readonly string[]): Promise<void>;
  sequence?(state: SequenceState): Promise<void>;
  photo?(photo: PhotoLine, bytes: Buffer | null): Promise<void>;
}

/** Reads a backup from end to end, tells the visitor, and throws at the first thing that does not fit. */
export async function walk(file: string, visitor: Visitor = {}): Promise<Walked> {
  const walker = new Walker(file, visitor);
  for await (const lines of linesOf(file)) await walker.take(lines);
  return walker.end();
}

class Walker {
  readonly #file: string;
  readonly #visitor: Visitor;
  readonly #digest = new MarketDigest();
  #header: Header | null = null;
  #footer: Footer | null = null;
  #open: { shape: Header["tables"][number]; hash: Hash; rows: number } | null = null;
  #line = 0;

  constructor(file: string, visitor: Visitor) {
    this.#file = file;
    this.#visitor = visitor;
  }

  async take(lines: readonly string[]): Promise<void> {
    let at = 0;
    while (at < lines.length) {
      const line = lines[at]!;
      if (line.startsWith("[")) {
        const from = at;
        while (at < lines.length && lines[at]!.startsWith("[")) at++;
        await this.#rows(lines.slice(from, at));
        continue;
      }
      this.#line++;
      at++;
      if (this.#header === null) this.#header = headerOf(this.#file, line);
      else await this.#mark(this.#header, parse(line, () => this.#wrong("is not JSON")));
    }
  }

  end(): Walked {
    if (this.#header === null || this.#footer === null) throw new BackupFileError(`${this.#file} ends too early, at line ${this.#line}; the backup was cut off.`);
    return { header: this.#header, footer: this.#footer, sums: this.#digest.sums };
  }

  async #rows(lines: readonly string[]): Promise<void> {
    const open = this.#open ?? this.#wrong("is a row outside of a table");
    this.#line += lines.length;
    open.rows += lines.length;
    open.hash.update(`${lines.join("\n")}\n`);
    await this.#visitor.rows?.(open.shape, lines);
  }

  async #mark(header: Header, mark: Record<string, unknown>): Promise<void> {
    if (this.#footer !== null) this.#wrong("comes after the end");
    if (typeof mark["table"] === "string") {
      if (this.#open !== null) this.#wrong(`begins a table before ${this.#open.shape.name} has ended`);
      const shape = header.tables.find((table) => table.name === mark["table"]) ?? this.#wrong(`begins ${mark["table"]}, which the header does not name`);
      this.#open = { shape, hash: createHash("sha256"), rows: 0 };
    } else if (typeof mark["rows"] === "number" && this.#open !== null) {
      const { shape, hash, rows } = this.#open;
      const sum = { rows, sha256: hash.digest("hex") };
      if (sum.rows !== mark["rows"] || sum.sha256 !== mark["sha256"]) this.#wrong(`ends ${shape.name}, whose ${rows} rows do not have the digest that was written down`);
      this.#digest.table(shape.name, shape.columns, sum);
      this.#open = null;
    } else if (typeof mark["sequence"] === "string" && typeof mark["last"] === "string") {
      await this.#visitor.sequence?.({ name: mark["sequence"], last: mark["last"] });
    } else if (typeof mark["photo"] === "string") {
      await this.#photo(mark as PhotoLine);
    } else if (typeof mark["digest"] === "string") {
      const footer = this.#digest.footer();
      if (footer.digest !== mark["digest"] || footer.tables !== header.tables.length) this.#wrong("holds a digest that does not fit what was read");
      this.#footer = footer;
    } else this.#wrong("is not a part of a backup");
  }

  async #photo(line: PhotoLine): Promise<void> {
    const bytes = "base64" in line ? Buffer.from(line.base64, "base64") : null;
    if (bytes !== null && createHash("sha256").update(bytes).digest("hex") !== line.photo) this.#wrong(`holds photo ${line.photo} with other bytes`);
    this.#digest.photo(line.photo, bytes === null);
    await this.#visitor.photo?.(line, bytes);
  }

  #wrong(what: string): never {
    throw new BackupFileError(`${this.#file}: line ${this.#line} ${what}. The file is damaged; take another backup. 备份文件已损坏。`);
  }
}

function headerOf(file: string, line: string): Header {
  const header = parse(line, () => {
    throw new BackupFileError(`${file} is not a backup of Hualian.`);
  }) as unknown as Header;
  if (header.hualian !== "backup") throw new BackupFileError(`${file} is not a backup of Hualian. 这不是花链的备份文件。`);
  if (header.format !== FORMAT) throw new BackupFileError(`${file} has format ${header.format}; this version reads format ${FORMAT}.`);
  return header;
}

function parse(line: string, fail: () => never): Record<string, unknown> {
  try {
    const value = JSON.parse(line) as unknown;
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below, in the reader's words.
  }
  return fail();
}

/** The lines of a gzip'd file in bunches. Split by byte, because other line ends are ordinary text inside JSON. */
async function* linesOf(file: string): AsyncGenerator<string[]> {
  const source = createReadStream(file);
  const text = source.pipe(createGunzip());
  source.on("error", (error) => text.destroy(error));
  let rest: Buffer[] = [];
  let restBytes = 0;
  try {
    for await (const chunk of text as AsyncIterable<Buffer>) {
      const lines: string[] = [];
      let from = 0;
      for (let at = chunk.indexOf(LINE_END); at !== -1; at = chunk.indexOf(LINE_END, from)) {
        const piece = chunk.subarray(from, at);
        lines.push((rest.length === 0 ? piece : Buffer.concat([...rest, piece])).toString("utf8"));
        rest = [];
        restBytes = 0;
        from = at + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
      restBytes += chunk.length - from;
      if (restBytes > MAX_LINE_BYTES) throw new BackupFileError(`${file} holds a line of more than ${MAX_LINE_BYTES} bytes.`);
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    if (error instanceof BackupFileError || (error as NodeJS.ErrnoException).code === "ENOENT") throw error;
    if (String((error as NodeJS.ErrnoException).code).startsWith("Z_")) throw new BackupFileError(`${file} cannot be unpacked (${(error as Error).message}); it is cut off or not a backup. 备份文件不完整。`);
    throw error;
  } finally {
    source.destroy();
  }
  if (restBytes > 0) throw new BackupFileError(`${file} ends in the middle of a line; the backup was cut off. 备份文件不完整。`);
}
