import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { saveText } from "../../../../ui/csv.ts";
import { formatCount } from "../../../../ui/money.ts";
import { sha256 } from "../../../../engines/clock/sha256.ts";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import { useProblemLine } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

/** Lines fetched at a time; a page of them stays a small answer. */
const LINES_PER_PAGE = 2_000;

/** Commitment, seed, digest and the journal itself: everything a stranger needs to check the session without us. */
export function Proof({ session }: { readonly session: SessionView }): ReactNode {
  const words = useWords(zh, en).sessions;
  const { load, progress, cancel } = useJournal(session);
  const seedFits = session.seed === null ? null : sha256(session.seed) === session.commitment;
  return (
    <Panel title={words.verify}>
      <span id="verify" />
      <dl className="results-proof">
        <div><dt>{words.commitment}</dt><dd><Hash value={session.commitment} /></dd></div>
        <div><dt>{words.seed}</dt><dd>{session.seed === null ? <span className="results-faint">{words.notYet}</span> : <><Hash value={session.seed} /> <Badge tone={seedFits === true ? "leaf" : "cinnabar"}>{words.seedCheck}: {seedFits === true ? words.seedOk : words.seedBad}</Badge></>}</dd></div>
        <div><dt>{words.digestLong}</dt><dd>{session.digest === null ? <span className="results-faint">{words.notYet}</span> : <Hash value={session.digest} />}</dd></div>
      </dl>
      {session.digest === null ? null : (
        <>
          <p>{words.verifyWhy}</p>
          <pre className="results-command" tabIndex={0}><code>hualian verify {fileName(session)} --digest {session.digest}</code></pre>
          <div className="hl-button-row">
            <Button tone="primary" icon="download" busy={progress !== null} onClick={load}>{progress === null ? words.download : words.downloading(formatCount(progress.done), formatCount(progress.total))}</Button>
            {progress === null ? null : <Button onClick={cancel}>{words.cancel}</Button>}
          </div>
        </>
      )}
    </Panel>
  );
}

const fileName = (session: SessionView): string => `${session.no}.ndjson`;

function Hash({ value }: { readonly value: string }): ReactNode {
  const words = useWords(zh, en).sessions;
  const [copied, setCopied] = useState(false);
  return (
    <>
      <code className="results-hash">{value}</code>{" "}
      <Button size="small" tone="quiet" onClick={() => void navigator.clipboard?.writeText(value).then(() => setCopied(true))}>{copied ? words.copied : words.copy}</Button>
    </>
  );
}

/** Fetches the journal page by page and hands it over as one file; can be stopped. */
function useJournal(session: SessionView) {
  const api = useApi(clock);
  const toast = useToast();
  const problemLine = useProblemLine();
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const [turn] = useState({ current: 0 });
  useEffect(() => () => { turn.current += 1; }, [turn]);
  const fetchAll = async (mine: number): Promise<void> => {
    const parts: string[] = [];
    let done = 0;
    for (let from: number | null = 0; from !== null;) {
      const page: Awaited<ReturnType<typeof api.journal>> = await api.journal({ sessionId: session.id, from, limit: LINES_PER_PAGE });
      if (turn.current !== mine) return;
      parts.push(page.lines.join("\n"));
      done += page.lines.length;
      setProgress({ done, total: page.total });
      from = page.next;
    }
    saveText(fileName(session), `${parts.join("\n")}\n`, "application/x-ndjson");
  };
  const load = (): void => {
    const mine = ++turn.current;
    setProgress({ done: 0, total: 0 });
    fetchAll(mine).catch((error: unknown) => toast(problemLine(error), "cinnabar")).finally(() => { if (turn.current === mine) setProgress(null); });
  };
  return { load, progress, cancel: () => { turn.current += 1; setProgress(null); } };
}
