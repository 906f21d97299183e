import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { UNIT_WORDS, isUnit } from "../../../../engines/units/units.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { clock, type StuckAward } from "../../contract.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import type { Ask } from "./ReasonDialog.tsx";

/** What the clock decided and the books refused; the operator books it after all, or gives the stock back. */
export function StuckAwards({ sessionId, onAsk }: { readonly sessionId: string; readonly onAsk: (ask: Ask) => void }): ReactNode {
  const words = useWords(zh, en).stuck;
  const { language } = usePreferences();
  const api = useApi(clock);
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ["clock", "stuck", sessionId], queryFn: () => api.stuckAwards({ sessionId }), refetchInterval: 15_000 });
  if (data === undefined || data.awards.length === 0) return null;
  const ask = (award: StuckAward, deed: "book" | "release"): void => onAsk({
    title: `${words[deed]} · ${award.lotNo}`, why: award.problem, quick: words.quick, tone: deed === "book" ? "primary" : "danger",
    run: async (reason) => {
      await api.settleAward({ sessionId, entryId: award.entryId, run: award.run, deed, reason });
      await queries.invalidateQueries({ queryKey: ["clock"] });
    },
  });
  const unit = (award: StuckAward): string => (isUnit(award.unit) ? (language === "zh" ? UNIT_WORDS[award.unit].zh : UNIT_WORDS[award.unit].enPlural) : award.unit);
  return (
    <Panel title={words.title}>
      <p className="desk-note">{words.why}</p>
      <ul className="desk-stuck">
        {data.awards.map((award) => (
          <li key={`${award.entryId} ${award.run}`}>
            <span><b>{award.lotNo}</b> {award.buyer} · {award.quantity} {unit(award)} × {formatMoney(award.price, award.currency)} = {formatMoney(award.gross, award.currency)}<small>{words.problem}: {award.problem}{award.reason === null ? "" : ` · ${award.reason}`}</small></span>
            {award.deed === null ? (
              <ButtonRow>
                {award.can.includes("book") ? <Button size="small" tone="primary" onClick={() => ask(award, "book")}>{words.book}</Button> : null}
                {award.can.includes("release") ? <Button size="small" onClick={() => ask(award, "release")}>{words.release}</Button> : null}
              </ButtonRow>
            ) : <Badge tone={award.deed === "booked" ? "leaf" : "plain"}>{words[award.deed](award.by ?? "")}</Badge>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
