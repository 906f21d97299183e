/** Where progress goes: standard error, so that what is printed to standard output stays clean. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface ProgressOptions {
  readonly stream: ProgressStream;
  readonly total: number;
  /** `--json` or any other reason to say nothing. */
  readonly quiet: boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly words: { readonly progress: string; readonly progressEnd: string };
}

export interface Progress {
  /** Rows done so far, in all. */
  done(rows: number): void;
  end(): void;
}

const MS_BETWEEN_LINES = 200;

/** Rewrites one line of the terminal, at most five times a second. Says nothing when nobody is watching. */
export function createProgress(options: ProgressOptions): Progress {
  const { stream, total, now, words } = options;
  if (options.quiet || stream.isTTY !== true) return { done: () => {}, end: () => {} };
  const started = now();
  let shown = -Infinity;
  const put = (text: string): unknown => stream.write(`\r\u001b[2K${text}`);
  return {
    done: (rows) => {
      const time = now();
      if (time - shown < MS_BETWEEN_LINES && rows < total) return;
      shown = time;
      const rate = Math.round((rows * 1000) / Math.max(1, time - started));
      put(fill(words.progress, { done: rows, total, rate }));
    },
    end: () => {
      const seconds = ((now() - started) / 1000).toFixed(1);
      put(`${fill(words.progressEnd, { total, seconds })}\n`);
    },
  };
}

function fill(sentence: string, values: Readonly<Record<string, number | string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
