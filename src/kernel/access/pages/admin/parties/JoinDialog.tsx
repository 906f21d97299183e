import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../../ui/Button.tsx";
import { Dialog } from "../../../../../ui/Dialog.tsx";
import { Field } from "../../../../../ui/Field.tsx";
import { useWords } from "../../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../../ui/TextInput.tsx";
import { useToast } from "../../../../../ui/Toast.tsx";
import { useApi } from "../../../../../ui/api.ts";
import { useTold } from "../../../../../ui/told.ts";
import { parties } from "../../../../parties/contract.ts";
import { en as refusalsEn } from "../../../../parties/words.en.ts";
import { zh as refusalsZh } from "../../../../parties/words.zh.ts";
import type { Party } from "./PartiesPage.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const NUMBER = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ROLES = ["owner", "member", "delegate"] as const;

/** Lets an account act for a party. The account is named by its number, which the system administrator hands over. */
export function JoinDialog({ party, onClose }: { readonly party: Party; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).joining;
  const api = useApi(parties);
  const toast = useToast();
  const told = useTold({ zh: refusalsZh.refusals, en: refusalsEn.refusals });
  const [typed, setTyped] = useState("");
  const [role, setRole] = useState<(typeof ROLES)[number]>("owner");
  const accountId = typed.trim().toLowerCase();
  const fits = NUMBER.test(accountId);
  const join = useMutation({
    mutationFn: () => api.join({ accountId, partyId: party.id, role }),
    onSuccess: (member) => {
      toast(words.done(member.name, party.name), "leaf");
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} sticky title={words.title(party.name)} actions={<Button tone="primary" disabled={!fits} busy={join.isPending} onClick={() => join.mutate()}>{words.submit}</Button>}>
      <div className="admin-form">
        <p className="admin-note">{words.intro}</p>
        <Field label={words.number} hint={words.numberHint} required error={join.error !== null ? told(join.error).text : typed !== "" && !fits ? words.numberBad : null}>
          <TextInput value={typed} onChange={setTyped} maxLength={60} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field label={words.role} group><Segmented value={role} onChange={setRole} choices={ROLES.map((value) => ({ value, label: words.roles[value] }))} /></Field>
      </div>
    </Dialog>
  );
}
