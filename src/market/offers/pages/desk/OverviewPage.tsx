import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { Page, Panel } from "../../../../ui/Page.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { Table, type Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { offers, type Settings } from "../../contract.ts";
import type { LineKind } from "../../rules.ts";
import { useStock } from "../live/useStock.ts";
import { useAct } from "../useAct.ts";
import { usePageWords, useProblem } from "../words.ts";
import "../offers.css";

const LOOK_AGAIN_MS = 15_000;
const DAY_MINUTES = 1_440;
interface Channel {
  readonly kind: LineKind;
  readonly lines: number;
  readonly offered: number;
  readonly taken: number;
  readonly left: number;
  readonly amount: number;
}

/** /channels: the market's staff at a glance, and the rules of supply for whoever manages it. */
export default function OverviewPage(): ReactNode {
  const { titles, overview: words, kinds } = usePageWords();
  const api = useApi(offers);
  const problem = useProblem();
  const { roles } = useViewer();
  useStock();
  const { data, error, refetch } = useQuery({ queryKey: ["offers", "overview"], queryFn: () => api.overview({}), refetchInterval: LOOK_AGAIN_MS });
  const currency = data?.currency ?? "CNY";
  const columns: readonly Column<Channel>[] = [
    { key: "kind", title: words.channel, phone: "title", cell: (row) => kinds[row.kind], text: (row) => kinds[row.kind] },
    ...(["lines", "offered", "taken", "left"] as const).map((key) => ({ key, title: words[key], align: "end" as const, cell: (row: Channel) => formatCount(row[key]), text: (row: Channel) => String(row[key]), sortBy: (row: Channel) => row[key] })),
    { key: "amount", title: words.amount, align: "end", cell: (row) => <MoneyText minor={row.amount} currency={currency} bare />, text: (row) => String(row.amount / 100), sortBy: (row) => row.amount },
  ];
  return (
    <Page title={titles.overview} intro={words.intro}>
      {error !== null && data === undefined ? <ErrorState number={problem(error).number} onRetry={() => void refetch()}>{problem(error).text}</ErrorState> : null}
      <StatRow>
        <StatTile label={words.amount} tone="orchid" value={data === undefined ? null : <MoneyText minor={data.amountToday} currency={currency} />} note={data === undefined ? undefined : `${words.orders} ${data.ordersToday}`} to="/orders" />
        <StatTile label={words.toConfirm} tone={(data?.toConfirm ?? 0) > 0 ? "pollen" : "plain"} value={data === undefined ? null : formatCount(data.toConfirm)} to="/orders" />
        <StatTile label={words.promised} value={data === undefined ? null : formatCount(data.promised)} note={data === undefined ? undefined : `${words.short} ${data.shortToday}`} />
        <StatTile label={words.carts} value={data === undefined ? null : formatCount(data.carts)} note={data === undefined ? undefined : `${words.reserved} ${formatCount(data.reserved)}`} />
        <StatTile label={words.requests} value={data === undefined ? null : formatCount(data.openRequests)} to="/requests" />
      </StatRow>
      <Table caption={titles.overview} captionHidden columns={columns} rows={data?.channels} rowKey={(row) => row.kind} tools={<SheetButtons told={problem} give={(asked) => api.giveChannels(asked)} />} />
      {roles.includes("operator") ? <Rules /> : null}
    </Page>
  );
}

function Rules(): ReactNode {
  const { overview: words } = usePageWords();
  const api = useApi(offers);
  const { data } = useQuery({ queryKey: ["offers", "settings"], queryFn: () => api.settings({}) });
  return data === undefined ? null : <Panel title={words.settings}><RuleForm key={JSON.stringify(data)} settings={data} /></Panel>;
}

function RuleForm({ settings }: { readonly settings: Settings }): ReactNode {
  const { overview: words } = usePageWords();
  const api = useApi(offers);
  const toast = useToast();
  const { busy, act } = useAct();
  const [draft, setDraft] = useState<Record<keyof Settings, string>>(() => Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, String(value)])) as Record<keyof Settings, string>);
  const labels: Readonly<Record<keyof Settings, string>> = { presaleShare: words.share, presaleOpens: words.opens, presaleCloses: words.closes, reserveMinutes: words.keeps, confirmHours: words.confirm };
  const keys = Object.keys(labels) as (keyof Settings)[];
  const whole = keys.every((key) => /^-?\d{1,5}$/.test(draft[key].trim()));
  /** Minutes from midnight as a clock shows them, so that nobody has to reckon. */
  const hintOf = (key: keyof Settings): string | undefined => {
    const minutes = Number(draft[key]);
    if ((key !== "presaleOpens" && key !== "presaleCloses") || !Number.isSafeInteger(minutes)) return undefined;
    const day = Math.floor(minutes / DAY_MINUTES);
    const rest = minutes - day * DAY_MINUTES;
    return words.at(day, `${String(Math.floor(rest / 60)).padStart(2, "0")}:${String(rest % 60).padStart(2, "0")}`);
  };
  const save = (): void => void act(() => api.setSettings(Object.fromEntries(keys.map((key) => [key, Number(draft[key])])) as Settings), () => toast(words.saved, "leaf"));
  return (
    <form onSubmit={(event) => { event.preventDefault(); save(); }}>
      <FieldGrid>{keys.map((key) => <Field key={key} label={labels[key]} hint={hintOf(key)}><TextInput inputMode="numeric" value={draft[key]} onChange={(value) => setDraft({ ...draft, [key]: value })} /></Field>)}</FieldGrid>
      <Button tone="primary" type="submit" busy={busy} disabled={!whole}>{words.save}</Button>
    </form>
  );
}
