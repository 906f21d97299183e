import { useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Button } from "../../../../ui/Button.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useApi } from "../../../../ui/api.ts";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import { intake } from "../../contract.ts";
import { shortNo, useIntakeTold, usePageWords, useTimes, useUnits } from "../words.ts";
import { QrCode } from "./QrCode.tsx";
import "./LabelPage.css";

type LabelFacts = Output<(typeof intake)["actions"]["label"]["output"]>;
const MAX_LABELS = 50;

/** Labels of one or more lots, an A6 sheet each. */
export default function LabelPage(): ReactNode {
  const words = usePageWords().label;
  const { ids = "" } = useParams();
  const api = useApi(intake);
  const told = useIntakeTold();
  const labels = useQueries({ queries: ids.split(",").slice(0, MAX_LABELS).map((lotId) => ({ queryKey: ["intake", "label", lotId], queryFn: () => api.label({ lotId }) })) });
  const failed = labels.find((one) => one.isError);
  const ready = labels.every((one) => one.data !== undefined);
  return (
    <Page title={words.title} intro={words.a6} actions={<Button tone="primary" icon="print" disabled={!ready} onClick={() => print()}>{words.print}</Button>}>
      {failed === undefined ? null : <ErrorState number={told(failed.error).number}>{told(failed.error).text}</ErrorState>}
      <div className="labels">{labels.map((one, n) => (one.data === undefined ? (one.isError ? null : <Skeleton key={ids.split(",")[n]} lines={6} />) : <Label key={one.data.no} label={one.data} />))}</div>
    </Page>
  );
}

function Label({ label }: { readonly label: LabelFacts }): ReactNode {
  const words = usePageWords().label;
  const { language } = usePreferences();
  const units = useUnits();
  const times = useTimes();
  return (
    <article className="label hl-paper">
      <header><span>{label.market}</span><b className="label-grade">{label.grade ?? "—"}<small>{label.grade === null ? words.ungraded : words.grade}</small></b></header>
      <p className="label-no"><output>{shortNo(label.no)}</output><small>{label.no}</small></p>
      <p className="label-item">{label.itemZh}{language === "en" && label.itemEn !== "" ? <small>{label.itemEn}</small> : null}</p>
      <div className="label-foot">
        <dl>
          <div><dt>{words.quantity}</dt><dd>{units.amount(label.quantity, label.unit)}</dd></div>
          <div><dt>{words.grower}</dt><dd>{label.grower}{label.town === null ? null : <small> {label.town}</small>}</dd></div>
          <div><dt>{words.day}</dt><dd>{times.day(label.plannedOn)}</dd></div>
        </dl>
        <div className="label-code"><QrCode path={label.path} name={label.no} /></div>
      </div>
      {label.demo ? <p className="label-demo">{words.demo}</p> : null}
    </article>
  );
}
