import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { files } from "../../../../kernel/files/contract.ts";
import { useApi } from "../../../../ui/api.ts";
import { useToast } from "../../../../ui/Toast.tsx";
import { intake } from "../../contract.ts";
import { shortNo, useIntakeTold, usePageWords } from "../words.ts";
import { keepWaiting, recallWaiting, type Draft, type Waiting } from "./draft.ts";
import { send } from "./send.ts";

const TRY_EVERY_MS = 15_000;

export interface WaitingLots {
  readonly lots: readonly Waiting[];
  readonly add: (draft: Draft, key: string) => void;
  readonly drop: (key: string) => void;
  readonly retry: () => void;
}

/** Lots declared without a network: kept on the device, sent when it is back, each once. */
export function useWaiting(who: string, currency: string): WaitingLots {
  const words = usePageWords().form;
  const apis = { lots: useApi(intake), photos: useApi(files) };
  const queries = useQueryClient();
  const toast = useToast();
  const told = useIntakeTold();
  const [lots, setLots] = useState<readonly Waiting[]>(() => recallWaiting(who));
  const busy = useRef(false);
  const change = useCallback((how: (lots: readonly Waiting[]) => readonly Waiting[]) => {
    // Read anew: another page of this device may have sent some meanwhile.
    const next = how(recallWaiting(who));
    keepWaiting(who, next);
    setLots(next);
  }, [who]);
  const attempt = async (): Promise<void> => {
    if (busy.current || !navigator.onLine) return;
    busy.current = true;
    try {
      for (const one of recallWaiting(who).filter((waiting) => waiting.problem === null)) {
        try {
          const lot = await send(apis, one.draft, one.key, currency);
          change((all) => all.filter((other) => other.key !== one.key));
          toast(`${words.sent} ${shortNo(lot.no)}`, "leaf");
          void queries.invalidateQueries({ queryKey: ["intake"] });
        } catch (error) {
          const said = told(error);
          if (said.offline === true || said.number !== undefined) return;
          change((all) => all.map((other) => (other.key === one.key ? { ...other, problem: said.text } : other)));
        }
      }
    } finally {
      busy.current = false;
    }
  };
  const latest = useRef(attempt);
  useEffect(() => { latest.current = attempt; });
  useEffect(() => {
    setLots(recallWaiting(who));
    const now = (): void => void latest.current();
    now();
    const timer = setInterval(now, TRY_EVERY_MS);
    addEventListener("online", now);
    return () => { clearInterval(timer); removeEventListener("online", now); };
  }, [who]);
  return {
    lots,
    add: (draft, key) => change((all) => [...all.filter((one) => one.key !== key), { key, draft, at: new Date().toISOString(), problem: null }]),
    drop: (key) => change((all) => all.filter((one) => one.key !== key)),
    retry: () => { change((all) => all.map((one) => ({ ...one, problem: null }))); void attempt(); },
  };
}
