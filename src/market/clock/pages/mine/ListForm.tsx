import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { z } from "zod";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { TextArea } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { base64Of } from "../../../../ui/files.ts";
import { formatMoney, parseMoney } from "../../../../ui/money.ts";
import { clock, MAX_LIMIT_ORDERS_PER_CALL } from "../../contract.ts";
import { pressIds } from "../../screen.ts";
import type { QueueEntry, sessionRow } from "../../views.ts";
import { itemName, quantityOf } from "../lot/facts.tsx";
import { useProblem, useProblemLine, useRefusal } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { MAX_ROWS, mostOf, readList } from "./limitList.ts";
import type { ListRow, RowProblem } from "./limitList.ts";

const MAX_FILE_BYTES = 2_000_000;
const PASTE_ROWS = 8;

export interface ListFormProps {
  readonly session: z.infer<typeof sessionRow>;
  readonly workplaceId: string | null;
  readonly free: number;
  readonly entries: readonly QueueEntry[] | undefined;
}

/** The list itself: pasted or uploaded, judged row by row at once, placed in one go. Nothing typed is lost. */
export function ListForm({ session, workplaceId, free, entries }: ListFormProps): ReactNode {
  const words = useWords(zh, en).limits;
  const [text, setText] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const { currency } = session;
  const rows = useMemo(() => (entries === undefined || text.trim() === "" ? [] : readList(text, entries, (typed) => parseMoney(typed, currency))), [text, entries, currency]);
  const { place, busy, refused } = usePlacing(session, workplaceId);
  const good = rows.filter((row) => row.fits && !refused.has(row.entry?.lotId ?? ""));
  const most = good.reduce((sum, row) => sum + mostOf(row), 0);
  const columns = useRowColumns(currency, refused);
  const api = useApi(clock);
  const problem = useProblem();
  const toast = useToast();
  /** Any spreadsheet becomes the text people would have pasted, so that it is judged and mended in one place. */
  const readFile = async (chosen: File): Promise<void> => {
    try {
      const { lines } = await api.readLimits({ base64: await base64Of(chosen) });
      setText(lines.map((line) => [line.lot, line.limit, line.quantity].join("\t")).join("\n"));
    } catch (error) {
      toast(problem(error).text, "cinnabar");
    }
  };
  return (
    <>
      <Panel
        actions={<span className="hl-button-row">
          <SheetButtons told={problem} give={(asked) => api.giveLimits({ sessionId: session.id, ...asked })} />
          <Button size="small" icon="upload" onClick={() => file.current?.click()}>{words.upload}</Button>
        </span>}
      >
        <input ref={file} type="file" accept=".xlsx,.xls,.ods,.csv,.txt" hidden onChange={(event) => { const chosen = event.currentTarget.files?.[0]; if (chosen !== undefined && chosen.size <= MAX_FILE_BYTES) void readFile(chosen); event.currentTarget.value = ""; }} />
        <Field label={words.paste} hint={words.problems.columns}>
          <TextArea value={text} onChange={setText} rows={PASTE_ROWS} placeholder={words.placeholder} spellCheck={false} />
        </Field>
      </Panel>
      {rows.length === 0 ? null : (
        <>
          <Table caption={words.check} columns={columns} rows={rows} rowKey={(row) => String(row.line)} maxHeight="28rem" tone={(row) => (!row.fits || refused.has(row.entry?.lotId ?? "") ? "cinnabar" : row.problems.length > 0 ? "pollen" : "leaf")} />
          <div className="limits-bar">
            <p>{words.sum} <MoneyText minor={most} currency={currency} size="figure" />{most > free ? <small>{words.over}</small> : null}</p>
            <Button tone="primary" size="large" icon="check" disabled={good.length === 0} busy={busy} onClick={() => place(good)}>{words.place(good.length)}</Button>
          </div>
        </>
      )}
    </>
  );
}

function useRowColumns(currency: string, refused: ReadonlyMap<string, string>): readonly Column<ListRow>[] {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const say = useRowProblem(currency);
  const refusal = useRefusal();
  const verdict = (row: ListRow): string => {
    const code = refused.get(row.entry?.lotId ?? "");
    if (code !== undefined) return refusal(code);
    return row.problems.length === 0 ? words.limits.ok : row.problems.map((problem) => say(problem, row)).join(language === "zh" ? "；" : "; ");
  };
  return [
    { key: "line", title: words.limits.row, align: "end", cell: (row) => row.line, text: (row) => String(row.line) },
    { key: "lot", title: words.limits.lot, cell: (row) => <b>{row.entry?.lotNo ?? row.lotNo}</b>, text: (row) => row.entry?.lotNo ?? row.lotNo, phone: "title" },
    { key: "item", title: words.limits.item, cell: (row) => (row.entry === null ? "" : itemName(row.entry, language)), text: (row) => (row.entry === null ? "" : itemName(row.entry, language)) },
    { key: "limit", title: words.limits.limit, align: "end", cell: (row) => (row.price === null ? row.priceText : <MoneyText minor={row.price} currency={currency} />), text: (row) => row.priceText },
    { key: "quantity", title: words.limits.quantity, align: "end", cell: (row) => (row.quantity === null ? row.quantityText : quantityOf(row.quantity, row.entry?.unit ?? "", language)), text: (row) => row.quantityText },
    { key: "most", title: words.limits.most, align: "end", cell: (row) => (row.fits ? <MoneyText minor={mostOf(row)} currency={currency} /> : ""), text: (row) => (row.fits ? formatMoney(mostOf(row), currency, { symbol: false }) : "") },
    { key: "verdict", title: words.limits.verdict, cell: (row) => <span className="limits-verdict">{row.fits && !refused.has(row.entry?.lotId ?? "") ? <Badge tone={row.problems.length === 0 ? "leaf" : "pollen"}>{words.limits.ok}</Badge> : <Badge tone="cinnabar">✗</Badge>} {row.fits && row.problems.length === 0 && !refused.has(row.entry?.lotId ?? "") ? null : verdict(row)}</span>, text: verdict },
  ];
}

function useRowProblem(currency: string): (problem: RowProblem, row: ListRow) => string {
  const words = useWords(zh, en).limits.problems;
  const { language } = usePreferences();
  return (problem, row) => {
    const quantity = (n: number): string => quantityOf(n, row.entry?.unit ?? "", language);
    switch (problem.code) {
      case "low": return words.low(formatMoney(problem.floor, currency));
      case "min": return words.min(quantity(problem.minPress));
      case "over": return words.over(quantity(problem.remaining));
      case "tooMany": return words.tooMany(MAX_ROWS);
      default: return words[problem.code];
    }
  };
}

/** Places the good rows, as many at a time as one call takes; what the clock refuses stays on the list with its reason. */
function usePlacing(session: z.infer<typeof sessionRow>, workplaceId: string | null) {
  const words = useWords(zh, en).limits;
  const api = useApi(clock);
  const queries = useQueryClient();
  const toast = useToast();
  const problemLine = useProblemLine();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const [nextId] = useState(() => pressIds(() => Date.now()));
  const run = async (rows: readonly ListRow[]): Promise<void> => {
    const bad = new Map<string, string>();
    let placed = 0;
    for (let from = 0; from < rows.length; from += MAX_LIMIT_ORDERS_PER_CALL) {
      const orders = rows.slice(from, from + MAX_LIMIT_ORDERS_PER_CALL).flatMap((row) => (row.entry === null || row.price === null || row.quantity === null ? [] : [{ lotId: row.entry.lotId, price: row.price, quantity: row.quantity, pressId: nextId() }]));
      const answer = await api.placeLimits({ sessionId: session.id, workplaceId, orders });
      for (const order of answer.orders) {
        if (order.accepted) placed += 1;
        else bad.set(order.lotId, order.refusal ?? "bad_press");
      }
    }
    setRefused(bad);
    toast(words.result(placed, bad.size), bad.size === 0 ? "leaf" : "pollen");
  };
  const place = (rows: readonly ListRow[]): void => {
    setBusy(true);
    run(rows).catch((error: unknown) => toast(problemLine(error), "cinnabar")).finally(() => {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ["clock", "limits", session.id] });
      void queries.invalidateQueries({ queryKey: ["clock", "seats", session.id] });
    });
  };
  return { place, busy, refused };
}
