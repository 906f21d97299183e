import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { QuantityStepper } from "../../../ui/QuantityStepper.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { packaging } from "../contract.ts";
import { readNumbers } from "../rules.ts";
import type { BalanceRow } from "../views.ts";
import { useAct } from "./useAct.ts";
import { useKindName, usePageWords } from "./words.ts";

/** To whom and how many; they move when the receiver confirms. */
export function PassDialog({ row, onClose }: { readonly row: BalanceRow; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const kindName = useKindName();
  const api = useApi(packaging);
  const toast = useToast();
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const [to, setTo] = useState<{ partyId: string; name: string } | null>(null);
  const [count, setCount] = useState(1);
  const [text, setText] = useState("");
  const [note, setNote] = useState("");
  const { data } = useQuery({ queryKey: ["packaging", "partners", query], queryFn: () => api.partners({ query }), enabled: query.trim().length > 0 && to === null });
  const numbers = readNumbers(text);
  const quantity = row.numbered ? numbers.length : count;
  const send = (): void => {
    if (to === null || quantity === 0) return;
    void act(() => api.proposeHandOver({ toPartyId: to.partyId, kindId: row.kindId, quantity, numbers, note }), () => { toast(words.mine.passed, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky title={`${words.mine.pass} · ${kindName(row)}`} onClose={onClose} actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="primary" busy={busy} disabled={to === null || quantity === 0} onClick={send}>{words.mine.passSend}</Button></>}>
      <div className="pack-form">
        <p className="pack-hint">{words.mine.passWhy}</p>
        {to === null ? (
          <div className="pack-who">
            <Field label={words.mine.passTo} hint={words.mine.passFind}><TextInput value={query} onChange={setQuery} type="search" maxLength={60} autoComplete="off" autoCapitalize="none" /></Field>
            <ul>{data?.parties.map((one) => <li key={one.partyId}><button type="button" onClick={() => setTo(one)}><b>{one.name}</b><small>{one.town}</small></button></li>)}</ul>
            {data?.parties.length === 0 ? <p role="status">{words.dock.nobody}</p> : null}
          </div>
        ) : <div className="pack-chosen"><div><b>{to.name}</b></div><Button onClick={() => setTo(null)}>{words.dock.change}</Button></div>}
        {row.numbered
          ? <Field label={words.mine.passNumbers}><TextInput value={text} onChange={setText} maxLength={500} autoComplete="off" /></Field>
          : <Field label={words.mine.passCount}><QuantityStepper value={count} min={1} max={row.quantity} unit={words.common.pieces("").trim()} onChange={setCount} /></Field>}
        <Field label={words.mine.passNote} optional><TextInput value={note} onChange={setNote} maxLength={200} /></Field>
      </div>
    </Dialog>
  );
}
