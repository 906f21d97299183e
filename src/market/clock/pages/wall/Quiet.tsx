import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { BrandMark } from "../../../../ui/Brand.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { clock } from "../../contract.ts";
import { clearance, percent } from "../clearance.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import type { Board } from "./Stage.tsx";
import { useWatchdog } from "./useWatchdog.ts";

const NEXT_EVERY_MS = 60_000;

/** The wall while no clock runs: what the last session came to, and when the next one is. */
export function Quiet({ head, board, utcOffsetMinutes }: { readonly head: ReactNode; readonly board: Board | undefined; readonly utcOffsetMinutes: number }): ReactNode {
  const words = useWords(zh, en).wall;
  const api = useApi(clock);
  const { businessDate } = useViewer();
  const next = useQuery({ queryKey: ["clock", "sessions", "planned", businessDate], queryFn: () => api.sessions({ status: "planned", ...(businessDate === null ? {} : { from: businessDate }), limit: 20 }), refetchInterval: NEXT_EVERY_MS, refetchIntervalInBackground: true });
  // Nothing is due on a quiet wall, so only a frozen picture or the night starts it afresh.
  const look = useCallback(() => ({ live: false, selling: false, lastMessage: performance.now() }), []);
  useWatchdog({ look, utcOffsetMinutes });
  const coming = next.data?.sessions.at(-1);
  const closed = board?.session?.status === "closed" || board?.session?.status === "closing";
  const totals = board?.totals ?? null;
  const currency = board?.session?.currency ?? "CNY";
  return (
    <div className="wall wall-quiet">
      {head}
      <div className="wall-quiet-body">
        <BrandMark />
        <h2>{closed ? words.closed : words.idle}</h2>
        {totals === null || !closed ? null : (
          <dl>
            <div><dt>{words.rate}</dt><dd>{percent(clearance(totals))}</dd></div>
            <div><dt>{words.sold}</dt><dd>{formatCount(totals.sold)}</dd></div>
            <div><dt>{words.value}</dt><dd><MoneyText minor={totals.value} currency={currency} /></dd></div>
            <div><dt>{words.lots}</dt><dd>{formatCount(totals.lots)}</dd></div>
          </dl>
        )}
        <p className="wall-quiet-next"><span>{words.nextSession}</span><b>{coming === undefined ? words.none : `${coming.businessDate} · ${coming.title}`}</b></p>
      </div>
      <footer className="wall-foot"><span>{words.anonymous}</span>{board?.session?.digest == null ? null : <span>{words.digest} {board.session.digest}</span>}</footer>
    </div>
  );
}
