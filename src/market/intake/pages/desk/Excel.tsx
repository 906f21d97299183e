import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { useApi } from "../../../../ui/api.ts";
import { fillIn } from "../../../../ui/told.ts";
import { useToast } from "../../../../ui/Toast.tsx";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { intake, type ImportProblem } from "../../contract.ts";
import { MAX_WORKBOOK_BASE64 } from "../../rules.ts";
import { base64Of } from "../form/send.ts";
import { useIntakeTold, useIntakeWords, usePageWords } from "../words.ts";
import "./Excel.css";

/** The list out as a workbook, and a workbook in: tried first, then all or nothing. */
export function ExcelButtons({ on }: { readonly on: string | undefined }): ReactNode {
  const words = usePageWords().lots;
  const api = useApi(intake);
  const toast = useToast();
  const told = useIntakeTold();
  const [importing, setImporting] = useState(false);
  const day = on === undefined ? {} : { on };
  const take = useMutation({
    mutationFn: () => api.exportLots(day),
    onSuccess: (file) => saveBase64(file.name, file.base64),
    onError: (error) => toast(told(error).text, "cinnabar"),
  });
  return (
    <>
      <Button icon="download" busy={take.isPending} onClick={() => take.mutate()}>{words.exportExcel}</Button>
      <Button icon="upload" onClick={() => setImporting(true)}>{words.importExcel}</Button>
      {importing ? <ImportDialog day={day} onClose={() => setImporting(false)} /> : null}
    </>
  );
}

function ImportDialog({ day, onClose }: { readonly day: { readonly on?: string }; readonly onClose: () => void }): ReactNode {
  const words = usePageWords().desk;
  const api = useApi(intake);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useIntakeTold();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ readonly name: string; readonly base64: string } | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const attempt = useMutation({ mutationFn: (base64: string) => api.importLots({ ...day, base64, dryRun: true }) });
  const apply = useMutation({
    mutationFn: (base64: string) => api.importLots({ ...day, base64, dryRun: false }),
    onSuccess: (done) => {
      void queries.invalidateQueries({ queryKey: ["intake"] });
      if (!done.applied) { attempt.reset(); return; }
      toast(words.importDone(done.created + done.changed), "leaf");
      onClose();
    },
  });
  const choose = async (picked: File | undefined): Promise<void> => {
    if (picked === undefined) return;
    apply.reset();
    const base64 = await base64Of(picked);
    setTooLarge(base64.length > MAX_WORKBOOK_BASE64);
    if (base64.length > MAX_WORKBOOK_BASE64) return;
    setFile({ name: picked.name, base64 });
    attempt.mutate(base64);
  };
  const answer = apply.data ?? attempt.data;
  const work = (answer?.created ?? 0) + (answer?.changed ?? 0);
  const ready = answer !== undefined && answer.problems.length === 0 && work > 0;
  const failure = attempt.error ?? apply.error;
  return (
    <Dialog
      open sticky size="large" onClose={onClose} title={words.importTitle}
      actions={ready && file !== null ? <Button tone="primary" busy={apply.isPending} onClick={() => apply.mutate(file.base64)}>{words.importDo(work)}</Button> : undefined}
    >
      <div className="excel">
        <p>{words.importIntro}</p>
        <input ref={input} type="file" accept=".xlsx,.xls,.ods" hidden onChange={(event) => { void choose(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
        <Button icon="upload" busy={attempt.isPending} onClick={() => input.current?.click()}>{attempt.isPending ? words.dryRun : file === null ? words.pickFile : file.name}</Button>
        {tooLarge ? <p className="excel-bad" role="alert"><Icon name="warn" />{words.tooLarge}</p> : null}
        {failure === null ? null : <p className="excel-bad" role="alert"><Icon name="warn" />{told(failure).text}{told(failure).number}</p>}
        {answer === undefined || failure !== null ? null : answer.problems.length > 0 ? <Problems problems={answer.problems} more={answer.moreProblems} /> : <p className="excel-good" role="status"><Icon name="check" />{work === 0 ? words.nothingToDo : words.willDo(answer.created, answer.changed, answer.unchanged)}</p>}
      </div>
    </Dialog>
  );
}

function Problems({ problems, more }: { readonly problems: readonly ImportProblem[]; readonly more: number }): ReactNode {
  const words = usePageWords().desk;
  const reasons: Readonly<Record<string, string>> = useIntakeWords().importProblems;
  const say = (one: ImportProblem): string => fillIn(reasons[one.reason] ?? reasons[one.reason.split(".")[0] ?? ""] ?? one.reason, { detail: one.detail });
  return (
    <>
      <p className="excel-bad" role="alert"><Icon name="warn" />{words.problems(problems.length + more)}</p>
      <Table
        caption={words.problem} captionHidden rows={problems} rowKey={(one) => `${one.row}-${one.column}-${one.reason}`} maxHeight="45dvh" csvName="import-problems"
        columns={[
          { key: "row", title: words.row, align: "end", width: "4rem", cell: (one) => one.row, text: (one) => String(one.row), phone: "title" },
          { key: "column", title: words.column, width: "7rem", cell: (one) => one.column, text: (one) => one.column },
          { key: "value", title: words.value, cell: (one) => (one.value === "" ? "—" : one.value), text: (one) => one.value },
          { key: "reason", title: words.problem, cell: say, text: say },
        ]}
      />
      {more > 0 ? <p>{words.moreProblems(more)}</p> : null}
    </>
  );
}
