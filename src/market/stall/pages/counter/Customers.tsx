import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { found } from "../../rules.ts";
import type { CustomerView } from "../../views.ts";
import { newId, usePageWords } from "../words.ts";
import type { Draft } from "./draft.ts";

const CHIPS_SHOWN = 12;
const PHONE = /^1\d{10}$/;

export interface CustomersProps {
  readonly customers: readonly CustomerView[];
  readonly draft: Draft;
  readonly currency: string;
  readonly onChoose: (customer: Draft["customer"], fresh: Draft["newCustomer"]) => void;
}

/** Whom the bill is for: those who came last as chips, everybody by initials or the tail of his telephone number. */
export function Customers({ customers, draft, currency, onChoose }: CustomersProps): ReactNode {
  const words = usePageWords().counter;
  const [query, setQuery] = useState("");
  const [adding, setAdding] = useState(false);
  const shown = customers.filter((customer) => found(customer, query)).slice(0, CHIPS_SHOWN);
  const chosen = customers.find((customer) => customer.id === draft.customer?.id);
  const choose = (customer: Draft["customer"], fresh: Draft["newCustomer"] = null): void => { onChoose(customer, fresh); setQuery(""); };
  return (
    <section className="stall-who" aria-label={words.customers}>
      <div className="stall-search">
        <TextInput value={query} onChange={setQuery} placeholder={words.find} aria-label={words.find} autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={40} suffix={<Icon name="search" />} />
        <Button icon="plus" onClick={() => setAdding(true)}>{words.fresh}</Button>
      </div>
      <div className="stall-chips" role="group" aria-label={words.customers}>
        <button type="button" aria-pressed={draft.customer === null} onClick={() => choose(null)}>{words.walkIn}</button>
        {draft.customer !== null && !shown.some((one) => one.id === draft.customer?.id) ? <button type="button" aria-pressed="true">{draft.customer.nickname}</button> : null}
        {shown.map((customer) => (
          <button key={customer.id} type="button" aria-pressed={customer.id === draft.customer?.id} onClick={() => choose({ id: customer.id, nickname: customer.nickname })}>
            {customer.nickname}{customer.phoneTail === "" ? null : <small>{customer.phoneTail}</small>}
          </button>
        ))}
      </div>
      {chosen === undefined || (chosen.balance === 0 && chosen.limit === 0) ? null : (
        <p className="stall-credit">{chosen.balance === 0 ? null : <b>{words.owes(formatMoney(chosen.balance, currency))}</b>} {words.free(formatMoney(Math.max(0, chosen.free), currency))}</p>
      )}
      <NewCustomerDialog open={adding} onClose={() => setAdding(false)} onDone={(fresh) => { setAdding(false); choose({ id: newId(), nickname: fresh.nickname }, fresh); }} />
    </section>
  );
}

/** Two fields at most; the customer is registered with his first bill. */
export function NewCustomerDialog({ open, onClose, onDone }: { readonly open: boolean; readonly onClose: () => void; readonly onDone: (fresh: { nickname: string; phone: string | null; group: string }) => void }): ReactNode {
  const words = usePageWords();
  const [nickname, setNickname] = useState("");
  const [phone, setPhone] = useState("");
  const wrong = phone !== "" && !PHONE.test(phone);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (nickname.trim() === "" || wrong) return;
    onDone({ nickname: nickname.trim(), phone: phone === "" ? null : phone, group: "" });
    setNickname("");
    setPhone("");
  };
  return (
    <Dialog open={open} onClose={onClose} title={words.customer.title} size="small" sticky actions={<><Button onClick={onClose}>{words.cancel}</Button><Button tone="primary" type="submit" form="stall-new-customer">{words.customer.register}</Button></>}>
      <form id="stall-new-customer" className="stall-form" onSubmit={submit}>
        <Field label={words.name} required><TextInput value={nickname} onChange={setNickname} maxLength={60} autoComplete="off" /></Field>
        <Field label={words.phone} optional error={wrong ? words.phone : null}><TextInput value={phone} onChange={(text) => setPhone(text.replaceAll(/\D/g, ""))} inputMode="numeric" maxLength={11} autoComplete="off" /></Field>
      </form>
    </Dialog>
  );
}
