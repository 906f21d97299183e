import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { ReactNode } from "react";
import { allocate } from "../../../../engines/allocation/whole.ts";
import { fillByScore } from "../../../../engines/allocation/priority.ts";
import { USUAL_TIES, type Allocation, type ClaimsRule } from "../../../../engines/allocation/types.ts";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import { RULES, capOf, type Rule } from "../../rules.ts";
import type { CandidateView, OrderView } from "../../views.ts";
import { usePooledWords } from "../words.ts";
import { useEditorWords } from "./words.ts";

interface ChooserProps {
  readonly rule: Rule;
  /** Growers are asked for their price, or are not: a sealed price needs its own rule, and only that. */
  readonly sealed: boolean;
  readonly onChange: (rule: Rule) => void;
  /** A saved draft whose candidates can be asked for. */
  readonly saved: OrderView | undefined;
}

/** Each rule says in one sentence what it does, and beside it how it would divide among those who could grow the order now. */
export function RuleChooser({ rule, sealed, onChange, saved }: ChooserProps): ReactNode {
  const words = useEditorWords();
  const common = usePooledWords();
  const api = useApi(pooled);
  const group = useId();
  const orderId = saved?.order.id ?? "";
  const may = saved !== undefined && saved.order.can.includes("publish");
  const { data } = useQuery({ queryKey: ["pooled", "candidates", orderId], queryFn: () => api.candidates({ orderId }), enabled: may });
  const first = data?.drops[0];
  const line = saved?.lines.find((one) => one.n === first?.line);
  const step = line?.terms.step ?? 1;
  const outcome = (one: Rule): string | null => {
    if (first === undefined || saved === undefined) return null;
    if (one === "sealed_bid") return words.liveLater;
    if (one === "least_cost") return words.liveCost;
    return outcomeOf(divide(one, first.candidates, { estate: first.quantity, step, minBatch: line?.terms.minBatch ?? 0, capPercent: saved.terms.capPercent }), words);
  };
  return (
    <div className="pooled-form">
      <fieldset className="pooled-rules">
        <legend className="hl-hidden">{words.rule}</legend>
        {RULES.map((one) => {
          const said = outcome(one);
          return (
            <label key={one}>
              <input type="radio" name={group} value={one} checked={rule === one} disabled={(one === "sealed_bid") !== sealed} onChange={() => onChange(one)} />
              <b>{common.rules[one].name}</b>
              <small>{common.rules[one].does}</small>
              {said === null ? null : <small className="pooled-outcome">{said}</small>}
            </label>
          );
        })}
      </fieldset>
      {may ? (data === undefined ? <Skeleton lines={1} /> : <p className="pooled-hint">{first !== undefined && first.available < first.quantity ? words.enough : words.liveWhy}</p>) : <p className="pooled-hint">{words.liveSave}</p>}
    </div>
  );
}

const CLAIMS: Readonly<Partial<Record<Rule, ClaimsRule>>> = { proportional: "proportional", equal_awards: "equal-awards", equal_losses: "equal-losses", talmud: "talmud" };
const WHOLE_PM = 1_000;

/** The same engine that makes the quotas, asked about what candidates have; ties fall as the published order has them. */
function divide(rule: Rule, candidates: readonly CandidateView[], { estate, step, minBatch, capPercent }: { estate: number; step: number; minBatch: number; capPercent: number }): Allocation {
  const claimants = candidates.filter((one) => one.excluded === "none").map((one) => ({ id: one.growerId, claim: one.available, cap: capOf(estate, capPercent), minBatch, score: one.basis.score }));
  const asked = { estate, step, tie: { by: USUAL_TIES, salt: "" }, claimants };
  const claims = CLAIMS[rule];
  return claims === undefined ? fillByScore({ ...asked, largestPerMille: WHOLE_PM }) : allocate({ ...asked, rule: claims });
}

function outcomeOf({ shares }: Allocation, words: ReturnType<typeof useEditorWords>): string {
  const units = shares.map((one) => one.units).filter((one) => one > 0);
  return units.length === 0 ? words.liveNone : words.liveRow(formatCount(units.length), formatCount(Math.min(...units)), formatCount(Math.max(...units)));
}
