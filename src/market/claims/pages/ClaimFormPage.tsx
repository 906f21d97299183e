import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { claims } from "../contract.ts";
import type { Claimable } from "../views.ts";
import { ClaimForm } from "./ClaimForm.tsx";
import { clockTime, useAmount, useClaimsTold, useItemName, usePageWords, useTerms } from "./words.ts";
import "./claims.css";

const PAGE = 30;

/** /claims/new?sale=… or ?lot=…: a claim in a minute, on a phone at the unpacking table. */
export default function ClaimFormPage(): ReactNode {
  const words = usePageWords();
  const told = useClaimsTold();
  const api = useApi(claims);
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const saleId = params.get("sale");
  const lotNo = params.get("lot");
  const input = { limit: PAGE, ...(saleId === null ? {} : { saleId }), ...(lotNo === null || lotNo === "" ? {} : { lotNo }) };
  const terms = useQuery({ queryKey: ["claims", "terms"], queryFn: () => api.terms({}) });
  const { data, error, refetch } = useQuery({ queryKey: ["claims", "claimable", input], queryFn: () => api.claimable(input) });
  const open = data?.sales.filter((sale) => sale.why === "open") ?? [];
  // One purchase that may be claimed needs no choosing.
  const sale = (saleId !== null || lotNo !== null) && open.length === 1 ? open[0] : undefined;
  return (
    <Page title={words.titles.fresh} intro={words.fresh.intro} narrow>
      {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined || terms.data === undefined ? (error === null ? <Skeleton lines={6} /> : null)
        : sale !== undefined ? <ClaimForm key={sale.saleId} sale={sale} settings={terms.data.settings} onOther={() => setParams({})} onSent={(no) => void navigate(`/claims/${no}`, { replace: true })} />
        : <Picker sales={data.sales} lotNo={lotNo ?? ""} onFind={(text) => setParams(text === "" ? {} : { lot: text })} onChoose={(chosen) => setParams({ sale: chosen.saleId })} />}
    </Page>
  );
}

interface PickerProps {
  readonly sales: readonly Claimable[];
  readonly lotNo: string;
  readonly onFind: (lotNo: string) => void;
  readonly onChoose: (sale: Claimable) => void;
}

function Picker({ sales, lotNo, onFind, onChoose }: PickerProps): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const amount = useAmount();
  const itemName = useItemName();
  const [text, setText] = useState(lotNo);
  return (
    <>
      <form className="claim-form" onSubmit={(event) => { event.preventDefault(); onFind(text.trim()); }}>
        <Field label={words.fresh.pickLot}><TextInput value={text} onChange={setText} maxLength={40} autoCapitalize="characters" placeholder="L20261127-0001" /></Field>
        <Button type="submit" icon="search">{words.fresh.find}</Button>
      </form>
      <h2>{words.fresh.pick}</h2>
      {sales.length === 0 ? <EmptyState title={words.fresh.none}>{words.fresh.noneWhy}</EmptyState> : null}
      <ul className="claim-cards">
        {sales.map((sale) => (
          <li key={sale.saleId}>
            <button type="button" className="claim-card" disabled={sale.why !== "open"} onClick={() => onChoose(sale)}>
              <b>{itemName(sale)} · {amount(sale.quantity, sale.unit)}</b><Badge tone={sale.why === "open" ? "leaf" : "plain"}>{terms.why[sale.why]}</Badge>
              <small>{sale.lotNo} · {sale.grower} · {sale.businessDate}</small><small>{sale.why === "open" ? words.fresh.until(clockTime(sale.until)) : null}</small>
              <small>{formatMoney(sale.gross, sale.currency)} · {terms.channels[sale.channel]}</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
