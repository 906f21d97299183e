import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { settlement } from "../contract.ts";
import type { AgeRow } from "../money-views.ts";
import type { Side } from "../rules.ts";
import { useTermText } from "./TermsPage.tsx";
import { useAct } from "./useAct.ts";
import { usePageWords } from "./words.ts";

const PPM_IN_PERCENT = 10_000;
const BUCKETS = ["notDue", "upTo7", "upTo30", "older"] as const satisfies readonly (keyof AgeRow)[];

/** Beside one's papers: when one is paid or pays, how late what is unpaid is, and, for a seller with T+0, an advance. */
export function MyMoney({ side }: { readonly side: Side }): ReactNode {
  const { ageing: words, terms } = usePageWords();
  const api = useApi(settlement);
  const text = useTermText();
  const { data: mine } = useQuery({ queryKey: ["settlement", "myTerms"], queryFn: () => api.myTerms({}) });
  const { data: ages } = useQuery({ queryKey: ["settlement", "myAgeing"], queryFn: () => api.myAgeing({}) });
  const row = ages?.rows.find((one) => one.side === side);
  return (
    <>
      {mine === undefined ? null : <p className="settle-faint">{terms.mine}: {text(mine[side])}</p>}
      {row === undefined || ages === undefined ? null : (
        <Panel title={words.mine}>
          <ul className="settle-plain">{BUCKETS.filter((key) => row[key] > 0).map((key) => <li key={key}><span>{words[key]}</span><span><MoneyText minor={row[key]} currency={ages.currency} bare /> {key === "notDue" ? null : <Badge tone={key === "older" ? "cinnabar" : "pollen"}>{words[key]}</Badge>}</span></li>)}</ul>
        </Panel>
      )}
      {side === "seller" ? <Advance /> : null}
    </>
  );
}

function Advance(): ReactNode {
  const { advance: words } = usePageWords();
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [typed, setTyped] = useState("");
  const { data } = useQuery({ queryKey: ["settlement", "advanceOffer"], queryFn: () => api.advanceOffer({}), refetchInterval: 30_000 });
  if (data === undefined || !data.allowed || (data.most === 0 && data.advanced === 0)) return null;
  const amount = parseMoney(typed, data.currency);
  const good = amount !== null && amount > 0 && amount <= data.most;
  return (
    <Panel title={words.title}>
      <p><b>{words.allowed(formatMoney(data.most, data.currency))}</b></p>
      <p className="settle-faint">{words.how(formatMoney(data.booked, data.currency), `${data.share / PPM_IN_PERCENT}%`)}</p>
      <Field label={words.amount} error={typed !== "" && !good ? words.allowed(formatMoney(data.most, data.currency)) : undefined}><TextInput inputMode="decimal" value={typed} onChange={setTyped} /></Field>
      <Button tone="primary" icon="money" busy={busy} disabled={!good} onClick={() => { if (good) void act(() => api.takeAdvance({ amount }), () => { setTyped(""); toast(words.taken, "leaf"); }); }}>{words.take}</Button>
    </Panel>
  );
}
