import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { utf8 } from "../../engines/signing/bytes.ts";
import { envelopeFault, hmacSignature, signedText, type Envelope, type Purpose } from "../../engines/signing/envelope.ts";
import { envelopeShape, requestBody, type RequestBody } from "./wire.ts";

export const SECRET = "a secret that two parties agreed on";
export const OUR_KEY = "market-1";
export const THEIR_KEY = "payer-1";
type Held = { amount: number; currency: string; state: "accepted" | "paid" | "failed" | "cancelled" };
/** What goes wrong with the next answer. */
export type Fault = "lost" | "forged" | "garbage" | "other_nonce" | "server_error" | "late";

/** A small licensed payer on a port of its own: it checks what it is sent, does each number once, and fails when it is told to. */
export class StandInPayer {
  readonly orders = new Map<string, Held>();
  readonly received: RequestBody[] = [];
  readonly #server: Server;
  readonly #clock: () => number;
  #faults: Fault[] = [];
  #nonce = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const fault = this.#faults.shift();
        const { status, text } = this.#answer(Buffer.concat(chunks).toString("utf8"), fault);
        if (fault === "lost") return void request.socket.destroy();
        response.writeHead(status, { "content-type": "application/json" }).end(text);
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/pay`;
  }

  close(): Promise<void> {
    return new Promise((done) => { this.#server.closeAllConnections(); this.#server.close(() => done()); });
  }

  failNext(...faults: Fault[]): void {
    this.#faults.push(...faults);
  }

  #answer(raw: string, fault: Fault | undefined): { status: number; text: string } {
    const envelope = envelopeShape.parse(JSON.parse(raw));
    const doubt = envelopeFault(envelope, "request", { keyId: OUR_KEY, verifier: { algorithm: "hmac-sha256", secret: utf8(SECRET) }, now: this.#clock(), windowSeconds: 300 });
    if (doubt !== null) return { status: 401, text: JSON.stringify({ doubt }) };
    const body = requestBody.parse(JSON.parse(envelope.body));
    this.received.push(body);
    if (fault === "server_error") return { status: 500, text: "{}" };
    if (fault === "garbage") return { status: 200, text: "<html>gateway</html>" };
    // Whoever asks twice for the same number gets it once.
    if (body.type === "instruct" && !this.orders.has(body.no)) this.orders.set(body.no, { amount: body.amount, currency: body.currency, state: "accepted" });
    const held = this.orders.get(body.no);
    if (body.type === "cancel" && held?.state === "accepted") held.state = "cancelled";
    const sealed = this.seal("answer", this.outcome(body.no, held?.state ?? "unknown"), fault === "other_nonce" ? "another-nonce" : envelope.nonce, fault === "late" ? -3_600 : 0);
    return { status: 200, text: JSON.stringify(fault === "forged" ? { ...sealed, body: sealed.body.replace("accepted", "paid") } : sealed) };
  }

  outcome(no: string, state: Held["state"] | "unknown", change: { amount?: number; reason?: string } = {}): object {
    const held = this.orders.get(no);
    return { type: "outcome", no, state, externalNo: held === undefined ? "" : `X-${no}`, amount: change.amount ?? held?.amount ?? null, currency: held?.currency ?? null, reason: change.reason ?? "" };
  }

  /** The payer makes up its mind. */
  decide(no: string, state: "paid" | "failed"): void {
    this.orders.get(no)!.state = state;
  }

  seal(purpose: Purpose, body: object, nonce = `payer-${++this.#nonce}-${randomBytes(6).toString("base64url")}`, late = 0): Envelope {
    const plain = { keyId: THEIR_KEY, timestamp: this.#clock() + late, nonce, body: JSON.stringify(body) };
    return { ...plain, algorithm: "hmac-sha256", signature: hmacSignature(utf8(SECRET), signedText(purpose, plain)) };
  }
}
