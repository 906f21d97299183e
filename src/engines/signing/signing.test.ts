import { createHash, createHmac, createSign, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64, fromHex, sameBytes, toBase64, toHex, utf8 } from "./bytes.ts";
import { envelopeFault, hmacSignature, signedText, type Envelope, type Verifier } from "./envelope.ts";
import { hmacSha256, sha256Bytes } from "./hmac.ts";
import { readPublicKey, verifyRsaSha256 } from "./rsa.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_127);
const run = { seed: SEED, numRuns: 200 };
const repeated = (byte: number, times: number): Uint8Array => new Uint8Array(times).fill(byte);

/** RFC 4231, section 4: test cases 1 to 7 for HMAC-SHA-256; case 5 is the one cut to 128 bits. */
const RFC_4231: readonly { readonly key: Uint8Array; readonly data: Uint8Array; readonly mac: string }[] = [
  { key: repeated(0x0b, 20), data: utf8("Hi There"), mac: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
  { key: utf8("Jefe"), data: utf8("what do ya want for nothing?"), mac: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
  { key: repeated(0xaa, 20), data: repeated(0xdd, 50), mac: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
  { key: fromHex("0102030405060708090a0b0c0d0e0f10111213141516171819"), data: repeated(0xcd, 50), mac: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b" },
  { key: repeated(0x0c, 20), data: utf8("Test With Truncation"), mac: "a3b6167473100ee06e0c796c2955552b" },
  { key: repeated(0xaa, 131), data: utf8("Test Using Larger Than Block-Size Key - Hash Key First"), mac: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
  {
    key: repeated(0xaa, 131), data: utf8("This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."),
    mac: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
  },
];

describe("signatures", () => {
  test.each(RFC_4231.map((one, n) => [n + 1, one] as const))("RFC 4231, case %i", (_n, { key, data, mac }) => {
    expect(toHex(hmacSha256(key, data)).slice(0, mac.length)).toBe(mac);
  });

  test("SHA-256 of the published short messages (FIPS 180-4 examples)", () => {
    expect(toHex(sha256Bytes(utf8("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(toHex(sha256Bytes(utf8("")))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(toHex(sha256Bytes(utf8("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")))).toBe("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  });

  test(`any key and message give what the platform gives (seed ${SEED})`, () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 400 }), (key, data) => {
      expect(toHex(sha256Bytes(data))).toBe(createHash("sha256").update(data).digest("hex"));
      expect(toHex(hmacSha256(key, data))).toBe(createHmac("sha256", key).update(data).digest("hex"));
      expect(toBase64(data)).toBe(Buffer.from(data).toString("base64"));
      expect(toHex(fromBase64(toBase64(data)))).toBe(Buffer.from(data).toString("hex"));
      expect(sameBytes(data, Uint8Array.from([...data, 0]))).toBe(false);
    }), run);
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => { expect(toHex(utf8(text))).toBe(Buffer.from(text, "utf8").toString("hex")); }), run);
  });

  const pair = generateKeyPairSync("rsa", { modulusLength: 2048, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
  const rsaSign = (text: Uint8Array): Uint8Array => createSign("sha256").update(text).sign(pair.privateKey);

  test(`RSA: what the platform signs is believed, and nothing else (seed ${SEED})`, () => {
    const key = readPublicKey(pair.publicKey);
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(255), fc.nat(255), (message, at, change) => {
      const signature = rsaSign(message);
      expect(verifyRsaSha256(key, message, signature)).toBe(true);
      const bent = Uint8Array.from(signature, (byte, i) => (i === at ? byte ^ (change || 1) : byte));
      expect(verifyRsaSha256(key, message, bent)).toBe(false);
      expect(verifyRsaSha256(key, Uint8Array.from([...message, 0]), signature)).toBe(false);
      expect(verifyRsaSha256(key, message, signature.slice(1))).toBe(false);
    }), { seed: SEED, numRuns: 25 });
  });

  test("short keys, other keys and nonsense are refused", () => {
    const short = generateKeyPairSync("rsa", { modulusLength: 1024, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
    const curve = generateKeyPairSync("ec", { namedCurve: "P-256", publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
    for (const pem of [short.publicKey, curve.publicKey, "", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"]) expect(() => readPublicKey(pem)).toThrow(RangeError);
  });

  describe("an envelope", () => {
    const secret = utf8("a shared secret of some length");
    const hmac: Verifier = { algorithm: "hmac-sha256", secret };
    const plain = { keyId: "payer-1", timestamp: 1_800_000_000, nonce: "n-00000001", body: '{"no":"P1","amount":100}' };
    const sealed = (change: Partial<Envelope> = {}): Envelope => {
      const one = { ...plain, algorithm: "hmac-sha256" as const, ...change };
      return { signature: hmacSignature(secret, signedText("callback", one)), ...one, ...(change.signature === undefined ? {} : { signature: change.signature }) };
    };
    const fault = (envelope: Envelope, now = 1_800_000_000, purpose: "callback" | "answer" = "callback", verifier: Verifier = hmac) => envelopeFault(envelope, purpose, { keyId: "payer-1", verifier, now, windowSeconds: 300 });

    test("is believed within its window, and refused by name outside it", () => {
      expect(fault(sealed())).toBeNull();
      expect([fault(sealed(), 1_800_000_300), fault(sealed(), 1_800_000_301), fault(sealed(), 1_799_999_699)]).toEqual([null, "outside_window", "outside_window"]);
      expect(fault(sealed({ keyId: "other" }))).toBe("unknown_key");
      expect(fault(sealed({ nonce: "short" }))).toBe("bad_nonce");
      expect(fault(sealed({ algorithm: "rsa-sha256" }))).toBe("wrong_algorithm");
    });

    test("nothing in it can be changed, nor can it be sent as something else", () => {
      const good = sealed();
      expect(fault({ ...good, body: '{"no":"P1","amount":101}' })).toBe("wrong_signature");
      expect(fault({ ...good, timestamp: 1_800_000_001 })).toBe("wrong_signature");
      expect(fault({ ...good, nonce: "n-00000002" })).toBe("wrong_signature");
      expect(fault(good, 1_800_000_000, "answer")).toBe("wrong_signature");
      for (const signature of ["", "zz", good.signature.slice(2), good.signature.replace(/^./, (c) => (c === "0" ? "1" : "0"))]) expect(fault({ ...good, signature })).toBe("wrong_signature");
    });

    test("signed by RSA it is believed by the public key alone", () => {
      const verifier: Verifier = { algorithm: "rsa-sha256", key: readPublicKey(pair.publicKey) };
      const one = { ...plain, algorithm: "rsa-sha256" as const };
      const good: Envelope = { ...one, signature: toBase64(rsaSign(signedText("callback", one))) };
      expect(fault(good, 1_800_000_000, "callback", verifier)).toBeNull();
      expect(fault({ ...good, body: "{}" }, 1_800_000_000, "callback", verifier)).toBe("wrong_signature");
      expect(fault({ ...good, signature: "not base64!" }, 1_800_000_000, "callback", verifier)).toBe("wrong_signature");
    });
  });
});
