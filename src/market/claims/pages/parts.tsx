import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../ui/Badge.tsx";
import { formatMoney } from "../../../ui/money.ts";
import type { QualityClass } from "../rules.ts";
import type { ClaimRow } from "../views.ts";
import { clockTime, usePageWords, useTerms } from "./words.ts";

const STATE_TONE: Readonly<Record<ClaimRow["state"], BadgeTone>> = { filed: "pollen", offered: "pollen", arbitration: "river", confirming: "river", closed: "plain" };
const OUTCOME_TONE = { refund: "leaf", regrade: "leaf", return: "leaf", reject: "cinnabar", withdrawn: "plain", void: "plain" } as const satisfies Record<NonNullable<ClaimRow["outcome"]>, BadgeTone>;
const CLASS_TONE: Readonly<Record<QualityClass, BadgeTone>> = { A: "leaf", B: "pollen", C: "cinnabar" };

/** Where a claim stands, or how it ended. */
export function ClaimState({ claim }: { readonly claim: ClaimRow }): ReactNode {
  const terms = useTerms();
  const words = usePageWords().mine;
  if (claim.outcome !== null) return <Badge tone={OUTCOME_TONE[claim.outcome]}>{terms.outcomes[claim.outcome]}</Badge>;
  return <><Badge tone={STATE_TONE[claim.state]}>{terms.states[claim.state]}</Badge>{claim.escalated ? <> <Badge tone="cinnabar">{words.escalated}</Badge></> : null}</>;
}

export function ClassBadge({ quality }: { readonly quality: QualityClass }): ReactNode {
  return <Badge tone={CLASS_TONE[quality]}>{quality}</Badge>;
}

/** "退部分货款 ¥30.00", "按低一级算 B ¥11.10". */
export function useAsked(): (claim: Pick<ClaimRow, "ask" | "askAmount" | "askGrade" | "currency">) => string {
  const terms = useTerms();
  return ({ ask, askAmount, askGrade, currency }) => [terms.asks[ask], askGrade, formatMoney(askAmount, currency)].filter((part) => part !== null).join(" ");
}

export function useDue(): (claim: ClaimRow) => string {
  const words = usePageWords();
  return (claim) => (claim.state === "closed" ? words.common.none : claim.dueAt === null || claim.overdue ? words.mine.overdue : words.mine.due(clockTime(claim.dueAt)));
}
