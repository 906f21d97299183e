import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { contracts } from "../../contract.ts";
import type { CallView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { useAmount, useContractsTold, useItemName, usePageWords } from "../words.ts";
import "../contracts.css";

const LOOK_AGAIN_MS = 15_000;
const MOST = 500;

/** /handovers: goods that stand ready for contracts; one press books a call-off at its price. */
export default function HandoverPage(): ReactNode {
  const { titles, handover: words, columns: heads } = usePageWords();
  const told = useContractsTold();
  const api = useApi(contracts);
  const amount = useAmount();
  const itemName = useItemName();
  const toast = useToast();
  const { busy, act } = useAct();
  const { data, error, refetch } = useQuery({ queryKey: ["contracts", "handovers"], queryFn: () => api.callOffs({ state: "confirmed", limit: MOST }), refetchInterval: LOOK_AGAIN_MS });
  const rows = data?.calls.filter((call) => call.held > 0).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const said = error === null ? undefined : told(error);
  const columns: readonly Column<CallView>[] = [
    { key: "no", title: heads.no, phone: "title", cell: (call) => <><b>{call.contractNo}-{call.seq}</b> {itemName(call)}</>, sortBy: (call) => call.contractNo },
    { key: "due", title: heads.due, cell: (call) => call.dueOn, sortBy: (call) => call.dueOn },
    { key: "parties", title: heads.parties, cell: (call) => `${call.seller} → ${call.buyer}`, sortBy: (call) => call.seller },
    { key: "held", title: heads.held, align: "end", cell: (call) => amount(call.held, call.unit), sortBy: (call) => call.held },
    { key: "lot", title: heads.lot, cell: (call) => call.parts.filter((part) => part.state === "held").map((part) => `${part.lotNo} ${part.grade ?? ""} × ${part.quantity}`).join("; ") },
    {
      key: "deed", title: "", align: "end", cell: (call) => call.can.includes("deliver")
        ? <Button size="small" tone="primary" icon="truck" busy={busy} onClick={() => void act(() => api.deliver({ callOffId: call.id }), () => toast(words.done(amount(call.held, call.unit)), "leaf"))}>{words.deliver}</Button> : words.later(call.dueOn),
    },
  ];
  return (
    <Page title={titles.handover} intro={words.intro}>
      <Table caption={titles.handover} columns={columns} rows={rows} rowKey={(call) => call.id} error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>} />
    </Page>
  );
}
