import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { offers } from "../../contract.ts";
import { useAct } from "../useAct.ts";
import { useImportProblems, usePageWords, useProblem } from "../words.ts";
import { BuyerFinder } from "./WhoFor.tsx";

interface Group {
  readonly id?: string;
  readonly name: string;
  readonly buyers: readonly { readonly id: string; readonly name: string }[];
}

/** Customers who get prices of their own. */
export function Groups(): ReactNode {
  const { groups: words, sheets } = usePageWords();
  const reasons = useImportProblems();
  const api = useApi(offers);
  const problem = useProblem();
  const list = useQuery({ queryKey: ["offers", "groups"], queryFn: () => api.groups({}) });
  const [open, setOpen] = useState<Group | null>(null);
  const add = <Button tone="primary" icon="plus" onClick={() => setOpen({ name: "", buyers: [] })}>{words.add}</Button>;
  return (
    <>
      <div className="offers-tab-acts">{add}<span className="offers-sheets"><SheetButtons told={problem} give={(asked) => api.giveGroups(asked)} taken={{ ...sheets.groups, reasons, take: (file) => api.takeGroups(file), reads: ["offers"] }} /></span></div>
      {list.isError ? <ErrorState number={problem(list.error).number} onRetry={() => void list.refetch()}>{problem(list.error).text}</ErrorState> : null}
      {list.isPending ? <Skeleton lines={2} height="4rem" /> : null}
      {list.data?.groups.length === 0 ? <EmptyState title={words.empty}>{words.emptyHint}</EmptyState> : null}
      <ul className="offers-groups">{list.data?.groups.map((group) => <li key={group.id}><span><b>{group.name}</b><small>{words.members2(group.buyers.length)} · {group.buyers.map((buyer) => buyer.name).join("、")}</small></span><Button size="small" onClick={() => setOpen(group)}>{words.edit}</Button></li>)}</ul>
      {open === null ? null : <GroupForm group={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function GroupForm({ group, onClose }: { readonly group: Group; readonly onClose: () => void }): ReactNode {
  const { groups: words } = usePageWords();
  const api = useApi(offers);
  const toast = useToast();
  const { busy, act } = useAct();
  const [name, setName] = useState(group.name);
  const [buyers, setBuyers] = useState(group.buyers);
  const { id } = group;
  const save = (): void => void act(() => api.saveGroup({ ...(id === undefined ? {} : { groupId: id }), name, buyerIds: buyers.map((buyer) => buyer.id) }), () => { toast(words.saved, "leaf"); onClose(); });
  return (
    <Dialog
      open sticky onClose={onClose} title={words.title}
      actions={<>{id === undefined ? null : <Button tone="danger" busy={busy} onClick={() => void act(() => api.dropGroup({ groupId: id }), () => { toast(words.dropped); onClose(); })}>{words.drop}</Button>}<Button tone="primary" busy={busy} disabled={name.trim() === ""} onClick={save}>{words.save}</Button></>}
    >
      <Field label={words.name} required><TextInput value={name} onChange={setName} maxLength={40} /></Field>
      <ul className="offers-picks">{buyers.map((buyer) => <li key={buyer.id}><Button size="small" icon="close" onClick={() => setBuyers(buyers.filter((one) => one.id !== buyer.id))} aria-label={words.remove(buyer.name)}>{buyer.name}</Button></li>)}</ul>
      <BuyerFinder picked={null} onPick={(buyer) => { if (buyer !== null && !buyers.some((one) => one.id === buyer.id)) setBuyers([...buyers, buyer]); }} />
    </Dialog>
  );
}
