import { createPrivateKey, createSign, randomBytes, type KeyObject } from "node:crypto";
import { toBase64, utf8 } from "../../engines/signing/bytes.ts";
import { envelopeFault, hmacSignature, signedText, type Envelope, type Purpose, type Verifier } from "../../engines/signing/envelope.ts";
import type { Answer, Callback, Order, PaymentRail, Prepared } from "./rail.ts";
import { WINDOW_SECONDS } from "./rules.ts";
import { envelopeShape, readSaid, type RequestBody } from "./wire.ts";

export type Signer = { readonly algorithm: "hmac-sha256"; readonly secret: string } | { readonly algorithm: "rsa-sha256"; readonly privateKey: string };
export interface LicensedConfig {
  /** Where the payer takes requests. */
  readonly url: string;
  /** The name of our key, and of the payer's. */
  readonly keyId: string;
  readonly payerKeyId: string;
  readonly sign: Signer;
  readonly verify: Verifier;
  readonly timeoutMs?: number;
  /** Whole seconds since 1970. */
  readonly clock: () => number;
}

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_CHARS = 16_000;
const NONCE_BYTES = 16;

/** A payer with a licence: signed requests out, signed answers and callbacks in. */
export class LicensedRail implements PaymentRail {
  readonly name = "licensed";
  readonly simulated = false;
  readonly online = true;
  readonly #config: LicensedConfig;
  readonly #key: KeyObject | null;

  constructor(config: LicensedConfig) {
    this.#config = config;
    this.#key = config.sign.algorithm === "rsa-sha256" ? createPrivateKey(config.sign.privateKey) : null;
  }

  prepare({ no, kind, amount, currency, name, bankName, bankAccount, purpose }: Order): Prepared {
    const body: RequestBody = { type: "instruct", no, kind, amount, currency, party: { name, bank: bankName, account: bankAccount }, purpose };
    return { no, text: JSON.stringify(body) };
  }

  submit({ no, text }: Prepared): Promise<Answer> {
    return this.#ask(no, text);
  }

  poll(no: string): Promise<Answer> {
    return this.#ask(no, JSON.stringify({ type: "query", no } satisfies RequestBody));
  }

  cancel(no: string): Promise<Answer> {
    return this.#ask(no, JSON.stringify({ type: "cancel", no } satisfies RequestBody));
  }

  callback(envelope: Envelope, nowSeconds: number): Callback {
    const fault = this.#fault(envelope, "callback", nowSeconds);
    if (fault !== null) return { ok: false, fault };
    const said = readSaid(envelope);
    return said === null ? { ok: false, fault: "unreadable" } : { ok: true, said };
  }

  #fault(envelope: Envelope, purpose: Purpose, now: number) {
    return envelopeFault(envelope, purpose, { keyId: this.#config.payerKeyId, verifier: this.#config.verify, now, windowSeconds: WINDOW_SECONDS });
  }

  #seal(body: string): Envelope {
    const { keyId, sign, clock } = this.#config;
    const plain = { keyId, timestamp: clock(), nonce: randomBytes(NONCE_BYTES).toString("base64url"), body };
    const text = signedText("request", plain);
    const signature = sign.algorithm === "hmac-sha256" ? hmacSignature(utf8(sign.secret), text) : toBase64(createSign("sha256").update(text).sign(this.#key!));
    return { ...plain, algorithm: sign.algorithm, signature };
  }

  /** One request. Whatever goes wrong on the way is "no answer": the caller asks again, and never guesses. */
  async #ask(no: string, body: string): Promise<Answer> {
    const silent = (problem: string): Answer => ({ no, state: "no_answer", problem: problem.slice(0, 200) });
    const sent = this.#seal(body);
    let text: string;
    try {
      const response = await fetch(this.#config.url, {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent), redirect: "error", signal: AbortSignal.timeout(this.#config.timeoutMs ?? TIMEOUT_MS),
      });
      text = await response.text();
      if (!response.ok) return silent(`HTTP ${response.status}`);
    } catch (error) {
      return silent(String(error));
    }
    if (text.length > MAX_ANSWER_CHARS) return silent("the answer is too long");
    const read = envelopeShape.safeParse(parsed(text));
    if (!read.success) return silent("the answer is not of the format");
    const fault = this.#fault(read.data, "answer", this.#config.clock());
    if (fault !== null) return silent(`the answer is not believed: ${fault}`);
    // An answer carries the nonce of its request, so that an old one cannot be played again.
    if (read.data.nonce !== sent.nonce) return silent("the answer belongs to another request");
    const said = readSaid(read.data);
    if (said === null) return silent("the answer's body is not of the format");
    return said.no === no ? said : silent("the answer speaks of another instruction");
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
