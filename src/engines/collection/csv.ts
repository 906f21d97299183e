/** Delimited text in pieces as a stream gives them, to records; for files too long to be held (RFC 4180, with , ; tab or | between the fields). */

const DELIMITERS = [",", "\t", ";", "|"] as const;
/** A quoted field that goes on longer than a spreadsheet's cell can hold is a quote that was never closed. */
const MAX_FIELD = 32_767;

export class OpenQuote extends Error {
  readonly row: number;
  constructor(row: number) {
    super(`The quote opened in row ${row} is never closed.`);
    this.row = row;
  }
}

/** Rows are numbered as a spreadsheet numbers them, from 1, blank ones counted and not given. */
export class CsvRecords {
  #rest = "";
  #row = 0;
  #delimiter = "";
  readonly #give: (row: number, cells: string[]) => void;

  constructor(give: (row: number, cells: string[]) => void) {
    this.#give = give;
  }

  take(text: string): void {
    this.#rest = this.#through(this.#rest === "" ? text : this.#rest + text, false);
  }

  end(): void {
    if (this.#rest !== "") this.#rest = this.#through(this.#rest, true);
  }

  /** Gives every record that is whole and returns the rest. */
  #through(text: string, last: boolean): string {
    let at = 0;
    // Looked for once and again only when it is passed: most files have none, and a search to the end for every line would take for ever.
    let quote = text.indexOf('"');
    while (at < text.length) {
      const end = text.indexOf("\n", at);
      if (end === -1 && !last) break;
      const stop = end === -1 ? text.length : end;
      if (this.#delimiter === "") this.#delimiter = delimiterOf(text.slice(at, stop));
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
      if (quote !== -1 && quote < stop) {
        const next = this.#quoted(text, at, last);
        if (next === -1) break;
        at = next;
        continue;
      }
      this.#row += 1;
      const line = text.slice(at, text.charCodeAt(stop - 1) === 13 && stop > at ? stop - 1 : stop);
      if (line !== "") this.#give(this.#row, line.split(this.#delimiter));
      at = stop + 1;
    }
    return at === 0 ? text : text.slice(at);
  }

  /** One record with quotes in it; -1 when its end has not come yet. */
  #quoted(text: string, from: number, last: boolean): number {
    const cells: string[] = [];
    let at = from;
    for (;;) {
      let cell = "";
      if (text[at] === '"') {
        const closed = this.#closing(text, at + 1, last);
        if (closed === -1) return -1;
        cell = text.slice(at + 1, closed).replaceAll('""', '"');
        at = closed + 1;
      }
      const began = at;
      while (at < text.length && text[at] !== this.#delimiter && text[at] !== "\n") at += 1;
      if (at >= text.length && !last) return -1;
      cells.push(cell === "" ? text.slice(began, at).replace(/\r$/, "") : cell);
      if (text[at] === this.#delimiter) {
        at += 1;
        continue;
      }
      this.#row += 1;
      this.#give(this.#row, cells);
      return at + 1;
    }
  }

  #closing(text: string, from: number, last: boolean): number {
    let at = from;
    for (;;) {
      const end = text.indexOf('"', at);
      if ((end === -1 ? text.length : end) - from > MAX_FIELD) throw new OpenQuote(this.#row + 1);
      if (end === -1) {
        if (last) throw new OpenQuote(this.#row + 1);
        return -1;
      }
      // A quote at the very end may be half of a doubled one.
      if (end + 1 === text.length && !last) return -1;
      if (text[end + 1] !== '"') return end;
      at = end + 2;
    }
  }
}

/** The one that the first line uses most, outside of quotes. */
function delimiterOf(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, "");
  return DELIMITERS.map((one) => [one, bare.split(one).length - 1] as const).reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
