import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { useTold } from "../../../ui/told.ts";
import type { Output } from "../../machinery/contract.ts";
import { FEE_BASES, ledger } from "../contract.ts";
import { AddFeeDialog, EndFeeDialog } from "./FeeDialogs.tsx";
import { REFUSALS } from "./refusals.ts";
import { useMarket } from "./useMarket.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./ledger.css";

export type Fee = Output<typeof ledger.actions.feeSheet.output>["fees"][number];
/** A rate is kept in millionths: ten thousand of them are one per cent. */
const MILLIONTHS_IN_PERCENT = 10_000;
type Doing = { readonly what: "add" } | { readonly what: "end"; readonly fee: Fee };

/** The whole fee sheet of a day on one page, and how a fee is computed, so that anybody can check a statement. The market manager keeps it here. */
export default function FeesPage(): ReactNode {
  const words = useWords(zh, en).fees;
  const { roles } = useViewer();
  const { businessDate, currency } = useMarket();
  const api = useApi(ledger);
  const told = useTold(REFUSALS);
  const [chosen, setChosen] = useState("");
  const [doing, setDoing] = useState<Doing | null>(null);
  const on = chosen || businessDate;
  const input = { on: on ?? "" };
  const { data, error, refetch } = useQuery({ queryKey: ["ledger", "feeSheet", input], queryFn: () => api.feeSheet(input), enabled: on !== undefined, placeholderData: keepPreviousData });
  const may = roles.includes("operator");
  const columns = useColumns(may ? (fee) => setDoing({ what: "end", fee }) : undefined);
  const table = (payer: Fee["payer"]): ReactNode => (
    <Table
      caption={words[payer]} columns={columns} rows={data?.fees.filter((fee) => fee.payer === payer).toSorted((a, b) => FEE_BASES.indexOf(a.basis) - FEE_BASES.indexOf(b.basis))} rowKey={(fee) => fee.id} printable csvName={`fees-${payer}`}
      empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }}
    />
  );
  const example = data?.fees.some((fee) => fee.example) ?? false;
  return (
    <Page
      title={words.title} intro={<>{words.intro}{example ? <> {words.exampleWhy}</> : null}</>}
      actions={<><Field label={words.on}><TextInput type="date" value={on ?? ""} onChange={setChosen} /></Field>{may ? <Button tone="primary" icon="plus" onClick={() => setDoing({ what: "add" })}>{words.add}</Button> : null}</>}
    >
      {table("seller")}
      {table("buyer")}
      <Panel title={words.how} actions={<ButtonLink size="small" to="/fees/try">{words.try}</ButtonLink>}><ol className="ledger-how">{words.howLines.map((line) => <li key={line}>{line}</li>)}</ol></Panel>
      {doing?.what === "add" && currency !== undefined && businessDate !== undefined ? <AddFeeDialog currency={currency} from={businessDate} onClose={() => setDoing(null)} /> : null}
      {doing?.what === "end" && businessDate !== undefined ? <EndFeeDialog fee={doing.fee} today={businessDate} onClose={() => setDoing(null)} /> : null}
    </Page>
  );
}

function useColumns(onEnd: ((fee: Fee) => void) | undefined): readonly Column<Fee>[] {
  const words = useWords(zh, en).fees;
  const { language } = usePreferences();
  const name = (fee: Fee): string => (language === "zh" ? fee.zh : fee.en);
  const rate = (fee: Fee): string => (fee.basis === "rate_on_gross" ? words.rates.rate_on_gross(String(fee.value / MILLIONTHS_IN_PERCENT)) : words.rates[fee.basis](formatMoney(fee.value, fee.currency)));
  const limits = (fee: Fee): string => [...(fee.minMinor === null ? [] : [words.least(formatMoney(fee.minMinor, fee.currency))]), ...(fee.maxMinor === null ? [] : [words.most(formatMoney(fee.maxMinor, fee.currency))])].join(" · ") || "—";
  const channel = (fee: Fee): string => (fee.channel === null ? words.allChannels : words.channels[fee.channel] ?? fee.channel);
  return [
    { key: "fee", title: words.fee, phone: "title", cell: (fee) => <span>{name(fee)} {fee.example ? <Badge tone="pollen">{words.example}</Badge> : null}</span>, text: name },
    { key: "rate", title: words.rate, cell: (fee) => <b>{rate(fee)}</b>, text: rate },
    { key: "limits", title: words.limits, cell: limits, text: limits },
    { key: "channel", title: words.channel, cell: channel, text: channel },
    { key: "from", title: words.from, cell: (fee) => fee.validFrom, text: (fee) => fee.validFrom },
    { key: "until", title: words.until, cell: (fee) => fee.validTo ?? words.openEnd, text: (fee) => fee.validTo ?? "" },
    ...(onEnd === undefined ? [] : [{ key: "end", title: "", align: "end" as const, cell: (fee: Fee) => <Button size="small" onClick={() => onEnd(fee)} aria-label={`${words.end} ${name(fee)}`}>{words.end}</Button> }]),
  ];
}
