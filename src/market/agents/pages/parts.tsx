import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../ui/Badge.tsx";
import { formatCount } from "../../../ui/money.ts";
import type { LineState, Priority } from "../rules.ts";
import { useTerms } from "./words.ts";

const STATE_TONE: Readonly<Record<LineState, BadgeTone>> = { open: "plain", part: "pollen", filled: "leaf", closed: "plain" };
export function LineStateBadge({ state }: { readonly state: LineState }): ReactNode {
  return <Badge tone={STATE_TONE[state]}>{useTerms().lineStates[state]}</Badge>;
}

export function PriorityBadge({ priority }: { readonly priority: Priority }): ReactNode {
  const terms = useTerms();
  return priority === "normal" ? null : <Badge tone={priority === "urgent" ? "cinnabar" : "orchid"}>{terms.priorities[priority]}</Badge>;
}

/** How far a list or a line is, as a bar and in figures. */
export function Progress({ filled, of, label }: { readonly filled: number; readonly of: number; readonly label: string }): ReactNode {
  return (
    <span className="agent-progress">
      <progress max={Math.max(1, of)} value={filled} aria-label={label} />
      <span>{formatCount(filled)} / {formatCount(of)}</span>
    </span>
  );
}
