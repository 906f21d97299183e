import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../../ui/Button.tsx";
import { Dialog } from "../../../../../ui/Dialog.tsx";
import { Field } from "../../../../../ui/Field.tsx";
import { useWords } from "../../../../../ui/Preferences.tsx";
import { TextInput } from "../../../../../ui/TextInput.tsx";
import { useToast } from "../../../../../ui/Toast.tsx";
import { useApi } from "../../../../../ui/api.ts";
import { useTold } from "../../../../../ui/told.ts";
import { access } from "../../../contract.ts";
import { en as refusalsEn } from "../../../words.en.ts";
import { zh as refusalsZh } from "../../../words.zh.ts";
import type { Account } from "./AccountsPage.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const MIN_REASON = 2;

/** Closes an account, or opens it again, with the reason that goes on the trail. */
export function CloseDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).closing;
  const api = useApi(access);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useTold({ zh: refusalsZh.refusals, en: refusalsEn.refusals });
  const [reason, setReason] = useState("");
  const back = account.disabled;
  const act = useMutation({
    mutationFn: () => api.disable({ accountId: account.id, disabled: !back, reason: reason.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["access", "accounts"] });
      toast(back ? words.doneBack(account.name) : words.done(account.name), "leaf");
      onClose();
    },
  });
  return (
    <Dialog
      open onClose={onClose} sticky size="small" title={back ? words.titleBack(account.name) : words.title(account.name)}
      actions={<Button tone={back ? "primary" : "danger"} disabled={reason.trim().length < MIN_REASON} busy={act.isPending} onClick={() => act.mutate()}>{back ? words.submitBack : words.submit}</Button>}
    >
      <div className="admin-form">
        <p className="admin-note">{back ? words.whyBack : words.why}</p>
        <Field label={words.reason} hint={words.reasonHint} required error={act.error === null ? null : told(act.error).text}><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
      </div>
    </Dialog>
  );
}
