import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "../../../ui/Badge.tsx";
import type { State } from "../rules.ts";
import type { BatchView, VerdictView } from "../views.ts";
import { useAmount, usePageWords, useTerms } from "./words.ts";

const STATE_TONE: Readonly<Record<State, BadgeTone>> = { growing: "river", ready: "leaf", harvested: "plain", failed: "cinnabar" };
export function StateBadge({ state }: { readonly state: State }): ReactNode {
  const terms = useTerms();
  return <Badge tone={STATE_TONE[state]}>{terms.states[state]}</Badge>;
}

/** Said only where somebody has to look: an allowed batch needs no word. */
export function LicenceBadge({ licence }: { readonly licence: VerdictView }): ReactNode {
  const terms = useTerms();
  return licence.verdict === "allowed" ? null : <Badge tone={licence.verdict === "over_quantity" ? "pollen" : "cinnabar"}>{terms.verdicts[licence.verdict]}</Badge>;
}

export function Warnings({ batch }: { readonly batch: BatchView }): ReactNode {
  const words = usePageWords().bench;
  const amount = useAmount();
  return (
    <>
      {batch.short > 0 ? <Badge tone="cinnabar">{words.short(amount(batch.short, batch.unit))}</Badge> : null}
      {batch.overdue ? <Badge tone="pollen">{words.overdue}</Badge> : null}
      <LicenceBadge licence={batch.licence} />
    </>
  );
}
