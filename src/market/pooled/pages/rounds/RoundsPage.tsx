import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import { OfflineNote } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { useAmount, useItemName, usePooledTold } from "../words.ts";
import { DriverSheet } from "./DriverSheet.tsx";
import { PlanRound } from "./PlanRound.tsx";
import { hourOf, traysOf, type Round } from "./round.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../pooled.css";

const LOOK_AGAIN_MS = 30_000;

/** /pooled/rounds: the trucks of a day with their stops, for the hub's desk, the driver's phone and his paper; `?on=` names the day, `?print=` the round. */
export default function RoundsPage(): ReactNode {
  const words = useWords(zh, en);
  const told = usePooledTold();
  const api = useApi(pooled);
  const { businessDate, roles } = useViewer();
  const [params, setParams] = useSearchParams();
  const on = params.get("on") ?? businessDate ?? "";
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "rounds", on], queryFn: () => api.rounds({ on }), enabled: on !== "", refetchInterval: LOOK_AGAIN_MS });
  const printed = data?.rounds.find((one) => one.id === params.get("print"));
  if (printed !== undefined) return <DriverSheet round={printed} onBack={() => setParams({ on })} />;
  return (
    <Page title={words.title} intro={words.intro}>
      <OfflineNote />
      <Field label={words.day}><TextInput type="date" value={on} onChange={(day) => setParams(day === "" ? {} : { on: day })} /></Field>
      {error !== null && data === undefined ? <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState> : null}
      {data === undefined && error === null ? <Skeleton lines={6} /> : null}
      {data?.rounds.length === 0 ? <EmptyState title={words.none}>{words.noneWhy}</EmptyState> : null}
      {data?.rounds.map((round) => <RoundCard key={round.id} round={round} onPrint={() => setParams({ on, print: round.id })} />)}
      {data !== undefined && data.rounds.length > 0 ? <p className="pooled-hint">{words.rough}</p> : null}
      {roles.includes("operator") && on !== "" ? <PlanRound key={on} on={on} /> : null}
    </Page>
  );
}

const STATE_TONE = { planned: "pollen", done: "leaf", cancelled: "plain" } as const;

function RoundCard({ round, onPrint }: { readonly round: Round; readonly onPrint: () => void }): ReactNode {
  const words = useWords(zh, en);
  const amount = useAmount();
  const itemName = useItemName();
  const api = useApi(pooled);
  const toast = useToast();
  const { roles } = useViewer();
  const { busy, act } = useAct();
  const [asking, setAsking] = useState(false);
  const cancel = (): void => void act(() => api.cancelRound({ roundId: round.id }), () => toast(words.cancelled, "leaf"));
  return (
    <Panel title={`${round.no} · ${round.plate} · ${round.driver}`} actions={<Badge tone={STATE_TONE[round.state]}>{words.states[round.state]}</Badge>}>
      <p className="pooled-standing"><b>{words.leaves(hourOf(round.leavesAt), hourOf(round.backAt))}</b><span>{words.load(formatCount(round.load), formatCount(round.capacity))}</span>{round.freight === 0 ? null : <span>{words.freight(formatMoney(round.freight))}</span>}</p>
      <ol className="pooled-stops">
        {round.stops.map((stop) => (
          <li key={stop.growerId}>
            <p><b>{stop.grower}</b> {stop.town === null ? null : <span>{stop.town}</span>} {stop.km === null ? null : <span>{words.km(formatCount(stop.km))}</span>}<b className="pooled-stop-time">{words.at(hourOf(stop.arrivesAt))}</b></p>
            <ul className="pooled-plain">{stop.goods.map((one) => <li key={one.lotNo}>{itemName(one)} <small>{one.lotNo}</small> <b>{words.trays(traysOf(one), amount(one.units, one.unit))}</b></li>)}</ul>
          </li>
        ))}
      </ol>
      <ButtonRow>
        <Button icon="print" onClick={onPrint}>{words.print}</Button>
        {round.state !== "planned" || !roles.includes("operator") ? null : asking ? <Button tone="danger" busy={busy} onClick={cancel}>{words.cancel}</Button> : <Button tone="quiet" onClick={() => setAsking(true)}>{words.cancel}…</Button>}
      </ButtonRow>
    </Panel>
  );
}
