import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { OUTLIER_REASONS, type OutlierReason } from "../../../engines/collection/standard.ts";
import { millsText, parseQuantity } from "../../../engines/collection/figures.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { collection } from "../contract.ts";
import { priceText, roughText, typedMills, useAct, useName, usePageWords, useTerms } from "./words.ts";
import "./collection.css";

type Mine = Output<typeof collection.actions.myPoints.output>;
type Line = NonNullable<Mine["point"]>["lines"][number];
interface Typed {
  readonly price: string;
  readonly quantity: string;
  readonly reason: OutlierReason | "";
}
const BLANK: Typed = { price: "", quantity: "", reason: "" };

/** What will be sent for a line; null while there is nothing, a text while something is wrong with it. */
function entryOf(line: Line, typed: Typed | undefined, bad: string, chooseReason: string) {
  if (typed === undefined || typed.price.trim() === "") return null;
  const mean = typedMills(typed.price);
  const quantity = parseQuantity(typed.quantity.trim());
  if (mean === undefined || mean === null || typeof quantity === "string" || (quantity !== null && quantity < 1)) return bad;
  return isOdd(line, mean) && typed.reason === "" ? chooseReason : { n: line.n, mean, quantity, reason: isOdd(line, mean) ? (typed.reason as OutlierReason) : null };
}
const isOdd = ({ usual }: Line, mean: number): boolean => usual !== null && (mean < usual.low || mean > usual.high);

/** /collection/enter: the day's list under a thumb; last time's price is one touch away, and a slip is asked about while it is typed. */
export default function EnterPage(): ReactNode {
  const { titles, enter: words } = usePageWords();
  const name = useName();
  const api = useApi(collection);
  const [query, setQuery] = useSearchParams();
  const code = query.get("point") ?? undefined;
  const on = query.get("on") ?? undefined;
  const { data, isError, refetch } = useQuery({ queryKey: ["collection", "mine", code, on], queryFn: () => api.myPoints({ code, businessDate: on }) });
  if (isError) return <Page title={titles.enter}><ErrorState title={titles.enter} onRetry={() => void refetch()} /></Page>;
  if (data === undefined) return <Page title={titles.enter}><Skeleton /></Page>;
  const here = data.points.find((point) => point.code === data.point?.code);
  if (data.point === null || here === undefined) return <Page title={titles.enter}><EmptyState title={words.none}>{words.noneWhy}</EmptyState></Page>;
  return (
    <Page title={titles.enter} intro={words.intro(name(here.nameZh, here.nameEn), data.businessDate)}>
      {data.points.length < 2 ? null : <Select aria-label={words.point} value={data.point.code} onChange={(one) => setQuery({ point: one })} choices={data.points.map((point) => ({ value: point.code, label: name(point.nameZh, point.nameEn) }))} />}
      <Entry key={`${data.point.code} ${data.businessDate}`} point={data.point} businessDate={data.businessDate} />
    </Page>
  );
}

function Entry({ point, businessDate }: { readonly point: NonNullable<Mine["point"]>; readonly businessDate: string }): ReactNode {
  const { enter: words } = usePageWords();
  const name = useName();
  const toast = useToast();
  const api = useApi(collection);
  const { busy, act } = useAct();
  const [typed, setTyped] = useState<Readonly<Record<number, Typed>>>({});
  const [why, setWhy] = useState<string | null>(null);
  const set = (n: number, change: Partial<Typed>): void => setTyped((all) => ({ ...all, [n]: { ...(all[n] ?? BLANK), ...change } }));
  const copy = (line: Line): void => {
    if (line.last !== null && line.last.mean !== null) set(line.n, { price: millsText(line.last.mean) });
  };
  const open = point.lines.filter((line) => line.entered === null && line.last !== null && (typed[line.n]?.price ?? "") === "");
  const entries = point.lines.map((line) => entryOf(line, typed[line.n], `${name(line.itemZh, line.itemEn)}: ${words.bad}`, words.chooseReason(name(line.itemZh, line.itemEn)))).filter((entry) => entry !== null);
  const save = (): void => {
    const wrong = entries.find((entry) => typeof entry === "string");
    if (wrong !== undefined) return setWhy(wrong);
    if (entries.length === 0) return setWhy(words.nothing);
    setWhy(null);
    void act(() => api.enter({ code: point.code, businessDate, entries: entries.filter((entry) => typeof entry !== "string") }), ({ added, corrected }) => { toast(words.saved(added, corrected), "leaf"); setTyped({}); }, setWhy);
  };
  return (
    <div className="col-enter">
      {open.length === 0 ? null : <Button icon="down" onClick={() => open.forEach(copy)}>{words.copy}</Button>}
      <ul className="col-lines">{point.lines.map((line) => <EntryLine key={line.n} line={line} currency={point.currency} typed={typed[line.n] ?? BLANK} onChange={(change) => set(line.n, change)} onCopy={() => copy(line)} />)}</ul>
      <div className="col-save">
        {why === null ? null : <p role="alert" className="col-bad">{why}</p>}
        <Button tone="primary" size="large" wide busy={busy} onClick={save}>{entries.length === 0 ? words.nothing : words.save(entries.length)}</Button>
      </div>
    </div>
  );
}

function EntryLine({ line, currency, typed, onChange, onCopy }: { readonly line: Line; readonly currency: string; readonly typed: Typed; readonly onChange: (change: Partial<Typed>) => void; readonly onCopy: () => void }): ReactNode {
  const { enter: words, common } = usePageWords();
  const terms = useTerms();
  const name = useName();
  const label = name(line.itemZh, line.itemEn);
  const mean = typedMills(typed.price);
  const odd = typeof mean === "number" && isOdd(line, mean);
  const { entered, last, usual } = line;
  return (
    <li className="col-line" data-state={odd ? "odd" : entered === null ? undefined : "entered"}>
      <div className="col-line-head">
        <b>{label}{line.grade === null ? "" : ` · ${line.grade}`} <span className="col-soft">{common.perUnit(terms.units[line.unit])}{line.stems === null ? "" : ` (${line.stems})`}</span></b>
        {entered === null ? null : <Badge tone="leaf">{entered.mean === null ? words.noTrade : `${words.entered(entered.version)} ${priceText(entered.mean, currency)}`}</Badge>}
      </div>
      <div className="col-line-fields">
        <Field label={words.price}><TextInput inputMode="decimal" aria-label={`${label} ${words.price}`} autoComplete="off" value={typed.price} onChange={(price) => onChange({ price })} maxLength={14} /></Field>
        <Field label={words.quantity}><TextInput inputMode="numeric" aria-label={`${label} ${words.quantity}`} autoComplete="off" value={typed.quantity} onChange={(quantity) => onChange({ quantity })} maxLength={10} /></Field>
        <Button disabled={last === null || last.mean === null} onClick={onCopy} aria-label={`${label} ${words.copyOne}`}>{words.copyOne}</Button>
      </div>
      <span className="col-soft">{last === null || last.mean === null ? words.noLast : words.last(priceText(last.mean, currency), last.businessDate)}</span>
      {typed.price !== "" && mean === undefined ? <p role="alert" className="col-bad">{words.bad}</p> : null}
      {!odd || usual === null ? null : (
        <div className="col-odd" role="alert">
          <span>{words.usual(roughText(usual.low, currency), roughText(usual.high, currency))}</span>
          <Select<OutlierReason> aria-label={`${label} ${words.why}`} placeholder={words.why} value={typed.reason} onChange={(reason) => onChange({ reason })} choices={OUTLIER_REASONS.map((one) => ({ value: one, label: terms.outlierReasons[one] }))} />
        </div>
      )}
    </li>
  );
}
