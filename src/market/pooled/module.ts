import { defineModule } from "../../kernel/machinery/module.ts";
import type { Module } from "../../kernel/machinery/module.ts";
import { allocatingHandlers } from "./allocating.ts";
import { answerHandlers } from "./answering.ts";
import { askingHandlers } from "./asking.ts";
import { pooled } from "./contract.ts";
import type { PooledScene } from "./course.ts";
import { allocateDue, LOOK_EVERY_MS } from "./deadlines.ts";
import { deliveryHandlers, deliveryHears } from "./delivery.ts";
import { draftHandlers } from "./drafts.ts";
import { effectHandlers } from "./effect.ts";
import { actOnDrops } from "./ending.ts";
import { exchangeHandlers } from "./exchange.ts";
import { listHandlers } from "./lists.ts";
import { lookHandlers } from "./look.ts";
import { planInThread } from "./planner.ts";
import { previewHandlers } from "./preview.ts";
import type { Tools } from "./runs.ts";
import { sheetHandlers } from "./sheets.ts";
import { SheetSigner } from "./signer.ts";
import { HighsSolver } from "./solver.ts";
import type { Tables } from "./store.ts";

/** A publication or a sheet holds its order while the solver works; one that has not finished by then is divided by the engine's own way. */
const SOLVER_LIMIT_MS = 3_000;

/** `keyFolder` keeps the market's key; without one the key lives as long as the process. */
export function pooledModule(keyFolder: string | null = null): Module {
  const tools: Tools = { signer: new SheetSigner(keyFolder), solving: { solver: new HighsSolver(), timeLimitMs: SOLVER_LIMIT_MS, planner: planInThread() } };
  return defineModule<typeof pooled, Tables>(pooled, {
    migrations: new URL("./migrations/", import.meta.url),
    handlers: { ...draftHandlers, ...previewHandlers, ...askingHandlers(tools.solving), ...answerHandlers, ...allocatingHandlers(tools), ...listHandlers, ...sheetHandlers(tools), ...exchangeHandlers, ...deliveryHandlers(tools), ...lookHandlers, ...effectHandlers },
    hears: deliveryHears,
    ticks: [{ everyMs: LOOK_EVERY_MS, run: (scene) => allocateDue(tools)(scene as unknown as PooledScene) }, { everyMs: LOOK_EVERY_MS, run: (scene) => actOnDrops(scene as unknown as PooledScene) }],
  });
}
