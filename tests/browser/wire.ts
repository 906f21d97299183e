import { connect, createServer, type Server, type Socket } from "node:net";

/** A wire between a browser and the market that can be cut: nothing passes, and connections are refused, until it is mended. */
export interface Wire {
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function layWire(target: string): Promise<Wire> {
  const to = Number(new URL(target).port);
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  const listen = (port: number): Promise<number> => new Promise((resolve, reject) => {
    const fresh = createServer((near) => {
      const far = connect(to, "127.0.0.1");
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => { sockets.delete(socket); near.destroy(); far.destroy(); });
      }
      near.pipe(far).pipe(near);
    });
    fresh.once("error", reject);
    fresh.listen(port, "127.0.0.1", () => { server = fresh; resolve((fresh.address() as { port: number }).port); });
  });
  const cut = (): Promise<void> => new Promise((resolve) => {
    if (server === null) return resolve();
    server.close(() => resolve());
    server = null;
    for (const socket of sockets) socket.destroy();
  });
  const port = await listen(0);
  return { url: `http://127.0.0.1:${port}`, cut, mend: async () => { if (server === null) await listen(port); }, close: cut };
}
