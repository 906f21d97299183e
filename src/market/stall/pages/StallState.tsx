import type { ReactNode } from "react";
import { Link } from "react-router";
import { useOnline } from "../../../ui/OfflineBar.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import type { Counter } from "./offline/useCounter.ts";
import { usePageWords } from "./words.ts";

/** What the device has not been able to tell the market, calmly: the work goes on. */
export function StallState({ state }: { readonly state: Counter }): ReactNode {
  const words = usePageWords().state;
  const online = useOnline();
  const conflicts = state.conflicts.length;
  return (
    <div role="status" className="stall-state">
      {state.reached && online ? null : <span data-tone="pollen"><Icon name="offline" /> {words.offline}</span>}
      {state.error === null ? null : <Link to="/login?to=/stall" data-tone="cinnabar"><Icon name="key" /> {words.signIn}</Link>}
      {state.waiting === 0 ? null : <Link to="/stall/bills" data-tone="pollen"><Icon name="upload" /> {words.waiting(state.waiting)}</Link>}
      {conflicts === 0 ? null : <Link to="/stall/bills" data-tone="cinnabar"><Icon name="warn" /> {words.conflict(conflicts)}</Link>}
    </div>
  );
}
