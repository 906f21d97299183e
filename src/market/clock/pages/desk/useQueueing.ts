import { useRef, useState } from "react";
import { useApi } from "../../../../ui/api.ts";
import { useWords } from "../../../../ui/Preferences.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import { useProblem } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import type { QueueOrder } from "./QueueBuilder.tsx";

export interface Queueing {
  readonly progress: { readonly done: number; readonly all: number } | null;
  /** Why a lot was not queued, by lot. */
  readonly problems: ReadonlyMap<string, string>;
  readonly start: (orders: readonly QueueOrder[]) => void;
  readonly stop: () => void;
}

/** Queues a bulk one lot after another, so that the order is the one on the screen; shows how far it is and can be stopped. */
export function useQueueing(session: SessionView, onDone: () => void): Queueing {
  const words = useWords(zh, en).desk.builder;
  const api = useApi(clock);
  const toast = useToast();
  const problem = useProblem();
  const [progress, setProgress] = useState<Queueing["progress"]>(null);
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const stopped = useRef(false);
  const run = async (orders: readonly QueueOrder[]): Promise<void> => {
    const failed = new Map<string, string>();
    let done = 0;
    stopped.current = false;
    for (const order of orders) {
      if (stopped.current) break;
      setProgress({ done, all: orders.length });
      try {
        await api.queueLot({ sessionId: session.id, ...order });
      } catch (error) {
        failed.set(order.lotId, problem(error).text);
      }
      done += 1;
    }
    setProgress(null);
    setProblems(failed);
    toast(words.done(done - failed.size, failed.size), failed.size === 0 ? "leaf" : "pollen");
    onDone();
  };
  return { progress, problems, start: (orders) => void run(orders), stop: () => { stopped.current = true; } };
}
