import type { ReactNode } from "react";
import { FEE_BASES, ledger } from "../../../kernel/ledger/contract.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { ButtonLink } from "../../../ui/Button.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { PLACES } from "./places.ts";
import { useRead } from "./useRead.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Fee = Output<typeof ledger.actions.feeSheet.output>["fees"][number];
/** A rate is written in millionths; a hundredth of a hundred is ten thousand of them. */
const MILLIONTHS_IN_PERCENT = 10_000;

/** Every fee of today on one screen: what nobody should have to ask for. */
export function FeePanel(): ReactNode {
  const words = useWords(zh, en).fees;
  const { businessDate } = useViewer();
  const { data } = useRead(ledger, "feeSheet", { on: businessDate ?? "2026-01-01" }, { enabled: businessDate !== null });
  const example = data?.fees.some((fee) => fee.example) ?? false;
  return (
    <Panel title={words.title} actions={<span className="home-tools">{example ? <Badge tone="pollen">{words.example}</Badge> : null}<ButtonLink size="small" to={PLACES.fees}>{words.all}</ButtonLink></span>}>
      {data === undefined ? <Skeleton lines={4} /> : data.fees.length === 0 ? <p>{words.none}</p> : (
        <div className="home-fees">
          <Side title={words.seller} fees={data.fees.filter((fee) => fee.payer === "seller")} />
          <Side title={words.buyer} fees={data.fees.filter((fee) => fee.payer === "buyer")} />
        </div>
      )}
    </Panel>
  );
}

function Side({ title, fees }: { readonly title: string; readonly fees: readonly Fee[] }): ReactNode {
  const { language } = usePreferences();
  const say = useRate();
  return (
    <div>
      <h3>{title}</h3>
      <dl>{fees.toSorted((a, b) => FEE_BASES.indexOf(a.basis) - FEE_BASES.indexOf(b.basis)).map((fee) => <div key={fee.id}><dt>{language === "zh" ? fee.zh : fee.en}</dt><dd>{say(fee)}</dd></div>)}</dl>
    </div>
  );
}

function useRate(): (fee: Fee) => string {
  const { fees: words } = useWords(zh, en);
  return (fee) => {
    const money = (minor: number): string => formatMoney(minor, fee.currency);
    const main = fee.basis === "rate_on_gross" ? words.percent(String(fee.value / MILLIONTHS_IN_PERCENT)) : words[fee.basis](money(fee.value));
    return [main, ...(fee.minMinor === null ? [] : [words.least(money(fee.minMinor))]), ...(fee.maxMinor === null ? [] : [words.most(money(fee.maxMinor))])].join(" · ");
  };
}
