import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import type { FeeSale } from "../../../engines/fees/fees.ts";
import { ledger } from "../../../kernel/ledger/contract.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field, FieldGrid } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel, Split } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { isPackaging, settleParty } from "../rules.ts";
import type { PartyResult, Side } from "../rules.ts";
import { percent } from "./parts.tsx";
import { usePageWords, useProblem, useTerms } from "./words.ts";
import "./settlement.css";

type Fee = Output<typeof ledger.actions.feeSheet.output>["fees"][number];

/** /fees: every fee on one page, for everybody, and a place to try what a day would cost. */
export default function FeesPage(): ReactNode {
  const words = usePageWords();
  const api = useApi(ledger);
  const problem = useProblem();
  const { businessDate } = useViewer();
  const [on, setOn] = useState(businessDate ?? "2026-01-01");
  const { data, error, refetch } = useQuery({ queryKey: ["ledger", "feeSheet", on], queryFn: () => api.feeSheet({ on }), placeholderData: (before) => before });
  const told = error === null ? undefined : problem(error);
  return (
    <Page title={words.titles.fees} intro={words.fees.intro} actions={<Button icon="print" onClick={() => print()}>{words.common.print}</Button>}>
      <div className="settle-on"><Field label={words.fees.on}><TextInput type="date" value={on} onChange={(value) => { if (value !== "") setOn(value); }} /></Field></div>
      {told !== undefined ? <ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState> : data === undefined ? <Skeleton lines={8} /> : (
        <>
          {data.fees.some((fee) => fee.example) ? <p className="settle-warn">{words.fees.example}</p> : null}
          <Split>
            <div className="settle-stack">
              <Side side="seller" fees={data.fees} />
              <Side side="buyer" fees={data.fees} />
            </div>
            <div className="settle-stack">
              {data.fees.length === 0 ? null : <TryIt fees={data.fees} on={on} />}
              <Panel title={words.fees.rules}><ol className="settle-rules">{words.fees.ruleLines.map((line) => <li key={line}>{line}</li>)}</ol></Panel>
            </div>
          </Split>
        </>
      )}
    </Page>
  );
}

function Side({ side, fees }: { readonly side: Side; readonly fees: readonly Fee[] }): ReactNode {
  const words = usePageWords().fees;
  const channels = useTerms().channels;
  const { language } = usePreferences();
  const own = fees.filter((fee) => fee.payer === side);
  const rate = (fee: Fee): string => words.bases[fee.basis](fee.basis === "rate_on_gross" ? percent(fee.value) : formatMoney(fee.value, fee.currency));
  return (
    <Panel title={side === "seller" ? words.seller : words.buyer}>
      {own.length === 0 ? <p>{words.none}</p> : (
        <dl className="settle-fees">
          {own.map((fee) => (
            <div key={fee.id}>
              <dt>{language === "zh" ? fee.zh : fee.en}{isPackaging(fee.code) ? <> <Badge tone="river">{words.packaging}</Badge></> : null}</dt>
              <dd>
                <strong>{rate(fee)}</strong>
                {fee.minMinor === null ? null : <span>{words.min(formatMoney(fee.minMinor, fee.currency))}</span>}
                {fee.maxMinor === null ? null : <span>{words.max(formatMoney(fee.maxMinor, fee.currency))}</span>}
                {fee.channel === null ? null : <span>{words.channel(channels[fee.channel as keyof typeof channels] ?? fee.channel)}</span>}
                <small>{fee.validTo === null ? words.valid(fee.validFrom) : words.validTo(fee.validFrom, fee.validTo)}</small>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}

/** The same rule that writes the statements, on figures of one's own. */
function TryIt({ fees, on }: { readonly fees: readonly Fee[]; readonly on: string }): ReactNode {
  const words = usePageWords();
  const currency = fees[0]?.currency ?? "CNY";
  const [typed, setTyped] = useState({ gross: "3000", units: "160", lots: "2", deals: "6" });
  const gross = parseMoney(typed.gross, currency);
  const [units, lots, deals] = [typed.units, typed.lots, typed.deals].map((text) => (/^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text) : null)) as [number | null, number | null, number | null];
  const ready = gross !== null && units !== null && lots !== null && deals !== null && deals >= lots && units >= deals;
  const results = ready ? resultsOf(fees, on, { gross, units, lots, deals }) : null;
  const field = (key: keyof typeof typed, label: string, wrong: boolean): ReactNode => (
    <Field label={label} error={wrong ? words.fees.badNumber : null}><TextInput inputMode="decimal" value={typed[key]} onChange={(value) => setTyped({ ...typed, [key]: value })} /></Field>
  );
  return (
    <Panel title={words.fees.tryTitle}>
      <FieldGrid>
        {field("gross", words.fees.tryGross, gross === null)}
        {field("units", words.fees.tryUnits, units === null || (deals !== null && units < deals))}
        {field("lots", words.fees.tryLots, lots === null)}
        {field("deals", words.fees.tryDeals, deals === null || (lots !== null && deals < lots))}
      </FieldGrid>
      {results === null ? null : (
        <dl className="settle-sums" aria-live="polite">
          <div><dt>{words.fees.tryResult(words.fees.trySeller)}</dt><dd><MoneyText minor={results.seller.fees + results.seller.packaging} currency={currency} /></dd></div>
          <div data-last><dt>{words.fees.tryNet}</dt><dd><MoneyText minor={results.seller.total} currency={currency} /></dd></div>
          <div><dt>{words.fees.tryResult(words.fees.tryBuyer)}</dt><dd><MoneyText minor={results.buyer.fees + results.buyer.packaging} currency={currency} /></dd></div>
          <div data-last><dt>{words.fees.tryPays}</dt><dd><MoneyText minor={results.buyer.total} currency={currency} /></dd></div>
        </dl>
      )}
    </Panel>
  );
}

interface Figures {
  readonly gross: number;
  readonly units: number;
  readonly lots: number;
  readonly deals: number;
}

/** The figures spread over that many deals and lots; only their sums matter to a fee. */
function resultsOf(fees: readonly Fee[], on: string, { gross, units, lots, deals }: Figures): Record<Side, PartyResult> {
  const share = (total: number, n: number): number => Math.floor(total / deals) + (n < total % deals ? 1 : 0);
  const sales: FeeSale[] = Array.from({ length: deals }, (_, n) => ({ lotId: String(n % lots), channel: "clock", speciesId: "", quantity: share(units, n), grossMinor: share(gross, n) }));
  const of = (side: Side): PartyResult => settleParty({ side, date: on, sheet: fees, sales, corrections: [], carriedIn: 0 });
  return { seller: of("seller"), buyer: of("buyer") };
}
