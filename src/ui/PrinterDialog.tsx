import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { useWords } from "./Preferences.tsx";
import { Skeleton } from "./Skeleton.tsx";
import { useToast } from "./Toast.tsx";
import { printerWays, sendToPrinter, wasDismissed } from "./printer.ts";
import type { PrinterWay } from "./printer.ts";
import { bytesOf, saveBase64 } from "./saveFile.ts";
import type { Told } from "./told.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./PrinterDialog.css";

export interface PrinterFile {
  readonly name: string;
  readonly base64: string;
}
export interface PrinterDialogProps {
  readonly title: string;
  /** The printer's bytes. */
  readonly load: () => Promise<PrinterFile>;
  /** The same paper as a PDF, for the browser's print. */
  readonly pdf: () => Promise<PrinterFile>;
  /** Printers on the market's own network, by name; the paper is sent there instead of to one beside the reader. */
  readonly network?: readonly { readonly name: string; readonly send: () => Promise<unknown> }[] | undefined;
  readonly tell: (error: unknown) => Told;
  readonly onClose: () => void;
}

/** Hands a receipt to the printer that stands beside the reader, by whatever way his browser has, or to a file. */
export function PrinterDialog({ title, load, pdf, network = [], tell, onClose }: PrinterDialogProps): ReactNode {
  const words = useWords(zh, en).printer;
  const toast = useToast();
  const [file, setFile] = useState<PrinterFile | null>(null);
  const [problem, setProblem] = useState<Told | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const ways = printerWays();
  // The bytes lie ready before a way is chosen: the browser shows its list of devices only right after a click.
  useEffect(() => {
    let here = true;
    load().then((loaded) => { if (here) setFile(loaded); }, (error: unknown) => { if (here) setProblem(tell(error)); });
    return () => { here = false; };
  }, []);
  const send = async (way: PrinterWay, ready: PrinterFile): Promise<void> => {
    setBusy(way);
    try {
      await sendToPrinter(way, bytesOf(ready.base64));
      toast(words.sent, "leaf");
      onClose();
    } catch (error) {
      if (!wasDismissed(error)) toast(words.failed(error instanceof Error ? error.message : String(error)), "cinnabar");
    } finally {
      setBusy(null);
    }
  };
  const queue = async (printer: { readonly name: string; readonly send: () => Promise<unknown> }): Promise<void> => {
    setBusy(printer.name);
    try {
      await printer.send();
      toast(words.queued(printer.name), "leaf");
      onClose();
    } catch (error) {
      setProblem(tell(error));
    } finally {
      setBusy(null);
    }
  };
  const save = async (): Promise<void> => {
    setBusy("pdf");
    try {
      const ready = await pdf();
      saveBase64(ready.name, ready.base64);
    } catch (error) {
      setProblem(tell(error));
    } finally {
      setBusy(null);
    }
  };
  return (
    <Dialog open onClose={onClose} title={title} size="small">
      {problem !== null ? <p role="alert">{problem.text} {problem.number}</p> : file === null ? <Skeleton lines={3} /> : (
        <div className="hl-printer">
          {network.map((printer) => <Button key={printer.name} icon="print" wide busy={busy === printer.name} onClick={() => void queue(printer)}>{printer.name}</Button>)}
          {ways.length === 0 ? <p>{words.none}</p> : ways.map((way) => <Button key={way} icon="print" wide busy={busy === way} onClick={() => void send(way, file)}>{words.ways[way]}</Button>)}
          <Button icon="download" wide busy={busy === "pdf"} onClick={() => void save()}>{words.pdf}</Button>
          <Button tone="quiet" wide onClick={() => saveBase64(file.name, file.base64)}>{words.file}</Button>
        </div>
      )}
    </Dialog>
  );
}
