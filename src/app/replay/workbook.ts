import { Worker } from "node:worker_threads";
import type { ArchiveFault } from "./archive.ts";
import type { GridLine } from "./grid.ts";
import { WORKBOOK_MEMORY_MB, WORKBOOK_TIME_LIMIT_MS } from "./limits.ts";
import type { WorkbookAnswer, WorkbookRequest } from "./workbook-worker.ts";

export type WorkbookResult =
  | { readonly lines: readonly GridLine[]; readonly odd: boolean }
  | { readonly fault: ArchiveFault | "workbook-slow"; readonly detail: string };

export interface WorkbookReader {
  /** Lines of the first sheet of a workbook (bytes, legacy or zipped) or of a table in a web page (text). One call at a time. */
  read(content: Uint8Array | string): Promise<WorkbookResult>;
  close(): Promise<void>;
}

/** The thread starts with the first workbook, is kept for the next ones, and is thrown away when it hangs or dies. */
export function createWorkbookReader(timeLimitMs: number = WORKBOOK_TIME_LIMIT_MS): WorkbookReader {
  let worker: Worker | null = null;
  let asked = 0;

  const close = async (): Promise<void> => {
    const closing = worker;
    worker = null;
    await closing?.terminate();
  };

  const read = async (content: Uint8Array | string): Promise<WorkbookResult> => {
    const thread = (worker ??= startThread());
    const id = (asked += 1);
    const answer = await ask(thread, { id, content }, timeLimitMs);
    if (answer === "slow" || answer instanceof Error) {
      await close();
      if (answer === "slow") return { fault: "workbook-slow", detail: String(timeLimitMs) };
      return { fault: "workbook-broken", detail: answer.message };
    }
    return answer;
  };

  return { read, close };
}

function startThread(): Worker {
  return new Worker(new URL("./workbook-worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: WORKBOOK_MEMORY_MB },
  });
}

function ask(thread: Worker, request: WorkbookRequest, timeLimitMs: number): Promise<WorkbookAnswer | Error | "slow"> {
  return new Promise((resolve) => {
    const settle = (result: WorkbookAnswer | Error | "slow"): void => {
      clearTimeout(timer);
      thread.off("message", settle);
      thread.off("error", settle);
      thread.off("exit", gone);
      resolve(result);
    };
    const gone = (code: number): void => settle(new Error(`The reader ended with code ${code}`));
    const timer = setTimeout(() => settle("slow"), timeLimitMs);
    thread.on("message", settle);
    thread.on("error", settle);
    thread.on("exit", gone);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin; the rule means windows
    thread.postMessage(request);
  });
}
