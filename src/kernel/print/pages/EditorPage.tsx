import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { ConfirmDialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { PrinterDialog } from "../../../ui/PrinterDialog.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import type { Output } from "../../machinery/contract.ts";
import { print } from "../contract.ts";
import { KINDS, type KindName } from "../kinds.ts";
import { isKind, isSizeOf } from "../rules.ts";
import { SIZES, isRoll, type Block, type Language, type Size } from "../template.ts";
import { HistoryDialog } from "./HistoryDialog.tsx";
import { Preview } from "./Preview.tsx";
import { BlockList } from "./editor/BlockList.tsx";
import { EditingProvider, nameOf } from "./editor/edit.ts";
import { usePrintTold } from "./told.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./print.css";

type Saved = Output<typeof print.actions.template.output>;
/** Typing is not followed letter by letter. */
const PREVIEW_AFTER_MS = 300;

/** /print/:kind/:size: how one paper looks on one size, changed at the left and seen at the right. */
export default function EditorPage(): ReactNode {
  const { kind = "", size = "" } = useParams();
  const words = useWords(zh, en).editor;
  const api = useApi(print);
  const told = usePrintTold();
  const known = isKind(kind) && (SIZES as readonly string[]).includes(size) && isSizeOf(kind, size as Size);
  const { data, error, refetch } = useQuery({ queryKey: ["print", "template", kind, size], queryFn: () => api.template({ kind: kind as KindName, size: size as Size }), enabled: known });
  if (!known) return <EmptyState title={words.wrongPlace} actions={<ButtonLink to="/print">{words.back}</ButtonLink>}>{words.wrongPlaceWhy}</EmptyState>;
  if (error !== null) return <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>;
  if (data === undefined) return <Skeleton lines={12} />;
  return <Editor key={`${kind} ${size} ${data.version}`} kind={kind} size={size as Size} saved={data} />;
}

function Editor({ kind, size, saved }: { readonly kind: KindName; readonly size: Size; readonly saved: Saved }): ReactNode {
  const all = useWords(zh, en);
  const words = all.editor;
  const preferences = usePreferences();
  const [language, setLanguage] = useState<Language>(preferences.language);
  const [blocks, setBlocks] = useState<readonly Block[]>(saved.template.blocks);
  const [asking, setAsking] = useState<"reset" | "undo" | "history" | "printer" | null>(null);
  const { save, reset, busy } = useSaving(kind, size);
  const toast = useToast();
  const changed = JSON.stringify(blocks) !== JSON.stringify(saved.template.blocks);
  const preview = usePreview(kind, size, blocks, language);
  const problems = preview.data?.problems ?? [];
  const close = (): void => setAsking(null);
  return (
    <Page
      title={`${nameOf(KINDS[kind], preferences.language)} · ${all.home.sizes[size]}`} intro={<>{words.intro} {changed ? <Badge tone="pollen">{words.changed}</Badge> : <Badge tone="leaf">{saved.own ? all.home.own(saved.version) : all.home.builtIn}</Badge>}</>}
      actions={
        <>
          <ButtonLink to="/print" icon="left">{words.back}</ButtonLink>
          <Button icon="replay" onClick={() => setAsking("history")}>{words.history}</Button>
          {changed ? <Button onClick={() => setAsking("undo")}>{words.undo}</Button> : <Button disabled={!saved.own} onClick={() => setAsking("reset")}>{words.reset}</Button>}
          <Button tone="primary" icon="check" busy={busy} disabled={!changed || problems.length > 0} onClick={() => void save(blocks, saved.version)}>{words.save}</Button>
        </>
      }
    >
      <EditingProvider value={{ kind, language }}>
        <div className="print-desk">
          <div className="print-side">
            <Segmented label={words.language} value={language} onChange={setLanguage} choices={(["zh", "en"] as const).map((one) => ({ value: one, label: words[one] }))} />
            <BlockList name={all.blocks.title} blocks={blocks} onChange={setBlocks} wrong={new Set(problems.map(({ block }) => block))} />
          </div>
          <Preview
            kind={kind} size={size} data={preview.data} error={preview.error} onRetry={() => void preview.refetch()}
            actions={
              <>
                <Button icon="download" disabled={preview.data === undefined} onClick={() => saveBase64(`${kind}-${size}.pdf`, preview.data?.pdf ?? "")}>{words.pdf}</Button>
                {isRoll(size) ? <Button icon="print" disabled={preview.data === undefined} onClick={() => setAsking("printer")}>{words.toPrinter}</Button> : null}
              </>
            }
          />
        </div>
      </EditingProvider>
      <ConfirmDialog open={asking === "reset"} title={words.resetTitle} action={words.reset} busy={busy} onClose={close} onConfirm={() => void reset().then(close)}>{words.resetWhy}</ConfirmDialog>
      <ConfirmDialog open={asking === "undo"} title={words.leave} action={words.undo} tone="danger" onClose={close} onConfirm={() => { setBlocks(saved.template.blocks); close(); }}>{words.leaveWhy}</ConfirmDialog>
      {asking === "history" ? <HistoryDialog kind={kind} size={size} onClose={close} onLoad={(version, loaded) => { setBlocks(loaded); toast(words.loaded(version)); close(); }} /> : null}
      {asking === "printer" && preview.data !== undefined ? <SamplePrinter name={`${kind}-${size}`} data={preview.data} onClose={close} /> : null}
    </Page>
  );
}

function SamplePrinter({ name, data, onClose }: { readonly name: string; readonly data: Output<typeof print.actions.preview.output>; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).editor;
  const tell = usePrintTold();
  return <PrinterDialog title={words.toPrinter} tell={tell} onClose={onClose} load={() => Promise.resolve({ name: `${name}.bin`, base64: data.bytes ?? "" })} pdf={() => Promise.resolve({ name: `${name}.pdf`, base64: data.pdf })} />;
}

/** What the blocks come to, asked again when the hand rests. */
function usePreview(kind: KindName, size: Size, blocks: readonly Block[], language: Language) {
  const api = useApi(print);
  const [shown, setShown] = useState(blocks);
  useEffect(() => {
    const timer = setTimeout(() => setShown(blocks), PREVIEW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [blocks]);
  return useQuery({ queryKey: ["print", "preview", kind, size, language, JSON.stringify(shown)], queryFn: () => api.preview({ kind, size, language, template: { blocks: [...shown] } }), placeholderData: keepPreviousData, gcTime: 0 });
}

function useSaving(kind: KindName, size: Size) {
  const words = useWords(zh, en).editor;
  const api = useApi(print);
  const queries = useQueryClient();
  const toast = useToast();
  const told = usePrintTold();
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<string>): Promise<void> => {
    setBusy(true);
    try {
      toast(await work(), "leaf");
      await queries.invalidateQueries({ queryKey: ["print"] });
    } catch (error) {
      const { text, number = "" } = told(error, kind);
      toast(`${text} ${number}`, "cinnabar");
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    save: (blocks: readonly Block[], basedOn: number) => act(async () => words.saved((await api.saveTemplate({ kind, size, template: { blocks: [...blocks] }, basedOn })).version)),
    reset: () => act(async () => { await api.resetTemplate({ kind, size }); return words.resetDone; }),
  };
}
