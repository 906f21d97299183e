/**
 * SDMX-JSON 2.1 (json.sdmx.org): a flat data message, every observation with its whole key, and the structure message
 * that describes its codes. One structure a dataset; a measure that is not there is null and its status says why.
 */
import { LICENCE, type Cell, type Dataset, type DatasetColumn, type DatasetShape, type Name } from "./dataset.ts";

const DATA_SCHEMA = "https://json.sdmx.org/2.1/sdmx-json-data-schema.json";
const STRUCTURE_SCHEMA = "https://json.sdmx.org/2.1/sdmx-json-structure-schema.json";
export const AGENCY = "HUALIAN";
/** What the message says it was prepared at when there is no fact in it: it must say something, and time is not asked here. */
const NO_VINTAGE = "1970-01-01T00:00:00Z";

const named = ({ zh, en }: Name) => ({ name: en === "" ? zh : en, names: en === "" ? { zh } : { en, zh } });
const described = ({ zh, en }: Name) => ({ description: en, descriptions: { en, zh } });
const isTime = (column: DatasetColumn): boolean => column.role === "dimension" && (column.type === "date" || column.type === "period");
const idOf = (column: DatasetColumn): string => (isTime(column) ? "TIME_PERIOD" : column.name.toUpperCase());
/** Codes allow letters, digits and _ @ $ -; anything else, and an empty key, is written around. */
const codeOf = (cell: Cell): string => (cell === null || cell === "" ? "_Z" : String(cell).replaceAll(/[^A-Za-z0-9_@$-]/g, "_"));
const urn = (kind: string, pack: string, shape: DatasetShape, id: string): string => `urn:sdmx:org.sdmx.infomodel.${pack}.${kind}=${AGENCY}:${id}(${shape.version})`;
const structureId = (shape: DatasetShape): string => `DSD_${shape.id.toUpperCase()}`;
const flowId = (shape: DatasetShape): string => `DF_${shape.id.toUpperCase()}`;
const conceptsId = (shape: DatasetShape): string => `CS_${shape.id.toUpperCase()}`;
const listId = (shape: DatasetShape, column: DatasetColumn): string => `CL_${shape.id.toUpperCase()}_${idOf(column)}`;

const meta = (id: string, prepared: string | null, test: boolean) => ({ id, prepared: prepared ?? NO_VINTAGE, test, contentLanguages: ["en", "zh"], sender: { id: AGENCY, name: "Hualian" } });

interface Coded {
  readonly column: DatasetColumn;
  readonly at: number;
  readonly values: Cell[];
  readonly places: ReadonlyMap<Cell, number>;
}
/** The values a column takes, in order of first appearance, and the place of each. */
function coded(dataset: Dataset, column: DatasetColumn, at: number): Coded {
  const values = [...new Set(dataset.rows.map((row) => row[at]!))];
  return { column, at, values, places: new Map(values.map((value, place) => [value, place])) };
}

/** `names` gives an item's code its words; columns without any are named by their code. */
export function sdmxData(dataset: Dataset, self: string, names: (column: string, cell: Cell) => Name | null = () => null): Record<string, unknown> {
  const { shape } = dataset;
  const indexed = shape.columns.map((column, at) => ({ column, at }));
  const dimensions = indexed.filter(({ column }) => column.role === "dimension").map(({ column, at }) => coded(dataset, column, at));
  const measures = indexed.filter(({ column }) => column.role === "measure");
  const attributes = indexed.filter(({ column }) => column.role === "attribute").map(({ column, at }) => coded(dataset, column, at));
  const observations = Object.fromEntries(dataset.rows.map((row) => [
    dimensions.map(({ at, places }) => places.get(row[at]!)).join(":"),
    [...measures.map(({ at }) => (row[at] === null ? null : Number(row[at]))), ...attributes.map(({ at, places }) => places.get(row[at]!)!)],
  ]));
  const nameOf = (column: DatasetColumn, cell: Cell): Name => column.codes?.find((code) => code.id === cell)?.name ?? names(column.name, cell) ?? { zh: codeOf(cell), en: codeOf(cell) };
  const dimension = ({ column, values }: Coded, keyPosition: number) => ({
    id: idOf(column), ...named(column.title), keyPosition, ...(isTime(column) ? { roles: ["TIME_PERIOD"] } : {}),
    values: values.map((value) => (isTime(column) && column.type === "period" ? { id: codeOf(value), name: String(value) } : column.type === "date" ? { id: codeOf(value), name: String(value), start: `${String(value)}T00:00:00Z`, end: `${String(value)}T23:59:59Z` } : { id: codeOf(value), ...named(nameOf(column, value)) })),
  });
  const empty = dataset.rows.length === 0;
  return {
    $schema: DATA_SCHEMA,
    meta: { ...meta(`${shape.id.toUpperCase()}_${dataset.period}`, dataset.vintage, dataset.demo), links: [{ href: self, rel: "self" }] },
    data: {
      dataSets: [{ structure: 0, action: "Replace", ...(dataset.vintage === null ? {} : { validFrom: dataset.vintage }), observations }],
      structures: [{
        ...named(shape.title), ...described(shape.description), dataSets: [0],
        links: [{ rel: "dataflow", urn: urn("Dataflow", "datastructure", shape, flowId(shape)) }, { rel: "datastructure", urn: urn("DataStructure", "datastructure", shape, structureId(shape)) }, { rel: "license", href: LICENCE.path }],
        dimensions: { dataSet: [], series: [], observation: empty ? [] : dimensions.map(dimension) },
        measures: { observation: measures.map(({ column }) => ({ id: idOf(column), ...named(column.title), ...described(column.description), format: { dataType: column.type === "integer" ? "Integer" : "Decimal" } })) },
        attributes: {
          dataSet: [], dimensionGroup: [], series: [],
          observation: empty ? [] : attributes.map(({ column, values }) => ({ id: idOf(column), ...named(column.title), relationship: { observation: {} }, values: values.map((value) => (value === null ? null : column.codes === undefined ? { value } : { id: codeOf(value), ...named(nameOf(column, value)) })) })),
        },
      }],
    },
  };
}

/** The structure behind the data: concepts, code lists, the data structure and the dataflow. */
export function sdmxStructure(shape: DatasetShape, self: string): Record<string, unknown> {
  const concept = (column: DatasetColumn): string => `urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=${AGENCY}:${conceptsId(shape)}(${shape.version}).${idOf(column)}`;
  const common = { version: shape.version, agencyID: AGENCY, isExternalReference: false };
  const representation = (column: DatasetColumn) => (column.codes === undefined
    ? { format: { dataType: ({ string: "String", integer: "Integer", decimal: "Decimal", date: "ObservationalTimePeriod", period: "ObservationalTimePeriod", boolean: "Boolean" } as const)[column.type] } }
    : { enumeration: urn("Codelist", "codelist", shape, listId(shape, column)) });
  const of = (role: DatasetColumn["role"]): DatasetColumn[] => shape.columns.filter((column) => column.role === role);
  const plain = of("dimension").filter((column) => !isTime(column));
  const time = of("dimension").find(isTime);
  return {
    $schema: STRUCTURE_SCHEMA,
    meta: { ...meta(`STRUCTURE_${shape.id.toUpperCase()}`, null, false), links: [{ href: self, rel: "self" }] },
    data: {
      conceptSchemes: [{ ...common, id: conceptsId(shape), ...named(shape.title), concepts: shape.columns.map((column) => ({ id: idOf(column), ...named(column.title), ...described(column.description) })) }],
      codelists: shape.columns.flatMap((column) => (column.codes === undefined ? [] : [{ ...common, id: listId(shape, column), ...named(column.title), codes: column.codes.map((code) => ({ id: codeOf(code.id), ...named(code.name) })) }])),
      dataStructures: [{
        ...common, id: structureId(shape), ...named(shape.title), ...described(shape.description),
        dataStructureComponents: {
          attributeList: { id: "AttributeDescriptor", attributes: of("attribute").map((column) => ({ id: idOf(column), usage: "optional", attributeRelationship: { observation: {} }, conceptIdentity: concept(column), localRepresentation: representation(column) })) },
          dimensionList: {
            id: "DimensionDescriptor",
            dimensions: plain.map((column, at) => ({ id: idOf(column), position: at + 1, conceptIdentity: concept(column), localRepresentation: representation(column) })),
            ...(time === undefined ? {} : { timeDimension: { id: "TIME_PERIOD", conceptIdentity: concept(time), localRepresentation: { format: { dataType: "ObservationalTimePeriod" } } } }),
          },
          measureList: { id: "MeasureDescriptor", measures: of("measure").map((column) => ({ id: idOf(column), usage: "optional", conceptIdentity: concept(column), localRepresentation: representation(column) })) },
        },
      }],
      dataflows: [{ ...common, id: flowId(shape), ...named(shape.title), structure: urn("DataStructure", "datastructure", shape, structureId(shape)) }],
    },
  };
}
