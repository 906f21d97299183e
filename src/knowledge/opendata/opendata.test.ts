import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildHttp } from "../../app/http.ts";
import { csvRows } from "../../engines/open-data/csv.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../../market/settlement/contract.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { bulletins } from "../bulletins/contract.ts";

const DAY = "2026-11-20";
const SCHEMAS = new URL("../../../../shared/standards/sdmx-json/", import.meta.url);
type Json = Record<string, never>;

describe("open data, as anybody gets it", () => {
  let market: TestMarket;
  let http: Awaited<ReturnType<typeof buildHttp>>;
  let now = new Date(`${DAY}T14:00:00+08:00`);
  const get = (path: string, headers: Record<string, string> = {}) => http.inject({ method: "GET", url: `/open/${path}`, headers: { host: "market.example", ...headers } });
  const json = async (path: string): Promise<Json> => (await get(path)).json<Json>();

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    http = await buildHttp({ runtime: market.runtime, shelf: market.shelf, web: null, version: "test", log: (line) => console.error(line) });
    const growers: Person[] = await Promise.all(["王", "李", "张"].map((name) => market.person(name, ["grower"])));
    const [buyer, cashier, operator] = [await market.person("鲁花批发", ["buyer"], 10_000_000_00), await market.staff("孙丽", ["cashier"]), await market.staff("刘建国", ["operator"])];
    const items = { open: (await market.item('蝴蝶兰 "双梗", 大')).id, closed: (await market.item("百合 盆栽")).id };
    let n = 0;
    for (const [itemId, grower, quantity, price] of [[items.open, 0, 10, 20_00], [items.open, 1, 10, 21_50], [items.open, 2, 10, 20_00], [items.closed, 0, 77, 8_88]] as const) {
      const { id } = await market.runtime.call(lots.actions.create, { itemId, growerId: growers[grower]!.partyId, declared: quantity }, AS_SYSTEM);
      await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity, cause: "test", causeId: "dock" }, AS_SYSTEM);
      await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: id, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, businessDate: DAY, cause: "award", causeId: String(++n) }, AS_SYSTEM);
    }
    await market.runtime.settle();
    expect((await get(`prices/${DAY}.csv`)).body).toContain(",P\r\n");
    await market.runtime.call(settlement.actions.closeDay, { businessDate: DAY }, cashier.call);
    for (let tries = 0; tries < 20 && (await market.runtime.call(settlement.actions.dayOverview, { businessDate: DAY }, cashier.call)).day?.state !== "closed"; tries += 1) await market.runtime.call(settlement.actions.closeStep, { businessDate: DAY }, cashier.call).catch(() => null);
    await market.runtime.settle();
    now = new Date("2026-11-24T09:00:00+08:00");
    const { rows } = await market.runtime.call(bulletins.actions.desk, {}, operator.call);
    await market.runtime.call(bulletins.actions.publish, { bulletinId: rows[0]!.id, version: rows[0]!.version }, operator.call);
    for (const { runtime } of [market]) for (const module of runtime.modules.filter((one) => one.contract.module === "index")) for (const tick of module.ticks) await runtime.inScene(module, (scene) => tick.run(scene));
  }, 120_000);
  afterAll(async () => { await http.close(); await market.close(); });

  test("a price sheet is a CSV at an address one can type; withheld cells are empty with their status", async () => {
    const answer = await get(`prices/${DAY}.csv`);
    expect(answer.headers).toMatchObject({ "content-type": "text/csv; charset=utf-8", "access-control-allow-origin": "*", "cache-control": "public, max-age=60" });
    const [head, ...rows] = csvRows(answer.body);
    expect(rows).toHaveLength(2);
    const row = (name: string) => Object.fromEntries(head!.map((column, at) => [column, rows.find((one) => one.includes(name))![at]]));
    expect(row('蝴蝶兰 "双梗", 大')).toMatchObject({ date: DAY, grade: "ungraded", venue: "market", unit: "pot", currency: "CNY", max: "21.50", min: "20.00", mean: "20.50", sold: "30", value: "615.00", deals: "3", obs_status: "A" });
    expect(row("百合 盆栽")).toMatchObject({ max: "", mean: "", sold: "", unsold: "", value: "", deals: "", obs_status: "Q" });
    for (const path of [`prices/${DAY}.csv`, `prices/${DAY}.json`, `prices/${DAY}.sdmx.json`, "prices/2026-W47.csv"]) expect((await get(path)).body, path).not.toMatch(/8\.88|683\.76|\b77\b/);
    expect((await get("prices/2026-W47.csv")).body).toBe(answer.body);
    expect((await get("prices/latest.csv")).body).toBe(answer.body);
  });

  test("an unchanged file costs a 304; what is not there is said to be not there", async () => {
    const first = await get(`prices/${DAY}.json`);
    expect(first.headers["etag"]).toBe(`"${createHash("sha256").update(first.body).digest("hex")}"`);
    expect((await get(`prices/${DAY}.json`, { "if-none-match": String(first.headers["etag"]) })).statusCode).toBe(304);
    for (const path of ["prices/2020-01-01.csv", "prices/2026-W54.csv", "prices/2026-13-40.csv", "nothing.csv", "prices/../../etc/passwd", "prices/2026-11-20.exe"]) expect((await get(path)).statusCode, path).toBe(404);
  });

  test("the data package says the columns the CSV has, its size, and its fingerprint", async () => {
    const { resources: [resource], licenses } = (await json(`prices/${DAY}/datapackage.json`)) as unknown as { resources: { path: string; bytes: number; hash: string; name: string; schema: { fields: { name: string; type: string; constraints?: { enum: string[] } }[]; primaryKey: string[]; missingValues: string[] } }[]; licenses: { name: string }[] };
    const csv = (await get(`prices/${DAY}/${resource!.path}`)).body;
    const [head, ...rows] = csvRows(csv);
    expect(resource!.schema.fields.map((field) => field.name)).toEqual(head);
    expect([resource!.bytes, resource!.hash]).toEqual([Buffer.byteLength(csv), `sha256:${createHash("sha256").update(csv).digest("hex")}`]);
    expect(new Set(rows.map((row) => resource!.schema.primaryKey.map((key) => row[head!.indexOf(key)]).join("|"))).size).toBe(rows.length);
    // Every cell is of the type its column is said to have, and a code is one of the list.
    const fits: Readonly<Record<string, RegExp>> = { string: /^[\s\S]*$/, integer: /^-?\d+$/, number: /^-?\d+(\.\d+)?$/, date: /^\d{4}-\d{2}-\d{2}$/ };
    for (const row of rows) resource!.schema.fields.forEach((field, at) => { if (row[at] !== "") { expect(row[at]).toMatch(fits[field.type]!); if (field.constraints !== undefined) expect(field.constraints.enum).toContain(row[at]); } });
    expect(resource!.name).toMatch(/^[a-z0-9._-]+$/);
    expect(licenses[0]!.name).toBe("CC-BY-4.0");
  });

  test("the SDMX messages are whole: every key has its code, every null its status", async () => {
    const message = (await json(`prices/${DAY}.sdmx.json`)) as unknown as { data: { dataSets: { observations: Record<string, (number | null)[]> }[]; structures: { dimensions: { observation: { id: string; values: { id: string }[] }[] }; measures: { observation: { id: string }[] }; attributes: { observation: { id: string; values: ({ id?: string; value?: string } | null)[] }[] } }[] } };
    const [structure] = message.data.structures;
    const observations = Object.entries(message.data.dataSets[0]!.observations);
    expect(observations).toHaveLength(2);
    const [dimensions, measures, attributes] = [structure!.dimensions.observation, structure!.measures.observation, structure!.attributes.observation];
    expect(dimensions.map((one) => one.id)).toEqual(["TIME_PERIOD", "ITEM", "GRADE", "VENUE"]);
    for (const [key, cells] of observations) {
      key.split(":").forEach((place, at) => expect(dimensions[at]!.values[Number(place)]).toBeDefined());
      expect(cells).toHaveLength(measures.length + attributes.length);
      const status = attributes.findIndex((one) => one.id === "OBS_STATUS");
      const code = attributes[status]!.values[cells[measures.length + status]!]!.id;
      expect(code).toBe(cells[measures.findIndex((one) => one.id === "MEAN")] === null ? "Q" : "A");
    }
    const definition = (await json("prices/structure.json")) as unknown as { data: { dataStructures: { dataStructureComponents: { dimensionList: { dimensions: { id: string }[]; timeDimension: { id: string } } } }[] } };
    const { dimensionList } = definition.data.dataStructures[0]!.dataStructureComponents;
    expect([dimensionList.timeDimension.id, ...dimensionList.dimensions.map((one) => one.id)].toSorted()).toEqual(dimensions.map((one) => one.id).toSorted());
  });

  const there = existsSync(new URL("data-message/tools/schemas/sdmx-json-data-schema.json", SCHEMAS));
  if (!there) console.warn("SKIPPED: the SDMX-JSON schemas do not lie beside the project, so the messages are not validated against them.");
  test.skipIf(!there)("they are valid against the published SDMX-JSON 2.1 schemas, and a fault is seen", async () => {
    const schema = (path: string): object => JSON.parse(readFileSync(new URL(path, SCHEMAS), "utf8")) as object;
    const formats = { date: /^\d{4}-\d{2}-\d{2}$/, "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/, uri: /^[a-z][a-z0-9+.-]*:\S+$/i, "uri-reference": /^\S+$/, email: /^\S+@\S+$/ };
    const ajv = (): Ajv2019 => new Ajv2019({ strict: false, allErrors: true, formats });
    const data = ajv().compile(schema("data-message/tools/schemas/sdmx-json-data-schema.json"));
    for (const path of [`prices/${DAY}.sdmx.json`, "prices/2026-W47.sdmx.json", "index/2026-weeks.sdmx.json", "index/2026-days.sdmx.json"]) {
      const message = await json(path);
      expect(data(message), `${path}: ${JSON.stringify(data.errors?.slice(0, 5))}`).toBe(true);
    }
    const spoilt = (await json(`prices/${DAY}.sdmx.json`)) as unknown as { data: { structures: { dimensions: { observation: { keyPosition: unknown }[] } }[] } };
    spoilt.data.structures[0]!.dimensions.observation[0]!.keyPosition = "first";
    expect(data(spoilt)).toBe(false);
    const structure = ajv().compile(schema("structure-message/tools/schemas/sdmx-json-structure-schema.json"));
    for (const path of ["prices/structure.json", "index/structure.json"]) expect(structure(await json(path)), `${path}: ${JSON.stringify(structure.errors?.slice(0, 5))}`).toBe(true);
  });

  test("the index is given out in points and per cent, a withheld period as empty", async () => {
    const [head, ...rows] = csvRows((await get("index/2026-weeks.csv")).body);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) { const cell = (name: string) => row[head!.indexOf(name)]; expect(cell("period")).toBe("2026-W47"); expect(cell("obs_status")).toBe(cell("value") === "" ? "Q" : "A"); }
  });

  test("the feeds name the bulletin with whole addresses, and are well formed", async () => {
    const atom = await get("feed.atom");
    expect(atom.headers["content-type"]).toContain("application/atom+xml");
    const open: string[] = [];
    for (const [, closing, name, self] of atom.body.replace(/<\?xml.*?\?>/, "").matchAll(/<(\/?)([A-Za-z]+)[^>]*?(\/?)>/g)) { if (self === "/") continue; if (closing === "/") expect(open.pop()).toBe(name); else open.push(name!); }
    expect(open).toEqual([]);
    expect(atom.body).toContain(`href="http://market.example/bulletins/${DAY}"`);
    expect(atom.body).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;)/);
    const feed = (await json("feed.en.json")) as unknown as { version: string; items: { id: string; title: string; url: string }[] };
    expect(feed).toMatchObject({ version: "https://jsonfeed.org/version/1.1", items: [{ id: `urn:hualian:bulletin:${DAY}:1`, title: "Flower market bulletin, 20 November 2026", url: `http://market.example/bulletins/${DAY}` }] });
    expect((await get(`bulletins/${DAY}.json`)).json()).toMatchObject({ bulletin: DAY, edition: 1 });
    expect((await get(`bulletins/${DAY}/1.json`)).headers["cache-control"]).toBe("public, max-age=31536000");
  });

  test("the catalogue and the API page list what is served", async () => {
    const { datasets } = (await json("index.json")) as unknown as { datasets: { id: string; columns: unknown[]; newest: { period: string }[] }[] };
    expect(datasets.map((one) => [one.id, one.columns.length > 5])).toEqual([["prices", true], ["index", true]]);
    expect(datasets[0]!.newest[0]!.period).toBe(DAY);
    const { paths } = (await http.inject({ method: "GET", url: "/openapi.json" })).json<{ paths: Record<string, { get?: unknown }> }>();
    expect([paths["/open/{path}"]?.get, paths["/open/bulletins/{path}"]?.get]).not.toContain(undefined);
  });
});
