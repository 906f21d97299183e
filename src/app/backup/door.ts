import { hasCluster, runningEmbedded, startEmbedded } from "../../kernel/db/embedded.ts";

/** A way to a market's database that leaves things as it found them: a running server goes on running, a sleeping one sleeps again. */
export interface Door {
  readonly url: string;
  /** True when somebody else keeps the server up, most likely a market that is open. */
  readonly running: boolean;
  close(): Promise<void>;
}

export async function openDoor(data: string, options: { create: boolean; databaseUrl?: string | undefined; log?: (line: string) => void }): Promise<Door> {
  if (options.databaseUrl !== undefined) return { url: options.databaseUrl, running: true, close: async () => {} };
  const url = await runningEmbedded(data);
  if (url !== null) return { url, running: true, close: async () => {} };
  if (!options.create && !hasCluster(data)) throw new Error(`There is no market in ${data}. 该目录下没有市场数据。`);
  const server = await startEmbedded(data, options.log);
  return { url: server.url, running: false, close: () => server.stop() };
}
