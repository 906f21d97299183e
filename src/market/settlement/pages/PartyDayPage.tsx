import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { DateLeaf } from "../../../ui/DateLeaf.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { settlement } from "../contract.ts";
import type { PartyDayView, SideOfDay } from "../party-day-view.ts";
import { DayClaims } from "./DayClaims.tsx";
import { Lines } from "./Lines.tsx";
import { PartyPick } from "./PartyPick.tsx";
import { Charges, PaperState, Sums, Transfers } from "./parts.tsx";
import { useAct } from "./useAct.ts";
import { clockTime, usePageWords, useProblem, useTerms } from "./words.ts";
import "./settlement.css";

const DESK = ["cashier", "operator", "auditor"] as const;
/** Roles for whom a lot's number opens the lot. */
const LOT_READERS = ["grower", ...DESK] as const;
const LOOK_MS = 15_000;

/** /party-day/:date?/:partyId?: everything of one party on one day, for the party itself and for the cashier. */
export default function PartyDayPage(): ReactNode {
  const { date, partyId } = useParams();
  const words = usePageWords();
  const { language } = usePreferences();
  const { roles, businessDate } = useViewer();
  const desk = DESK.some((role) => roles.includes(role));
  const api = useApi(settlement);
  const problem = useProblem();
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const on = date ?? businessDate ?? undefined;
  const input = { ...(on === undefined ? {} : { businessDate: on }), ...(partyId === undefined ? {} : { partyId }) };
  const known = partyId !== undefined || !desk;
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "partyDay", input], queryFn: () => api.partyDay(input), enabled: known, placeholderData: (before) => before, refetchInterval: LOOK_MS });
  const open = (to: { date?: string | null; party?: string }): void => {
    const at = to.date ?? data?.businessDate ?? on;
    const who = to.party ?? partyId;
    if (at !== undefined) void navigate(`/party-day/${at}${who === undefined ? "" : `/${who}`}`);
  };
  if (!known) return <Page title={words.partyDay.title} intro={words.partyDay.choose}><Panel><PartyPick picked={null} label={words.partyDay.choose} onPick={(party) => { if (party !== null) open({ party: party.id }); }} /></Panel></Page>;
  if (error !== null) {
    const told = problem(error);
    return <Page title={words.partyDay.title}><ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState></Page>;
  }
  if (data === undefined) return <Page title={words.partyDay.title}><Skeleton lines={12} /></Page>;
  return (
    <Page
      title={desk ? data.party : words.partyDay.title} intro={desk ? words.partyDay.intro(data.party) : words.partyDay.mineIntro}
      actions={(
        <>
          {desk ? <ButtonLink icon="ledger" to={`/ledger/${data.partyId}`}>{words.partyDay.ledger}</ButtonLink> : null}
          <Button icon="download" busy={busy} onClick={() => void act(() => api.partyDayWorkbook({ ...input, language }), (file) => saveBase64(file.name, file.base64))}>{words.common.excel}</Button>
          <Button icon="print" onClick={() => print()}>{words.common.print}</Button>
        </>
      )}
    >
      <div className="settle-days">
        <Button icon="left" iconOnly disabled={data.previousDate === null} onClick={() => open({ date: data.previousDate })}>{words.day.previous}</Button>
        <DateLeaf date={data.businessDate} />
        <Button icon="right" iconOnly disabled={data.nextDate === null} onClick={() => open({ date: data.nextDate })}>{words.day.next}</Button>
        {desk ? <PartyPick picked={null} label={words.partyDay.choose} onPick={(party) => { if (party !== null) open({ party: party.id }); }} /> : null}
      </div>
      {data.simulated ? <p className="settle-warn" role="note">{words.partyDay.simulated}</p> : null}
      <Whole data={data} />
    </Page>
  );
}

function Whole({ data }: { readonly data: PartyDayView }): ReactNode {
  const words = usePageWords().partyDay;
  const { seller, buyer, receipts, advances, currency } = data;
  if (seller === null && buyer === null && receipts.length === 0) return <EmptyState title={words.nothing}>{words.nothingWhy}</EmptyState>;
  const money = (minor: number): ReactNode => <MoneyText minor={minor} currency={currency} />;
  return (
    <>
      <StatRow>
        {seller === null ? null : <StatTile label={words.gets} value={money(seller.due)} note={words.dueGets(seller.dueOn)} tone={seller.paper?.state === "paid" ? "leaf" : "orchid"} to={seller.paper === null ? undefined : `/papers/${seller.paper.no}`} />}
        {buyer === null ? null : <StatTile label={words.pays} value={money(buyer.due)} note={words.duePays(buyer.dueOn)} tone={buyer.paper?.state === "paid" ? "leaf" : "pollen"} to={buyer.paper === null ? undefined : `/papers/${buyer.paper.no}`} />}
        {data.received > 0 ? <StatTile label={`${words.receipts} · ${words.received}`} value={money(data.received)} /> : null}
        {data.given > 0 ? <StatTile label={`${words.receipts} · ${words.given}`} value={money(data.given)} /> : null}
      </StatRow>
      {seller === null ? null : <Side side={seller} own={data.businessDate} />}
      {buyer === null ? null : <Side side={buyer} own={data.businessDate} />}
      <DayClaims businessDate={data.businessDate} partyId={data.partyId} party={data.party} />
      {receipts.length === 0 ? null : <Receipts data={data} />}
      {advances.length === 0 ? null : (
        <Panel title={words.advances}>
          <ul className="settle-plain">{advances.map((one) => <li key={one.id}><span>{one.no} <small className="settle-faint">{clockTime(one.at)} · {one.by}</small></span><span><MoneyText minor={one.amount} currency={one.currency} bare /> <Badge tone={one.state === "paid" ? "leaf" : one.state === "open" ? "river" : "cinnabar"}>{words.advanceStates[one.state]}</Badge></span></li>)}</ul>
        </Panel>
      )}
    </>
  );
}

function Side({ side, own }: { readonly side: SideOfDay; readonly own: string }): ReactNode {
  const words = usePageWords();
  const { roles } = useViewer();
  const { paper, currency } = side;
  const reads = LOT_READERS.some((role) => roles.includes(role));
  const buys = side.side === "buyer" && (roles.includes("buyer") || roles.includes("agent"));
  return (
    <Panel
      title={words.partyDay.sides[side.side]}
      actions={paper === null ? <Badge tone="pollen">{words.partyDay.draft}</Badge> : <span className="settle-days"><PaperState state={paper.state} /><ButtonLink size="small" icon="sheet" to={`/papers/${paper.no}`}>{paper.no}</ButtonLink></span>}
    >
      <div className="settle-bottom">
        <Channels side={side} />
        <Sums paper={side} last={side.side === "seller" ? words.mine.arrives : words.mine.pays} />
      </div>
      {side.lines.length === 0 ? null : <Lines lines={side.lines} currency={currency} caption={words.paper.lines} own={own} lotPath={reads ? (line) => `/l/${line.lotNo}` : undefined} claimPath={buys ? (line) => `/claims/new?sale=${line.saleId}` : undefined} />}
      {side.linesTotal > side.lines.length ? <p>{words.paper.linesCut(side.lines.length, side.linesTotal)}</p> : null}
      {side.corrections.length === 0 ? null : <Lines lines={side.corrections} currency={currency} caption={words.paper.corrections} own={own} lotPath={reads ? (line) => `/l/${line.lotNo}` : undefined} />}
      <div className="settle-two">
        <Charges charges={side.charges} currency={currency} caption={words.paper.charges} />
        <Transfers transfers={side.transferLines} currency={currency} />
      </div>
    </Panel>
  );
}

/** One row for each channel, and for each way the price is settled. */
function Channels({ side }: { readonly side: SideOfDay }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  return (
    <section className="settle-charges">
      <h3>{words.partyDay.channels}</h3>
      {side.channels.length === 0 ? <p className="settle-faint">{words.partyDay.channelsNone}</p> : (
        <dl>
          {side.channels.map((one) => (
            <div key={`${one.channel} ${one.money}`}>
              <dt>{terms.channels[one.channel]} {one.money === "direct" ? <Badge>{words.partyDay.moneys.direct}</Badge> : null}<small>{words.mine.deals(one.deals)} · {words.partyDay.lots(one.lots)}</small></dt>
              <dd><MoneyText minor={one.gross} currency={side.currency} bare /></dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Receipts({ data }: { readonly data: PartyDayView }): ReactNode {
  const words = usePageWords().partyDay;
  return (
    <Panel title={words.receipts}>
      <ul className="settle-plain">
        {data.receipts.map((one) => (
          <li key={one.id}><span>{one.other} · {words.methods[one.method]}<small className="settle-note">{clockTime(one.at)}{one.memo === "" ? "" : ` · ${one.memo}`}</small></span><span className="settle-nowrap">{one.amount > 0 ? words.received : words.given} {formatMoney(Math.abs(one.amount), data.currency)}</span></li>
        ))}
      </ul>
    </Panel>
  );
}
