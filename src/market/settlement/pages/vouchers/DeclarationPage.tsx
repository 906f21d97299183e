import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Facts } from "../../../../ui/Facts.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { settlement } from "../../contract.ts";
import type { DeclarationView } from "../../voucher-views.ts";
import { useAct } from "../useAct.ts";
import { clockTime, useProblem, useTerms } from "../words.ts";
import { DeclarationForm } from "./DeclarationForm.tsx";
import { EndDialog } from "./EndDialog.tsx";
import { STATE_TONE } from "./parts.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../settlement.css";

/** /declaration: a grower says that what he sells is his own production; one screen on a phone. */
export default function DeclarationPage(): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(settlement);
  const problem = useProblem();
  const toast = useToast();
  const viewer = useViewer();
  const { busy, act } = useAct();
  const [anew, setAnew] = useState(false);
  const [ending, setEnding] = useState<DeclarationView | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "myDeclarations"], queryFn: () => api.myDeclarations({}) });
  const told = error === null ? null : problem(error);
  const live = data?.declarations.find((one) => one.can.includes("end"));
  const earlier = (data?.declarations ?? []).filter((one) => one !== live);
  return (
    <Page narrow title={words.titles.declaration} intro={words.form.intro} actions={<ButtonLink icon="left" to="/statements">{words.form.back}</ButtonLink>}>
      {told !== null ? <ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState> : data === undefined ? <Skeleton lines={8} /> : (
        <>
          {live === undefined ? null : <Live one={live} onEnd={() => setEnding(live)} onAnew={() => setAnew(true)} />}
          {live !== undefined && !anew ? null : (
            <DeclarationForm
              today={data.today} categories={data.categories} known={data.citizenMasked} name={viewer.actingFor ?? viewer.name ?? words.form.me} busy={busy} action={words.form.act}
              onSend={(input) => void act(() => api.declareOwnProduction(input), () => { toast(words.form.done, "leaf"); setAnew(false); })}
            />
          )}
          {earlier.length === 0 ? null : (
            <Panel title={words.live.earlier}>
              <ul className="settle-cards">{earlier.map((one) => <li key={one.id} className="settle-card"><span className="settle-card-date">{one.goods}<small>{one.validFrom} ~ {one.validTo} · {one.endedWhy ?? ""}</small></span><Badge tone={STATE_TONE[one.state]}>{words.declarations.states[one.state]}</Badge></li>)}</ul>
            </Panel>
          )}
        </>
      )}
      {ending === null ? null : <EndDialog declaration={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function Live({ one, onEnd, onAnew }: { readonly one: DeclarationView; readonly onEnd: () => void; readonly onAnew: () => void }): ReactNode {
  const words = useWords(zh, en);
  const terms = useTerms();
  return (
    <Panel title={words.live.title} actions={<Badge tone={STATE_TONE[one.state]}>{words.declarations.states[one.state]}</Badge>}>
      <Facts facts={[
        { label: words.columns.goods, value: one.goods, wide: true }, { label: words.columns.place, value: one.place, wide: true },
        { label: words.form.scope, value: one.categories.length === 0 ? words.live.allGoods : one.categories.map((category) => terms.categories[category] ?? category).join("、"), wide: true },
        { label: words.columns.valid, value: `${one.validFrom} ~ ${one.validTo}`, wide: true, tone: "leaf" }, { label: words.columns.id, value: one.citizenMasked, wide: true }, { label: words.columns.given, value: words.live.given(one.givenBy, clockTime(one.givenAt)), wide: true },
      ]} />
      <ButtonRow><Button tone="danger" onClick={onEnd}>{words.end.title}</Button><Button onClick={onAnew}>{words.live.again}</Button></ButtonRow>
    </Panel>
  );
}
