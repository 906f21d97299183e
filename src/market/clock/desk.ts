import { ACCEPTED } from "../../engines/clock/answers.ts";
import { DESK_REFUSALS, PRESS_REFUSALS } from "../../engines/clock/types.ts";
import type { Handlers, Scene } from "../../kernel/machinery/module.ts";
import type { clock } from "./contract.ts";
import { engineLotOf, entryOfLot } from "./entries.ts";
import type { Hall } from "./hall.ts";
import { HostRefusal, type Ack, type HostInput } from "./host.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof clock, Tables>, "startClock" | "pauseClock" | "resumeClock" | "configureClock" | "skipLot" | "withdrawLot" | "interventions">;
/** A scene as helpers shared by several actions see it: each action's own refusals are checked where it is declared. */
export type AnyScene = Pick<Scene<Tables>, "tx" | "actor" | "refuse" | "now">;

export function deskHandlers(hall: Hall): Noun {
  /** The whole queue must be on the clock before the draw, so the hall looks once more. */
  const start: Noun["startClock"] = async (scene, { sessionId, clock: index, reason }) => {
    await hall.catchUp();
    return done(sessionId, await act(hall, scene as AnyScene, sessionId, { kind: "startClock", clock: index, actor: scene.actor.accountName, reason }));
  };
  const clockAct = (kind: "pause" | "resume"): Noun["pauseClock"] => async (scene, { sessionId, clock: index, reason }) =>
    done(sessionId, await act(hall, scene as AnyScene, sessionId, { kind, clock: index, actor: scene.actor.accountName, reason }));
  const lotAct = (kind: "skip" | "withdraw"): Noun["skipLot"] => async (scene, { sessionId, lotId, reason }) => {
    const lot = await lotOnClock(hall, scene as AnyScene, sessionId, lotId);
    return done(sessionId, await act(hall, scene as AnyScene, sessionId, { kind, lot, actor: scene.actor.accountName, reason }));
  };
  return {
    startClock: start,
    pauseClock: clockAct("pause"),
    resumeClock: clockAct("resume") as Noun["resumeClock"],
    skipLot: lotAct("skip"),
    withdrawLot: lotAct("withdraw") as Noun["withdrawLot"],

    async configureClock(scene, { sessionId, clock: index, settings, reason }) {
      return done(sessionId, await act(hall, scene as AnyScene, sessionId, { kind: "configure", clock: index, settings, actor: scene.actor.accountName, reason }));
    },

    async interventions({ tx }, { sessionId, limit, offset }) {
      const found = tx.selectFrom("clock.intervention as v").where("v.session_id", "=", sessionId);
      const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const rows = await found.innerJoin("clock.session as s", "s.id", "v.session_id").leftJoin("clock.queue as q", "q.id", "v.entry_id").leftJoin("kernel.lot as l", "l.id", "q.lot_id")
        .selectAll("v").select(["s.epoch", "q.lot_id", "l.no as lot_no"]).orderBy("v.n").orderBy("v.i").limit(limit).offset(offset).execute();
      return {
        total,
        interventions: rows.map((row) => ({
          n: row.n, at: new Date((row.epoch?.getTime() ?? 0) + row.t).toISOString(), t: row.t, act: row.act, clock: row.clock, lotId: row.lot_id, lotNo: row.lot_no,
          actor: row.actor, reason: row.reason,
        })),
      };
    },
  };
}

const done = (sessionId: string, ack: Ack) => ({ sessionId, sessionTime: ack.t });

/** The engine's number of a lot in an open session; refused by name when it is not there. */
export async function lotOnClock(hall: Hall, scene: AnyScene, sessionId: string, lotId: string): Promise<number> {
  await openSessionOf(scene, sessionId);
  const entry = await entryOfLot(scene.tx, sessionId, lotId);
  if (entry === undefined) return scene.refuse("unknown_lot", { lot: lotId });
  if (entry.status === "dequeued") return scene.refuse("lot_gone", { lot: entry.lot_no });
  return (await engineLotOf(hall, sessionId, entry.id)) ?? scene.refuse("not_hosted");
}

/** A session that is open; else refused as what it is. */
export async function openSessionOf(scene: AnyScene, sessionId: string) {
  const row = await scene.tx.selectFrom("clock.session").selectAll().where("id", "=", sessionId).executeTakeFirst();
  if (row === undefined) return scene.refuse("not_found", { session: sessionId });
  if (row.status === "planned") return scene.refuse("session_not_open");
  if (row.status !== "open") return scene.refuse("session_closed");
  return row;
}

/** Tells the session's clock an act and waits until it is in the journal; a "no" of the host or the clock is refused by name. */
export async function act(hall: Hall, scene: AnyScene, sessionId: string, input: Exclude<HostInput, { kind: "press" }>): Promise<Ack> {
  const hosted = hall.hosted(sessionId);
  if (hosted === undefined) {
    await openSessionOf(scene, sessionId);
    return scene.refuse("not_hosted");
  }
  try {
    const ack = await hosted.host.submit(input);
    if (ack.answer !== ACCEPTED) scene.refuse(refusalOf(input.kind, ack.answer));
    return ack;
  } catch (error) {
    if (error instanceof HostRefusal) return scene.refuse(error.code);
    if (error instanceof RangeError) return scene.refuse("out_of_bounds");
    throw error;
  }
}

function refusalOf(kind: HostInput["kind"], answer: number): string {
  if (kind === "placeLimit" || kind === "cancelLimit") return PRESS_REFUSALS[answer - 1]!;
  const refusal = DESK_REFUSALS[answer - 1]!;
  return refusal === "bad_input" ? "out_of_bounds" : refusal;
}

