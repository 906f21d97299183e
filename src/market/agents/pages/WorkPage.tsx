import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useApi } from "../../../ui/api.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { agents } from "../contract.ts";
import type { LineView, ListView } from "../views.ts";
import { LineCard } from "./LineCard.tsx";
import { ReasonDialog } from "./LineDialogs.tsx";
import { ListExcel } from "./ListExcel.tsx";
import { OnOffer } from "./OnOffer.tsx";
import { Progress } from "./parts.tsx";
import { LIVE_MS, clockTime, useAct, useAgentsTold, usePageWords } from "./words.ts";
import "./agents.css";

/** /agent/lists/:no for the agent, with what can be bought now beside it; /my-lists/:no for the client, who sees the fills come in. */
export default function WorkPage(): ReactNode {
  const { no = "" } = useParams();
  const words = usePageWords();
  const told = useAgentsTold();
  const api = useApi(agents);
  const [chosen, setChosen] = useState<string | null>(null);
  const supply = useRef<HTMLDivElement>(null);
  // On a telephone what is on offer stands below the list; a choice brings it into view, and beside the list nothing moves.
  const choose = (id: string): void => {
    setChosen(id);
    supply.current?.scrollIntoView({ block: "nearest" });
  };
  const { data, error, refetch, dataUpdatedAt } = useQuery({ queryKey: ["agents", "list", no], queryFn: () => api.list({ no }), refetchInterval: LIVE_MS });
  if (error !== null && data === undefined) return <Page title={no} narrow><ErrorState title={words.common.error} number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState></Page>;
  if (data === undefined) return <Page title={no}><Skeleton lines={8} /></Page>;
  const agent = data.as === "agent";
  const line = data.items.find((one) => one.id === chosen) ?? data.items.find((one) => one.can.includes("fill"));
  const live = error === null && data.closedAt === null;
  return (
    <Page title={agent ? data.client : data.agent} intro={<>{data.no} · {words.work.wanted(data.wantedOn)} · {words.work.by(data.by)} {data.closedAt === null ? <Badge tone={live ? "leaf" : "pollen"}>{live ? words.work.live : words.common.lookedAt(clockTime(new Date(dataUpdatedAt).toISOString()))}</Badge> : <Badge>{words.desk.closed}</Badge>}</>} actions={agent ? <Actions list={data} /> : undefined}>
      <Summary list={data} />
      {data.note === "" ? null : <p className="agent-note">{data.note}</p>}
      <div className={agent ? "agent-work" : undefined}>
        <section aria-label={words.work.lines}>
          <ol className="agent-lines">{data.items.map((one) => <LineCard key={one.id} line={one} list={data} chosen={agent && one.id === line?.id} onChoose={agent && one.can.includes("fill") ? () => choose(one.id) : undefined} />)}</ol>
        </section>
        {agent ? <div ref={supply}><OnOffer list={data} line={line} /></div> : null}
      </div>
      {agent ? null : <div className="agent-acts"><Actions list={data} /></div>}
      {data.source === "" ? null : <Panel title={words.work.source}><pre className="agent-source">{data.source}</pre></Panel>}
    </Page>
  );
}

function Summary({ list }: { readonly list: ListView }): ReactNode {
  const words = usePageWords();
  return (
    <Panel>
      <div className="agent-summary">
        <Progress filled={list.filled} of={list.units} label={words.work.bought} />
        <Facts dense facts={[{ label: words.common.goods, value: <MoneyText minor={list.goods} currency={list.currency} /> }, { label: words.common.commission, value: <MoneyText minor={list.commission} currency={list.currency} /> }, { label: words.work.sum, value: <MoneyText minor={list.goods + list.commission} currency={list.currency} />, tone: "orchid" as const }]} />
      </div>
    </Panel>
  );
}

function Actions({ list }: { readonly list: ListView }): ReactNode {
  const words = usePageWords();
  const api = useApi(agents);
  const { language } = usePreferences();
  const { busy, act } = useAct();
  const [closing, setClosing] = useState(false);
  const days = fillDays(list.items);
  return (
    <>
      {list.closedAt === null ? <ListExcel listId={list.id} /> : null}
      <Button icon="download" busy={busy} onClick={() => void act(() => api.exportFills({ listId: list.id, language }), (file) => saveBase64(file.name, file.base64))}>{words.work.fillsExcel}</Button>
      {days === null ? null : <ButtonLink icon="truck" to={`/my-lists/manifest/${list.clientId}?from=${days.from}&to=${days.to}`}>{words.work.manifest}</ButtonLink>}
      <ButtonLink icon="money" to={list.as === "agent" ? `/agent/clients/${list.clientId}` : `/my-lists/statement/${list.clientId}`}>{words.work.statement}</ButtonLink>
      {list.can.includes("close") ? <Button tone="quiet" icon="stop" onClick={() => setClosing(true)}>{words.work.close}</Button> : null}
      {closing ? <ReasonDialog title={words.work.close} why={words.work.closeWhy} action={words.work.close} onClose={() => setClosing(false)} work={(reason) => api.closeList({ listId: list.id, reason })} /> : null}
    </>
  );
}

/** The days over which something was bought for this list. */
function fillDays(lines: readonly LineView[]): { readonly from: string; readonly to: string } | null {
  const days = lines.flatMap((line) => line.fills.filter((fill) => fill.backAt === null).map((fill) => fill.onDay)).toSorted();
  return days.length === 0 ? null : { from: days[0]!, to: days.at(-1)! };
}
