/** The thread in which pages are laid out and PDFs are made, so that no clock waits for a bill. Started by `press.ts`. */
import { parentPort } from "node:worker_threads";
import { drawCode } from "./codes.ts";
import { pagesOf } from "./layout.ts";
import { Pdf } from "./pdf.ts";
import type { PressAnswer, PressJob } from "./press.ts";

parentPort?.on("message", (job: PressJob) => {
  print(job).then((answer) => parentPort?.postMessage(answer), (error: unknown) => parentPort?.postMessage({ n: job.n, ok: false, why: error instanceof Error ? error.stack ?? error.message : String(error) } satisfies PressAnswer));
});

async function print({ n, papers, facts, pdf: wanted }: PressJob): Promise<PressAnswer> {
  const pdf = new Pdf({ ...facts, madeAt: new Date(facts.madeAt) });
  const tools = { measure: (text: string, size: number, bold: boolean) => pdf.measure(text, size, bold), draw: drawCode };
  const pages = papers.flatMap((paper) => ("pages" in paper ? [...paper.pages] : pagesOf(paper.blocks, paper.sheet, paper.oneSheet, tools)));
  pdf.add(pages);
  // A document has to be ended even when nobody wants its bytes.
  const bytes = await pdf.end();
  return { n, ok: true, pages, bytes: wanted ? bytes : null, lacking: pdf.lacking };
}
