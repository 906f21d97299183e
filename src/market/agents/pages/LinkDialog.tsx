import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { agents } from "../contract.ts";
import type { ClientView } from "../views.ts";
import { useAct, usePageWords } from "./words.ts";

/** A link by which a client without an account sees his lists; its secret is shown this once. */
export function LinkDialog({ client, onClose }: { readonly client: ClientView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords().link;
  const api = useApi(agents);
  const toast = useToast();
  const { busy, act } = useAct();
  const [link, setLink] = useState<string | null>(null);
  const copy = (): void => void navigator.clipboard?.writeText(link ?? "").then(() => toast(words.copied, "leaf"));
  return (
    <Dialog
      open sticky onClose={onClose} title={`${words.title} · ${client.name}`}
      actions={<>{client.linked ? <Button tone="quiet" busy={busy} onClick={() => void act(() => api.shareLink({ clientId: client.id, on: false }), () => { toast(words.ended, "leaf"); onClose(); })}>{words.end}</Button> : null}{link === null ? <Button tone="primary" icon="link" busy={busy} onClick={() => void act(() => api.shareLink({ clientId: client.id, on: true }), ({ path }) => setLink(`${location.origin}${path ?? ""}`))}>{client.linked ? words.again : words.make}</Button> : <Button tone="primary" onClick={copy}>{words.copy}</Button>}</>}
    >
      <div className="agent-form">
        <p>{words.why}</p>
        {client.linked && link === null ? <Badge tone="leaf">{words.on}</Badge> : null}
        {link === null ? null : <Field label={words.title}><TextInput value={link} onChange={() => undefined} readOnly onFocus={(event) => event.currentTarget.select()} /></Field>}
      </div>
    </Dialog>
  );
}
