import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../../ui/Badge.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import type { QueueEntry } from "../../views.ts";
import { useReason } from "../reason.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { quantityOf } from "../lot/facts.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { stepTime } from "./story.ts";
import type { Step, Story } from "./story.ts";

const TONE: Readonly<Record<Step["kind"], BadgeTone>> = { programme: "plain", press: "river", lost: "pollen", too_late: "cinnabar", award: "leaf", desk: "orchid", end: "plain" };

export interface StepsTableProps {
  readonly story: Story;
  readonly entry: QueueEntry;
  readonly currency: string;
  /** Session time of the scrubber: the step that happened last is marked. */
  readonly at: number;
  readonly onSeek: (t: number) => void;
  readonly format: (t: number) => string;
}

interface Row {
  readonly key: string;
  readonly step: Step;
  readonly time: number;
}

/** Every step in words; a click goes there. */
export function StepsTable({ story, entry, currency, at, onSeek, format }: StepsTableProps): ReactNode {
  const words = useWords(zh, en).replay;
  const { language } = usePreferences();
  const note = useStepNote(entry, currency);
  const rows = story.steps.map((step, index): Row => ({ key: String(index), step, time: stepTime(story, step) }));
  const current = rows.findLast((row) => row.time <= at)?.key;
  const who = (step: Step): string => ("who" in step ? (step.mine ? words.me : words.buyer(step.who)) : step.kind === "desk" ? step.actor : "");
  const columns: readonly Column<Row>[] = [
    { key: "time", title: words.time, align: "end", cell: (row) => format(row.time), text: (row) => String(row.time) },
    { key: "what", title: words.what, cell: (row) => <Badge tone={"mine" in row.step && row.step.mine ? "orchid" : TONE[row.step.kind]}>{words.kinds[row.step.kind]}</Badge>, text: (row) => words.kinds[row.step.kind], phone: "title" },
    { key: "who", title: words.who, cell: (row) => who(row.step), text: (row) => who(row.step) },
    { key: "step", title: words.step, align: "end", cell: (row) => ("step" in row.step ? row.step.step : ""), text: (row) => ("step" in row.step ? String(row.step.step) : "") },
    { key: "price", title: words.price, align: "end", cell: (row) => ("price" in row.step ? <MoneyText minor={row.step.price} currency={currency} /> : ""), text: (row) => ("price" in row.step ? formatMoney(row.step.price, currency, { symbol: false }) : "") },
    { key: "quantity", title: words.quantity, align: "end", cell: (row) => ("quantity" in row.step ? quantityOf(row.step.quantity, entry.unit, language) : ""), text: (row) => ("quantity" in row.step ? String(row.step.quantity) : "") },
    { key: "note", title: words.note, cell: (row) => note(row.step), text: (row) => note(row.step) },
  ];
  return (
    <div className="replay-steps">
      <Table
        caption={words.steps} columns={columns} rows={rows} rowKey={(row) => row.key} selectedKey={current} onOpen={(row) => onSeek(row.time)} csvName={`${entry.lotNo}-replay`} maxHeight="24rem"
        tone={(row) => (row.step.kind === "award" ? (row.step.mine ? "orchid" : "leaf") : row.step.kind === "too_late" ? "cinnabar" : undefined)}
      />
    </div>
  );
}

function useStepNote(entry: QueueEntry, currency: string): (step: Step) => string {
  const words = useWords(zh, en).replay;
  const names = useWords(moduleZh, moduleEn);
  const { language } = usePreferences();
  const acts: Readonly<Record<string, string>> = names.acts;
  const reason = useReason();
  const reasons: Readonly<Record<string, string>> = names.passReasons;
  return (step) => {
    switch (step.kind) {
      case "programme": return `${words.run(step.run + 1)} · ${words.programme(formatMoney(step.startPrice, currency), formatMoney(step.floorPrice, currency), quantityOf(step.quantity, entry.unit, language))}`;
      case "press": return [step.viaLimit ? words.limit : words.tau(String(step.tau)), step.clipped ? words.clipped : ""].filter(Boolean).join(" · ");
      case "lost": return step.byDraw ? words.byDraw : words.beaten(String(Math.max(0, step.beatenByMs)), step.beatenBySteps);
      case "too_late": return words.late(String(step.lateMs));
      case "award": return [words.left(quantityOf(step.remaining, entry.unit, language)), step.viaLimit ? words.limit : ""].filter(Boolean).join(" · ");
      case "desk": return `${acts[step.act] ?? step.act} · ${reason(step.reason)}`;
      case "end": return [words.end[step.how], reasons[step.reason] ?? step.reason].filter(Boolean).join(" · ");
    }
  };
}
