import { connect } from "node:net";
import { isPrivateAddress } from "./rules.ts";

/** What printers listen on for bytes as they are. */
export const RAW_PORT = 9100;
export const SEND_LIMITS = {
  /** A printer of the same network answers in milliseconds; one that is off never does. */
  connectMs: 3_000,
  /** A printer out of paper takes no bytes and says nothing. */
  sendMs: 15_000,
  /** After the last byte some printers never close; their silence is no failure. */
  closeMs: 1_000,
  maxBytes: 512 * 1024,
} as const;
export type SendLimits = { readonly [N in keyof typeof SEND_LIMITS]: number };

export type SendFault = "not_private" | "too_large" | "unreachable" | "slow" | "broken";
export class SendError extends Error {
  readonly fault: SendFault;
  constructor(fault: SendFault, why: string) {
    super(why);
    this.name = "SendError";
    this.fault = fault;
  }
}

/** Sends bytes to a printer's raw port. Resolves when the printer has taken them all; whether it printed them, no printer says. */
export function sendToPrinter(host: string, port: number, bytes: Uint8Array, limits: SendLimits = SEND_LIMITS): Promise<void> {
  if (!isPrivateAddress(host)) return Promise.reject(new SendError("not_private", `${host} is no private IPv4 address`));
  if (bytes.length > limits.maxBytes) return Promise.reject(new SendError("too_large", `${bytes.length} bytes are more than ${limits.maxBytes}`));
  return new Promise((done, fail) => {
    let connected = false;
    let taken = false;
    const socket = connect({ host, port });
    const end = (error: SendError | null): void => {
      clearTimeout(timer);
      socket.destroy();
      if (error === null) done();
      else fail(error);
    };
    let timer = setTimeout(() => end(new SendError("unreachable", `${host}:${port} did not answer within ${limits.connectMs} ms`)), limits.connectMs);
    socket.once("connect", () => {
      connected = true;
      clearTimeout(timer);
      timer = setTimeout(() => end(new SendError("slow", `${host}:${port} did not take the paper within ${limits.sendMs} ms`)), limits.sendMs);
      socket.end(bytes, () => {
        taken = true;
        clearTimeout(timer);
        timer = setTimeout(() => end(null), limits.closeMs);
      });
    });
    // What a printer answers (its state) is read and dropped; unread it would hold the connection open.
    socket.resume();
    socket.once("close", (hadError) => { if (!hadError) end(taken ? null : new SendError("broken", `${host}:${port} closed before it had the paper`)); });
    socket.once("error", (error) => end(new SendError(connected ? "broken" : "unreachable", error.message)));
  });
}
