import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { settlement } from "../../settlement/contract.ts";
import { bank } from "../contract.ts";
import { EXPLAINED, type BookItem, type CandidateView, type Explained, type LineView } from "../views.ts";
import { textOf } from "./textOf.ts";
import { useAct } from "./useAct.ts";
import { usePageWords, useTerms } from "./words.ts";

interface BoxProps {
  readonly title: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onSend: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}
const SHORTEST = 2;

/** What every decision needs: what it is about, and a reason. */
function Box({ title, action, danger = false, busy, reason, onReason, onSend, onClose, children }: BoxProps): ReactNode {
  const words = usePageWords();
  const [tried, setTried] = useState(false);
  const short = reason.trim().length < SHORTEST;
  const send = (): void => {
    setTried(true);
    if (!short) onSend();
  };
  return (
    <Dialog open onClose={onClose} title={title} size="small" sticky actions={<><Button onClick={onClose}>{words.cancel}</Button><Button tone={danger ? "danger" : "primary"} busy={busy} onClick={send}>{action}</Button></>}>
      {children}
      <Field label={words.resolve.reason} hint={words.resolve.reasonHint} required error={tried && short ? words.resolve.needed : null}><TextInput value={reason} onChange={onReason} maxLength={300} /></Field>
    </Dialog>
  );
}

function About({ line, currency = "CNY" }: { readonly line: LineView; readonly currency?: string }): ReactNode {
  return <p className="bank-about"><strong><MoneyText minor={line.amount} currency={currency} signed /></strong> {line.day} {line.name}<small className="bank-note">{textOf(line)}</small></p>;
}

function CodeField({ label, code, onCode }: { readonly label: string; readonly code: Explained | ""; readonly onCode: (code: Explained) => void }): ReactNode {
  const terms = useTerms();
  return <Field label={label} required><Select value={code} onChange={onCode} placeholder={label} choices={EXPLAINED.map((value) => ({ value, label: terms.codes[value] }))} /></Field>;
}

export function MatchDialog({ line, candidate, currency, onClose }: { readonly line: LineView; readonly candidate: CandidateView | undefined; readonly currency: string; readonly onClose: () => void }): ReactNode {
  const words = usePageWords().resolve;
  const api = useApi(bank);
  const papers = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [reason, setReason] = useState(words.defaults.match);
  const [code, setCode] = useState<Explained | "">("");
  const [nos, setNos] = useState("");
  const [differs, setDiffers] = useState(candidate === undefined ? null : candidate.difference === 0 ? null : candidate.difference);
  const send = (): void => void act(async () => {
    const found = candidate !== undefined ? candidate.papers : await Promise.all(nos.toUpperCase().split(/[\s,，、]+/).filter((no) => no !== "").map(async (no) => {
      const { paper } = await papers.paper({ no, limit: 1 });
      return { statementId: paper.id, due: paper.due, side: paper.side };
    }));
    if (found.length === 0) return null;
    const difference = line.amount - found.reduce((sum, paper) => sum + (paper.side === "seller" ? -paper.due : paper.due), 0);
    if (candidate === undefined && difference !== 0 && code === "") {
      setDiffers(difference);
      return null;
    }
    return api.match({ lineIds: candidate?.lineIds ?? [line.id], statementIds: found.map((paper) => paper.statementId), reason, ...(code === "" ? {} : { code }) });
  }, (done) => {
    if (done === null) return;
    toast(words.done, "leaf");
    onClose();
  });
  return (
    <Box title={words.matchTitle} action={words.matchTitle} busy={busy} reason={reason} onReason={setReason} onSend={send} onClose={onClose}>
      <About line={line} currency={currency} />
      {candidate === undefined ? <Field label={words.nos} hint={words.nosHint} required><TextInput value={nos} onChange={setNos} maxLength={400} /></Field> : <ul className="bank-list">{candidate.papers.map((paper) => <li key={paper.statementId}>{paper.no} {paper.party} <MoneyText minor={paper.due} currency={currency} /></li>)}</ul>}
      {differs === null ? null : <CodeField label={words.difference(formatMoney(differs, currency))} code={code} onCode={setCode} />}
      <p className="bank-faint">{words.matchWhy}</p>
    </Box>
  );
}

export function ReturnDialog({ line, candidate, onClose }: { readonly line: LineView; readonly candidate: CandidateView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords().resolve;
  const api = useApi(bank);
  const toast = useToast();
  const { busy, act } = useAct();
  const [reason, setReason] = useState(words.defaults.returned);
  const [chosen, setChosen] = useState(candidate.papers[0]?.statementId ?? "");
  return (
    <Box title={words.returnTitle} action={words.returnTitle} busy={busy} reason={reason} onReason={setReason} onClose={onClose} onSend={() => void act(() => api.returned({ lineId: line.id, statementId: chosen, reason }), () => { toast(words.done, "leaf"); onClose(); })}>
      <About line={line} />
      <Field label={words.nos} required><Select value={chosen} onChange={setChosen} choices={line.candidates.flatMap((one) => one.papers).map((paper) => ({ value: paper.statementId, label: `${paper.no} ${paper.party}` }))} /></Field>
      <p className="bank-faint">{words.returnWhy}</p>
    </Box>
  );
}

export function ExplainDialog({ line, onClose }: { readonly line: LineView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords().resolve;
  const api = useApi(bank);
  const toast = useToast();
  const { busy, act } = useAct();
  const [reason, setReason] = useState(textOf(line).slice(0, 300) || words.defaults.explain);
  const [code, setCode] = useState<Explained>(guess(line));
  return (
    <Box title={words.explainTitle} action={words.explainTitle} busy={busy} reason={reason} onReason={setReason} onClose={onClose} onSend={() => void act(() => api.explain({ lineIds: [line.id], code, reason }), () => { toast(words.done, "leaf"); onClose(); })}>
      <About line={line} />
      <CodeField label={words.code} code={code} onCode={setCode} />
    </Box>
  );
}

/** What the bank's own words most likely mean; the reader sees it and may choose otherwise. */
function guess(line: LineView): Explained {
  const text = textOf(line);
  if (line.why === "twice") return "twice";
  return /手续费|工本费|账户管理费/.test(text) ? "bank_fee" : /结息|利息/.test(text) ? "interest" : /内部|归集|调拨/.test(text) ? "own_transfer" : /押金|预存/.test(text) ? "deposit" : "other";
}

export function NoteDialog({ item, currency, onClose }: { readonly item: BookItem; readonly currency: string; readonly onClose: () => void }): ReactNode {
  const words = usePageWords().resolve;
  const api = useApi(bank);
  const toast = useToast();
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const [code, setCode] = useState<Explained>("cash");
  return (
    <Box title={words.noteTitle} action={words.noteTitle} busy={busy} reason={reason} onReason={setReason} onClose={onClose} onSend={() => void act(() => api.note({ statementId: item.statementId, code, reason }), () => { toast(words.done, "leaf"); onClose(); })}>
      <p className="bank-about"><strong><MoneyText minor={item.amount} currency={currency} signed /></strong> {item.no} {item.party}</p>
      <CodeField label={words.code} code={code} onCode={setCode} />
    </Box>
  );
}

export function UndoDialog({ line, onClose }: { readonly line: LineView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords().resolve;
  const api = useApi(bank);
  const toast = useToast();
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  return (
    <Box title={words.undoTitle} action={words.undoTitle} danger busy={busy} reason={reason} onReason={setReason} onClose={onClose} onSend={() => void act(() => api.undo({ resolutionId: line.resolution?.id ?? "", reason }), () => { toast(words.undone, "leaf"); onClose(); })}>
      <About line={line} />
      <p className="bank-faint">{words.undoWhy}</p>
    </Box>
  );
}
