import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { SEND_LIMITS, sendToPrinter } from "./sender.ts";

const open: { server: Server; sockets: Socket[] }[] = [];
afterEach(() => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

/** A printer's raw port on this machine; `greet` says how it takes a connection. */
async function printer(greet: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    greet(socket);
  });
  open.push({ server, sockets });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return (server.address() as { port: number }).port;
}
const QUICK = { ...SEND_LIMITS, connectMs: 300, sendMs: 300, closeMs: 100 };
const send = (port: number, bytes: Uint8Array = Buffer.from("1b40", "hex"), limits = QUICK, host = "127.0.0.1") => sendToPrinter(host, port, bytes, limits);

describe("bytes for a network printer", () => {
  test("arrive whole and in order, however the printer reads them", async () => {
    const paper = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251));
    let got = Buffer.alloc(0);
    let ended = (): void => {};
    const whole = new Promise<void>((done) => { ended = done; });
    const port = await printer((socket) => {
      socket.on("data", (part) => { got = Buffer.concat([got, part]); });
      socket.on("end", () => ended());
    });
    await send(port, paper, SEND_LIMITS);
    await whole;
    expect(got.equals(paper)).toBe(true);
  });

  test("are sent also to a printer that answers with its state and never closes", async () => {
    await expect(send(await printer((socket) => void socket.write("\u0012\u0000\u0000")))).resolves.toBeUndefined();
  });

  test("that nobody takes fail with the reason", async () => {
    const port = await printer(() => {});
    open[0]!.server.close();
    await expect(send(port)).rejects.toMatchObject({ fault: "unreachable" });
    // More than the buffers between two sockets of one machine hold: a printer out of paper reads nothing.
    await expect(send(await printer((socket) => socket.pause()), Buffer.alloc(32 * 1024 * 1024), { ...QUICK, maxBytes: 64 * 1024 * 1024 })).rejects.toMatchObject({ fault: "slow" });
    await expect(send(await printer((socket) => void socket.once("data", () => socket.resetAndDestroy())), Buffer.alloc(400_000))).rejects.toMatchObject({ fault: "broken" });
  });

  test("never leave the private network, and never in endless amounts", async () => {
    await expect(send(9100, Buffer.from("x"), QUICK, "203.0.113.9")).rejects.toMatchObject({ fault: "not_private" });
    await expect(send(9100, Buffer.from("x"), QUICK, "printer.example")).rejects.toMatchObject({ fault: "not_private" });
    await expect(send(9100, Buffer.alloc(SEND_LIMITS.maxBytes + 1))).rejects.toMatchObject({ fault: "too_large" });
  });
});
