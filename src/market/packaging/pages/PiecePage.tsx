import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { Button } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { useApi } from "../../../ui/api.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { packaging } from "../contract.ts";
import { PLACES, readNumbers, type Place } from "../rules.ts";
import { LogTable } from "./LogTable.tsx";
import { useAct } from "./useAct.ts";
import { useKindName, usePackagingTold, usePageWords, useTerms } from "./words.ts";
import "./packaging.css";

/** /packaging/t/:number: what the code on a trolley opens. */
export default function PiecePage(): ReactNode {
  const { number = "" } = useParams();
  const words = usePageWords();
  const terms = useTerms();
  const told = usePackagingTold();
  const kindName = useKindName();
  const { language } = usePreferences();
  const { roles } = useViewer();
  const api = useApi(packaging);
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const [text, setText] = useState("");
  const { data, error, refetch } = useQuery({ queryKey: ["packaging", "piece", number], queryFn: () => api.piece({ number }) });
  const look = (): void => { const [wanted] = readNumbers(text); if (wanted !== undefined) { setText(""); void navigate(`/packaging/t/${encodeURIComponent(wanted)}`); } };
  const isPlace = (place: string): place is Place => (PLACES as readonly string[]).includes(place);
  const dock = roles.includes("operator") || roles.includes("grader");
  return (
    <Page title={data === undefined ? words.titles.piece : `${kindName(data)} ${data.no.slice(-6)}`} intro={words.piece.intro} narrow actions={dock && data !== undefined ? <Button icon="print" busy={busy} onClick={() => void act(() => api.printLabels({ numbers: [data.no], language, origin: location.origin }), (file) => saveBase64(file.name, file.base64))}>{words.piece.label}</Button> : undefined}>
      <form className="pack-form" onSubmit={(event) => { event.preventDefault(); look(); }}>
        <Field label={words.piece.find}><TextInput value={text} onChange={setText} maxLength={120} autoComplete="off" spellCheck={false} /></Field>
        <Button type="submit" icon="search">{words.piece.look}</Button>
      </form>
      {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined ? (error === null ? <Skeleton lines={6} /> : null) : (
        <>
          <Panel>
            <Facts facts={[
              { label: words.columns.no, value: data.no, wide: true },
              { label: words.piece.holder, value: data.party ?? (data.place === "party" ? words.piece.hidden : isPlace(data.place) ? terms.places[data.place] : data.place) },
              { label: words.piece.since, value: data.since }, { label: words.piece.days, value: words.common.days(data.days) },
            ]} />
            {data.place === "party" && data.party === null ? <p className="pack-hint">{words.piece.notYours}</p> : null}
          </Panel>
          <LogTable caption={words.piece.history} rows={data.movements} />
        </>
      )}
    </Page>
  );
}
