import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { DEMO_HISTORY } from "../contract.ts";
import type { PointView } from "../contract.ts";
import { levelText, percentText, shareText, signed, useIndexWords, wayOf } from "./words.ts";

export const Change = ({ value, text }: { readonly value: number | null; readonly text: (value: number) => string }): ReactNode =>
  value === null ? <span className="index-faint">—</span> : <span className="index-change" data-way={wayOf(value)}>{text(value)}</span>;

/** The columns of the published periods: level, change in points, change in per cent, and what stands beside. */
export function usePointColumns(currency: string): readonly Column<PointView>[] {
  const words = useIndexWords();
  const figure = (key: string, title: string, pick: (point: PointView) => number | null, text: (value: number) => string, phone?: "wide-only"): Column<PointView> => ({
    key, title, align: "end", phone, sortBy: pick, text: (point) => { const value = pick(point); return value === null ? "" : String(value); },
    cell: (point) => { const value = pick(point); return value === null ? <span className="index-faint">—</span> : text(value); },
  });
  const ratio = (value: number): string => value.toFixed(4);
  return [
    { key: "period", title: words.period, phone: "title", text: (point) => point.period, sortBy: (point) => point.from, cell: (point) => <span className="index-period">{point.period}{point.revisions === 0 ? null : <Badge tone="river">{words.revisionsCount(point.revisions)}</Badge>}{point.reason === DEMO_HISTORY ? <Badge tone="pollen">{words.demoHistory}</Badge> : null}</span> },
    {
      key: "value", title: words.level, align: "end", text: (point) => (point.value === null ? "" : String(point.value)), sortBy: (point) => point.value,
      cell: (point) => (point.value === null ? <span className="index-faint">{point.withheld === null ? words.withheldShort : words.withheld[point.withheld]}</span> : <strong>{levelText(point.value)}</strong>),
    },
    { ...figure("points", words.changePoints, (point) => point.changePoints, signed), cell: (point) => <Change value={point.changePoints} text={signed} /> },
    { ...figure("percent", words.changePercent, (point) => point.changePercent, percentText), cell: (point) => <Change value={point.changePercent} text={percentText} /> },
    figure("error", words.error, (point) => point.standardError, (value) => value.toFixed(2), "wide-only"),
    figure("coverage", words.coverage, (point) => point.coverage, (value) => `${value}%`),
    figure("matched", words.matched, (point) => point.matchedShare, shareText, "wide-only"),
    figure("sellers", words.sellers, (point) => point.sellers, formatCount, "wide-only"),
    figure("quantity", words.volume, (point) => point.quantity, formatCount, "wide-only"),
    { ...figure("money", words.value, (point) => point.valueMinor, (minor) => formatMoney(minor, currency), "wide-only"), cell: (point) => (point.valueMinor === null ? <span className="index-faint">—</span> : <MoneyText minor={point.valueMinor} currency={currency} bare />) },
    figure("laspeyres", words.laspeyres, (point) => point.laspeyres, ratio, "wide-only"),
    figure("paasche", words.paasche, (point) => point.paasche, ratio, "wide-only"),
    figure("fisher", words.fisher, (point) => point.fisher, ratio, "wide-only"),
    figure("unit", words.unitValue, (point) => point.unitValue, ratio, "wide-only"),
  ];
}
