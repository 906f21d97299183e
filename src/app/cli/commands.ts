import { flag, integer, text, UsageError, type Values } from "./usage.ts";

export interface Command {
  readonly summary: string;
  /** Named when the command takes arguments without a flag. */
  readonly positionals?: string;
  readonly options: Readonly<Record<string, { readonly type: "string" | "boolean"; readonly help: string }>>;
  run(values: Values, positionals: readonly string[]): Promise<number>;
}

const DEFAULT_PORT = 4600;
const DATA = { type: "string", help: "data directory (default .data/market)" } as const;

export const dataFolder = (values: Values): string => text(values, "data") ?? process.env["HUALIAN_DATA"] ?? ".data/market";

/** Commands load their parts when they run, so that `--help` answers at once. */
export const commands: Readonly<Record<string, Command>> = {
  start: {
    summary: "Starts the market: database, web pages, clocks, and on a new data directory a demonstration region.",
    options: {
      edition: { type: "string", help: "market (default)" },
      data: DATA,
      port: { type: "string", help: `HTTP port (default ${DEFAULT_PORT})` },
      host: { type: "string", help: "address to listen on (default 0.0.0.0)" },
      empty: { type: "boolean", help: "an empty market with three administrators instead of the demonstration" },
    },
    async run(values) {
      const edition = text(values, "edition") ?? "market";
      if (edition !== "market") throw new UsageError(`There is no edition "${edition}" yet; there is: market`);
      const { startForever } = await import("../start.ts");
      return startForever({
        edition, data: dataFolder(values), port: integer(values, "port", DEFAULT_PORT, 0, 65_535), host: text(values, "host") ?? "0.0.0.0",
        empty: flag(values, "empty"), json: flag(values, "json"),
      });
    },
  },
};
