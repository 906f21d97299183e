import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { settlement } from "../contract.ts";
import type { BankFileView, Overview } from "../views.ts";
import { useAct } from "./useAct.ts";
import { usePageWords } from "./words.ts";

/** What went to the bank for a day, and what came of it. */
export function BankFiles({ data, step }: { readonly data: Overview; readonly step: string }): ReactNode {
  const words = usePageWords().day;
  const api = useApi(settlement);
  const { busy, act } = useAct();
  const { businessDate, can } = data;
  const { data: found } = useQuery({ queryKey: ["settlement", "files", businessDate, step], queryFn: () => api.bankFiles({ businessDate }), placeholderData: (before) => before });
  const make = (kind: "payout" | "debit"): void => void act(() => api.makeBankFile({ businessDate, kind }));
  const waiting = (side: "S" | "B"): boolean => data.items.some((item) => (item.code === "not_in_file" || item.code === "bank_refused") && item.subject.startsWith(side));
  return (
    <Panel
      title={words.files}
      actions={(
        <>
          {can.includes("make_payout_file") && waiting("S") ? <Button size="small" icon="plus" busy={busy} onClick={() => make("payout")}>{words.makePayout}</Button> : null}
          {can.includes("make_debit_file") && waiting("B") ? <Button size="small" icon="plus" busy={busy} onClick={() => make("debit")}>{words.makeDebit}</Button> : null}
        </>
      )}
    >
      {found === undefined ? <Skeleton lines={2} height="3rem" /> : found.files.length === 0 ? <EmptyState title={words.filesNone}>{words.filesWhy}</EmptyState> : (
        <ul className="settle-cards" data-wide>{found.files.map((file) => <li key={file.id}><FileCard file={file} /></li>)}</ul>
      )}
    </Panel>
  );
}

function FileCard({ file }: { readonly file: BankFileView }): ReactNode {
  const words = usePageWords().day;
  return (
    <Link className="settle-card" to={`/day/${file.businessDate}/bank/${file.id}`}>
      <span className="settle-card-date">{file.kind === "payout" ? words.payoutFile : words.debitFile}<small>{file.no} · {words.fileProgress(file.paid, file.lines)}</small></span>
      <span className="settle-card-money"><MoneyText minor={file.total} currency={file.currency} />{file.failed > 0 ? <Badge tone="cinnabar">{words.fileFailed(file.failed)}</Badge> : <Badge tone={file.open === 0 ? "leaf" : "river"}>{words.fileProgress(file.paid, file.lines)}</Badge>}</span>
      <Icon name="right" />
    </Link>
  );
}
