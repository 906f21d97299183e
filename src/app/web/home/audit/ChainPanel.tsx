import type { ReactNode } from "react";
import { access } from "../../../../kernel/access/contract.ts";
import { copyText } from "../../../../kernel/access/pages/admin/copyText.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { useRead } from "../useRead.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Re-computed on the server each time it is asked, from the first line on. */
export function ChainPanel(): ReactNode {
  const words = useWords(zh, en).chain;
  const toast = useToast();
  const auditor = useViewer().roles.includes("auditor");
  const { data, refetch, isFetching } = useRead(access, "checkTrail", {}, { enabled: auditor });
  if (!auditor) return <p className="audit-faint">{words.why} {words.auditorOnly}</p>;
  if (data === undefined) return <Skeleton lines={3} />;
  const copy = (): void => void copyText(data.digest ?? "").then(() => toast(words.copied, "leaf"));
  return (
    <section className="audit-chain" data-whole={data.whole || undefined} role={data.whole ? undefined : "alert"} aria-label={words.title}>
      <Icon name={data.whole ? "link" : "stop"} size="2.25rem" />
      <div>
        <p className="audit-verdict">{data.whole ? words.whole : words.broken(data.firstBroken ?? 0)}</p>
        <p>{formatCount(data.blocks)} {words.blocks} · {formatCount(data.lines)} {words.lines}</p>
      </div>
      <div className="audit-digest">
        <p><small>{words.digest}</small></p>
        <p><code>{data.digest ?? "—"}</code></p>
      </div>
      <div className="audit-chain-acts"><Button size="small" busy={isFetching} icon="replay" onClick={() => void refetch()}>{words.again}</Button>{data.digest === null ? null : <Button size="small" onClick={copy}>{words.copy}</Button>}</div>
      <p className="audit-why">{words.why} {words.keep}</p>
    </section>
  );
}
