import { useMutation, useQueries } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Button } from "../../../../ui/Button.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { PrinterDialog } from "../../../../ui/PrinterDialog.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import { intake } from "../../contract.ts";
import { MAX_LABELS } from "../../rules.ts";
import { shortNo, useIntakeTold, usePageWords, useTimes, useUnits } from "../words.ts";
import { QrCode } from "./QrCode.tsx";
import "./LabelPage.css";

type LabelFacts = Output<(typeof intake)["actions"]["label"]["output"]>;

/** Labels of one or more lots, an A6 sheet each. */
export default function LabelPage(): ReactNode {
  const words = usePageWords().label;
  const { ids = "" } = useParams();
  const api = useApi(intake);
  const told = useIntakeTold();
  const toast = useToast();
  const { language } = usePreferences();
  const [roll, setRoll] = useState(false);
  const lotIds = ids.split(",").slice(0, MAX_LABELS);
  const labels = useQueries({ queries: lotIds.map((lotId) => ({ queryKey: ["intake", "label", lotId], queryFn: () => api.label({ lotId }) })) });
  const failed = labels.find((one) => one.isError);
  const ready = labels.every((one) => one.data !== undefined);
  const wanted = { lotIds, language, origin: location.origin };
  const pdf = useMutation({ mutationFn: () => api.printLabels(wanted), onSuccess: (file) => saveBase64(file.name, file.base64), onError: (error) => toast(told(error).text, "cinnabar") });
  return (
    <Page
      title={words.title} intro={words.a6}
      actions={
        <>
          <Button icon="download" disabled={!ready} busy={pdf.isPending} onClick={() => pdf.mutate()}>{words.pdf}</Button>
          <Button icon="print" disabled={!ready} onClick={() => setRoll(true)}>{words.roll}</Button>
          <Button tone="primary" icon="print" disabled={!ready} onClick={() => print()}>{words.print}</Button>
        </>
      }
    >
      {roll ? <PrinterDialog title={words.roll} tell={told} onClose={() => setRoll(false)} load={() => api.printLabels({ ...wanted, size: "58mm", as: "escpos" })} pdf={() => api.printLabels({ ...wanted, size: "58mm" })} /> : null}
      {failed === undefined ? null : <ErrorState number={told(failed.error).number}>{told(failed.error).text}</ErrorState>}
      <div className="labels">{labels.map((one, n) => (one.data === undefined ? (one.isError ? null : <Skeleton key={lotIds[n]} lines={6} />) : <Label key={one.data.no} label={one.data} />))}</div>
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
