import { defineModule } from "../machinery/module.ts";
import { sheets } from "./contract.ts";
import { ownerOf } from "./exchange.ts";
import { jobs } from "./jobs.ts";

export const sheetsModule = defineModule<typeof sheets, Record<never, never>>(sheets, {
  handlers: {
    async progress({ actor }, { job }) {
      const progress = jobs.progress(ownerOf(actor), job);
      return { found: progress !== null, phase: progress?.phase ?? "waiting", rows: progress?.rows ?? 0, share: progress?.share ?? 0 };
    },
    async cancel({ actor }, { job }) {
      return { stopped: jobs.cancel(ownerOf(actor), job) };
    },
  },
});
