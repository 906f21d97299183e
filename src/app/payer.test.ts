import { createSign, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { toBase64 } from "../engines/signing/bytes.ts";
import { envelopeFault, signedText, type Envelope } from "../engines/signing/envelope.ts";
import { readPublicKey } from "../engines/signing/rsa.ts";
import { payerFrom } from "./payer.ts";

const folder = mkdtempSync(join(tmpdir(), "hualian-payer-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fileWith = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
const KEYS = { HUALIAN_PAYER_KEY_ID: "market-1", HUALIAN_PAYER_THEIR_KEY_ID: "payer-1" };
const now = (): number => Math.floor(Date.now() / 1_000);

describe("who moves the money, from the environment", () => {
  test("a trial without a word has the simulator for demonstrations alone; production has the bank's file", () => {
    expect(payerFrom({})).toMatchObject({ environment: "trial", payer: { demoOnly: true, rail: { name: "simulator" } } });
    expect(payerFrom({ HUALIAN_ENV: "production" })).toEqual({ environment: "production", payer: { rail: null, demoOnly: false } });
    expect(payerFrom({ HUALIAN_PAYMENTS: "bank_file" }).payer.rail).toBeNull();
    expect(payerFrom({ HUALIAN_PAYMENTS: "simulator" })).toMatchObject({ payer: { demoOnly: false, rail: { simulated: true } } });
    expect(() => payerFrom({ HUALIAN_ENV: "production", HUALIAN_PAYMENTS: "simulator" })).toThrow(/does not start on the payment simulator/);
  });

  test("a licensed payer needs its address, names and keys, and a secret worth the name", () => {
    const env = { HUALIAN_ENV: "production", HUALIAN_PAYMENTS: "licensed", HUALIAN_PAYER_URL: "https://payer.example/pay", ...KEYS };
    expect(() => payerFrom(env)).toThrow(/HUALIAN_PAYER_SECRET_FILE is missing/);
    expect(() => payerFrom({ ...env, HUALIAN_PAYER_SECRET_FILE: join(folder, "nowhere") })).toThrow(/cannot be read/);
    expect(() => payerFrom({ ...env, HUALIAN_PAYER_SECRET_FILE: fileWith("short", "short") })).toThrow(/fewer than 32/);
    expect(() => payerFrom({ ...env, HUALIAN_PAYER_SIGNATURE: "md5" })).toThrow(/hmac-sha256 or rsa-sha256/);
    expect(payerFrom({ ...env, HUALIAN_PAYER_SECRET_FILE: fileWith("secret", "x".repeat(40)) }).payer.rail).toMatchObject({ name: "licensed", simulated: false });
  });

  test("signed by RSA both ways: the payer believes us by our public key, and we believe it by its own", async () => {
    const [ours, theirs, stranger] = [pair(), pair(), pair()];
    let signer = theirs;
    const server = createServer((request, response) => {
      let raw = "";
      request.on("data", (chunk) => (raw += String(chunk)));
      request.on("end", () => {
        const asked = JSON.parse(raw) as Envelope;
        const fault = envelopeFault(asked, "request", { keyId: "market-1", verifier: { algorithm: "rsa-sha256", key: readPublicKey(ours.publicKey) }, now: now(), windowSeconds: 300 });
        const { no, amount } = JSON.parse(asked.body) as { no: string; amount: number };
        const plain = { keyId: "payer-1", timestamp: now(), nonce: asked.nonce, body: JSON.stringify({ type: "outcome", no, state: fault === null ? "accepted" : "failed", externalNo: "X1", amount, currency: "CNY", reason: fault ?? "" }) };
        response.end(JSON.stringify({ ...plain, algorithm: "rsa-sha256", signature: toBase64(createSign("sha256").update(signedText("answer", plain)).sign(signer.privateKey)) }));
      });
    });
    await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
    const { payer } = payerFrom({
      HUALIAN_PAYMENTS: "licensed", HUALIAN_PAYER_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, HUALIAN_PAYER_SIGNATURE: "rsa-sha256", ...KEYS,
      HUALIAN_PAYER_PRIVATE_KEY_FILE: fileWith("ours.pem", ours.privateKey), HUALIAN_PAYER_PUBLIC_KEY_FILE: fileWith("theirs.pem", theirs.publicKey),
    });
    const rail = payer.rail!;
    const order = rail.prepare({ no: "PI-1001", kind: "payout", amount: 123_45, currency: "CNY", name: "王桂兰", bankName: "示例银行", bankAccount: "62280000", purpose: "S1" });
    expect(await rail.submit(order)).toMatchObject({ state: "accepted", externalNo: "X1", amount: 123_45 });
    signer = stranger;
    expect(await rail.submit(order)).toMatchObject({ state: "no_answer", problem: expect.stringContaining("wrong_signature") as string });
    server.closeAllConnections();
    await new Promise((down) => server.close(down));
    expect(await rail.submit(order)).toMatchObject({ state: "no_answer" });
  });
});
