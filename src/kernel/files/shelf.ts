import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NAME = /^[0-9a-f]{64}$/;

/** Files lie under the digest of their content, so no name from outside ever becomes a path. */
export class Shelf {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  keep(bytes: Uint8Array): string {
    const digest = createHash("sha256").update(bytes).digest("hex");
    const path = this.path(digest);
    if (!existsSync(path)) {
      mkdirSync(join(this.folder, digest.slice(0, 2)), { recursive: true });
      // Written beside and renamed, so that a power cut leaves no half photograph under its name.
      writeFileSync(`${path}.part`, bytes, { flush: true });
      renameSync(`${path}.part`, path);
    }
    return digest;
  }

  read(digest: string): Uint8Array | null {
    const path = this.path(digest);
    return existsSync(path) ? readFileSync(path) : null;
  }

  path(digest: string): string {
    if (!NAME.test(digest)) throw new Error("A file is named by the 64 hexadecimal digits of its SHA-256.");
    return join(this.folder, digest.slice(0, 2), digest);
  }
}
