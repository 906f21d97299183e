import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { contracts } from "../../contract.ts";
import type { Clause, ContractView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { useContractsTold, usePageWords } from "../words.ts";

/** The whole text, then the signature under it: the hash that is sent is of what was shown. */
export function SignDialog({ view: { contract }, onClose }: { readonly view: ContractView; readonly onClose: () => void }): ReactNode {
  const { paper: words, common } = usePageWords();
  const { language } = usePreferences();
  const told = useContractsTold();
  const api = useApi(contracts);
  const toast = useToast();
  const { busy, act } = useAct();
  const { data, error } = useQuery({ queryKey: ["contracts", "document", contract.id, contract.state], queryFn: () => api.document({ contractId: contract.id }) });
  const deposit = contract.mySide === "seller" ? contract.depositSeller : contract.depositBuyer;
  const sign = (): void => {
    if (data !== undefined) void act(() => api.sign({ contractId: contract.id, hash: data.hash }), (row) => { toast(row.state === "running" ? words.running : words.signed, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky size="large" title={words.signTitle} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" icon="check" busy={busy} disabled={data === undefined} onClick={sign}>{words.signDo}</Button></>}>
      <div className="contract-form">
        <p>{words.signRead} {language === "en" ? words.language : null}</p>
        {error !== null ? <ErrorState>{told(error).text}</ErrorState> : data === undefined ? <Skeleton lines={8} /> : <Clauses clauses={data.clauses} />}
        <p><b>{words.signDeposit(formatMoney(deposit, contract.currency))}</b></p>
        {data === undefined ? null : <p className="contract-hash"><small>{words.hash}</small><code>{data.hash}</code></p>}
      </div>
    </Dialog>
  );
}

export function Clauses({ clauses }: { readonly clauses: readonly Clause[] }): ReactNode {
  const { language } = usePreferences();
  const { contract: words } = usePageWords();
  // Focusable, so that a keyboard can scroll a text that is longer than the dialog.
  return (
    <section className="contract-text" tabIndex={0} aria-label={words.terms}>
      <dl className="contract-clauses">{clauses.map(({ title, text }) => <div key={title.zh}><dt>{title[language]}</dt><dd>{text[language]}</dd></div>)}</dl>
    </section>
  );
}
