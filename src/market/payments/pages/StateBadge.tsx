import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import type { InstructionView } from "../contract.ts";
import { usePageWords, useTerms } from "./words.ts";

const TONE = { prepared: "pollen", submitted: "river", paid: "leaf", failed: "cinnabar" } as const;

/** Where an instruction stands; one that nobody really pays says so. */
export function StateBadge({ row }: { readonly row: InstructionView }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  return <><Badge tone={TONE[row.state]}>{terms.states[row.state]}</Badge>{row.simulated ? <> <Badge tone="cinnabar">{terms.rails.simulator}</Badge></> : null}{row.cancelAsked && row.doneAt === null ? <small className="pay-note">{words.cancelAsked}</small> : null}</>;
}
