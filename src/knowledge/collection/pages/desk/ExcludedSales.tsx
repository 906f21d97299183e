import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { addDays } from "../../../../engines/calendar/day.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { collection } from "../../contract.ts";
import { useName, usePageWords, useTerms } from "../words.ts";

const DAYS_BACK = 30;

/** Own sales that statistics leave out, each with its rule. */
export function ExcludedSales(): ReactNode {
  const { desk: words, common } = usePageWords();
  const terms = useTerms();
  const name = useName();
  const { businessDate } = useViewer();
  const today = businessDate ?? "";
  const api = useApi(collection);
  const [from, setFrom] = useState(today === "" ? "" : addDays(today, -DAYS_BACK));
  const [to, setTo] = useState(today);
  const { data, isError, refetch } = useQuery({ queryKey: ["collection", "sales", from, to], queryFn: () => api.excludedSales({ from, to }), enabled: from !== "" && to !== "" });
  return (
    <>
      <div className="col-bar">
        <label className="col-soft">{words.from} <TextInput type="date" value={from} onChange={setFrom} /></label>
        <label className="col-soft">{words.to} <TextInput type="date" value={to} onChange={setTo} /></label>
      </div>
      <Table
        caption={words.sales} rows={data?.sales} rowKey={(row) => row.saleId} csvName="excluded-sales" error={isError ? { onRetry: () => void refetch() } : undefined}
        tools={data === undefined ? null : <span className="col-soft">{words.salesKept(data.kept, data.total)}</span>} empty={<EmptyState title={words.salesEmpty} />}
        columns={[
          { key: "item", title: common.item, phone: "title", cell: (row) => <>{name(row.itemZh, row.itemEn)} {row.grade === "" ? null : <Badge>{row.grade}</Badge>}</>, text: (row) => row.itemZh },
          { key: "date", title: common.date, cell: (row) => row.businessDate, text: (row) => row.businessDate, sortBy: (row) => row.businessDate },
          { key: "seller", title: words.seller, cell: (row) => row.seller, text: (row) => row.seller },
          { key: "buyer", title: words.buyer, cell: (row) => row.buyer, text: (row) => row.buyer },
          { key: "quantity", title: common.quantity, align: "end", cell: (row) => formatCount(row.quantity), text: (row) => String(row.quantity) },
          { key: "price", title: common.price, align: "end", cell: (row) => <MoneyText minor={row.price} currency={row.currency} />, text: (row) => String(row.price) },
          { key: "reason", title: words.rule, cell: (row) => <>{terms.exclusions[row.reason]} <span className="col-soft">{row.reason === "related_party" ? terms.because[row.because as keyof typeof terms.because] : ""}</span></>, text: (row) => row.reason },
        ]}
      />
    </>
  );
}
