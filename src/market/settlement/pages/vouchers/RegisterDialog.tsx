import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { parties } from "../../../../kernel/parties/contract.ts";
import { settlement } from "../../contract.ts";
import { useAct } from "../useAct.ts";
import { DeclarationForm, type DeclarationInput } from "./DeclarationForm.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The desk writes down a declaration that a grower signed on paper. */
export function RegisterDialog({ sellerId, onClose }: { readonly sellerId?: string; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(settlement);
  const people = useApi(parties);
  const toast = useToast();
  const { businessDate } = useViewer();
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const [partyId, setPartyId] = useState(sellerId ?? "");
  const [paper, setPaper] = useState("");
  const { data } = useQuery({ queryKey: ["settlement", "growers", query, sellerId], queryFn: async () => (sellerId === undefined ? (await people.find({ query, role: "grower", limit: 30 })).parties : [await people.get({ partyId: sellerId })]), placeholderData: (before) => before });
  const growers = data ?? [];
  const chosen = growers.find((one) => one.id === partyId);
  const send = (input: DeclarationInput): void => {
    if (partyId === "" || paper.trim().length < 2) { toast(words.form.needed, "cinnabar"); return; }
    void act(() => api.declareOwnProduction({ ...input, partyId, paper }), () => { toast(words.form.done, "leaf"); onClose(); });
  };
  return (
    <Dialog open onClose={onClose} title={words.gaps.register} sticky>
      <DeclarationForm today={businessDate ?? "2026-01-01"} categories={[]} known={chosen?.citizenIdMasked ?? null} name={chosen?.name ?? words.form.me} busy={busy} action={words.form.register} onSend={send}>
        {sellerId === undefined ? <Field label={words.declarations.search} hint={words.form.whoHint}><TextInput value={query} onChange={setQuery} maxLength={60} type="search" /></Field> : null}
        <Field label={words.form.who} required><Select value={partyId} onChange={setPartyId} placeholder={words.form.who} choices={growers.filter((one) => one.kind === "person").map((one) => ({ value: one.id, label: `${one.name} ${one.phoneMasked ?? ""}` }))} /></Field>
        <Field label={words.form.paper} hint={words.form.paperHint} required><TextInput value={paper} onChange={setPaper} maxLength={120} /></Field>
      </DeclarationForm>
    </Dialog>
  );
}
