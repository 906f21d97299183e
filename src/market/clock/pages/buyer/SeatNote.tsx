import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import { useLiveState } from "../live/useLive.tsx";
import { useProblemLine } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

/** Without a seat one may watch; this line says so and offers the seat. */
export function SeatNote({ sessionId, workplaceId, onSeated }: { readonly sessionId: string; readonly workplaceId: string | null; readonly onSeated: () => void }): ReactNode {
  const words = useWords(zh, en).hall;
  const api = useApi(clock);
  const queries = useQueryClient();
  const toast = useToast();
  const problemLine = useProblemLine();
  const ready = useLiveState((state) => state.ready);
  const seat = useLiveState((state) => state.seat);
  const closed = useLiveState((state) => state.closed);
  const join = useMutation({
    mutationFn: () => api.joinSession({ sessionId, workplaceId }),
    onSuccess: () => { toast(words.joined, "leaf"); onSeated(); },
    onError: (error) => toast(problemLine(error), "cinnabar"),
    onSettled: () => queries.invalidateQueries({ queryKey: ["clock", "seats", sessionId] }),
  });
  if (!ready || seat !== null || closed !== null) return null;
  return (
    <p className="hall-note">
      <span><b>{words.noSeat}</b>{words.joinWhy}</span>
      <Button tone="primary" busy={join.isPending} onClick={() => join.mutate()}>{words.join}</Button>
    </p>
  );
}

/** The session is over: what it came to, and where to go from here. */
export function ClosedNote({ session }: { readonly session: SessionView }): ReactNode {
  const words = useWords(zh, en).hall;
  const { language } = usePreferences();
  const closed = useLiveState((state) => state.closed);
  if (closed === null) return null;
  return (
    <p className="hall-note" role="status">
      <span><b>{words.closedTitle}</b>{words.closedText(`${formatCount(closed.sold)} / ${formatCount(closed.offered)}`, formatMoney(closed.value, session.currency))}{language === "zh" ? "" : " "}</span>
      <ButtonLink to="/wins">{words.seeWins}</ButtonLink>
      <ButtonLink tone="primary" to={`/sessions/${session.id}`}>{words.seeResults}</ButtonLink>
    </p>
  );
}
