import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { PrinterDialog } from "../../../../ui/PrinterDialog.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { packaging } from "../../contract.ts";
import { sideOf } from "../../rules.ts";
import type { KindView, PartyHit } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { useMoneyOf, usePackagingTold, usePageWords, useTerms } from "../words.ts";
import { Amount } from "./Amount.tsx";
import { Harm, NO_HARM, harmCount, partsOf, type HarmDraft } from "./Harm.tsx";
import { Who } from "./Who.tsx";
import type { MovementRow } from "../../views.ts";
import "../packaging.css";

type Way = "give" | "take";
interface Done {
  readonly party: PartyHit;
  readonly kind: KindView;
  readonly movements: readonly MovementRow[];
  readonly holds: number;
}

/** /packaging/dock: who, what, how many, done. Made for one hand and wet gloves. ?find= begins with a name or a lot. */
export default function DockPage(): ReactNode {
  const words = usePageWords();
  const told = usePackagingTold();
  const api = useApi(packaging);
  const { data, error, refetch } = useQuery({ queryKey: ["packaging", "kinds"], queryFn: () => api.kinds({}) });
  const [done, setDone] = useState<Done | null>(null);
  const [party, setParty] = useState<PartyHit | null>(null);
  return (
    <Page title={words.titles.dock} narrow>
      {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined ? (error === null ? <Skeleton lines={8} /> : null)
        : data.kinds.length === 0 ? <EmptyState title={words.dock.noKinds}>{words.dock.noKindsWhy}</EmptyState>
        : done === null ? <Counter kinds={data.kinds} party={party} onParty={setParty} onDone={setDone} />
        : <Receipt done={done} onAgain={() => setDone(null)} onNext={() => { setParty(null); setDone(null); }} />}
    </Page>
  );
}

interface CounterProps {
  readonly kinds: readonly KindView[];
  readonly party: PartyHit | null;
  readonly onParty: (party: PartyHit | null) => void;
  readonly onDone: (done: Done) => void;
}

function Counter({ kinds, party, onParty, onDone }: CounterProps): ReactNode {
  const { dock: words } = usePageWords();
  const { language } = usePreferences();
  const api = useApi(packaging);
  const { busy, act } = useAct();
  const [params] = useSearchParams();
  const [way, setWay] = useState<Way>("give");
  const [kindId, setKindId] = useState<string | null>(kinds.length === 1 ? kinds[0]!.id : null);
  const [typed, setTyped] = useState("");
  const [numbers, setNumbers] = useState<readonly string[]>([]);
  const [harm, setHarm] = useState<HarmDraft>(NO_HARM);
  // Said where the thumb is; a message over the button would hide it.
  const [why, setWhy] = useState<string | null>(null);
  const kind = kinds.find((one) => one.id === kindId) ?? null;
  const name = kind === null ? "" : language === "zh" ? kind.zh : kind.en;
  const good = kind?.numbered === true ? numbers.length : Number(typed === "" ? 0 : typed);
  const held = party?.holds.find((one) => one.kindId === kindId)?.quantity ?? 0;
  const more = way === "take" ? harmCount(harm, kind?.numbered === true) : 0;
  const total = good + more;
  const ready = party !== null && kind !== null && total > 0;
  const clear = (): void => { setWhy(null); setTyped(""); setNumbers([]); setHarm(NO_HARM); };
  const send = (): void => {
    if (!ready) return;
    setWhy(null);
    const lot = party.lotNo === null ? {} : { lotNo: party.lotNo };
    const at = { partyId: party.partyId, kindId: kind.id, ...lot };
    void act(
      () => (way === "give" ? api.issue({ ...at, quantity: good, numbers: [...numbers] }) : api.takeBack({ ...at, parts: partsOf(good, numbers, harm, kind.numbered) })),
      ({ movements, holds }) => {
        onParty({ ...party, holds: [...party.holds.filter((one) => one.kindId !== kind.id), { kindId: kind.id, quantity: holds }] });
        clear();
        onDone({ party, kind, movements, holds });
      },
      setWhy,
    );
  };
  return (
    <div className="pack-counter">
      <Segmented wide value={way} onChange={(next) => { setWay(next); clear(); }} label={words.what} choices={[{ value: "give", label: words.give }, { value: "take", label: words.take }]} />
      <Who party={party} find={params.get("find") ?? ""} onChoose={onParty} />
      <section className="pack-kinds" data-chosen={kind !== null || undefined} aria-label={words.what}>
        {kinds.map((one) => {
          const has = party?.holds.find((hold) => hold.kindId === one.id)?.quantity ?? 0;
          return (
            <button key={one.id} type="button" aria-pressed={one.id === kindId} onClick={() => { setKindId(one.id); clear(); }}>
              <b>{language === "zh" ? one.zh : one.en}</b>
              <small>{party === null ? (one.deposit === null ? "" : formatMoney(one.deposit, one.currency)) : words.heHas(has)}</small>
            </button>
          );
        })}
      </section>
      {kind === null ? null : <Amount key={`${kind.id} ${way}`} kind={kind} most={way === "take" ? held : null} typed={typed} onTyped={setTyped} numbers={numbers} onNumbers={setNumbers} />}
      {kind !== null && way === "take" ? <Harm key={kind.id} kind={kind} draft={harm} onChange={setHarm} /> : null}
      {party === null ? null : <footer className="pack-done">
        {why === null ? null : <p role="alert" className="pack-warn">{why}</p>}
        <p role="status">{kind === null ? words.pickKind : total === 0 ? words.pickCount : <Said way={way} kind={kind} party={party} good={good} over={way === "take" && good > held ? held : null} />}</p>
        <Button tone="primary" wide busy={busy} disabled={!ready} onClick={send}>{ready ? (way === "give" ? words.doGive(total, name) : words.doTake(total, name)) : way === "give" ? words.give : words.take}</Button>
      </footer>}
    </div>
  );
}

function Said({ way, kind, party, good, over }: { readonly way: Way; readonly kind: KindView; readonly party: PartyHit; readonly good: number; readonly over: number | null }): ReactNode {
  const { dock: words } = usePageWords();
  const byFee = kind.byFee.includes(sideOf(party.roles));
  if (over !== null) return <b className="pack-warn">{words.tooMany(over)}</b>;
  return <>{party.name} · {way === "take" ? words.backAsPaid : byFee ? words.byFee : words.deposit(formatMoney((kind.deposit ?? 0) * good, kind.currency))}</>;
}

function Receipt({ done, onAgain, onNext }: { readonly done: Done; readonly onAgain: () => void; readonly onNext: () => void }): ReactNode {
  const { dock: words } = usePageWords();
  const terms = useTerms();
  const moneyOf = useMoneyOf();
  const { language } = usePreferences();
  const api = useApi(packaging);
  const told = usePackagingTold();
  const [printing, setPrinting] = useState(false);
  const wanted = { partyId: done.party.partyId, language, origin: location.origin };
  return (
    <section className="pack-receipt" aria-live="polite">
      <output>{words.done}</output>
      <p><b>{words.holds(done.party.name, done.holds, language === "zh" ? done.kind.zh : done.kind.en)}</b></p>
      <ul>{done.movements.map((row) => <li key={row.id}><span>{terms.acts[row.act]} × {row.quantity}</span><small>{moneyOf(row)}</small><small>{row.no}</small></li>)}</ul>
      <Button wide icon="print" onClick={() => setPrinting(true)}>{words.slip}</Button>
      <Button wide onClick={onAgain}>{words.again}</Button>
      <Button wide tone="primary" onClick={onNext}>{words.next}</Button>
      {printing ? <PrinterDialog title={words.slip} tell={told} onClose={() => setPrinting(false)} load={() => api.printSlip({ ...wanted, size: "80mm", as: "escpos" })} pdf={() => api.printSlip({ ...wanted, size: "A5" })} /> : null}
    </section>
  );
}
