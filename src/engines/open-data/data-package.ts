/** The descriptor of a CSV file after Frictionless Data Package v2 (datapackage.org): what is in it, how it is typed, how to check it. */
import { LICENCE, type ColumnType, type Dataset } from "./dataset.ts";

const PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json";
const RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json";
const SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json";
const TYPES: Readonly<Record<ColumnType, string>> = { string: "string", integer: "integer", decimal: "number", date: "date", period: "string", boolean: "boolean" };

export interface CsvFacts {
  /** Relative to the descriptor. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export function dataPackage(dataset: Dataset, csv: CsvFacts): Record<string, unknown> {
  const { shape, period, publisher, vintage } = dataset;
  const key = shape.columns.filter((column) => column.role === "dimension").map((column) => column.name);
  return {
    $schema: PROFILE, name: `${shape.id}-${period.toLowerCase()}`, title: `${shape.title.zh} ${period} · ${shape.title.en}`, description: `${shape.description.zh} ${shape.description.en}`,
    version: shape.version, ...(vintage === null ? {} : { created: vintage }), keywords: ["flowers", "花卉", shape.id, ...(dataset.demo ? ["demonstration"] : [])],
    licenses: [LICENCE], contributors: [{ title: publisher.zh, roles: ["publisher"] }], sources: [{ title: `${publisher.zh} · ${publisher.en}` }],
    resources: [{
      $schema: RESOURCE_PROFILE, name: shape.id, type: "table", path: csv.path, format: "csv", mediatype: "text/csv", encoding: "utf-8", bytes: csv.bytes, hash: `sha256:${csv.sha256}`,
      dialect: { delimiter: ",", lineTerminator: "\r\n", header: true },
      schema: {
        $schema: SCHEMA_PROFILE, missingValues: [""], primaryKey: key,
        fields: shape.columns.map((column) => ({
          name: column.name, type: TYPES[column.type], title: `${column.title.zh} · ${column.title.en}`, description: `${column.description.zh} ${column.description.en}`,
          ...(column.codes === undefined ? {} : { constraints: { enum: column.codes.map((code) => code.id) } }),
        })),
      },
    }],
  };
}
