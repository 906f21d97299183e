import { defineModule } from "../../kernel/machinery/module.ts";
import { catalogueOf } from "./catalogue.ts";
import { opendata } from "./contract.ts";
import { fileAt } from "./files.ts";
import { periodsOf } from "./tables.ts";

/** Owns nothing: it asks the modules that know and gives the answers out in the forms of the standards. */
export const opendataModule = defineModule<typeof opendata, Record<never, never>>(opendata, {
  handlers: {
    catalogue: (scene) => catalogueOf(scene),
    async periods(scene, { dataset, before, limit }) {
      const all = await periodsOf(scene, dataset);
      return { periods: all.filter(({ period }) => before === undefined || period < before).slice(0, limit), total: all.length };
    },
    async file(scene, { path, origin }) {
      return (await fileAt(scene, path, origin)) ?? scene.refuse("not_found", { path });
    },
  },
});
