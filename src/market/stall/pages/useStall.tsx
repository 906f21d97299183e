import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { useApi } from "../../../ui/api.ts";
import { stall } from "../contract.ts";
import type { RightView, StallView } from "../views.ts";
import { usePageWords } from "./words.ts";

interface Mine {
  readonly stall: StallView;
  readonly right: RightView;
}
const CHOSEN = "hualian.stall.chosen";
const mineKey = (who: string): string => `hualian.stall.mine.${who}`;

function recall<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}
function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage may be full or forbidden; the choice then lives as long as the page.
  }
}

/** Gives a page the stall it is about; who has several chooses, who has none learns how to get one. Remembered for times without a network. */
export function WithStall({ children }: { readonly children: (mine: Mine, chooser: ReactNode) => ReactNode }): ReactNode {
  const words = usePageWords();
  const api = useApi(stall);
  const who = useViewer().name ?? "";
  const [chosen, setChosen] = useState(() => recall<string>(CHOSEN));
  const { data, isError } = useQuery({
    queryKey: ["stall", "mine", who], networkMode: "always",
    queryFn: async () => {
      const { stalls } = await api.mine({});
      keep(mineKey(who), stalls);
      return stalls;
    },
  });
  const stalls = data ?? recall<readonly Mine[]>(mineKey(who)) ?? undefined;
  if (stalls === undefined) return isError ? <EmptyState title={words.unreachable}>{words.unreachableWhy}</EmptyState> : <Skeleton lines={8} />;
  const mine = stalls.find((one) => one.stall.id === chosen) ?? stalls[0];
  if (mine === undefined) return <EmptyState title={words.none}>{words.noneWhy}</EmptyState>;
  const chooser = stalls.length < 2 ? null : (
    <Segmented label={words.choose} value={mine.stall.id} onChange={(id) => { keep(CHOSEN, id); setChosen(id); }} choices={stalls.map((one) => ({ value: one.stall.id, label: `${one.stall.number} ${one.stall.name}` }))} />
  );
  return children(mine, chooser);
}
