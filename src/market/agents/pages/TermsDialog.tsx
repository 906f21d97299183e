import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { calendar } from "../../../kernel/calendar/contract.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { agents } from "../contract.ts";
import { MAX_TIERS, tiersRise } from "../rules.ts";
import type { TermsView } from "../views.ts";
import { percentOf, ppmOf, useAct, usePageWords, useTermsText } from "./words.ts";

interface TypedTier {
  readonly from: string;
  readonly percent: string;
}
interface Typed {
  readonly tiers: readonly TypedTier[];
  readonly perUnit: string;
  readonly minimum: string;
  readonly cap: string;
  readonly rebate: readonly TypedTier[];
  readonly from: string;
  readonly reason: string;
}

const plain = (fen: number): string => formatMoney(fen, "CNY", { symbol: false }).replaceAll(",", "");
const typedTiers = (tiers: TermsView["rebate"]["tiers"]): TypedTier[] => tiers.map((tier) => ({ from: plain(tier.from), percent: percentOf(tier.ppm).replace("%", "") }));

/** Commission and rebate from a day on: for one client, or for all that have none of their own. */
export function TermsDialog({ clientId, onClose }: { readonly clientId: string | null; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const api = useApi(agents);
  const { data } = useQuery({ queryKey: ["agents", "terms", clientId ?? "general"], queryFn: () => api.terms(clientId === null ? {} : { clientId }) });
  const days = useApi(calendar);
  const today = useQuery({ queryKey: ["calendar", "today"], queryFn: () => days.today({}) });
  if (data === undefined || today.data === undefined) return <Dialog open onClose={onClose} title={words.terms.title}><Skeleton lines={6} /></Dialog>;
  return <TermsForm clientId={clientId} now={data.now} history={data.history} today={today.data.businessDate} onClose={onClose} />;
}

interface TermsFormProps {
  readonly clientId: string | null;
  readonly now: TermsView;
  readonly history: readonly TermsView[];
  readonly today: string;
  readonly onClose: () => void;
}

function TermsForm({ clientId, now, history, today, onClose }: TermsFormProps): ReactNode {
  const words = usePageWords();
  const api = useApi(agents);
  const toast = useToast();
  const text = useTermsText();
  const { busy, act } = useAct();
  const [typed, setTyped] = useState<Typed>({
    tiers: typedTiers(now.commission.tiers), perUnit: plain(now.commission.perUnit), minimum: plain(now.commission.minimum), cap: now.commission.cap === null ? "" : plain(now.commission.cap), rebate: typedTiers(now.rebate.tiers), from: today, reason: "",
  });
  const read = readTyped(typed);
  const set = (change: Partial<Typed>): void => setTyped({ ...typed, ...change });
  const save = (): void => { if (read !== null) void act(() => api.setTerms({ clientId, from: typed.from, reason: typed.reason.trim(), ...read }), () => { toast(words.terms.saved, "leaf"); onClose(); }); };
  return (
    <Dialog open sticky size="large" onClose={onClose} title={words.terms.title} actions={<Button tone="primary" busy={busy} disabled={read === null || typed.reason.trim().length < 2} onClick={save}>{words.terms.save}</Button>}>
      <form className="agent-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <p className="agent-soft">{words.terms.how}</p>
        <Tiers title={words.terms.rates} from={words.terms.rateFrom} tiers={typed.tiers} first onChange={(tiers) => set({ tiers })} />
        <div className="agent-draft-fields">
          <Field label={words.terms.perUnit}><TextInput value={typed.perUnit} onChange={(perUnit) => set({ perUnit })} prefix="¥" inputMode="decimal" maxLength={12} /></Field>
          <Field label={words.terms.minimum}><TextInput value={typed.minimum} onChange={(minimum) => set({ minimum })} prefix="¥" inputMode="decimal" maxLength={12} /></Field>
          <Field label={words.terms.cap} hint={words.terms.noCap}><TextInput value={typed.cap} onChange={(cap) => set({ cap })} prefix="¥" inputMode="decimal" maxLength={12} /></Field>
        </div>
        <Tiers title={words.terms.rebate} from={words.terms.rebateFrom} tiers={typed.rebate} onChange={(rebate) => set({ rebate })} />
        <Field label={words.terms.from} required><TextInput type="date" value={typed.from} onChange={(from) => set({ from })} min={today} /></Field>
        <Field label={words.terms.reason} required><TextInput value={typed.reason} onChange={(reason) => set({ reason })} maxLength={300} /></Field>
        {read === null ? <p role="alert" className="agent-warn">{words.terms.wrong}</p> : null}
        {history.length === 0 ? null : <ul className="agent-unread">{history.slice(0, 6).map((one) => <li key={`${one.at} ${one.from}`}>{one.from} · {one.own ? words.terms.own : words.terms.general} · {text(one, "CNY")} · {one.reason}</li>)}</ul>}
      </form>
    </Dialog>
  );
}

interface TiersProps {
  readonly title: string;
  readonly from: string;
  readonly tiers: readonly TypedTier[];
  /** The first begins at nothing and stays. */
  readonly first?: boolean;
  readonly onChange: (tiers: readonly TypedTier[]) => void;
}

function Tiers({ title, from, tiers, first = false, onChange }: TiersProps): ReactNode {
  const words = usePageWords().terms;
  const change = (n: number, tier: TypedTier): void => onChange(tiers.map((one, at) => (at === n ? tier : one)));
  return (
    <Field group label={title}>
      <div className="agent-tiers">
        {tiers.map((tier, n) => (
          // oxlint-disable-next-line react/no-array-index-key -- a tier has no name but its place
          <div key={n} className="agent-tier">
            <Field label={from}><TextInput value={tier.from} onChange={(value) => change(n, { ...tier, from: value })} prefix="¥" inputMode="decimal" maxLength={14} disabled={first && n === 0} /></Field>
            <Field label={words.percent}><TextInput value={tier.percent} onChange={(value) => change(n, { ...tier, percent: value })} suffix="%" inputMode="decimal" maxLength={8} /></Field>
            {first && n === 0 ? null : <Button size="small" tone="quiet" icon="close" onClick={() => onChange(tiers.filter((_, at) => at !== n))}>{words.dropTier}</Button>}
          </div>
        ))}
        {tiers.length >= MAX_TIERS ? null : <Button size="small" icon="plus" onClick={() => onChange([...tiers, { from: "", percent: "" }])}>{words.addTier}</Button>}
      </div>
    </Field>
  );
}

/** What was typed as rules; null while a figure is wrong. */
function readTyped(typed: Typed): Pick<TermsView, "commission" | "rebate"> | null {
  const money = (text: string): number | null => (text.trim() === "" ? 0 : parseMoney(text));
  const tiersOf = (tiers: readonly TypedTier[]) => {
    const read = tiers.map((tier) => ({ from: money(tier.from), ppm: ppmOf(tier.percent) }));
    const sound = read.flatMap(({ from, ppm }) => (from === null || from < 0 || ppm === null ? [] : [{ from, ppm }]));
    return sound.length === read.length && tiersRise(sound) ? sound : null;
  };
  const [tiers, rebate, perUnit, minimum] = [tiersOf(typed.tiers), tiersOf(typed.rebate), money(typed.perUnit), money(typed.minimum)];
  const cap = typed.cap.trim() === "" ? null : parseMoney(typed.cap);
  if (tiers === null || rebate === null || perUnit === null || minimum === null || perUnit < 0 || minimum < 0 || (typed.cap.trim() !== "" && (cap === null || cap < minimum))) return null;
  return { commission: { tiers, perUnit, minimum, cap }, rebate: { tiers: rebate } };
}
