import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { pooled } from "../../contract.ts";
import { useAct } from "../useAct.ts";
import { useAmount, useItemName, usePooledTold, useUnit } from "../words.ts";
import { useGrowerWords } from "./words.ts";

/** A grower's money of one order: what he brought at which price, every deduction with its reason, what is paid. */
export function Statement({ orderId }: { readonly orderId: string }): ReactNode {
  const { statement: words } = useGrowerWords();
  const told = usePooledTold();
  const { language } = usePreferences();
  const api = useApi(pooled);
  const amount = useAmount();
  const unit = useUnit();
  const itemName = useItemName();
  const { busy, act } = useAct();
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "settlement", orderId], queryFn: () => api.settlement({ orderId }) });
  if (error !== null) return <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>;
  if (data === undefined) return <Skeleton lines={5} />;
  const own = data.statements[0];
  if (own === undefined || own.lines.length + own.deductions.length === 0) return <EmptyState title={words.none}>{words.noneWhy}</EmptyState>;
  const money = (minor: number): string => formatMoney(minor, data.currency);
  const kept = own.lines[0] === undefined ? "" : own.lines[0].unit;
  return (
    <div className="pooled-statement">
      <p>{words.delivered(amount(own.delivered, kept), amount(own.promised, kept))}</p>
      <ul>
        {own.lines.map((line) => (
          <li key={`${line.itemZh} ${line.grade} ${line.price}`}>
            <span><b>{itemName(line)} {line.grade}</b><small>{amount(line.units, line.unit)} × {money(line.price)}/{unit(line.unit)}{line.price === line.orderedPrice ? null : `（${words.ordered(money(line.orderedPrice))}，${words.downgrade(money(line.downgrade))}）`}</small></span>
            <MoneyText minor={line.gross} currency={data.currency} />
          </li>
        ))}
        <li data-sum><span>{words.gross}</span><MoneyText minor={own.gross} currency={data.currency} /></li>
        {own.deductions.map((one, n) => <li key={`${one.kind} ${n}`}><span><b>{words.kinds[one.kind] ?? one.kind}</b><small>{one.text}</small></span><MoneyText minor={-one.amount} currency={data.currency} /></li>)}
        <li data-sum="net"><span>{words.net}</span><MoneyText minor={own.net} currency={data.currency} size="figure" /></li>
      </ul>
      {own.depositHeld > 0 ? <p className="pooled-hint">{words.deposit(money(own.depositHeld))}</p> : null}
      <Button icon="print" busy={busy} onClick={() => void act(() => api.printStatement({ orderId, growerId: own.growerId, language, origin: location.origin }), (file) => saveBase64(file.name, file.base64))}>{words.print}</Button>
    </div>
  );
}
