import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { ConfirmDialog, Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field, FieldGrid } from "../../../ui/Field.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import type { Output } from "../../machinery/contract.ts";
import { print } from "../contract.ts";
import { KIND_NAMES, KINDS, SIZES_OF, type KindName } from "../kinds.ts";
import { isPrivateAddress } from "../rules.ts";
import { Tick } from "./editor/parts.tsx";
import { usePrintTold } from "./told.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Printer = Output<typeof print.actions.printers.output>["printers"][number];
type Doing = { readonly what: "add" } | { readonly what: "edit" | "remove" | "test"; readonly printer: Printer };
const RAW_PORT = "9100";
const MAX_PORT = 65_535;

/** The printers of the market's own network. */
export function PrintersTable(): ReactNode {
  const words = useWords(zh, en).printers;
  const api = useApi(print);
  const told = usePrintTold();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["print", "printers"], queryFn: () => api.printers({}) });
  const columns: readonly Column<Printer>[] = [
    { key: "name", title: words.name, phone: "title", cell: (printer) => <b>{printer.name}</b> },
    { key: "host", title: words.host, cell: (printer) => `${printer.host}:${printer.port}` },
    { key: "size", title: words.size, cell: (printer) => printer.size },
    {
      key: "act", title: "", align: "end", cell: (printer) => (
        <span className="print-tools">
          <Button size="small" icon="print" onClick={() => setDoing({ what: "test", printer })} aria-label={`${words.test} ${printer.name}`}>{words.test}</Button>
          <Button size="small" onClick={() => setDoing({ what: "edit", printer })} aria-label={`${words.edit} ${printer.name}`}>{words.edit}</Button>
          <Button size="small" tone="danger" onClick={() => setDoing({ what: "remove", printer })} aria-label={`${words.remove} ${printer.name}`}>{words.remove}</Button>
        </span>
      ),
    },
  ];
  const close = (): void => setDoing(null);
  return (
    <>
      <Table
        caption={words.title} columns={columns} rows={data?.printers} rowKey={(printer) => printer.id} tools={<Button size="small" icon="plus" onClick={() => setDoing({ what: "add" })}>{words.add}</Button>}
        empty={<EmptyState title={words.none}>{words.intro} {words.noneWhy}</EmptyState>} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }}
      />
      {doing?.what === "add" ? <PrinterForm printer={null} onClose={close} /> : null}
      {doing?.what === "edit" ? <PrinterForm printer={doing.printer} onClose={close} /> : null}
      {doing?.what === "remove" ? <RemovePrinter printer={doing.printer} onClose={close} /> : null}
      {doing?.what === "test" ? <TestPrint printer={doing.printer} onClose={close} /> : null}
    </>
  );
}

function PrinterForm({ printer, onClose }: { readonly printer: Printer | null; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).printers;
  const api = useApi(print);
  const queries = useQueryClient();
  const toast = useToast();
  const told = usePrintTold();
  const formId = useId();
  const [form, setForm] = useState({ name: printer?.name ?? "", host: printer?.host ?? "", port: String(printer?.port ?? RAW_PORT), size: printer?.size ?? "58mm", charset: printer?.charset ?? "gb18030", cuts: printer?.cuts ?? true, opensDrawer: printer?.opensDrawer ?? false } as Omit<Printer, "id" | "port"> & { port: string });
  const [tried, setTried] = useState(false);
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  const port = Number(form.port);
  const faults = {
    name: form.name.trim() === "" ? words.badName : null, host: isPrivateAddress(form.host.trim()) ? null : words.badHost, port: Number.isInteger(port) && port >= 1 && port <= MAX_PORT ? null : words.badPort,
  };
  const save = useMutation({
    mutationFn: () => api.savePrinter({ ...(printer === null ? {} : { printerId: printer.id }), ...form, host: form.host.trim(), port }),
    onSuccess: async ({ name }) => {
      await queries.invalidateQueries({ queryKey: ["print", "printers"] });
      toast(words.saved(name), "leaf");
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).every((fault) => fault === null)) save.mutate();
  };
  const say = (fault: string | null): string | null => (tried ? fault : null);
  const refused = save.error === null ? null : told(save.error);
  return (
    <Dialog open onClose={onClose} sticky title={printer === null ? words.addTitle : words.editTitle(printer.name)} actions={<Button type="submit" form={formId} tone="primary" busy={save.isPending}>{words.save}</Button>}>
      <form id={formId} className="print-form" onSubmit={submit} noValidate>
        <p>{words.intro}</p>
        <FieldGrid>
          <Field label={words.name} hint={words.nameHint} required error={refused?.code === "name_taken" ? refused.text : say(faults.name)}><TextInput value={form.name} onChange={(name) => set({ name })} maxLength={60} /></Field>
          <Field label={words.host} hint={words.hostHint} required error={refused?.code === "not_private" ? refused.text : say(faults.host)}><TextInput value={form.host} onChange={(host) => set({ host })} maxLength={15} inputMode="decimal" spellCheck={false} /></Field>
          <Field label={words.port} required error={say(faults.port)}><TextInput value={form.port} onChange={(text) => set({ port: text })} inputMode="numeric" maxLength={5} /></Field>
          <Field label={words.size} group><Segmented value={form.size} onChange={(size) => set({ size })} choices={(["58mm", "80mm"] as const).map((one) => ({ value: one, label: one }))} /></Field>
          <Field label={words.charset} hint={words.charsetHint} group><Segmented value={form.charset} onChange={(charset) => set({ charset })} choices={(["gb18030", "gbk"] as const).map((one) => ({ value: one, label: words.charsets[one] }))} /></Field>
        </FieldGrid>
        <Tick label={words.cuts} checked={form.cuts} onChange={(cuts) => set({ cuts })} />
        <Tick label={words.drawer} checked={form.opensDrawer} onChange={(opensDrawer) => set({ opensDrawer })} />
        {refused === null || refused.code === "name_taken" || refused.code === "not_private" ? null : <p role="alert" className="print-problems">{refused.text} {refused.number}</p>}
      </form>
    </Dialog>
  );
}

function RemovePrinter({ printer, onClose }: { readonly printer: Printer; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).printers;
  const api = useApi(print);
  const queries = useQueryClient();
  const toast = useToast();
  const told = usePrintTold();
  const remove = useMutation({
    mutationFn: () => api.removePrinter({ printerId: printer.id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["print"] });
      toast(words.removed(printer.name), "leaf");
      onClose();
    },
    onError: (error) => toast(told(error).text, "cinnabar"),
  });
  return <ConfirmDialog open title={words.removeTitle(printer.name)} action={words.remove} tone="danger" busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={onClose}>{words.removeWhy}</ConfirmDialog>;
}

function TestPrint({ printer, onClose }: { readonly printer: Printer; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).printers;
  const { language } = usePreferences();
  const api = useApi(print);
  const queries = useQueryClient();
  const toast = useToast();
  const told = usePrintTold();
  const possible = KIND_NAMES.filter((kind) => SIZES_OF[kind].includes(printer.size));
  const [kind, setKind] = useState<KindName>(possible.includes("stall_slip") ? "stall_slip" : possible[0]!);
  const send = useMutation({
    mutationFn: () => api.testPrint({ printerId: printer.id, kind, language }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["print", "jobs"] });
      toast(words.tested, "leaf");
      onClose();
    },
    onError: (error) => toast(told(error).text, "cinnabar"),
  });
  return (
    <Dialog open onClose={onClose} size="small" title={words.testTitle(printer.name)} actions={<Button tone="primary" icon="print" busy={send.isPending} onClick={() => send.mutate()}>{words.testDo}</Button>}>
      <Field label={words.testPaper}><Select value={kind} onChange={setKind} choices={possible.map((one) => ({ value: one, label: KINDS[one][language] }))} /></Field>
    </Dialog>
  );
}
