import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useApi } from "../../../ui/api.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { contracts } from "../contract.ts";
import { OVER } from "../rules.ts";
import type { ContractRow } from "../views.ts";
import { BandBar, ContractState, usePriceOf } from "./parts.tsx";
import { useAct } from "./useAct.ts";
import { shortDay, useAmount, useContractsTold, useItemName, usePageWords } from "./words.ts";
import "./contracts.css";

const PAGE = 200;
const LOOK_AGAIN_MS = 30_000;

/** /contracts: what a grower or a buyer has agreed on, what waits for him first. */
export default function MyContractsPage(): ReactNode {
  const words = usePageWords();
  const told = useContractsTold();
  const api = useApi(contracts);
  const { language } = usePreferences();
  const { busy, act } = useAct();
  const [which, setWhich] = useState<"open" | "over">("open");
  const { data, error, refetch } = useQuery({ queryKey: ["contracts", "mine"], queryFn: () => api.mine({ limit: PAGE }), refetchInterval: LOOK_AGAIN_MS, placeholderData: (before) => before });
  const shown = data?.contracts.filter((row) => OVER.includes(row.state) === (which === "over")).toSorted((a, b) => b.waiting - a.waiting);
  const save = (give: () => Promise<{ name: string; base64: string }>): void => void act(give, (file) => saveBase64(file.name, file.base64));
  return (
    <Page title={words.titles.mine} intro={words.mine.intro} actions={<ButtonLink tone="primary" icon="plus" to="/contracts/new">{words.mine.fresh}</ButtonLink>}>
      {(data?.waiting ?? 0) > 0 ? <p role="status"><Badge tone="orchid">{words.mine.waiting(data?.waiting ?? 0)}</Badge></p> : null}
      <Segmented wide value={which} onChange={setWhich} label={words.columns.state} choices={[{ value: "open", label: words.mine.open }, { value: "over", label: words.mine.over }]} />
      {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined && error === null ? <Skeleton lines={6} /> : null}
      {shown?.length === 0 ? <EmptyState title={words.mine.none}>{words.mine.noneWhy}</EmptyState> : null}
      <ul className="contract-cards">{shown?.map((row) => <li key={row.id}><Card row={row} /></li>)}</ul>
      {(data?.contracts.length ?? 0) === 0 ? null : (
        <ButtonRow>
          <Button icon="download" busy={busy} onClick={() => save(() => api.exportContracts({ language }))}>{words.common.excel}</Button>
          <Button icon="download" busy={busy} onClick={() => save(() => api.exportCallOffs({ language }))}>{words.mine.calls}</Button>
        </ButtonRow>
      )}
    </Page>
  );
}

function Card({ row }: { readonly row: ContractRow }): ReactNode {
  const { mine } = usePageWords();
  const amount = useAmount();
  const itemName = useItemName();
  const priceOf = usePriceOf();
  return (
    <Link className="contract-card" to={`/contracts/${row.no}`} data-waits={row.waiting > 0 || undefined}>
      <span className="contract-card-head"><b>{itemName(row)}{row.grade === null ? null : ` ${row.grade}`}</b><span>{row.waiting > 0 ? <Badge tone="orchid">{mine.needs}</Badge> : null} <ContractState state={row.state} /></span></span>
      <span className="contract-card-who">{row.mySide === "seller" ? row.buyer : row.seller}<small>{row.no}</small></span>
      <BandBar lower={row.lower} upper={row.upper} called={row.called} delivered={row.delivered} unit={row.unit} />
      <span className="contract-card-facts">
        <span>{amount(row.quantity, row.unit)}</span><span>{priceOf(row)}</span>
        <span>{row.startsOn === null || row.endsOn === null ? null : `${shortDay(row.startsOn)} – ${shortDay(row.endsOn)}`}</span>
        <span>{row.state !== "running" ? null : row.nextOn === null ? mine.noNext : mine.next(shortDay(row.nextOn))}</span>
      </span>
    </Link>
  );
}
