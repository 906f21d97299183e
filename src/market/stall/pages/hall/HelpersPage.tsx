import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import type { ItemView } from "../../../../kernel/catalogue/contract.ts";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { parseMoney } from "../../../../ui/money.ts";
import { stall } from "../../contract.ts";
import type { Right } from "../../rules.ts";
import { ItemSearch } from "../goods/GoodsDialogs.tsx";
import { useAct } from "../useAct.ts";
import { WithStall } from "../useStall.tsx";
import { useName, usePageWords, useStallTold, useTerms, useUnits } from "../words.ts";
import "../stall.css";

/** /stall/helpers: who writes bills besides the owner, and how far each may go. */
export default function HelpersPage(): ReactNode {
  return <WithStall>{({ stall: mine, right }, chooser) => <Helpers key={mine.id} stallId={mine.id} owner={right.role === "owner"} chooser={chooser} />}</WithStall>;
}

function Helpers({ stallId, owner, chooser }: { readonly stallId: string; readonly owner: boolean; readonly chooser: ReactNode }): ReactNode {
  const all = usePageWords();
  const words = all.helpers;
  const terms = useTerms();
  const name = useName();
  const units = useUnits();
  const api = useApi(stall);
  const told = useStallTold();
  const { busy, act } = useAct();
  const [dialog, setDialog] = useState<"helper" | "floor" | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["stall", "helpers", stallId], queryFn: () => api.helpers({ stallId }) });
  const currency = data?.currency ?? "CNY";
  const yes = (may: boolean): string => (may ? words.yes : words.no);
  return (
    <Page title={words.title} intro={chooser} actions={owner ? <Button tone="primary" icon="plus" onClick={() => setDialog("helper")}>{words.add}</Button> : undefined}>
      <Table
        caption={words.title} captionHidden tools={<SheetButtons told={told} give={(asked) => api.giveHelpers({ stallId, ...asked })} />} rows={data?.helpers} rowKey={(row) => row.accountId} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
        columns={[
          { key: "name", title: all.name, phone: "title", cell: (row) => <b>{row.name}</b> }, { key: "role", title: words.role, cell: (row) => terms.roles[row.role] },
          { key: "credit", title: words.mayCredit, cell: (row) => yes(row.role === "owner" || row.mayCredit) }, { key: "count", title: words.mayCountUp, cell: (row) => yes(row.role === "owner" || row.mayCountUp) },
          { key: "allowance", title: words.allowanceMax, align: "end", cell: (row) => <MoneyText minor={row.allowanceMax} currency={currency} /> }, { key: "return", title: words.returnMax, align: "end", cell: (row) => <MoneyText minor={row.returnMax} currency={currency} /> },
          { key: "active", title: all.bills.state, cell: (row) => (row.active ? <Badge tone="leaf">{words.active}</Badge> : <Badge>{words.dismissed}</Badge>) },
          ...(owner ? [{ key: "do", title: words.dismiss, cell: (row: { accountId: string; active: boolean }) => (row.active ? <Button size="small" tone="danger" busy={busy} onClick={() => void act(() => api.dismissHelper({ stallId, accountId: row.accountId }))}>{words.dismiss}</Button> : null) }] : []),
        ]}
      />
      <Panel title={words.floors} actions={<span className="stall-tools">
        {owner ? <Button size="small" onClick={() => setDialog("floor")}>{words.setFloor}</Button> : null}
        <SheetButtons told={told} give={(asked) => api.givePrices({ stallId, ...asked })} taken={owner ? { ...all.sheets.prices, reasons: terms.importProblems, take: (file) => api.takePrices({ stallId, ...file }), reads: ["stall"] } : undefined} />
      </span>}>
        {data === undefined || data.floors.length === 0 ? <p>{words.noFloors}</p> : (
          <ul className="stall-sheet">{data.floors.map((row) => <li key={row.itemId}><span>{name(row)}</span><small><MoneyText minor={row.price} currency={currency} />/{units.unit(row.unit)}</small>{owner ? <Button size="small" busy={busy} onClick={() => void act(() => api.setFloor({ stallId, itemId: row.itemId, price: null }))}>{words.lift}</Button> : <span />}</li>)}</ul>
        )}
      </Panel>
      {dialog === "helper" ? <HelperDialog stallId={stallId} currency={currency} onClose={() => setDialog(null)} /> : null}
      {dialog === "floor" ? <FloorDialog stallId={stallId} currency={currency} onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}

interface DialogProps {
  readonly stallId: string;
  readonly currency: string;
  readonly onClose: () => void;
}

function HelperDialog({ stallId, currency, onClose }: DialogProps): ReactNode {
  const all = usePageWords();
  const words = all.helpers;
  const terms = useTerms();
  const api = useApi(stall);
  const { busy, act } = useAct();
  const [form, setForm] = useState({ login: "", role: "seller" as Right, mayCredit: false, mayCountUp: false, allowance: "5", back: "100" });
  const read = (text: string): number | null => (text.trim() === "" ? 0 : parseMoney(text, currency));
  const [allowanceMax, returnMax] = [read(form.allowance), read(form.back)];
  const send = (): Promise<void> => act(() => api.setHelper({ stallId, login: form.login, role: form.role, mayCredit: form.mayCredit, mayCountUp: form.mayCountUp, allowanceMax: allowanceMax ?? 0, returnMax: returnMax ?? 0 }), onClose);
  return (
    <Dialog open onClose={onClose} title={words.add} sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="primary" busy={busy} disabled={form.login.trim().length < 3 || allowanceMax === null || returnMax === null} onClick={() => void send()}>{all.save}</Button></>}>
      <div className="stall-form">
        <Field label={words.login} hint={words.loginHint} required><TextInput value={form.login} onChange={(login) => setForm({ ...form, login })} autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={60} /></Field>
        <Field group label={words.role}><Segmented<Right> wide label={words.role} value={form.role} onChange={(role) => setForm({ ...form, role })} choices={(["seller", "owner"] as const).map((role) => ({ value: role, label: terms.roles[role] }))} /></Field>
        {form.role === "owner" ? null : (
          <>
            <label className="stall-check"><input type="checkbox" checked={form.mayCredit} onChange={(event) => setForm({ ...form, mayCredit: event.target.checked })} /> {words.mayCredit}</label>
            <label className="stall-check"><input type="checkbox" checked={form.mayCountUp} onChange={(event) => setForm({ ...form, mayCountUp: event.target.checked })} /> {words.mayCountUp}</label>
            <Field label={words.allowanceMax}><TextInput value={form.allowance} onChange={(allowance) => setForm({ ...form, allowance })} inputMode="decimal" maxLength={12} /></Field>
            <Field label={words.returnMax}><TextInput value={form.back} onChange={(back) => setForm({ ...form, back })} inputMode="decimal" maxLength={12} /></Field>
          </>
        )}
      </div>
    </Dialog>
  );
}

function FloorDialog({ stallId, currency, onClose }: DialogProps): ReactNode {
  const all = usePageWords();
  const words = all.helpers;
  const name = useName();
  const units = useUnits();
  const api = useApi(stall);
  const { busy, act } = useAct();
  const [item, setItem] = useState<ItemView | null>(null);
  const [typed, setTyped] = useState("");
  const price = parseMoney(typed, currency);
  return (
    <Dialog open onClose={onClose} title={item === null ? words.setFloor : name(item)} size="small" sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="primary" busy={busy} disabled={item === null || price === null || price < 1} onClick={() => void act(() => api.setFloor({ stallId, itemId: item!.id, price }), onClose)}>{all.save}</Button></>}>
      {item === null ? <ItemSearch onChoose={setItem} /> : <div className="stall-form"><Field label={`${words.floor} / ${units.unit(item.unit)}`} required><TextInput value={typed} onChange={setTyped} inputMode="decimal" maxLength={12} /></Field></div>}
    </Dialog>
  );
}
