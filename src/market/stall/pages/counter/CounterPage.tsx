import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { useToast } from "../../../../ui/Toast.tsx";
import { offlineNo } from "../../rules.ts";
import type { CounterItem, CounterView } from "../../views.ts";
import type { Counter } from "../offline/useCounter.ts";
import { useCounter } from "../offline/useCounter.ts";
import { nextSeq } from "../offline/device.ts";
import { StallState } from "../StallState.tsx";
import { WithStall } from "../useStall.tsx";
import { newId, usePageWords } from "../words.ts";
import { BillSide } from "./BillSide.tsx";
import { Customers } from "./Customers.tsx";
import { EMPTY, lineFor, takenOf, toBill, type Draft, type DraftLine, type Payments } from "./draft.ts";
import { Goods } from "./Goods.tsx";
import { LineDialog } from "./LineDialog.tsx";
import "../stall.css";

/** /stall: a bill with one thumb. Everything on it works without a network. */
export default function CounterPage(): ReactNode {
  return <WithStall>{({ stall }, chooser) => <AtStall key={stall.id} stallId={stall.id} chooser={chooser} />}</WithStall>;
}

function AtStall({ stallId, chooser }: { readonly stallId: string; readonly chooser: ReactNode }): ReactNode {
  const words = usePageWords();
  const state = useCounter(stallId);
  if (state.counter === undefined) return <Skeleton lines={10} />;
  if (state.counter === null) return <EmptyState title={words.unreachable}>{words.unreachableWhy}</EmptyState>;
  return <Billing counter={state.counter} state={state} chooser={chooser} />;
}

/** A draft outlives a page that is closed half-way. */
function useDraft(stallId: string): readonly [Draft, (draft: Draft) => void] {
  const key = `hualian.stall.draft.${stallId}`;
  const [draft, setDraft] = useState<Draft>(() => {
    try {
      return { ...EMPTY, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Draft>) };
    } catch {
      return EMPTY;
    }
  });
  useEffect(() => {
    try {
      localStorage.setItem(key, JSON.stringify(draft));
    } catch {
      // A full storage loses the draft with the page, never a written bill: those are in the database.
    }
  }, [draft, key]);
  return [draft, setDraft];
}

interface Editing {
  readonly item: CounterItem;
  readonly line: DraftLine;
  readonly index: number | null;
}

function Billing({ counter, state, chooser }: { readonly counter: CounterView; readonly state: Counter; readonly chooser: ReactNode }): ReactNode {
  const words = usePageWords();
  const toast = useToast();
  const { currency, right } = counter;
  const [draft, setDraft] = useDraft(counter.stall.id);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<{ readonly id: string; readonly no: string; readonly total: number } | null>(null);
  const customer = counter.customers.find((one) => one.id === draft.customer?.id) ?? null;
  const put = (line: DraftLine): void => {
    if (editing === null) return;
    setDraft({ ...draft, lines: editing.index === null ? [...draft.lines, line] : draft.lines.map((old, index) => (index === editing.index ? line : old)) });
    setEditing(null);
  };
  const pay = async (payments: Payments): Promise<void> => {
    setBusy(true);
    try {
      const no = offlineNo(counter.stall.number, ...nextSeq());
      const bill = toBill(draft, { id: newId(), at: new Date(), offlineNo: no, payments });
      // Written when the device has it; only then does the draft go.
      await state.add(bill, no, draft.customer?.nickname ?? "");
      setDraft(EMPTY);
      setDone({ id: bill.id, no, total: bill.total });
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "cinnabar");
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="stall-counter">
      <h1 className="hl-hidden">{counter.stall.number} {counter.stall.name}</h1>
      <div className="stall-top">
        {chooser}
        <p className="stall-today"><b>{counter.stall.number}</b> {words.counter.today(formatCount(counter.today.bills), formatMoney(counter.today.total, currency))}</p>
        <StallState state={state} />
      </div>
      <div className="stall-choice">
        <Customers customers={counter.customers} draft={draft} currency={currency} onChoose={(who, fresh) => setDraft({ ...draft, customer: who, newCustomer: fresh })} />
        <Goods items={counter.items} customer={customer} currency={currency} onChoose={(item) => setEditing({ item, line: lineFor(item, customer), index: null })} />
      </div>
      <BillSide
        draft={draft} customer={customer} right={right} currency={currency} busy={busy} onClear={() => setDraft(EMPTY)} onPay={(payments) => void pay(payments)}
        onEdit={(index) => {
          const line = draft.lines[index];
          const item = counter.items.find((one) => one.itemId === line?.itemId);
          if (line !== undefined && item !== undefined) setEditing({ item, line, index });
        }}
      />
      {editing === null ? null : (
        <LineDialog
          key={`${editing.item.itemId}-${editing.index}`} item={editing.item} first={editing.line} editing={editing.index !== null} taken={takenOf(draft.lines, editing.item.itemId, editing.index)} right={right} currency={currency} onDone={put}
          onRemove={() => { setDraft({ ...draft, lines: draft.lines.filter((_, index) => index !== editing.index) }); setEditing(null); }} onClose={() => setEditing(null)}
        />
      )}
      <DoneDialog state={state} done={done} currency={currency} onClose={() => setDone(null)} />
    </div>
  );
}

/** The end of a bill says its number and that it is safe, whether or not the market knows it yet. */
function DoneDialog({ state, done, currency, onClose }: { readonly state: Counter; readonly done: { readonly id: string; readonly no: string; readonly total: number } | null; readonly currency: string; readonly onClose: () => void }): ReactNode {
  const words = usePageWords().counter;
  const kept = state.kept.find((one) => one.id === done?.id);
  const no = kept?.row?.no;
  return (
    <Dialog open={done !== null} onClose={onClose} title={words.done} size="small" actions={<>{done === null ? null : <ButtonLink icon="print" to={`/stall/slips/${done.id}`}>{words.slip}</ButtonLink>}<Button tone="primary" size="large" onClick={onClose}>{words.next}</Button></>}>
      {done === null ? null : (
        <div className="stall-done">
          <MoneyText minor={done.total} currency={currency} size="figure" />
          <p>{words.no} <output>{no ?? done.no}</output></p>
          {no === undefined ? <p>{words.kept} · {words.provisional}</p> : null}
        </div>
      )}
    </Dialog>
  );
}
