import type { EmittedEvent, Runtime } from "../kernel/machinery/runtime.ts";
import type { Changed } from "../market/clock/live.ts";

/** Facts after which somebody may no longer be who his open screen thinks he is. */
const FACTS: ReadonlySet<string> = new Set(["access.sessionEnded", "access.rolesSet", "parties.memberChanged", "parties.partySuspended"]);

/** Tells whose rights have changed, as soon as it is committed on this node; an account's own word comes before its party's. */
export function onRightsChanged(runtime: Runtime, tell: (changed: Changed) => void): () => void {
  return runtime.onCommitted((events: readonly EmittedEvent[]) => {
    for (const { module, name, payload } of events) {
      if (!FACTS.has(`${module}.${name}`)) continue;
      const { accountId, partyId } = payload as Changed;
      tell({ ...(accountId === undefined ? {} : { accountId }), ...(partyId === undefined || accountId !== undefined ? {} : { partyId }) });
    }
  });
}
