/** Where progress goes: standard error, so that what is printed to standard output stays clean. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The parts of a replay that take long enough to be watched. */
export type Stage = "opening" | "queueing" | "selling" | "booking" | "closing" | "proving";

export interface ProgressOptions {
  readonly stream: ProgressStream;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly words: { readonly stages: Readonly<Record<Stage, string>>; readonly progress: string; readonly progressEnd: string };
}

export interface Progress {
  /** A stage begins, for what is named, with so many things to do; 0 when that is not known. */
  stage(stage: Stage, of: string, total: number): void;
  /** One more thing of the stage is done. */
  step(): void;
  /** Everything is over; `rows` were replayed. */
  end(rows: number): void;
}

const MS_BETWEEN_LINES = 200;
const FORGET_LINE = "\r\u001b[2K";

/** Rewrites one line of the terminal, at most five times a second. Says nothing when nobody is watching. */
export function createProgress({ stream, now, words }: ProgressOptions): Progress {
  if (stream.isTTY !== true) return { stage: () => {}, step: () => {}, end: () => {} };
  const started = now();
  let shown = -Infinity;
  let at = { stage: "opening" as Stage, of: "", total: 0, done: 0 };
  const put = (text: string): unknown => stream.write(`${FORGET_LINE}${text}`);
  const show = (): void => {
    const { stage, of, total, done } = at;
    put(fill(words.progress, { stage: words.stages[stage], of, counted: total === 0 ? "" : `${done} / ${total}` }).trimEnd());
  };
  return {
    stage: (stage, of, total) => {
      at = { stage, of, total, done: 0 };
      shown = now();
      show();
    },
    step: () => {
      at.done += 1;
      const time = now();
      if (time - shown < MS_BETWEEN_LINES && at.done < at.total) return;
      shown = time;
      show();
    },
    end: (rows) => {
      const seconds = ((now() - started) / 1000).toFixed(1);
      put(`${fill(words.progressEnd, { rows, seconds })}\n`);
    },
  };
}

export function fill(sentence: string, values: Readonly<Record<string, number | string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
