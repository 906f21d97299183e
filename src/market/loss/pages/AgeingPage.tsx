import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { QuantityStepper } from "../../../ui/QuantityStepper.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { loss } from "../contract.ts";
import { MAX_DAYS, type LossAct } from "../rules.ts";
import type { AgeingRow } from "../views.ts";
import { ActDialog } from "./ActDialog.tsx";
import { useAct } from "./useAct.ts";
import { useAmount, useItemName, useLossTold, usePageWords, useTerms } from "./words.ts";
import "./loss.css";

const PAGE = 20;
const LOOK_AGAIN_MS = 30_000;
interface Doing {
  readonly row: AgeingRow;
  readonly kind: LossAct;
  readonly price?: number;
}

/** /loss: what is still free and how old, with the rule's advice and one key for each deed. ?lot= shows one lot of any age. */
export default function AgeingPage(): ReactNode {
  const words = usePageWords();
  const told = useLossTold();
  const { language } = usePreferences();
  const api = useApi(loss);
  const { busy, act } = useAct();
  const [params] = useSearchParams();
  const [query, setQuery] = useState("");
  const [minDays, setMinDays] = useState<number | null>(null);
  const [limit, setLimit] = useState(PAGE);
  const [doing, setDoing] = useState<Doing | null>(null);
  const lotNo = params.get("lot");
  const input = { query, limit, ...(minDays === null ? {} : { minDays }), ...(lotNo === null ? {} : { lotNo }) };
  const { data, error, refetch } = useQuery({ queryKey: ["loss", "ageing", input], queryFn: () => api.ageing(input), placeholderData: (before) => before, refetchInterval: LOOK_AGAIN_MS });
  return (
    <Page
      title={words.titles.ageing} intro={words.ageing.intro}
    >
      {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined ? (error === null ? <Skeleton lines={8} /> : null) : (
        <>
          <p className="loss-sum" role="status"><b>{words.ageing.sum(formatCount(data.total), formatCount(data.free))}</b> <MoneyText minor={data.value} currency={data.currency} /></p>
          <div className="loss-find">
            <Field label={words.common.search}><TextInput value={query} onChange={setQuery} maxLength={60} type="search" autoComplete="off" /></Field>
            <Field label={words.ageing.minDays}><QuantityStepper value={minDays ?? data.ageDays} max={MAX_DAYS} unit={words.common.days(2).replace("2", "").trim()} onChange={setMinDays} /></Field>
          </div>
          {data.lots.length === 0 ? <EmptyState title={words.ageing.none}>{words.ageing.noneWhy(data.ageDays)}</EmptyState> : null}
          <ul className="loss-cards">{data.lots.map((row) => <li key={row.lotId}><Card row={row} onDo={(kind, price) => setDoing({ row, kind, ...(price === undefined ? {} : { price }) })} /></li>)}</ul>
          {data.total > data.lots.length ? <Button wide onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.lots.length)}</Button> : null}
          <ButtonRow>
            <ButtonLink icon="list" to="/loss/log">{words.ageing.toLog}</ButtonLink>
            <ButtonLink icon="chart" to="/loss/rates">{words.ageing.toRates}</ButtonLink>
            <Button icon="download" busy={busy} onClick={() => void act(() => api.exportAgeing({ language, ...(minDays === null ? {} : { minDays }) }), (file) => saveBase64(file.name, file.base64))}>{words.common.export}</Button>
          </ButtonRow>
        </>
      )}
      {doing === null ? null : <ActDialog key={`${doing.row.lotId} ${doing.kind}`} row={doing.row} kind={doing.kind} price={doing.price ?? null} onClose={() => setDoing(null)} />}
    </Page>
  );
}

function Card({ row, onDo }: { readonly row: AgeingRow; readonly onDo: (kind: LossAct, price?: number) => void }): ReactNode {
  const { ageing: words, common } = usePageWords();
  const terms = useTerms();
  const amount = useAmount();
  const itemName = useItemName();
  const { suggestion } = row;
  const advice = suggestion.kind === "none" ? null : suggestion.kind === "markdown" ? words.advise.markdown(suggestion.percent, formatMoney(suggestion.price, row.currency)) : words.advise[suggestion.kind];
  return (
    <article className="loss-card" data-advice={suggestion.kind}>
      <div className="loss-head">
        <b>{itemName(row)} {row.grade === null ? null : <Badge>{row.grade}</Badge>}</b><span className="loss-age">{common.days(row.days)}</span>
        <small>{row.lotNo} · {row.grower} · {words.since(row.since)}</small><small>{row.price === null ? words.noPrice : words.price(formatMoney(row.price, row.currency), terms.sources[row.priceSource])}</small>
      </div>
      <p><b>{words.free(amount(row.free, row.unit))}</b>{row.held > 0 ? <small> · {words.held(amount(row.held, row.unit))}</small> : null}{row.value === null ? null : <small> · {formatMoney(row.value, row.currency)}</small>}</p>
      {row.waiting !== null ? <p><Badge tone="pollen"><Link to={`/loss/${row.waiting}`}>{words.waiting(row.waiting)}</Link></Badge></p> : null}
      {advice === null || row.waiting !== null ? null : (
        <div className="loss-advice">
          <span>{advice}</span>
          {row.can.length === 0 ? null : suggestion.kind === "markdown" ? <Button tone="primary" onClick={() => onDo("markdown", suggestion.price)}>{words.byStep(formatMoney(suggestion.price, row.currency))}</Button> : suggestion.kind === "none" ? null : <Button tone="primary" onClick={() => onDo(suggestion.kind)}>{terms.acts[suggestion.kind]}</Button>}
        </div>
      )}
      {row.can.length === 0 ? null : <div className="loss-deeds">{row.can.map((kind) => <Button key={kind} onClick={() => onDo(kind)}>{terms.acts[kind]}</Button>)}</div>}
    </article>
  );
}
