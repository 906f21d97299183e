import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { agents } from "../contract.ts";
import type { ClientView } from "../views.ts";
import { useAct, usePageWords } from "./words.ts";

const PHONE = /^1\d{10}$/;

/** Registers a client, or changes how he is called. */
export function ClientDialog({ client, onClose }: { readonly client?: ClientView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const api = useApi(agents);
  const { busy, act } = useAct();
  const id = useRef(client?.id ?? crypto.randomUUID());
  const [name, setName] = useState(client?.name ?? "");
  const [phone, setPhone] = useState("");
  const [town, setTown] = useState(client?.town ?? "");
  const [note, setNote] = useState(client?.note ?? "");
  const [hides, setHides] = useState(client?.hidesSuppliers ?? false);
  const sound = name.trim() !== "" && (phone === "" || PHONE.test(phone));
  const save = (): void => void act(() => api.saveClient({ clientId: id.current, name: name.trim(), phone: phone === "" ? null : phone, town: town.trim(), note: note.trim(), hidesSuppliers: hides }), onClose);
  return (
    <Dialog open sticky onClose={onClose} title={client === undefined ? words.clients.add : words.clients.edit} actions={<Button tone="primary" busy={busy} disabled={!sound} onClick={save}>{words.common.save}</Button>}>
      <form className="agent-form" onSubmit={(event) => { event.preventDefault(); if (sound) save(); }}>
        <Field label={words.clients.name} required><TextInput value={name} onChange={setName} maxLength={60} autoFocus /></Field>
        <Field label={words.clients.phone}><TextInput value={phone} onChange={setPhone} inputMode="tel" maxLength={11} placeholder={client?.phoneTail === undefined || client.phoneTail === "" ? undefined : `••••${client.phoneTail}`} /></Field>
        <Field label={words.clients.town}><TextInput value={town} onChange={setTown} maxLength={40} /></Field>
        <Field label={words.clients.note}><TextInput value={note} onChange={setNote} maxLength={300} /></Field>
        <label className="agent-check"><input type="checkbox" checked={hides} onChange={(event) => setHides(event.currentTarget.checked)} /><span>{words.clients.hides}<small className="agent-soft"> {words.clients.hidesHint}</small></span></label>
      </form>
    </Dialog>
  );
}
