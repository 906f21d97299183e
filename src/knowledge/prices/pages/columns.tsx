import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import type { SheetLineView, SheetView } from "../contract.ts";
import { classOf } from "../rules.ts";
import { changeText, useItemName, usePriceWords, useUnit } from "./words.ts";

export function Change({ basisPoints }: { readonly basisPoints: number | null }): ReactNode {
  if (basisPoints === null) return <span className="price-faint">—</span>;
  return <span className="price-change" data-way={basisPoints > 0 ? "up" : basisPoints < 0 ? "down" : undefined}>{changeText(basisPoints)}</span>;
}

/** The columns of the sheet as the trade knows them: 最高 上 中 下 最低 平均 成交量 余货. */
export function useSheetColumns(data: SheetView | undefined): readonly Column<SheetLineView>[] {
  const words = usePriceWords();
  const itemName = useItemName();
  const unit = useUnit();
  const currency = data?.currency ?? "CNY";
  const price = (key: string, title: string, pick: (line: SheetLineView) => number | null, phone?: "wide-only"): Column<SheetLineView> => ({
    key, title, align: "end", phone, cell: (line) => { const minor = pick(line); return minor === null ? <span className="price-faint">—</span> : <MoneyText minor={minor} currency={currency} bare />; },
    text: (line) => { const minor = pick(line); return minor === null ? "" : formatMoney(minor, currency, { symbol: false }).replaceAll(",", ""); }, sortBy: pick,
  });
  const count = (key: string, title: string, pick: (line: SheetLineView) => number | null): Column<SheetLineView> => ({
    key, title, align: "end", cell: (line) => { const n = pick(line); return n === null ? <span className="price-faint">—</span> : formatCount(n); }, text: (line) => String(pick(line) ?? ""), sortBy: pick,
  });
  const hidden = (line: SheetLineView): boolean => line.sold === null;
  const reason = (line: SheetLineView): string => (line.withheld === null ? "" : words.withheld[line.withheld.code]);
  return [
    {
      key: "item", title: words.item, phone: "title", text: itemName, sortBy: itemName,
      cell: (line) => <span className="price-item">{itemName(line)}<i><Badge>{classOf(line, words)}</Badge> /{unit(line.unit)}</i>{line.withheld === null ? null : <small>{reason(line)}</small>}</span>,
    },
    { key: "grade", title: words.grade, align: "center", phone: "wide-only", cell: (line) => <Badge>{classOf(line, words)}</Badge>, text: (line) => (line.venue === null ? (line.grade ?? "") : classOf(line, words)), sortBy: (line) => line.grade },
    { key: "unit", title: words.unit, align: "center", phone: "wide-only", cell: (line) => unit(line.unit), text: (line) => unit(line.unit) },
    price("max", words.max, (line) => line.max),
    price("upper", words.upper, (line) => line.upper),
    { ...price("middle", words.middle, (line) => line.middle), cell: (line) => (line.middle === null ? <span className="price-faint">{hidden(line) ? words.withheldShort : "—"}</span> : <strong><MoneyText minor={line.middle} currency={currency} bare /></strong>) },
    price("lower", words.lower, (line) => line.lower),
    price("min", words.min, (line) => line.min, "wide-only"),
    price("mean", words.mean, (line) => line.mean),
    { key: "change", title: words.change, align: "end", cell: (line) => <Change basisPoints={line.changeBasisPoints} />, text: (line) => (line.changeBasisPoints === null ? "" : changeText(line.changeBasisPoints)), sortBy: (line) => line.changeBasisPoints },
    count("sold", words.sold, (line) => line.sold),
    count("unsold", words.unsold, (line) => line.unsold),
    price("value", words.value, (line) => line.value),
    ...(data?.lines.some((line) => line.sold !== null && line.withheld !== null) !== true ? [] : [{ key: "note", title: words.note, phone: "wide-only" as const, cell: (line: SheetLineView) => (line.withheld === null ? null : <span className="price-faint">{reason(line)}</span>), text: reason }]),
  ];
}
