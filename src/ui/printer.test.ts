import { describe, expect, test } from "vitest";
import { BLUETOOTH_CHUNK, chunks, printerWays, sendToPrinter } from "./printer.ts";

describe("bytes for a printer beside the reader", () => {
  test("go in packets that a small radio takes, none lost and none twice", () => {
    const bytes = Uint8Array.from({ length: 1_000 }, (_, at) => at % 251);
    const parts = chunks(bytes, BLUETOOTH_CHUNK);
    expect(parts.map((part) => part.length)).toEqual([180, 180, 180, 180, 180, 100]);
    expect(Uint8Array.from(parts.flatMap((part) => [...part]))).toEqual(bytes);
    expect(chunks(new Uint8Array(0), BLUETOOTH_CHUNK)).toEqual([]);
  });

  test("go nowhere where there is no way, and say so", async () => {
    expect(printerWays()).toEqual([]);
    await expect(sendToPrinter("bluetooth", Uint8Array.of(1))).rejects.toThrow(/no bluetooth/);
  });
});
