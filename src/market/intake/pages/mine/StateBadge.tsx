import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../../ui/Badge.tsx";
import type { LotState } from "../../rules.ts";
import { useIntakeWords } from "../words.ts";

const TONES: Readonly<Record<LotState, BadgeTone>> = { expected: "pollen", received: "river", graded: "leaf", offered: "orchid", closed: "plain", cancelled: "plain", refused: "cinnabar" };

export function StateBadge({ state }: { readonly state: LotState }): ReactNode {
  return <Badge tone={TONES[state]}>{useIntakeWords().states[state]}</Badge>;
}
