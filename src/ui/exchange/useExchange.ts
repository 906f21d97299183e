import { useEffect, useRef, useState } from "react";
import { base64Of } from "../files.ts";
import type { ExchangeProgress, ExchangeReport } from "./report.ts";

export interface ExchangeDoors {
  /** Tries a file or carries it out. `job` is asked about with `progress` and stopped with `cancel`. */
  readonly take: (input: { readonly base64: string; readonly dryRun: boolean; readonly job: string }) => Promise<ExchangeReport>;
  readonly progress: (job: string) => Promise<ExchangeProgress>;
  readonly cancel: (job: string) => Promise<unknown>;
}

interface Chosen {
  readonly name: string;
  readonly base64: string;
}
export type Stage =
  | { readonly at: "choose" }
  | { readonly at: "too_large" }
  | { readonly at: "busy"; readonly job: string; readonly dryRun: boolean; readonly stopping: boolean; readonly progress: ExchangeProgress | null }
  | { readonly at: "answered"; readonly report: ExchangeReport }
  | { readonly at: "failed"; readonly error: unknown };

const ASK_EVERY_MS = 500;

/** A file on its way into a list: chosen, tried, carried out, and stopped on demand. Answers to what was given up are dropped. */
export function useExchange({ take, progress, cancel }: ExchangeDoors, maxBytes: number, onDone: (report: ExchangeReport) => void) {
  const [file, setFile] = useState<Chosen | null>(null);
  const [stage, setStage] = useState<Stage>({ at: "choose" });
  const current = useRef("");
  const busy = stage.at === "busy" ? stage.job : null;
  const ask = useRef(progress);
  useEffect(() => { ask.current = progress; });

  useEffect(() => {
    if (busy === null) return;
    const timer = setInterval(() => {
      // An answer about progress that is lost or late matters to nobody.
      void ask.current(busy).then((now) => setStage((before) => (before.at === "busy" && before.job === busy && now.found ? { ...before, progress: now } : before)), () => undefined);
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [busy]);

  const run = async (chosen: Chosen, dryRun: boolean): Promise<void> => {
    const job = crypto.randomUUID();
    current.current = job;
    setStage({ at: "busy", job, dryRun, stopping: false, progress: null });
    const next = await take({ base64: chosen.base64, dryRun, job }).then((report): Stage => ({ at: "answered", report }), (error: unknown): Stage => ({ at: "failed", error }));
    if (current.current !== job) return;
    setStage(next);
    if (next.at === "answered" && next.report.applied) onDone(next.report);
  };

  return {
    file, stage,
    choose: async (picked: File | undefined): Promise<void> => {
      if (picked === undefined) return;
      if (picked.size > maxBytes) {
        setFile(null);
        setStage({ at: "too_large" });
        return;
      }
      const chosen = { name: picked.name, base64: await base64Of(picked) };
      setFile(chosen);
      await run(chosen, true);
    },
    apply: (): void => {
      if (file !== null) void run(file, false);
    },
    stop: (): void => {
      if (stage.at !== "busy") return;
      void cancel(stage.job).catch(() => undefined);
      // A trial writes nothing, so nobody waits for its end; what is being written says itself whether it was stopped in time.
      if (stage.dryRun) {
        current.current = "";
        setStage({ at: "choose" });
      } else setStage({ ...stage, stopping: true });
    },
  };
}
