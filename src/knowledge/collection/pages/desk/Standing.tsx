import type { ReactNode } from "react";
import { STATUSES } from "../../../../engines/collection/standard.ts";
import { Badge, type BadgeTone } from "../../../../ui/Badge.tsx";
import type { ObservationView } from "../../contract.ts";
import { useTerms } from "../words.ts";

export const FILTERS = ["outlier", ...STATUSES] as const;
export type Filter = (typeof FILTERS)[number];
const TONES: Readonly<Record<Filter, BadgeTone>> = { kept: "leaf", missing: "plain", named: "cinnabar", excluded: "river", outlier: "pollen" };

/** What an observation is worth now: an outlier without its reason waits. */
export const standingOf = (row: ObservationView): Filter => (row.status === "kept" && row.outlier && row.reason === null ? "outlier" : row.status);

export function Standing({ row }: { readonly row: ObservationView }): ReactNode {
  const terms = useTerms();
  const standing = standingOf(row);
  const why = row.problem !== null ? terms.problems[row.problem as keyof typeof terms.problems] : row.reason === null ? null : (terms.outlierReasons[row.reason as keyof typeof terms.outlierReasons] ?? terms.exclusions[row.reason as keyof typeof terms.exclusions] ?? row.reason);
  return <><Badge tone={TONES[standing]}>{terms.statuses[standing]}</Badge>{why === null ? null : <span className="col-soft"> {why}</span>}</>;
}
