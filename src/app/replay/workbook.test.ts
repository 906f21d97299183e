import { afterAll, describe, expect, it } from "vitest";
import { seededChance } from "../../engines/recorded-day/chance.ts";
import { A_DAY, DAY_HEADER, workbook } from "./fixtures.ts";
import { createWorkbookReader } from "./workbook.ts";

const SEED = process.env["HUALIAN_SEED"] ?? "20260529";
const ROUNDS = 120;
console.log(`replay/workbook: ${ROUNDS} damaged workbooks from seed ${SEED} (set HUALIAN_SEED to change it)`);

const reader = createWorkbookReader();
afterAll(() => reader.close());
const day = workbook([DAY_HEADER, ...A_DAY]);

describe("a workbook", () => {
  it("gives its rows with their numbers", async () => {
    const result = await reader.read(day);
    expect(result).toMatchObject({ odd: false, lines: [{ row: 1, cells: DAY_HEADER }, { row: 2 }, { row: 3 }, { row: 4 }, { row: 5 }] });
  });

  it("with one cell in the last row and column of the world is no danger", async () => {
    const xml = `<?xml version="1.0"?><Workbook><Worksheet ss:Name="a"><Table>
      <Row ss:Index="900000000"><Cell ss:Index="900000000"><Data ss:Type="String">x</Data></Cell></Row></Table></Worksheet></Workbook>`;
    expect(await reader.read(xml)).toMatchObject({ lines: [{ row: 900_000_000, fault: { code: "column-count" } }] });
  });

  it("that sends its parser round in circles is given up, and the next one is read", async () => {
    const impatient = createWorkbookReader(1_000);
    // Time runs out first on most machines, memory on a fast one.
    expect(await impatient.read(circularWorkbook())).toMatchObject({ fault: expect.stringMatching(/^workbook-(slow|broken)$/) });
    expect(await impatient.read(day)).toMatchObject({ odd: false });
    await impatient.close();
  });

  it("damaged anywhere is read, refused or given up, and never takes the reader down", async () => {
    const chance = seededChance(SEED);
    const impatient = createWorkbookReader(1_500);
    const outcomes: Record<string, number> = {};
    for (let round = 0; round < ROUNDS; round++) {
      const damaged = new Uint8Array(day);
      for (let hits = 1 + chance.int(6); hits > 0; hits--) damaged[chance.int(damaged.length)] = chance.int(256);
      const result = await impatient.read(damaged.subarray(0, chance.int(5) === 0 ? chance.int(damaged.length) : damaged.length));
      const outcome = "fault" in result ? result.fault : result.odd ? "odd" : "read";
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    console.log("replay/workbook: damaged workbooks", outcomes);
    expect(await impatient.read(day)).toMatchObject({ odd: false });
    await impatient.close();
  });
});

/**
 * A compound file in which the workbook's first sector follows both the directory and itself: a parser that trusts the
 * sector table reads that sector until the memory is full.
 */
function circularWorkbook(): Uint8Array {
  const bytes = new Uint8Array(workbook([DAY_HEADER, ...Array.from({ length: 200 }, () => A_DAY[0] ?? [])]));
  const view = new DataView(bytes.buffer);
  const table = 512 * (1 + view.getUint32(0x4c, true));
  const directory = view.getUint32(0x30, true);
  const entry = Buffer.from(bytes.buffer).indexOf(Buffer.from("Workbook", "utf16le"));
  const first = view.getUint32(entry + 0x74, true);
  view.setUint32(table + directory * 4, first, true);
  view.setUint32(table + first * 4, first, true);
  return bytes;
}
