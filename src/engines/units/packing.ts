/**
 * Packing configuration (装箱规格) of a trade item: pieces per tray, trays per layer, layers per trolley.
 *
 * A tray is the box (箱) of the unit list, whatever it is made of. The upper levels may be left out for items that only travel in
 * boxes. A configuration is nothing but conversions, so quantities convert through `units.ts`.
 */
import { conversionTable } from "./units.ts";
import type { Conversion, ConversionTable, Unit, UnitResult } from "./units.ts";

export interface PackingConfiguration {
  /** What a piece is: pot for most items, plant for succulents, bunch for cut flowers. */
  readonly pieceUnit: Unit;
  /** Integer 1–1,000,000, like all counts. */
  readonly piecesPerTray: number;
  readonly traysPerLayer?: number | undefined;
  /** Needs traysPerLayer. */
  readonly layersPerTrolley?: number | undefined;
}

/** The conversions a configuration stands for, with the item's own (e.g. 1 盆 = 3 支) added, checked together. */
export function packingTable(packing: PackingConfiguration, own: readonly Conversion[] = []): UnitResult<ConversionTable> {
  const { pieceUnit, piecesPerTray, traysPerLayer, layersPerTrolley } = packing;
  if (layersPerTrolley !== undefined && traysPerLayer === undefined) {
    return { ok: false, fault: { code: "bad_conversion", message: "layers per trolley are given but trays per layer are not" } };
  }
  const conversions: Conversion[] = [{ larger: "box", smaller: pieceUnit, count: piecesPerTray }];
  if (traysPerLayer !== undefined) conversions.push({ larger: "layer", smaller: "box", count: traysPerLayer });
  if (layersPerTrolley !== undefined) conversions.push({ larger: "trolley", smaller: "layer", count: layersPerTrolley });
  return conversionTable([...conversions, ...own]);
}

export interface Load {
  readonly trolleys: number;
  readonly layers: number;
  readonly trays: number;
  /** Pieces that do not fill a tray. */
  readonly loose: number;
}

/** A number of pieces stacked from the largest carrier down. pieces: integer ≥ 0, otherwise RangeError. */
export function packLoad(packing: PackingConfiguration, pieces: number): Load {
  if (!Number.isSafeInteger(pieces) || pieces < 0) throw new RangeError(`pieces must be an integer of at least 0, got ${pieces}`);
  const { piecesPerTray, traysPerLayer, layersPerTrolley } = packing;
  const allTrays = Math.floor(pieces / piecesPerTray);
  const allLayers = traysPerLayer === undefined ? 0 : Math.floor(allTrays / traysPerLayer);
  const trolleys = layersPerTrolley === undefined ? 0 : Math.floor(allLayers / layersPerTrolley);
  return {
    trolleys,
    layers: allLayers - trolleys * (layersPerTrolley ?? 0),
    trays: allTrays - allLayers * (traysPerLayer ?? 0),
    loose: pieces - allTrays * piecesPerTray,
  };
}

/** The pieces of a load; the inverse of `packLoad`. */
export function loadPieces(packing: PackingConfiguration, load: Load): number {
  const layers = load.trolleys * (packing.layersPerTrolley ?? 0) + load.layers;
  const trays = layers * (packing.traysPerLayer ?? 0) + load.trays;
  return trays * packing.piecesPerTray + load.loose;
}
