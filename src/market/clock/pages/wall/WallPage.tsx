import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { calendar } from "../../../../kernel/calendar/contract.ts";
import { useApi } from "../../../../ui/api.ts";
import { useWords } from "../../../../ui/Preferences.tsx";
import { ScaledCanvas } from "../../../../ui/ScaledCanvas.tsx";
import { clock } from "../../contract.ts";
import { LiveProvider } from "../live/useLive.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { Quiet } from "./Quiet.tsx";
import { Stage } from "./Stage.tsx";
import { WallHead } from "./WallHead.tsx";
import "./wall.css";

/** Totals and the list of the evening are read again this often; prices and deals come live. */
const BOARD_EVERY_MS = 5_000;
const MARKET_EVERY_MS = 60_000;

/** /wall: the market's public face, 1920 × 1080, for weeks. */
export default function WallPage(): ReactNode {
  const words = useWords(zh, en).wall;
  const api = useApi(clock);
  const days = useApi(calendar);
  const { data: board } = useQuery({ queryKey: ["clock", "board"], queryFn: () => api.board({}), refetchInterval: BOARD_EVERY_MS, refetchIntervalInBackground: true });
  const { data: today } = useQuery({ queryKey: ["calendar", "today"], queryFn: () => days.today({}), refetchInterval: MARKET_EVERY_MS, refetchIntervalInBackground: true });
  const session = board?.session ?? null;
  const offset = today?.market.utcOffsetMinutes ?? 480;
  const head = <WallHead today={today} session={session} />;
  return (
    <ScaledCanvas label={words.title}>
      {session !== null && session.status === "open" && board !== undefined ? (
        <LiveProvider key={session.id} sessionId={session.id} fallback={<Quiet head={head} board={board} utcOffsetMinutes={offset} />}>
          <Stage head={head} board={board} utcOffsetMinutes={offset} />
        </LiveProvider>
      ) : (
        <Quiet head={head} board={board} utcOffsetMinutes={offset} />
      )}
    </ScaledCanvas>
  );
}
