import type { ReactNode } from "react";
import { clock } from "../../../market/clock/contract.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { ButtonLink } from "../../../ui/Button.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatCount } from "../../../ui/money.ts";
import { Link } from "react-router";
import { Coming } from "./Coming.tsx";
import { PLACES } from "./places.ts";
import { useRead } from "./useRead.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Board = Output<typeof clock.actions.board.output>;
type Session = Output<typeof clock.actions.sessions.output>["sessions"][number];

/** The wall is where it moves; here a glance every few seconds is enough. */
const LOOK_EVERY_MS = 4_000;
const CLOCKS_SHOWN = 4;
const AWARDS_SHOWN = 4;
const PERCENT = 100;

/** The clock as it stands: live with its totals, else the next session, else the last. */
export function ClockPanel(): ReactNode {
  const words = useWords(zh, en).clock;
  const { businessDate } = useViewer();
  const board = useRead(clock, "board", {}, { every: LOOK_EVERY_MS });
  const running = board.data?.session?.status === "open" || board.data?.session?.status === "closing";
  const planned = useRead(clock, "sessions", { status: "planned", ...(businessDate === null ? {} : { from: businessDate }) }, { enabled: board.data !== undefined && !running });
  const closed = useRead(clock, "sessions", { status: "closed", limit: 1 }, { enabled: board.data !== undefined && !running });
  return (
    <section className="home-clock hl-dark" aria-label={words.title}>
      {board.data === undefined ? (board.isError ? <p>{words.nothing}</p> : <Skeleton lines={5} />)
        : running && board.data.session !== null ? <Live board={board.data} session={board.data.session} />
        : <Quiet next={planned.data?.sessions.at(-1)} last={closed.data?.sessions[0]} loading={planned.isPending} />}
    </section>
  );
}

function Live({ board, session }: { readonly board: Board; readonly session: Session }): ReactNode {
  const words = useWords(zh, en).clock;
  const totals = board.totals;
  const toGo = totals === null ? 0 : totals.lots - totals.lotsSold - totals.lotsPassed - totals.lotsWithdrawn;
  return (
    <>
      <header className="home-clock-head">
        <p className="home-live"><i aria-hidden="true" />{words.live}</p>
        <h2>{session.title}</h2>
        <p className="home-clock-sub">{session.no} · {words.clocks(session.clocks)} · {words.lots(formatCount(session.lots))}</p>
      </header>
      {totals === null ? null : (
        <dl className="home-clock-sums">
          <Sum label={words.sold}>{formatCount(totals.lotsSold)}</Sum>
          <Sum label={words.toGo}>{formatCount(Math.max(0, toGo))}</Sum>
          <Sum label={words.clearance}>{clearance(totals.sold, totals.sold + totals.passed)}</Sum>
          <Sum label={words.value}><MoneyText minor={totals.value} currency={session.currency} /></Sum>
        </dl>
      )}
      <div className="home-clock-now">
        <Clocks board={board} />
        <Awards board={board} currency={session.currency} />
      </div>
      <Doors session={session} live />
    </>
  );
}

/** Of what has come under the clock, how much was sold. */
function clearance(sold: number, run: number): string {
  return run === 0 ? "—" : `${Math.round((sold * PERCENT) / run)}%`;
}

function Sum({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return <div><dt>{label}</dt><dd><Link to={PLACES.sessions}>{children}</Link></dd></div>;
}

function Clocks({ board }: { readonly board: Board }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  return (
    <ul className="home-clocks">
      {board.clocks.slice(0, CLOCKS_SHOWN).map(({ clock: index, settings, phase, entry, waiting }) => (
        <li key={index}>
          {entry?.photoId == null ? <span className="home-clocks-bud" aria-hidden="true" /> : <img src={`/photos/${entry.photoId}`} alt="" loading="lazy" width="56" height="42" />}
          <div>
            <p><b>{settings.name}</b> <Badge tone={phase === "running" ? "leaf" : phase === "paused" ? "pollen" : "plain"}>{words.clock[phase]}</Badge></p>
            {entry === null ? <p className="home-dim">{words.clock.waiting(waiting)}</p> : (
              <p>{language === "zh" ? entry.itemZh : entry.itemEn}{entry.grade === null ? "" : ` ${entry.grade}`} <span className="home-dim">{words.clock.left(formatCount(entry.remaining), words.units[entry.unit] ?? entry.unit)}</span></p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Awards({ board, currency }: { readonly board: Board; readonly currency: string }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  return (
    <div className="home-awards">
      <h3>{words.clock.awards}</h3>
      {board.awards.length === 0 ? <p className="home-dim">{words.clock.noAwards}</p> : (
        <ol>
          {board.awards.slice(0, AWARDS_SHOWN).map((award) => (
            <li key={`${award.lotId} ${award.at}`}>
              <span>{language === "zh" ? award.itemZh : award.itemEn}</span>
              <span><MoneyText minor={award.price} currency={currency} per={words.per[award.unit] ?? award.unit} /> × {formatCount(award.quantity)}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Quiet({ next, last, loading }: { readonly next: Session | undefined; readonly last: Session | undefined; readonly loading: boolean }): ReactNode {
  const words = useWords(zh, en).clock;
  const { businessDate } = useViewer();
  const session = next ?? last;
  if (loading) return <Skeleton lines={4} />;
  if (session === undefined) {
    return (
      <>
        <header className="home-clock-head"><p className="home-kicker">{words.title}</p><h2>{words.nothing}</h2></header>
        <p className="home-dim">{words.nothingWhy}</p>
        <Doors />
      </>
    );
  }
  return (
    <>
      <header className="home-clock-head">
        <p className="home-kicker">{next === undefined ? words.last : words.next}</p>
        <h2>{session.title}</h2>
        <p className="home-clock-sub">
          <b>{session.businessDate === businessDate ? words.today : session.businessDate}</b> · {words.clocks(session.clocks)} · {words.lots(formatCount(session.lots))} · {session.no}
        </p>
      </header>
      <p className="home-dim">{words.promise}</p>
      {next === undefined ? null : <Coming sessionId={next.id} currency={next.currency} />}
      <Doors session={session} />
    </>
  );
}

/** A buyer is led to his seat, the desk to its console, everybody else to the wall. */
function Doors({ session, live = false }: { readonly session?: Session; readonly live?: boolean }): ReactNode {
  const words = useWords(zh, en).clock;
  const { roles } = useViewer();
  const buys = roles.includes("buyer") || roles.includes("agent");
  const leads = roles.includes("auctioneer") || roles.includes("operator");
  return (
    <nav className="home-doors" aria-label={words.title}>
      {buys && live ? <ButtonLink tone="primary" size="large" icon="clock" to={PLACES.clock}>{words.join}</ButtonLink> : null}
      {leads ? <ButtonLink tone="primary" size="large" icon="hammer" to={PLACES.desk}>{words.desk}</ButtonLink> : null}
      <ButtonLink tone={(buys && live) || leads ? "plain" : "primary"} size="large" icon="wall" to={PLACES.wall}>{words.wall}</ButtonLink>
      {session === undefined || session.status !== "closed" ? <ButtonLink tone="quiet" to={PLACES.sessions}>{words.sessions}</ButtonLink> : <ButtonLink tone="quiet" to={`${PLACES.sessions}/${session.id}`}>{words.results}</ButtonLink>}
    </nav>
  );
}
