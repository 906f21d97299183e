import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { calendar } from "../../../kernel/calendar/contract.ts";
import { ledger } from "../../../kernel/ledger/contract.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { useApi } from "../../../ui/api.ts";
import { ButtonLink } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field, FieldGrid } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { parseMoney } from "../../../ui/money.ts";
import { settleParty } from "../rules.ts";
import type { PartyResult, SettledSale, Side } from "../rules.ts";
import type { ChargeView } from "../views.ts";
import { Charges } from "./parts.tsx";
import { usePageWords, useProblem } from "./words.ts";
import "./settlement.css";

type Fee = Output<typeof ledger.actions.feeSheet.output>["fees"][number];
interface Figures {
  readonly gross: number;
  readonly units: number;
  readonly lots: number;
  readonly deals: number;
}

/** /fees/try: what a day would cost, by the same rule that writes the statements. */
export default function FeeTrialPage(): ReactNode {
  const words = usePageWords();
  const fees = useApi(ledger);
  const days = useApi(calendar);
  const problem = useProblem();
  const { businessDate } = useViewer();
  const { data, error, refetch } = useQuery({
    queryKey: ["settlement", "feeTrial", businessDate],
    queryFn: async () => {
      const today = await days.today({});
      const sheet = await fees.feeSheet({ on: today.businessDate });
      return { on: today.businessDate, currency: today.market.currency, fees: sheet.fees.filter((fee) => fee.currency === today.market.currency) };
    },
  });
  const told = error === null ? undefined : problem(error);
  return (
    <Page title={words.fees.tryTitle} intro={words.fees.tryIntro} actions={<ButtonLink icon="sheet" to="/fees">{words.titles.fees}</ButtonLink>}>
      {told !== undefined ? <ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState> : data === undefined ? <Skeleton lines={8} /> : <Trial {...data} />}
    </Page>
  );
}

function Trial({ fees, on, currency }: { readonly fees: readonly Fee[]; readonly on: string; readonly currency: string }): ReactNode {
  const words = usePageWords();
  const [typed, setTyped] = useState({ gross: "3000", units: "160", lots: "2", deals: "6" });
  const gross = parseMoney(typed.gross, currency);
  const whole = (text: string): number | null => (/^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text) : null);
  const [units, lots, deals] = [whole(typed.units), whole(typed.lots), whole(typed.deals)];
  const wrong = {
    gross: gross === null ? words.fees.badNumber : null, lots: lots === null ? words.fees.badNumber : null,
    deals: deals === null ? words.fees.badNumber : lots !== null && deals < lots ? words.fees.fewDeals : null,
    units: units === null ? words.fees.badNumber : deals !== null && units < deals ? words.fees.fewUnits : null,
  };
  const figures = gross === null || units === null || lots === null || deals === null || Object.values(wrong).some((fault) => fault !== null) ? null : { gross, units, lots, deals };
  const field = (key: keyof typeof typed, label: string): ReactNode => (
    <Field label={label} error={wrong[key]}><TextInput inputMode="decimal" value={typed[key]} onChange={(value) => setTyped({ ...typed, [key]: value })} /></Field>
  );
  return (
    <>
      {fees.some((fee) => fee.example) ? <p className="settle-warn">{words.fees.example}</p> : null}
      <Panel><FieldGrid>{field("gross", words.fees.tryGross)}{field("units", words.fees.tryUnits)}{field("lots", words.fees.tryLots)}{field("deals", words.fees.tryDeals)}</FieldGrid></Panel>
      {figures === null ? null : (
        <div className="settle-two" aria-live="polite">
          <Outcome side="seller" result={resultOf("seller", fees, on, figures)} currency={currency} />
          <Outcome side="buyer" result={resultOf("buyer", fees, on, figures)} currency={currency} />
        </div>
      )}
      <Panel title={words.fees.rules}><ol className="settle-rules">{words.fees.ruleLines.map((line) => <li key={line}>{line}</li>)}</ol></Panel>
    </>
  );
}

function Outcome({ side, result, currency }: { readonly side: Side; readonly result: PartyResult; readonly currency: string }): ReactNode {
  const words = usePageWords();
  const charges: ChargeView[] = result.charges.map(({ fee, ...line }) => ({ code: fee.code, zh: fee.zh, en: fee.en, basis: fee.basis, value: fee.value, minMinor: fee.minMinor, maxMinor: fee.maxMinor, channel: fee.channel, example: fee.example, ...line }));
  return (
    <Panel title={side === "seller" ? words.fees.seller : words.fees.buyer}>
      <Charges charges={charges} currency={currency} caption={words.paper.charges} />
      <dl className="settle-sums">
        <div><dt>{words.fees.tryResult(side === "seller" ? words.fees.trySeller : words.fees.tryBuyer)}</dt><dd><MoneyText minor={result.fees + result.packaging} currency={currency} /></dd></div>
        <div data-last><dt>{side === "seller" ? words.fees.tryNet : words.fees.tryPays}</dt><dd><MoneyText minor={result.total} currency={currency} /></dd></div>
      </dl>
    </Panel>
  );
}

/** The figures spread over that many deals and lots; only their sums matter to a fee. */
function resultOf(side: Side, fees: readonly Fee[], on: string, { gross, units, lots, deals }: Figures): PartyResult {
  const share = (total: number, n: number): number => Math.floor(total / deals) + (n < total % deals ? 1 : 0);
  const sales: SettledSale[] = Array.from({ length: deals }, (_, n) => ({ money: "market", lotId: String(n % lots), channel: "clock", speciesId: "", quantity: share(units, n), grossMinor: share(gross, n) }));
  return settleParty({ side, date: on, sheet: fees, sales, transfers: [], corrections: [], carriedIn: 0 });
}
