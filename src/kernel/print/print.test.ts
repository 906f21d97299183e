import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainReceipt, readReceipt } from "../../engines/escpos/read.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { AS_SYSTEM } from "../machinery/runtime.ts";
import { print } from "./contract.ts";
import { MAX_WAITING_JOBS } from "./printers.ts";
import { SAMPLES } from "./samples.ts";
import { Spooler } from "./spooler.ts";
import type { Template } from "./template.ts";
import { readPdf } from "./trial-pdf.ts";

const actions = print.actions;
const decoders = { gb18030: (bytes: Uint8Array) => new TextDecoder("gb18030").decode(bytes), utf8: (bytes: Uint8Array) => new TextDecoder().decode(bytes) };

describe("the print centre", () => {
  let market: TestMarket;
  let manager: Person;
  let second: Person;
  beforeAll(async () => {
    market = await openTestMarket();
    manager = await market.staff("市场经理 周琳", ["operator"]);
    second = await market.staff("市场经理 高峰", ["operator"]);
  });
  afterAll(() => market.close());
  const call = <A extends keyof typeof actions>(name: A, input: unknown, who: Person | null = manager) => market.runtime.run("print", name, input, who === null ? AS_SYSTEM : who.call) as Promise<never>;
  const template = async (kind: string, size: string): Promise<{ version: number; own: boolean; template: Template }> => call("template", { kind, size });
  const statement = async (): Promise<string> => {
    const { base64 } = await market.runtime.call(actions.render, { name: "S1", paper: { kind: "statement", papers: [SAMPLES.statement] }, origin: "https://page.example" }, AS_SYSTEM);
    return readPdf(Buffer.from(base64, "base64")).pages.flat().join("|");
  };

  test("the manager gives the statement his own words, sees it first, and from then on it is printed so", async () => {
    expect(await statement()).toContain("本期应收");
    const before = await template("statement", "A4");
    expect(before).toMatchObject({ version: 0, own: false });
    const mine: Template = JSON.parse(JSON.stringify(before.template).replaceAll('{"field":"due","label":null,"bold":true}', '{"field":"due","label":{"zh":"明天到账","en":"Paid tomorrow"},"bold":true}')) as Template;
    const seen: { pages: { marks: { text?: string }[] }[]; pdf: string; bytes: null; problems: unknown[] } = await call("preview", { kind: "statement", size: "A4", template: mine });
    expect(seen.problems).toEqual([]);
    expect(seen.pages.flatMap((page) => page.marks).some((mark) => mark.text === "明天到账")).toBe(true);
    expect(readPdf(Buffer.from(seen.pdf, "base64")).pages.flat()).toContain("明天到账");
    expect(await call("saveTemplate", { kind: "statement", size: "A4", template: mine, basedOn: 0 })).toMatchObject({ version: 1, own: true, savedBy: "市场经理 周琳" });
    expect(await statement()).toContain("明天到账|¥4,330.08");
    expect(await template("bill", "A4"), "the bill stays as it was").toMatchObject({ own: false });
  });

  test("a colleague who began before does not overwrite it; a broken one is refused and changes nothing", async () => {
    const { template: mine } = await template("statement", "A4");
    await expect(call("saveTemplate", { kind: "statement", size: "A4", template: mine, basedOn: 0 }, second)).rejects.toMatchObject({ code: "changed_meanwhile", detail: { version: 1 } });
    const broken: Template = { blocks: [...mine.blocks, { kind: "text", text: { zh: "{profit}", en: "" }, scale: "normal", bold: false, align: "start", boxed: false, when: null }] };
    await expect(call("saveTemplate", { kind: "statement", size: "A4", template: broken, basedOn: 1 })).rejects.toMatchObject({ code: "unknown_field", detail: { field: "profit", block: mine.blocks.length + 1 } });
    await expect(call("saveTemplate", { kind: "statement", size: "A4", template: { blocks: mine.blocks.slice(0, 2) }, basedOn: 1 })).rejects.toMatchObject({ code: "field_is_missing" });
    const seen: { problems: { code: string }[] } = await call("preview", { kind: "statement", size: "A4", template: broken });
    expect(seen.problems.map(({ code }) => code)).toEqual(["unknown_field"]);
    expect((await template("statement", "A4")).version).toBe(1);
  });

  test("two who save at once are not both told that theirs is the one in use", async () => {
    const { template: own } = await template("manifest", "A4");
    const ends = await Promise.allSettled([manager, second].map((who) => call("saveTemplate", { kind: "manifest", size: "A4", template: own, basedOn: 0 }, who)));
    expect(ends.map((end) => end.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("the way back is open, and the history forgets nothing", async () => {
    expect(await call("resetTemplate", { kind: "statement", size: "A4" }, second)).toMatchObject({ version: 2, own: false, savedBy: "市场经理 高峰" });
    expect(await call("resetTemplate", { kind: "statement", size: "A4" }), "twice is once").toMatchObject({ version: 2 });
    expect(await statement()).toContain("本期应收");
    const { versions }: { versions: unknown[] } = await call("history", { kind: "statement", size: "A4" });
    expect(versions).toMatchObject([{ version: 2, own: false, savedBy: "市场经理 高峰" }, { version: 1, own: true, savedBy: "市场经理 周琳" }]);
    expect(await call("template", { kind: "statement", size: "A4", version: 1 })).toMatchObject({ own: true });
    await expect(market.database.pool.query("update kernel.print_template set template = null")).rejects.toThrow(/append_only/);
  });

  test("codes begin with the address of the page, and with the market's own once it is set", async () => {
    const label = async (): Promise<string[]> => {
      const { base64, mime } = await market.runtime.call(actions.render, { name: "L1", paper: { kind: "lot_label", papers: [SAMPLES.lot_label] }, size: "58mm", as: "escpos", origin: "http://10.1.1.5:4600" }, AS_SYSTEM);
      expect(mime).toBe("application/octet-stream");
      return plainReceipt(readReceipt(Buffer.from(base64, "base64"), decoders), 32).filter((line) => line.includes("[QR"));
    };
    expect(await label()).toEqual(["[QR http://10.1.1.5:4600/l/L20261127-0037]"]);
    await call("saveSettings", { address: "https://huashi.example" });
    expect(await label()).toEqual(["[QR https://huashi.example/l/L20261127-0037]"]);
    await expect(call("saveSettings", { address: "javascript:alert(1)" })).rejects.toMatchObject({ code: "bad_input" });
    await call("saveSettings", { address: null });
  });

  test("a sheet is no receipt, and a paper has only its own sizes", async () => {
    const render = (size: "A4" | "58mm", as: "pdf" | "escpos") => market.runtime.call(actions.render, { name: "B1", paper: { kind: "bill", papers: [SAMPLES.bill] }, size, as }, AS_SYSTEM);
    await expect(render("A4", "escpos")).rejects.toMatchObject({ code: "not_a_roll" });
    await expect(render("58mm", "pdf")).rejects.toMatchObject({ code: "size_unknown" });
    await expect(market.runtime.run("print", "render", { name: "x", paper: { kind: "bill", papers: [{ ...SAMPLES.bill, due: "4613.28" }] } }, AS_SYSTEM)).rejects.toMatchObject({ code: "bad_input" });
  });
});

describe("papers on their way to network printers", () => {
  let market: TestMarket;
  let manager: Person;
  let server: Server;
  let port = 0;
  let papers: Buffer[] = [];
  let spooler: Spooler;
  const call = (name: string, input: unknown) => market.runtime.run("print", name, input, manager.call) as Promise<never>;
  const jobs = async (): Promise<{ id: string; state: string; tries: number; failure: string | null; can: string[] }[]> => (await (call("jobs", {}) as Promise<{ jobs: never[] }>)).jobs;
  const add = (more: object): Promise<{ id: string }> => call("savePrinter", { host: "127.0.0.1", port, size: "58mm", ...more });

  beforeAll(async () => {
    market = await openTestMarket();
    manager = await market.staff("市场经理 周琳", ["operator"]);
    server = createServer((socket) => {
      const parts: Buffer[] = [];
      socket.on("data", (part) => parts.push(part));
      socket.on("end", () => { papers.push(Buffer.concat(parts)); socket.end(); });
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    port = (server.address() as { port: number }).port;
    spooler = new Spooler(market.runtime, market.modules.find((module) => module.contract.module === "print")!, () => {});
  });
  afterAll(async () => {
    server.close();
    await market.close();
  });

  test("the manager allows printers of the market's own network only, each under a name of its own", async () => {
    await expect(call("savePrinter", { name: "云打印", host: "8.8.8.8", port: 9100, size: "58mm" })).rejects.toMatchObject({ code: "not_private" });
    await expect(market.database.pool.query("insert into kernel.printer (id, name, host, port, size, charset, cuts, opens_drawer) values (gen_random_uuid(), 'x', '8.8.8.8', 9100, '58mm', 'gbk', true, false)")).rejects.toThrow(/check constraint/);
    const { id } = await add({ name: "一号档口" });
    await expect(add({ name: "一号档口" })).rejects.toMatchObject({ code: "name_taken" });
    expect(await call("savePrinter", { printerId: id, name: "一号档口", host: "127.0.0.1", port, size: "58mm", opensDrawer: true })).toMatchObject({ id, opensDrawer: true });
  });

  test("a test page reaches the printer after its transaction, with knife and drawer, and its bytes are not kept", async () => {
    const { printers: [printer] }: { printers: { id: string }[] } = await call("printers", {});
    expect(await call("testPrint", { printerId: printer!.id, kind: "stall_slip", language: "zh" })).toMatchObject({ state: "waiting", tries: 0 });
    expect(papers).toHaveLength(0);
    await spooler.drain();
    const lines = plainReceipt(readReceipt(papers[0]!, decoders), 32);
    expect(lines).toContain("合计                  ￥2,690.00");
    expect(lines.slice(-2)).toEqual(["[cut]", "[drawer]"]);
    expect(await jobs()).toMatchObject([{ state: "sent", tries: 1, failure: null, can: [] }]);
    const { rows } = await market.database.pool.query("select bytes from kernel.print_job");
    expect(rows).toEqual([{ bytes: null }]);
    await expect(call("testPrint", { printerId: printer!.id, kind: "statement", language: "zh" })).rejects.toMatchObject({ code: "size_unknown" });
  });

  test("a printer that is off fails its papers and holds up nobody else's; switched on, they are sent again", async () => {
    papers = [];
    const silent = createServer();
    await new Promise<void>((ready) => silent.listen(0, "127.0.0.1", ready));
    const dead = (silent.address() as { port: number }).port;
    await new Promise<void>((closed) => void silent.close(() => closed()));
    const off = await add({ name: "关着的", port: dead });
    const on = await add({ name: "开着的", size: "80mm" });
    await call("testPrint", { printerId: off.id, kind: "lot_label", language: "zh" });
    await call("testPrint", { printerId: on.id, kind: "stall_slip", language: "en" });
    await spooler.drain();
    expect(papers).toHaveLength(1);
    const [failed] = (await jobs()).filter(({ state }) => state === "failed");
    expect(failed).toMatchObject({ failure: "unreachable", tries: 1, can: ["again"] });
    await call("savePrinter", { printerId: off.id, name: "关着的", host: "127.0.0.1", port, size: "58mm" });
    await call("sendAgain", { jobId: failed!.id });
    await expect(call("sendAgain", { jobId: failed!.id })).rejects.toMatchObject({ code: "not_failed" });
    await spooler.drain();
    expect(papers).toHaveLength(2);
    expect((await jobs()).every(({ state }) => state === "sent")).toBe(true);
  });

  test("what was on its way when the market stopped has failed, and is not printed twice by itself", async () => {
    papers = [];
    const printer = await add({ name: "断电的" });
    await call("testPrint", { printerId: printer.id, kind: "lot_label", language: "zh" });
    await market.database.pool.query("update kernel.print_job set state = 'sending' where printer_id = $1", [printer.id]);
    const stop = await new Spooler(market.runtime, market.modules.find((module) => module.contract.module === "print")!, () => {}).start();
    await stop();
    expect((await jobs())[0]).toMatchObject({ state: "failed", failure: "interrupted", can: ["again"] });
    expect(papers).toHaveLength(0);
  });

  test("a printer taken off the list gets nothing any more, and one that is off gathers no endless pile", async () => {
    papers = [];
    const printer = await add({ name: "搬走的" });
    for (let n = 0; n < 3; n++) await call("testPrint", { printerId: printer.id, kind: "lot_label", language: "zh" });
    await call("removePrinter", { printerId: printer.id });
    await spooler.drain();
    expect(papers).toHaveLength(0);
    expect((await jobs()).filter(({ failure }) => failure === "removed")).toHaveLength(3);
    await expect(call("testPrint", { printerId: printer.id, kind: "lot_label", language: "zh" })).rejects.toMatchObject({ code: "unknown_printer" });
    const full = await add({ name: "堆满的" });
    await market.database.pool.query("insert into kernel.print_job (id, printer_id, title, at, account_name, state, bytes) select gen_random_uuid(), $1, 'x', now(), 'x', 'waiting', '\\x00' from generate_series(1, $2)", [full.id, MAX_WAITING_JOBS]);
    await expect(call("testPrint", { printerId: full.id, kind: "lot_label", language: "zh" })).rejects.toMatchObject({ code: "too_many_jobs" });
  });
});
