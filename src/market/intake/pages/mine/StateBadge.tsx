import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../../ui/Badge.tsx";
import type { LotCard } from "../../contract.ts";
import { resultOf, type LotState } from "../../rules.ts";
import { useIntakeWords } from "../words.ts";

const TONES: Readonly<Record<LotState, BadgeTone>> = { expected: "pollen", received: "river", graded: "leaf", offered: "orchid", closed: "plain", cancelled: "plain", refused: "cinnabar" };

/** Where a lot stands. `result` tells instead how it did, once it has been offered: what a grower asks first. */
export function StateBadge({ lot, result = false }: { readonly lot: LotCard; readonly result?: boolean | undefined }): ReactNode {
  const words = useIntakeWords();
  const done = result && (lot.state === "graded" || lot.state === "closed") ? resultOf(lot) : null;
  if (done !== null) return <Badge tone={done === "passed" ? "pollen" : "orchid"}>{words.results[done]}</Badge>;
  return <Badge tone={TONES[lot.state]}>{words.states[lot.state]}</Badge>;
}
