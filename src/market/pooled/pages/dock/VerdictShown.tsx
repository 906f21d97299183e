import type { ReactNode } from "react";
import type { Graded } from "../../../../engines/grading/grading.ts";
import { useWords } from "../../../../ui/Preferences.tsx";
import type { Grade } from "../../rules.ts";
import type { ParcelView } from "../../views.ts";
import { perMille, useLimit, usePooledWords } from "../words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

interface ShownProps {
  readonly parcel: ParcelView;
  readonly verdict: Graded<Grade> | null;
  readonly done: boolean;
}

/** The grade as it comes out while the sample grows, and which attribute keeps it from a better one. */
export function VerdictShown({ parcel, verdict, done }: ShownProps): ReactNode {
  const { verdict: words } = useWords(zh, en);
  const { spec } = usePooledWords();
  const limit = useLimit();
  if (verdict === null) return <p className="pooled-verdict" data-tone="waiting"><b>—</b><span>{words.waiting}</span></p>;
  const { grade, failing, acceptance } = verdict;
  const pricePm = parcel.spec.find((one) => one.grade === grade)?.pricePm ?? null;
  const tone = grade === null || pricePm === null ? "off" : grade <= parcel.orderedGrade ? "good" : "lower";
  return (
    <div className="pooled-verdict" data-tone={tone} role="status">
      <b>{grade ?? words.none}</b>
      <span>{words.title}{done ? "" : " …"}<br />{tone === "good" ? words.asOrdered : pricePm === null ? (grade === null ? words.off : spec.notTaken) : words.lower(perMille(pricePm))}</span>
      {tone === "good" || failing.length === 0 ? null : <ul>{failing.map((one) => <li key={one.limit.attribute}>{words.failing(limit(one.limit), one.defects, acceptance)}</li>)}</ul>}
    </div>
  );
}
