import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const KEY_FILE = "sheet-key.pem";
/** The 12 bytes before the 32 of an Ed25519 public key in its standard wrapping (RFC 8410). */
const WRAPPING = Buffer.from("302a300506032b6570032100", "hex");

/**
 * The market's key under its allocation sheets (Ed25519). The private half lies in a file of the data folder that only its owner
 * reads, never in the database and never in a backup: whoever changes or carries away rows cannot sign. A restored market makes
 * itself a new key; sheets signed before stay sound, because the public half stands with every sheet and in the list of the
 * market's keys.
 */
export class SheetSigner {
  readonly #folder: string | null;
  #key: KeyObject | null = null;

  /** Without a folder the key lives as long as the process; for lists of actions and for tests of parts. */
  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** 64 hexadecimal digits. */
  publicKey(): string {
    return createPublicKey(this.#private()).export({ format: "der", type: "spki" }).subarray(WRAPPING.length).toString("hex");
  }

  /** 128 hexadecimal digits over the hash's own text. */
  sign(hash: string): string {
    return sign(null, Buffer.from(hash, "utf8"), this.#private()).toString("hex");
  }

  #private(): KeyObject {
    return (this.#key ??= this.#folder === null ? generateKeyPairSync("ed25519").privateKey : keyIn(this.#folder));
  }
}

/** Reads the key, or makes it. Two that start at once end with the same one: a file gets its name whole, and the first name stays. */
function keyIn(folder: string): KeyObject {
  const file = join(folder, KEY_FILE);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const part = join(folder, `${KEY_FILE}.${process.pid}`);
    writeFileSync(part, generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600, flush: true });
    try {
      linkSync(part, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(part, { force: true });
    }
  }
  return createPrivateKey(readFileSync(file));
}

/** Whether a signature of `SheetSigner` over a hash fits a public key; false for what is no key or no signature at all. */
export function signatureFits(hash: string, signature: string, publicKey: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([WRAPPING, Buffer.from(publicKey, "hex")]), format: "der", type: "spki" });
    return verify(null, Buffer.from(hash, "utf8"), key, Buffer.from(signature, "hex"));
  } catch {
    return false;
  }
}
