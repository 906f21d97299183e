import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { settlement } from "../../contract.ts";
import type { DeclarationView } from "../../voucher-views.ts";
import { useAct } from "../useAct.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Ends a declaration, from today or altogether, with the reason. */
export function EndDialog({ declaration, onClose }: { readonly declaration: DeclarationView; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [how, setHow] = useState<"today" | "never">("today");
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const send = (): void => {
    setTried(true);
    if (why.trim().length < 2) return;
    void act(() => api.endDeclaration({ declarationId: declaration.id, wrong: how === "never", why }), () => { toast(words.end.done, "leaf"); onClose(); });
  };
  return (
    <Dialog open onClose={onClose} title={`${words.end.title} · ${declaration.party}`} size="small" sticky actions={<><Button onClick={onClose}>{words.cancel}</Button><Button tone="danger" busy={busy} onClick={send}>{words.end.act}</Button></>}>
      <Field label={words.end.wrong} group><Segmented wide value={how} onChange={setHow} choices={[{ value: "today", label: words.end.today }, { value: "never", label: words.end.never }]} /></Field>
      <Field label={words.end.why} required error={tried && why.trim().length < 2 ? words.form.needed : null}><TextInput value={why} onChange={setWhy} maxLength={300} /></Field>
      <p className="settle-faint">{words.end.note}</p>
    </Dialog>
  );
}
