import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "../../../ui/Badge.tsx";
import type { LossState } from "../rules.ts";
import { useTerms } from "./words.ts";

const TONE: Readonly<Record<LossState, BadgeTone>> = { proposed: "pollen", done: "leaf", declined: "cinnabar", withdrawn: "plain" };

export function ActState({ state }: { readonly state: LossState }): ReactNode {
  const terms = useTerms();
  return <Badge tone={TONE[state]}>{terms.states[state]}</Badge>;
}
