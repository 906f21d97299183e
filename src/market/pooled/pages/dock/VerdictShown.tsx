import type { ReactNode } from "react";
import { useWords } from "../../../../ui/Preferences.tsx";
import type { ParcelView } from "../../views.ts";
import { perMille, usePooledWords } from "../words.ts";
import { allowedOf, type Sample, type Verdict } from "./verdict.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

interface ShownProps {
  readonly parcel: ParcelView;
  readonly verdict: Verdict | null;
  readonly done: boolean;
  readonly samples: readonly Sample[];
}

/** The grade as it comes out while the sample grows, and which attribute keeps it from a better one. */
export function VerdictShown({ parcel, verdict, done, samples }: ShownProps): ReactNode {
  const { verdict: words } = useWords(zh, en);
  const names = usePooledWords().attributes;
  if (verdict === null) return <p className="pooled-verdict" data-tone="waiting"><b>—</b><span>{words.waiting}</span></p>;
  const { grade, grades } = verdict;
  const pricePm = parcel.spec.find((one) => one.grade === grade)?.pricePm ?? null;
  const tone = grade === null ? "off" : grade === parcel.orderedGrade || pricePm === 1_000 ? "good" : "lower";
  const allowed = allowedOf(samples.length, parcel.sampling);
  // Whatever stands between this lot and the grade that was ordered.
  const better = grades.filter((one) => !one.fits && (grade === null || one.grade < grade));
  return (
    <div className="pooled-verdict" data-tone={tone} role="status">
      <b>{grade ?? words.none}</b>
      <span>{words.title}{done ? "" : " …"}<br />{tone === "good" ? words.asOrdered : tone === "off" ? words.off : words.lower(pricePm === null ? "" : perMille(pricePm))}</span>
      {better.length === 0 ? null : <ul>{better.slice(-1).flatMap((one) => one.failing.map((each) => <li key={each.attribute}>{words.failing(names[each.attribute] ?? each.attribute, each.defects, allowed)}</li>))}</ul>}
    </div>
  );
}
