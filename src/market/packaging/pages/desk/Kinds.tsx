import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { packaging } from "../../contract.ts";
import type { KindView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { usePageWords } from "../words.ts";
import { BuyDialog, KindDialog, ValueDialog, YardDialog } from "./KindDialogs.tsx";

type Open = { readonly what: "kind" } | { readonly what: "value" | "buy" | "yard"; readonly kind: KindView };
const MAX_LABELS = 60;

/** The kinds with their dated values; the manager buys in, sets deposits and moves what is in the yard. */
export function Kinds(): ReactNode {
  const words = usePageWords();
  const { language } = usePreferences();
  const { roles } = useViewer();
  const api = useApi(packaging);
  const { busy, act } = useAct();
  const [open, setOpen] = useState<Open | null>(null);
  const { data } = useQuery({ queryKey: ["packaging", "kinds"], queryFn: () => api.kinds({}) });
  const manager = roles.includes("operator");
  const dock = manager || roles.includes("grader");
  const labels = (kind: KindView): void => void act(async () => {
    const { pieces } = await api.pieces({ kindId: kind.id, place: "depot", limit: MAX_LABELS });
    return pieces.length === 0 ? null : api.printLabels({ numbers: pieces.map((piece) => piece.no), language, origin: location.origin });
  }, (file) => { if (file !== null) saveBase64(file.name, file.base64); });
  return (
    <Panel title={words.desk.kinds} actions={manager ? <Button size="small" icon="plus" onClick={() => setOpen({ what: "kind" })}>{words.kinds.add}</Button> : undefined}>
      <ul className="pack-cards pack-kinds-list">
        {data?.kinds.map((kind) => (
          <li key={kind.id} className="pack-card">
            <b>{language === "zh" ? kind.zh : kind.en} <small>{kind.code}</small></b>
            <span>{kind.deposit === null ? <Badge tone="pollen">{words.kinds.noValue}</Badge> : <>{words.kinds.deposit} {formatMoney(kind.deposit, kind.currency)} · {words.kinds.replacement} {formatMoney(kind.replacement ?? 0, kind.currency)}</>}</span>
            <small>{[words.kinds.days(kind.overdueDays), kind.since === null ? "" : words.kinds.setFrom(kind.since), kind.numbered ? words.kinds.numberedShort : "", kind.byFee.length > 0 ? words.kinds.byFee : ""].filter((part) => part !== "").join(" · ")}</small><span />
            {!dock ? null : (
              <span className="pack-card-deeds">
                {manager ? <><Button size="small" icon="money" onClick={() => setOpen({ what: "value", kind })}>{words.kinds.value}</Button><Button size="small" icon="plus" onClick={() => setOpen({ what: "buy", kind })}>{words.kinds.buy}</Button></> : null}
                <Button size="small" icon="gear" onClick={() => setOpen({ what: "yard", kind })}>{words.kinds.yard}</Button>
                {kind.numbered ? <Button size="small" icon="print" busy={busy} onClick={() => labels(kind)}>{words.kinds.labels}</Button> : null}
              </span>
            )}
          </li>
        ))}
      </ul>
      {data?.kinds.length === 0 ? <p className="pack-hint">{words.dock.noKindsWhy}</p> : null}
      {open === null ? null : open.what === "kind" ? <KindDialog onClose={() => setOpen(null)} /> : open.what === "value" ? <ValueDialog kind={open.kind} onClose={() => setOpen(null)} /> : open.what === "buy" ? <BuyDialog kind={open.kind} onClose={() => setOpen(null)} /> : <YardDialog kind={open.kind} onClose={() => setOpen(null)} />}
    </Panel>
  );
}
