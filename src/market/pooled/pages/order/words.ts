import { useWords } from "../../../../ui/Preferences.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import type { OrderRow } from "../../views.ts";
import { en } from "./words.en.ts";
import { zh, type OrderWords } from "./words.zh.ts";

export const useOrderWords = (): OrderWords => useWords(zh, en);

const HUB_DEEDS: readonly OrderRow["can"][number][] = ["publish", "decline", "allocate", "reinvite", "ship", "close"];
/** Whether the reader acts for the hub: the market's manager, or whoever the server lets do a hub's deed. */
export function useIsHub(): (order: OrderRow) => boolean {
  const { roles } = useViewer();
  return (order) => (roles.includes("operator") && order.hubId === null) || order.can.some((deed) => HUB_DEEDS.includes(deed));
}
