import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { ListExchange } from "../../../../kernel/sheets/pages/ListExchange.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { MAX_ORDER_BYTES } from "../../contract-orders.ts";
import { pooled } from "../../contract.ts";
import type { Terms } from "../../rules.ts";
import type { OrderView } from "../../views.ts";
import { OfflineNote } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { usePooledTold, usePooledWords } from "../words.ts";
import { draftOf, newDraft } from "./draft.ts";
import { EditorForm } from "./EditorForm.tsx";
import { useEditorWords } from "./words.ts";
import "../pooled.css";

const CURRENCY = "CNY";

/** /pooled-orders/new and /pooled-orders/:no/edit: the order, written by the enterprise or by the hub for it. */
export default function EditorPage(): ReactNode {
  const { no } = useParams();
  const words = useEditorWords();
  const { businessDate } = useViewer();
  if (no !== undefined) return <Edit no={no} />;
  return <Page title={words.title} intro={words.intro}><OfflineNote />{businessDate === null ? <Skeleton lines={10} /> : <EditorForm start={newDraft(businessDate, null)} today={businessDate} currency={CURRENCY} />}</Page>;
}

function Edit({ no }: { readonly no: string }): ReactNode {
  const words = useEditorWords();
  const common = usePooledWords();
  const told = usePooledTold();
  const { language } = usePreferences();
  const api = useApi(pooled);
  // Read once: a form under the hand is not changed by what comes later; a file taken in begins it anew.
  const { data, error, refetch, dataUpdatedAt } = useQuery({ queryKey: ["pooled-edit", no], queryFn: () => api.order({ no }), staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  if (error !== null) return <Page title={words.edit} narrow><ErrorState title={common.error} number={told(error).number}>{told(error).text}</ErrorState></Page>;
  if (data === undefined) return <Page title={words.edit}><Skeleton lines={10} /></Page>;
  const { order } = data;
  const named = (itemId: string): { id: string; name: string; unit: string } => {
    const line = data.lines.find((one) => one.itemId === itemId);
    const name = data.itemNames[itemId];
    return { id: itemId, name: name === undefined ? itemId : language === "zh" || name.en === "" ? name.zh : name.en, unit: line?.unit ?? data.lines[0]?.unit ?? "" };
  };
  const start = draftOf(data.terms as Terms, { title: order.title, enterprise: { id: order.enterpriseId, name: order.enterprise }, currency: order.currency, named });
  return (
    <Page title={`${words.edit} ${order.no}`} intro={words.intro} actions={<OrderExcel view={data} onDone={() => void refetch()} />}>
      <OfflineNote />
      <EditorForm key={dataUpdatedAt} start={start} today={data.today} currency={order.currency} saved={data} />
    </Page>
  );
}

function OrderExcel({ view, onDone }: { readonly view: OrderView; readonly onDone: () => void }): ReactNode {
  const words = useEditorWords();
  const told = usePooledTold();
  const { language } = usePreferences();
  const api = useApi(pooled);
  const { act } = useAct();
  const orderId = view.order.id;
  return (
    <ListExchange
      title={words.excel} intro={words.excelIntro} counted={words.rows} maxBytes={MAX_ORDER_BYTES} told={told} size="normal"
      give={() => api.exportOrder({ orderId, language })} template={() => api.orderTemplate({ language })} take={(input) => api.importOrder({ orderId, ...input })} onDone={() => { void act(() => Promise.resolve()); onDone(); }}
    />
  );
}
