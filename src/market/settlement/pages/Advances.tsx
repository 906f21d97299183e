import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { settlement } from "../contract.ts";
import type { AdvanceView } from "../money-views.ts";
import { useAct } from "./useAct.ts";
import { clockTime, usePageWords, useTerms } from "./words.ts";

const TONE = { open: "river", paid: "leaf", failed: "cinnabar" } as const;

/** The advances of a day; the cashier notes what the bank did with those that go by the bank. */
export function Advances({ businessDate }: { readonly businessDate: string }): ReactNode {
  const { advance: words, partyDay } = usePageWords();
  const ways = useTerms().ways;
  const api = useApi(settlement);
  const { busy, act } = useAct();
  const [failing, setFailing] = useState<AdvanceView | null>(null);
  const { data } = useQuery({ queryKey: ["settlement", "advances", businessDate], queryFn: () => api.advances({ businessDate, limit: 2_000 }), refetchInterval: 15_000 });
  if (data === undefined || data.total === 0) return null;
  return (
    <Panel title={partyDay.advances}>
      <ul className="settle-plain">
        {data.advances.map((one) => (
          <li key={one.id}>
            <span><b>{one.party}</b> {one.no}<small className="settle-note">{clockTime(one.at)} · {ways[one.way]}{one.failure === null ? "" : ` · ${one.failure}`}</small></span>
            <ButtonRow>
              <MoneyText minor={one.amount} currency={one.currency} bare /> <Badge tone={TONE[one.state]}>{partyDay.advanceStates[one.state]}</Badge>
              {one.can.includes("mark_paid") ? <Button size="small" busy={busy} onClick={() => void act(() => api.endAdvance({ advanceId: one.id, outcome: { kind: "paid" } }))}>{words.paid}</Button> : null}
              {one.can.includes("mark_failed") ? <Button size="small" tone="quiet" onClick={() => setFailing(one)}>{words.failed}</Button> : null}
            </ButtonRow>
          </li>
        ))}
      </ul>
      {failing === null ? null : <Failed key={failing.id} one={failing} onClose={() => setFailing(null)} />}
    </Panel>
  );
}

function Failed({ one, onClose }: { readonly one: AdvanceView; readonly onClose: () => void }): ReactNode {
  const { advance: words, common } = usePageWords();
  const api = useApi(settlement);
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  return (
    <Dialog
      open sticky size="small" onClose={onClose} title={`${one.party} ${one.no}`}
      actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="danger" busy={busy} disabled={reason.trim().length < 2} onClick={() => void act(() => api.endAdvance({ advanceId: one.id, outcome: { kind: "failed", reason } }), onClose)}>{words.failed}</Button></>}
    >
      <Field label={words.failReason} required><TextInput value={reason} onChange={setReason} maxLength={200} /></Field>
    </Dialog>
  );
}
