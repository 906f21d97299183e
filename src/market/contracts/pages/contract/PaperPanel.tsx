import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { contracts } from "../../contract.ts";
import type { ContractView, VerifyView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { clockTime, usePageWords, useTerms } from "../words.ts";
import { Clauses } from "./SignDialog.tsx";

const HASH = /^[0-9a-f]{64}$/;

/** Who signed what, its fingerprints, the paper, and the check of it. */
export function PaperPanel({ view }: { readonly view: ContractView }): ReactNode {
  const { contract, hash, seal, signatures } = view;
  const { paper: words } = usePageWords();
  const terms = useTerms();
  const { language } = usePreferences();
  const api = useApi(contracts);
  const { busy, act } = useAct();
  const [open, setOpen] = useState<"text" | "verify" | null>(null);
  if (hash === null) return <p className="contract-hint">{words.notYet}</p>;
  return (
    <div className="contract-form">
      {signatures.length === 0 ? <p className="contract-hint">{words.none}</p> : (
        <ul className="contract-plain">{signatures.map((one) => <li key={one.side}><b>{terms.sides[one.side]}</b> {one.account} <small>{clockTime(one.at)}{one.party === one.account ? null : ` · ${one.party}`}</small></li>)}</ul>
      )}
      <p className="contract-hash"><small>{words.hash}</small><code>{hash}</code></p>
      {seal === null ? null : <p className="contract-hash"><small>{words.seal}</small><code>{seal}</code></p>}
      <ButtonRow>
        <Button size="small" onClick={() => setOpen("text")}>{words.text}</Button>
        <Button size="small" icon="print" busy={busy} onClick={() => void act(() => api.printContract({ contractId: contract.id, language, origin: location.origin }), (file) => saveBase64(file.name, file.base64))}>{words.pdf}</Button>
        <Button size="small" icon="shield" onClick={() => setOpen("verify")}>{words.verify}</Button>
      </ButtonRow>
      {open === "text" ? <TextDialog contractId={contract.id} title={contract.no} onClose={() => setOpen(null)} /> : null}
      {open === "verify" ? <VerifyDialog contractId={contract.id} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function TextDialog({ contractId, title, onClose }: { readonly contractId: string; readonly title: string; readonly onClose: () => void }): ReactNode {
  const { paper: words, common } = usePageWords();
  const { language } = usePreferences();
  const api = useApi(contracts);
  const { data } = useQuery({ queryKey: ["contracts", "document", contractId], queryFn: () => api.document({ contractId }) });
  return (
    <Dialog open size="large" title={title} onClose={onClose} actions={<Button onClick={onClose}>{common.close}</Button>}>
      {language === "en" ? <p className="contract-hint">{words.language}</p> : null}
      {data === undefined ? <Skeleton lines={8} /> : <Clauses clauses={data.clauses} />}
    </Dialog>
  );
}

function VerifyDialog({ contractId, onClose }: { readonly contractId: string; readonly onClose: () => void }): ReactNode {
  const { paper: words, common } = usePageWords();
  const api = useApi(contracts);
  const { busy, act } = useAct();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<VerifyView | null>(null);
  const hash = typed.replaceAll(/\s/g, "").toLowerCase();
  const bad = hash !== "" && !HASH.test(hash);
  const run = (): void => void act(() => api.verify({ contractId, ...(hash === "" ? {} : { hash }) }), setFound);
  return (
    <Dialog open sticky title={words.verifyTitle} onClose={onClose} actions={<><Button onClick={onClose}>{common.close}</Button><Button tone="primary" icon="shield" busy={busy} disabled={bad} onClick={run}>{words.run}</Button></>}>
      <div className="contract-form">
        <p className="contract-hint">{words.verifyWhy}</p>
        <Field label={words.typed} error={bad ? words.typedBad : undefined}><TextInput value={typed} onChange={setTyped} maxLength={100} autoComplete="off" /></Field>
        {found === null ? null : <Found found={found} />}
      </div>
    </Dialog>
  );
}

function Found({ found }: { readonly found: VerifyView }): ReactNode {
  const { paper: words } = usePageWords();
  const checks: readonly (readonly [string, boolean])[] = [
    [words.textStands, found.textStands], [words.termsStand, found.termsStand], [words.signaturesStand, found.signaturesStand], ...(found.sealStands === null ? [] : [[words.sealStands, found.sealStands] as const]),
    ...(found.given === "none" ? [] : [[words.given[found.given], found.given !== "neither"] as const]),
  ];
  return (
    <div className="contract-form" role="status">
      <p><b>{found.sound ? words.sound : words.unsound}</b></p>
      <ul className="contract-plain">{checks.map(([what, stands]) => <li key={what}><Badge tone={stands ? "leaf" : "cinnabar"}>{stands ? words.yes : words.no}</Badge> {what}</li>)}</ul>
      <p className="contract-hash"><small>{words.recomputed}</small><code>{found.recomputed}</code></p>
    </div>
  );
}
