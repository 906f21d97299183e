import { describe, expect, it } from "vitest";
import { parseMoney } from "../../../../ui/money.ts";
import type { QueueEntry } from "../../views.ts";
import { MAX_ROWS, mostOf, readList } from "./limitList.ts";

const lot = (lotNo: string, change: Partial<QueueEntry> = {}): QueueEntry => ({
  entryId: `entry ${lotNo}`, sessionId: "s", lotId: `lot ${lotNo}`, lot: 0, clock: 0, place: null, status: "queued", lotNo, photoId: null, itemId: "i", itemZh: "蝴蝶兰", itemEn: "Phalaenopsis",
  category: "orchid", potCm: 12, spec: "", attributes: {}, grade: "A", remaining: 480, quantity: 480, unit: "pot", packing: {}, potExtra: false, grower: "王桂兰", quality: "A", town: null, note: "", minPress: 8,
  startPrice: 3_000, stepValue: 20, floorPrice: 900, recentPrice: null, nextChannel: "direct_stock", passReason: null, outcomeReason: "", sold: 0, value: 0, lastPrice: null, can: [], ...change,
});
const QUEUE = [lot("L20261122-0037"), lot("L20261122-0412"), lot("L20261121-0412"), lot("L20261122-0500", { status: "sold", remaining: 0 })];
const yuan = (text: string): number | null => parseMoney(text, "CNY");
const codes = (text: string): string[][] => readList(text, QUEUE, yuan).map((row) => row.problems.map(({ code }) => code));

describe("an agent pastes his client's list", () => {
  it("reads what a spreadsheet, a chat and a CSV file put between the cells", () => {
    for (const text of ["L20261122-0037\t18.50\t240", "L20261122-0037  18.50   240", "L20261122-0037,18.50,240", "L20261122-0037；18.50；240", "l20261122-0037 １８．５０ ２４０", '"L20261122-0037","18.50","240"']) {
      const [row] = readList(text, QUEUE, yuan);
      expect(row, text).toMatchObject({ price: 1_850, quantity: 240, fits: true, problems: [] });
    }
  });

  it("skips a heading and empty lines, and keeps the numbers of the lines", () => {
    const rows = readList("批次,限价,数量\n\nL20261122-0037,18.50,240\n\n0037x,1,1", QUEUE, yuan);
    expect(rows.map(({ line }) => line)).toEqual([3, 5]);
  });

  it("knows a lot by its tail, and asks for the whole number where two end alike", () => {
    expect(readList("0037 18 24", QUEUE, yuan)[0]?.entry?.lotNo).toBe("L20261122-0037");
    expect(codes("0412 18 24")).toEqual([["ambiguous"]]);
    expect(codes("37 18 24")).toEqual([["lot"]]);
  });

  it("names what is wrong in each row, and lets the good ones pass", () => {
    expect(codes("0037 18\n9999 18 24\n0037 abc 24\n0037 18 many\n0037 5 24\nL20261122-0500 18 24")).toEqual([["columns", "twice"], ["lot"], ["price", "twice"], ["quantity", "twice"], ["low"], ["gone"]]);
  });

  it("never takes a thousands comma for the end of a cell: such a row is refused, not bought short", () => {
    const [row] = readList("L20261122-0037,18.50,1,200", QUEUE, yuan);
    expect(row).toMatchObject({ fits: false, problems: [{ code: "columns" }] });
    expect(readList('L20261122-0037,18.50,"1,200"', QUEUE, yuan)[0]).toMatchObject({ quantity: 1_200, fits: true });
  });

  it("says what will really be bought below the minimum and above the lot, and what it costs at most", () => {
    const [few, many] = [readList("0037 18 4", QUEUE, yuan)[0]!, readList("0037 40 9000", QUEUE, yuan)[0]!];
    expect(few).toMatchObject({ fits: true, problems: [{ code: "min", minPress: 8 }] });
    expect(mostOf(few)).toBe(8 * 1_800);
    // A limit above the start fires at the start, and there is no more than the lot.
    expect(many).toMatchObject({ fits: true, problems: [{ code: "over", remaining: 480 }] });
    expect(mostOf(many)).toBe(480 * 3_000);
  });

  it("lets the later of two rows for one lot count", () => {
    const rows = readList("0037 18 24\n0037 19 48", QUEUE, yuan);
    expect(rows.map(({ fits }) => fits)).toEqual([false, true]);
  });

  it("stops at its limit of rows", () => {
    const rows = readList(Array.from({ length: MAX_ROWS + 2 }, () => "9999 1 1").join("\n"), QUEUE, yuan);
    expect(rows.filter((row) => row.problems.some(({ code }) => code === "tooMany"))).toHaveLength(2);
  });
});
