import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { currencyFace, formatMoney, parseMoney } from "../../../ui/money.ts";
import { useTold } from "../../../ui/told.ts";
import { parties } from "../../parties/contract.ts";
import { ledger } from "../contract.ts";
import type { Credit } from "./CreditsPage.tsx";
import { REFUSALS } from "./refusals.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

interface Somebody {
  readonly id: string;
  readonly name: string;
}

/** Sets a limit, of a party that has one or of one that is looked up first. */
export function LimitDialog({ credit, currency, onClose }: { readonly credit: Credit | null; readonly currency: string; readonly onClose: () => void }): ReactNode {
  const all = useWords(zh, en).credits;
  const words = all.setting;
  const api = useApi(ledger);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useTold(REFUSALS);
  const formId = useId();
  const [party, setParty] = useState<Somebody | null>(credit === null ? null : { id: credit.partyId, name: credit.name });
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  // One dialog is one decision: pressing twice sets the limit once.
  const [causeId] = useState(() => crypto.randomUUID());
  const partyId = party?.id ?? "";
  const known = useQuery({ queryKey: ["ledger", "credit", { partyId, currency }], queryFn: () => api.credit({ partyId, currency }), enabled: party !== null });
  const least = (known.data?.used ?? 0) + (known.data?.held ?? 0);
  const limit = parseMoney(typed, currency);
  const fault = limit === null ? words.bad : limit < least ? words.below(formatMoney(least, currency)) : null;
  const save = useMutation({
    mutationFn: () => api.setLimit({ partyId, currency, limit: limit ?? 0, causeId }),
    onSuccess: async (now) => {
      await queries.invalidateQueries({ queryKey: ["ledger"] });
      toast(words.done(party?.name ?? "", formatMoney(now.limit, currency)), "leaf");
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (fault === null && party !== null) save.mutate();
  };
  return (
    <Dialog open onClose={onClose} sticky title={party === null ? words.titleNew : words.title(party.name)} actions={<Button type="submit" form={formId} tone="primary" disabled={party === null} busy={save.isPending}>{words.submit}</Button>}>
      <form id={formId} className="ledger-form" onSubmit={submit} noValidate>
        {party === null ? <Finder onChoose={setParty} /> : null}
        {known.data === undefined ? null : (
          <Facts facts={(["limit", "held", "used", "free"] as const).map((key) => ({ label: all[key], value: <MoneyText minor={known.data[key]} currency={currency} /> }))} />
        )}
        {party === null ? null : (
          <Field label={words.amount} hint={words.amountHint} required error={save.error !== null ? told(save.error).text : tried || typed !== "" ? fault : null}>
            <TextInput value={typed} onChange={setTyped} inputMode="decimal" prefix={currencyFace(currency).symbol} maxLength={20} autoComplete="off" />
          </Field>
        )}
      </form>
    </Dialog>
  );
}

const FOUND_SHOWN = 8;

function Finder({ onChoose }: { readonly onChoose: (party: Somebody) => void }): ReactNode {
  const words = useWords(zh, en).credits.setting;
  const api = useApi(parties);
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const input = { query, limit: FOUND_SHOWN };
  const { data } = useQuery({ queryKey: ["parties", "find", input], queryFn: () => api.find(input), enabled: query !== "", placeholderData: keepPreviousData });
  const found = query === "" ? [] : (data?.parties.filter((one) => one.roles.some((role) => role !== "grower")) ?? []);
  return (
    <>
      <Field label={words.find} hint={words.findHint}><TextInput type="search" value={text} onChange={setText} maxLength={60} autoComplete="off" /></Field>
      <ul className="ledger-found">{found.map((one) => <li key={one.id}><Button wide onClick={() => onChoose({ id: one.id, name: one.name })}>{one.name}</Button></li>)}</ul>
    </>
  );
}
