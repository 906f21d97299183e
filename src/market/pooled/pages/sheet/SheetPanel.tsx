import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { pooled } from "../../contract.ts";
import type { SheetView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { Instead } from "../parts.tsx";
import { clockTime, useAmount, useItemName, usePooledTold, usePooledWords, useWhy } from "../words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

interface PanelProps {
  readonly orderId: string;
  /** A sheet is known to exist; else only what there will be is said. */
  readonly made: boolean;
  /** On a telephone the shares of everybody are behind a press. */
  readonly folded?: boolean | undefined;
}

/** The signed allocation sheet: everybody's share with its reason, the fingerprint, and the check of it. */
export function SheetPanel({ orderId, made, folded = false }: PanelProps): ReactNode {
  const words = useWords(zh, en);
  const told = usePooledTold();
  const { language } = usePreferences();
  const api = useApi(pooled);
  const { busy, act } = useAct();
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "sheet", orderId], queryFn: () => api.sheet({ orderId }), enabled: made });
  if (!made || (error !== null && told(error).code === "no_sheet_yet")) return <EmptyState title={words.none}>{words.noneWhy}</EmptyState>;
  if (error !== null) return <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>;
  if (data === undefined) return <Skeleton lines={6} />;
  return (
    <div className="pooled-form">
      <p className="pooled-hint">{words.why}</p>
      <p className="pooled-standing"><Badge tone="river">{words.round(data.round)}</Badge><span>{words.made(data.madeBy, clockTime(data.madeAt))}</span></p>
      {data.drops.map((drop) => (folded ? <details key={drop.dropId} className="pooled-more"><summary>{words.everybody(drop.shares.length)} · {drop.dueOn}</summary><DropShares drop={drop} rule={data.rule} /></details> : <DropShares key={drop.dropId} drop={drop} rule={data.rule} />))}
      <dl className="pooled-hash">
        <div><dt>{words.hash}</dt><dd><code>{data.hash}</code></dd></div>
        <div><dt>{words.previous}</dt><dd>{data.previous === null ? words.first : <code>{data.previous}</code>}</dd></div>
        <div><dt>{words.signature}</dt><dd><code>{data.signature}</code></dd></div>
      </dl>
      <ButtonRow>
        <Button icon="print" busy={busy} onClick={() => void act(() => api.printSheet({ orderId, language, origin: location.origin }), (file) => saveBase64(file.name, file.base64))}>{words.print}</Button>
        <ExcelButton orderId={orderId} />
      </ButtonRow>
      <Verify orderId={orderId} />
    </div>
  );
}

function ExcelButton({ orderId }: { readonly orderId: string }): ReactNode {
  const common = usePooledWords();
  const { language } = usePreferences();
  const api = useApi(pooled);
  const { busy, act } = useAct();
  return <Button icon="download" busy={busy} onClick={() => void act(() => api.exportSheet({ orderId, language }), (file) => saveBase64(file.name, file.base64))}>{common.excel}</Button>;
}

function DropShares({ drop, rule }: { readonly drop: SheetView["drops"][number]; readonly rule: SheetView["rule"] }): ReactNode {
  const words = useWords(zh, en);
  const { name, actingFor } = useViewer();
  const amount = useAmount();
  const itemName = useItemName();
  const say = useWhy();
  const packed = { unit: drop.unit, step: drop.step, packing: {} };
  const { columns } = words;
  return (
    <div className="pooled-form">
      <Table
        caption={`${itemName(drop)} · ${words.drop(drop.dueOn, drop.place)}`} rows={drop.shares} rowKey={(share) => share.growerId} tone={(share) => (share.grower === (actingFor ?? name) ? "orchid" : undefined)} csvName={`sheet-${drop.dueOn}`}
        columns={[
          { key: "grower", title: columns.grower, phone: "title", cell: (share) => <>{share.grower} <Instead of={share.substitute} named /></>, text: (share) => share.grower, sortBy: (share) => share.grower },
          { key: "quota", title: columns.quota, align: "end", cell: (share) => amount(share.quota, drop.unit), text: (share) => String(share.quota), sortBy: (share) => share.quota },
          { key: "accepted", title: columns.accepted, align: "end", cell: (share) => amount(share.accepted, drop.unit), text: (share) => String(share.accepted), sortBy: (share) => share.accepted },
          { key: "extra", title: columns.extra, align: "end", cell: (share) => amount(share.extra, drop.unit), text: (share) => String(share.extra), sortBy: (share) => share.extra, phone: "wide-only" },
          ...(rule === "sealed_bid" ? [{ key: "ask", title: columns.ask, align: "end" as const, cell: (share: SheetView["drops"][number]["shares"][number]) => (share.ask === null ? "—" : formatMoney(share.ask)), sortBy: (share: SheetView["drops"][number]["shares"][number]) => share.ask }] : []),
          { key: "units", title: columns.units, align: "end", cell: (share) => <b>{amount(share.units, drop.unit)}</b>, text: (share) => String(share.units), sortBy: (share) => share.units, total: amount(drop.given, drop.unit) },
          { key: "why", title: columns.why, cell: (share) => <span className="pooled-why-cell">{say(share.why, packed)}</span>, text: (share) => say(share.why, packed) },
        ]}
      />
      <p className="pooled-hint">{[words.given(amount(drop.given, drop.unit), amount(drop.estate, drop.unit)), ...(drop.unplaced > 0 ? [words.unplaced(amount(drop.unplaced, drop.unit))] : []), ...(drop.clearing === null ? [] : [words.clearing(formatMoney(drop.clearing))])].join(" · ")}</p>
    </div>
  );
}

const HASH = /^[0-9a-f]{64}$/;

/** Anybody may divide again: the server does it from the stored answers and compares everything, also with the fingerprint on a paper. */
function Verify({ orderId }: { readonly orderId: string }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(pooled);
  const { busy, act } = useAct();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Awaited<ReturnType<typeof api.verifySheet>> | null>(null);
  const hash = typed.replaceAll(/\s/g, "").toLowerCase();
  const bad = hash !== "" && !HASH.test(hash);
  const run = (): void => void act(() => api.verifySheet({ orderId, ...(hash === "" ? {} : { hash }) }), setFound);
  const checks: readonly (readonly [string, boolean])[] = found === null ? [] : [
    [words.checks.shares, found.sharesStand], [words.checks.hash, found.hashStands], [words.checks.chain, found.chainStands], [words.checks.signature, found.signatureStands], ...(found.given === "none" ? [] : [[words.checks.given, found.given === "same"] as const]),
  ];
  return (
    <div className="pooled-verify">
      <Field label={words.typed} error={bad ? words.typedBad : undefined}><TextInput value={typed} onChange={setTyped} maxLength={100} autoComplete="off" /></Field>
      <Button tone="primary" icon="shield" busy={busy} disabled={bad} onClick={run}>{words.verify}</Button>
      {found === null ? null : (
        <div role="status" data-sound={found.sound}>
          <p><b>{found.sound ? words.sound : words.unsound}</b></p>
          <ul>{checks.map(([what, stands]) => <li key={what}><Badge tone={stands ? "leaf" : "cinnabar"}>{stands ? words.yes : words.no}</Badge> {what}</li>)}</ul>
          <p><small>{words.recomputed} <code>{found.recomputed}</code></small></p>
        </div>
      )}
    </div>
  );
}
