import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../../../ui/Button.tsx";
import { Dialog } from "../../../../../ui/Dialog.tsx";
import { Facts } from "../../../../../ui/Facts.tsx";
import { Field } from "../../../../../ui/Field.tsx";
import { useWords } from "../../../../../ui/Preferences.tsx";
import { TextInput } from "../../../../../ui/TextInput.tsx";
import { useToast } from "../../../../../ui/Toast.tsx";
import { useViewer } from "../../../../../ui/Viewer.tsx";
import { useApi } from "../../../../../ui/api.ts";
import { useTold } from "../../../../../ui/told.ts";
import { parties } from "../../../../parties/contract.ts";
import { en as refusalsEn } from "../../../../parties/words.en.ts";
import { zh as refusalsZh } from "../../../../parties/words.zh.ts";
import { JoinDialog } from "./JoinDialog.tsx";
import type { Party } from "./PartiesPage.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const MIN_REASON = 2;
const MAY_READ_LEDGER = ["cashier", "operator", "auditor"];

/** One party with what is known of it, its ledger a click away. */
export function PartyDialog({ party, onClose }: { readonly party: Party; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en);
  const { roles } = useViewer();
  const [doing, setDoing] = useState<"suspend" | "join" | null>(null);
  if (doing === "suspend") return <SuspendDialog party={party} onClose={() => setDoing(null)} />;
  if (doing === "join") return <JoinDialog party={party} onClose={() => setDoing(null)} />;
  const active = party.status === "active";
  return (
    <Dialog
      open onClose={onClose} title={party.name}
      actions={<>
        {roles.includes("operator") ? <Button tone={active ? "danger" : "plain"} onClick={() => setDoing("suspend")}>{active ? words.suspend : words.restore}</Button> : null}
        {roles.includes("operator") && active ? <Button icon="people" onClick={() => setDoing("join")}>{words.joining.open}</Button> : null}
        {roles.some((role) => MAY_READ_LEDGER.includes(role)) ? <ButtonLink icon="ledger" tone="primary" to={`/ledger/${party.id}`}>{words.entries}</ButtonLink> : null}
      </>}
    >
      <div className="admin-form">
        <Facts facts={[
          { label: words.kind, value: words.kinds[party.kind] },
          { label: words.roles, value: party.roles.map((role) => words.roleNames[role]).join("、") },
          { label: words.status, value: <Badge tone={active ? "leaf" : "cinnabar"}>{active ? words.active : words.suspended}</Badge> },
          { label: words.town, value: party.town ?? words.nothing },
          { label: words.code, value: <code>{party.uscc ?? party.citizenIdMasked ?? words.nothing}</code>, wide: true },
          { label: words.phone, value: party.phoneMasked ?? words.nothing },
          { label: words.bank, value: party.bankAccountMasked === null ? words.nothing : `${party.bankName ?? ""} ${words.tail(party.bankAccountMasked)}`, wide: true },
        ]} />
        <p className="admin-note">{words.cannot}</p>
      </div>
    </Dialog>
  );
}

function SuspendDialog({ party, onClose }: { readonly party: Party; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).suspending;
  const api = useApi(parties);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useTold({ zh: refusalsZh.refusals, en: refusalsEn.refusals });
  const [reason, setReason] = useState("");
  const back = party.status === "suspended";
  const act = useMutation({
    mutationFn: () => api.suspend({ partyId: party.id, suspended: !back, reason: reason.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["parties", "find"] });
      toast(back ? words.doneBack(party.name) : words.done(party.name), "leaf");
      onClose();
    },
  });
  return (
    <Dialog
      open onClose={onClose} sticky size="small" title={back ? words.titleBack(party.name) : words.title(party.name)}
      actions={<Button tone={back ? "primary" : "danger"} disabled={reason.trim().length < MIN_REASON} busy={act.isPending} onClick={() => act.mutate()}>{back ? words.submitBack : words.submit}</Button>}
    >
      <div className="admin-form">
        <p className="admin-note">{back ? words.whyBack : words.why}</p>
        <Field label={words.reason} hint={words.reasonHint} required error={act.error === null ? null : told(act.error).text}><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
      </div>
    </Dialog>
  );
}
