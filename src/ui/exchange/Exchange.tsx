import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { RefusedError } from "../../kernel/machinery/client.ts";
import { REFUSED } from "../../engines/table/reasons.ts";
import { en as tableEn } from "../../engines/table/words.en.ts";
import { zh as tableZh } from "../../engines/table/words.zh.ts";
import { Button } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";
import { Icon } from "../Icon.tsx";
import { useWords } from "../Preferences.tsx";
import { Table } from "../Table.tsx";
import { useToast } from "../Toast.tsx";
import { formatCount } from "../money.ts";
import { saveBase64 } from "../saveFile.ts";
import { fillIn } from "../told.ts";
import type { Told } from "../told.ts";
import { placeOf, sentenceOf, type ExchangeFile, type ExchangeReport, type Sentences } from "./report.ts";
import { useExchange, type ExchangeDoors, type Stage } from "./useExchange.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Exchange.css";

export interface ExchangeProps extends ExchangeDoors {
  /** Of the dialog: "导入批次". */
  readonly title: string;
  /** What is particular about this list, such as what a blank number means. */
  readonly intro?: string | undefined;
  /** "3 批"; rows where left out. */
  readonly counted?: ((n: number) => string) | undefined;
  readonly maxBytes: number;
  /** "small" beside a table's caption, "normal" in a row of buttons. */
  readonly size?: "small" | "normal" | undefined;
  readonly give: () => Promise<ExchangeFile>;
  readonly template: () => Promise<ExchangeFile>;
  readonly told: (error: unknown) => Told;
  /** Why this list refuses a line, besides what every list knows. */
  readonly reasons?: Sentences | undefined;
  readonly onDone?: ((report: ExchangeReport) => void) | undefined;
}

const ACCEPTED = ".xlsx,.xls,.xlsm,.xlsb,.ods,.csv,.tsv,.txt,.html,.htm";

/** A list out as a workbook, for those that nobody types: beside a table's caption. */
export function ExportButton({ give, told, size = "small" }: Pick<ExchangeProps, "give" | "told" | "size">): ReactNode {
  const words = useWords(zh, en);
  const toast = useToast();
  const [giving, setGiving] = useState(false);
  const save = async (): Promise<void> => {
    setGiving(true);
    try {
      const file = await give();
      saveBase64(file.name, file.base64);
    } catch (error) {
      toast(told(error).text, "cinnabar");
    }
    setGiving(false);
  };
  return <Button size={size} icon="download" busy={giving} onClick={() => void save()}>{words.export}</Button>;
}

/** A list out as a workbook, and a file in: tried first, then all or nothing. */
export function ExchangeButtons(props: ExchangeProps): ReactNode {
  const words = useWords(zh, en);
  const [importing, setImporting] = useState(false);
  return (
    <>
      <ExportButton give={props.give} told={props.told} size={props.size} />
      <Button size={props.size ?? "small"} icon="upload" onClick={() => setImporting(true)}>{words.import}</Button>
      {importing ? <ImportDialog {...props} onClose={() => setImporting(false)} /> : null}
    </>
  );
}

function ImportDialog({ title, intro, maxBytes, template, told, onDone, onClose, ...props }: ExchangeProps & { readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en);
  const toast = useToast();
  const counted = props.counted ?? words.rows;
  const exchange = useExchange(props, maxBytes, (report) => {
    toast(words.done(counted(report.created + report.changed)), "leaf");
    onDone?.(report);
    onClose();
  });
  const { stage } = exchange;
  const report = stage.at === "answered" ? stage.report : null;
  const work = report === null ? 0 : report.created + report.changed;
  const takeTemplate = (): void => void template().then((file) => saveBase64(file.name, file.base64), (error: unknown) => toast(told(error).text, "cinnabar"));
  return (
    <Dialog
      open sticky size="large" title={title} onClose={() => { exchange.stop(); onClose(); }}
      actions={report !== null && report.problems.length === 0 && work > 0 ? <Button tone="primary" onClick={exchange.apply}>{words.apply(counted(work))}</Button> : undefined}
    >
      <div className="hl-exchange">
        <p>{words.intro}{intro}</p>
        <FileDrop chosen={exchange.file?.name ?? null} busy={stage.at === "busy"} onFile={(file) => void exchange.choose(file)} onTemplate={takeTemplate} />
        {stage.at === "too_large" ? <p className="hl-exchange-bad" role="alert"><Icon name="warn" />{words.tooLarge(`${Math.floor(maxBytes / 1024 / 1024)} MB`)}</p> : null}
        {stage.at === "failed" ? <p className="hl-exchange-bad" role="alert"><Icon name="warn" />{told(stage.error).text}{told(stage.error).number}</p> : null}
        {stage.at === "busy" ? <ExchangeBusy stage={stage} onStop={exchange.stop} /> : null}
        {report === null ? null : <ExchangeAnswer report={report} counted={counted} reasons={props.reasons ?? {}} told={told} />}
      </div>
    </Dialog>
  );
}

interface FileDropProps {
  readonly chosen: string | null;
  readonly busy: boolean;
  readonly onFile: (file: File | undefined) => void;
  readonly onTemplate: () => void;
}

function FileDrop({ chosen, busy, onFile, onTemplate }: FileDropProps): ReactNode {
  const words = useWords(zh, en);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <div
      className="hl-exchange-drop" data-over={over || undefined}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); if (!busy) onFile(event.dataTransfer.files[0]); }}
    >
      <input ref={input} type="file" accept={ACCEPTED} hidden onChange={(event) => { onFile(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
      <Button icon="upload" busy={busy} onClick={() => input.current?.click()}>{chosen === null ? words.pick : words.other}</Button>
      <span>{over ? words.dropNow : chosen ?? words.drop}</span>
      <Button tone="quiet" icon="sheet" onClick={onTemplate}>{words.template}</Button>
      <small>{words.formats}</small>
    </div>
  );
}

/** How far a file has come, and a way to stop it. */
export function ExchangeBusy({ stage, onStop }: { readonly stage: Extract<Stage, { at: "busy" }>; readonly onStop: () => void }): ReactNode {
  const words = useWords(zh, en);
  const { progress, stopping } = stage;
  const phase = words.phases[progress?.phase ?? "waiting"];
  const said = stopping ? words.stopping : progress === null || progress.rows === 0 ? phase : `${phase} ${words.read(formatCount(progress.rows))}`;
  return (
    <div className="hl-exchange-progress">
      <span role="status">{said}</span>
      <progress aria-label={phase} max={1} value={progress === null || progress.share === 0 ? undefined : progress.share} />
      <Button size="small" icon="stop" busy={stopping} onClick={onStop}>{words.stop}</Button>
    </div>
  );
}

/** What a file would do, or where it must be mended. */
export function ExchangeAnswer({ report, counted, reasons, told }: { readonly report: ExchangeReport; readonly counted: (n: number) => string; readonly reasons: Sentences; readonly told: ExchangeProps["told"] }): ReactNode {
  const words = useWords(zh, en);
  const remarks = useWords(tableZh, tableEn).remarks;
  const what = [words.kinds[report.format] ?? report.format, report.encoding ?? "", report.sheet === "" ? "" : words.sheet(report.sheet)].filter((part) => part !== "").join(" · ");
  const work = report.created + report.changed;
  return (
    <>
      <p className="hl-exchange-found">{words.found(what, formatCount(report.rows))}</p>
      {report.problems.length > 0 ? <Problems report={report} reasons={reasons} told={told} /> : (
        <p className="hl-exchange-good" role="status"><Icon name="check" />{work === 0 ? words.nothing : words.willDo(counted(report.created), counted(report.changed), counted(report.unchanged))}</p>
      )}
      {report.remarks.length === 0 ? null : <ul className="hl-exchange-remarks" aria-label={words.remarks}>{report.remarks.map(({ row, remark }) => <li key={row}>{words.remark(row, remarks[remark])}</li>)}</ul>}
    </>
  );
}

function Problems({ report, reasons, told }: { readonly report: ExchangeReport; readonly reasons: Sentences; readonly told: ExchangeProps["told"] }): ReactNode {
  const words = useWords(zh, en);
  const shared: Sentences = useWords(tableZh, tableEn).reasons;
  type One = ExchangeReport["problems"][number];
  const inWords = (one: One, part: "why" | "mend"): string => fillIn(sentenceOf(one.reason, reasons, shared)?.[part] ?? (part === "why" ? one.reason : ""), { detail: one.detail });
  const say = (one: One, part: "why" | "mend"): string => (one.reason === REFUSED && one.refusal !== undefined ? (part === "why" ? told(new RefusedError(one.refusal)).text : words.thenAgain) : inWords(one, part));
  return (
    <>
      <p className="hl-exchange-bad" role="alert"><Icon name="warn" />{words.problems(report.problems.length + report.moreProblems)}</p>
      <Table
        caption={words.problemList} captionHidden rows={report.problems} rowKey={(one) => `${one.row}-${one.letter}-${one.column}-${one.reason}`} maxHeight="45dvh" csvName="import-problems"
        columns={[
          { key: "row", title: words.row, align: "end", width: "4rem", cell: (one) => one.row, text: (one) => String(one.row) },
          { key: "column", title: words.column, width: "8rem", cell: placeOf, text: placeOf, phone: "title" },
          { key: "value", title: words.value, cell: (one) => (one.value === "" ? "—" : one.value), text: (one) => one.value },
          { key: "problem", title: words.problem, cell: (one) => say(one, "why"), text: (one) => say(one, "why") },
          { key: "mend", title: words.mend, cell: (one) => say(one, "mend"), text: (one) => say(one, "mend") },
        ]}
      />
      {report.moreProblems > 0 ? <p>{words.more(report.moreProblems)}</p> : null}
    </>
  );
}
