import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { AS_SYSTEM } from "../machinery/runtime.ts";
import { MAX_PHOTO_BYTES, files } from "./contract.ts";

/** The smallest whole PNG header; the product reads no further. */
const PNG = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex");

describe("photographs", () => {
  let market: TestMarket;
  let grower: Person;
  beforeAll(async () => {
    market = await openTestMarket();
    grower = await market.person("王桂兰", ["grower"]);
  });
  afterAll(() => market.close());
  const keep = (bytes: Buffer) => market.runtime.call(files.actions.keepPhoto, { base64: bytes.toString("base64") }, grower.call);

  test("lie under the digest of their content; the same picture lies there once", async () => {
    const [first, second] = [await keep(PNG), await keep(PNG)];
    expect(first).toMatchObject({ mime: "image/png", width: 64, height: 48, bytes: PNG.length });
    expect(second.id).not.toBe(first.id);
    const { sha256 } = await market.runtime.call(files.actions.photo, { photoId: first.id }, AS_SYSTEM);
    expect(Buffer.from(market.shelf.read(sha256)!)).toEqual(PNG);
    expect(readdirSync(join(market.shelf.folder, sha256.slice(0, 2)))).toEqual([sha256]);
  });

  test("never take their place from a name", () => {
    for (const name of ["../../etc/passwd", "..", "", "A".repeat(64), `${"a".repeat(64)}/x`, "a".repeat(63)]) {
      expect(() => market.shelf.path(name), name).toThrow(/64 hexadecimal digits/);
    }
    expect(market.shelf.read("0".repeat(64))).toBeNull();
  });

  test("half written by a power cut are not taken for whole ones", async () => {
    const bytes = Buffer.concat([PNG, Buffer.from("another")]);
    const digest = market.shelf.keep(bytes);
    const half = Buffer.concat([PNG, Buffer.from("cut off")]);
    const path = market.shelf.path(digest).replace(digest, "f".repeat(64));
    writeFileSync(`${path}.part`, half);
    expect(market.shelf.read("f".repeat(64))).toBeNull();
    expect(existsSync(market.shelf.path(digest))).toBe(true);
  });

  test("too large, or no photographs, are refused and leave nothing on the shelf", async () => {
    const before = readdirSync(market.shelf.folder).length;
    await expect(keep(Buffer.concat([PNG, Buffer.alloc(MAX_PHOTO_BYTES)]))).rejects.toMatchObject({ code: expect.stringMatching(/^(too_large|bad_input)$/) as string });
    await expect(keep(Buffer.from("GIF89a, which is no photograph"))).rejects.toMatchObject({ code: "not_a_photo" });
    expect(readdirSync(market.shelf.folder)).toHaveLength(before);
    const { rows } = await market.database.pool.query("select input from kernel.audit where action = 'keepPhoto' and outcome = 'refused' limit 1");
    expect(rows[0].input).toEqual({ base64: "•••" });
  });
});
