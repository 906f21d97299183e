import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as rawRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { access } from "../../src/kernel/access/contract.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { MAX_PHOTO_BYTES } from "../../src/kernel/files/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { SESSION_COOKIE } from "../../src/app/http.ts";
import { openDoor, outside, PHOTO, type Answer, type Door } from "./harness.ts";

const PASSWORD = "peony-2026-garden";

describe("the doors of the market", { timeout: 180_000 }, () => {
  const web = mkdtempSync(join(tmpdir(), "hualian-web-"));
  let door: Door;
  beforeAll(async () => {
    mkdirSync(join(web, "assets"));
    writeFileSync(join(web, "index.html"), "<!doctype html><title>花链</title>");
    writeFileSync(join(web, "assets", "main.js"), "export {};");
    writeFileSync(join(web, ".stamp"), "not for visitors");
    writeFileSync(join(web, "..", "hualian-beside.txt"), "root:x:0:0");
    door = await openDoor(web);
  });
  afterAll(async () => {
    await door.close();
    rmSync(web, { recursive: true, force: true });
    rmSync(join(web, "..", "hualian-beside.txt"), { force: true });
  });

  const cookieOf = (answer: Answer): string => (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const logIn = (login: string, password = PASSWORD, headers: Record<string, string> = {}) => door.post("/api/access/logIn", { login, password }, headers);
  const me = async (headers: Record<string, string>) => (await door.post("/api/access/me", {}, headers)).body["who"] as { accountId: string } | null;

  describe("sessions", () => {
    test("the cookie is out of reach of scripts and other sites, and the token is not in the page", async () => {
      const answer = await logIn(door.people.grower.login);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("set-cookie")).toMatch(/^hualian_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
      expect(answer.body["token"]).toBe("");
      expect((await me({ cookie: cookieOf(answer) }))?.accountId).toBe(door.people.grower.accountId);
    });

    test("a session planted before the log-in is worth nothing after it", async () => {
      const planted = cookieOf(await logIn(door.people.buyer.login));
      const made = `${SESSION_COOKIE}=${"A".repeat(43)}`;
      const first = cookieOf(await logIn(door.people.grower.login, PASSWORD, { cookie: planted }));
      const second = cookieOf(await logIn(door.people.grower.login, PASSWORD, { cookie: made }));
      expect(new Set([planted, made, first, second]).size).toBe(4);
      expect(await me({ cookie: planted })).toBeNull();
      expect(await me({ cookie: made })).toBeNull();
      expect((await me({ cookie: first }))?.accountId).toBe(door.people.grower.accountId);
    });

    test("logging out ends it on the server, not only in the browser", async () => {
      const cookie = cookieOf(await logIn(door.people.grower.login));
      const out = await door.post("/api/access/logOut", {}, { cookie });
      expect(out.headers.get("set-cookie")).toMatch(/hualian_session=;.*Expires=Thu, 01 Jan 1970/);
      expect(await me({ cookie })).toBeNull();
    });

    test("a bent cookie or bearer token is nobody's, and no fault", async () => {
      const token = await door.token(door.people.staff);
      const bent = [token.slice(1), `${token}x`, token.split("").reverse().join(""), "null", "undefined", "' or 1=1 --", "%00", "x".repeat(5_000), `${token};${token}`, ""];
      for (const one of bent) {
        expect(await me({ authorization: `Bearer ${one}` }), one).toBeNull();
        expect(await me({ cookie: `${SESSION_COOKIE}=${one.replaceAll(";", "%3B")}` }), one).toBeNull();
      }
      expect(await me({ authorization: `Basic ${token}` })).toBeNull();
      expect(await me({ authorization: `Bearer ${token}` })).not.toBeNull();
      const roles = await door.post("/api/parties/find", {}, { authorization: `Bearer ${await door.token(door.people.grower)}`, "x-roles": "operator", "x-hualian-actor": "system" });
      expect(roles).toMatchObject({ status: 403, body: { refused: "not_allowed" } });
    });

    test("an account with a one-time password can do nothing but change it", async () => {
      const { market } = door;
      const opened = await market.runtime.call(access.actions.openAccount, { login: "first-admin", name: "新管理员", password: PASSWORD, mustChange: true }, AS_SYSTEM);
      await market.runtime.call(access.actions.setRoles, { accountId: opened.id, roles: ["auditor"] }, AS_SYSTEM);
      const cookie = cookieOf(await logIn("first-admin"));
      expect((await me({ cookie }))?.accountId).toBe(opened.id);
      expect(await door.post("/api/access/accounts", {}, { cookie })).toMatchObject({ status: 403, body: { refused: "not_allowed" } });
      expect((await door.post("/api/access/changePassword", { old: PASSWORD, fresh: "tulip-2027-field" }, { cookie })).status).toBe(200);
      expect((await door.post("/api/access/accounts", {}, { cookie })).status).toBe(200);
    });
  });

  describe("forged requests from other sites", () => {
    let cookie: string;
    beforeAll(async () => {
      cookie = cookieOf(await logIn(door.people.grower.login));
    });
    const write = (headers: Record<string, string>) => door.post("/api/access/actFor", { partyId: door.people.grower.partyId }, { cookie, ...headers });

    test("a foreign, a missing-host and a null origin are refused; the market's own is not", async () => {
      for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1", `${door.url}.evil.example`, "file://", "javascript:1"]) {
        expect(await write({ origin }), origin).toMatchObject({ status: 403, body: { refused: "not_allowed" } });
      }
      expect((await write({ origin: door.url })).status).toBe(200);
      expect((await write({})).status).toBe(200);
    });

    test("every write of every module wants an Idempotency-Key, which no foreign form can set", async () => {
      for (const action of outside(door.market).filter((one) => one.kind === "write")) {
        const caller = door.caller(action);
        const headers = { "content-type": "application/json", ...(caller === null ? {} : { authorization: `Bearer ${await door.token(caller)}` }) };
        for (const key of [{}, { "idempotency-key": "short" }, { "idempotency-key": "x".repeat(201) }]) {
          const answer = await door.request(`/api/${action.module}/${action.name}`, { method: "POST", headers: { ...headers, ...key } as Record<string, string>, body: "{}" });
          expect(answer, `${action.module}.${action.name}`).toMatchObject({ status: 400, body: { refused: "bad_input", problems: [{ path: "Idempotency-Key" }] } });
        }
      }
    });

    test("what a form of another site can send is not read as an action", async () => {
      for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"]) {
        const answer = await door.post("/api/access/actFor", '{"partyId":null}', { cookie, "content-type": type });
        expect(answer.status, type).toBeGreaterThanOrEqual(400);
        expect(answer.status, type).toBeLessThan(500);
      }
      expect((await door.request("/api/access/actFor?q=%7B%22partyId%22%3Anull%7D", { headers: { cookie } })).status, "no write by GET").toBe(404);
    });

    test("no other site is told that it may read answers", async () => {
      const answer = await door.request("/api/access/me", { method: "OPTIONS", headers: { origin: "https://evil.example", "access-control-request-method": "POST" } });
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    });
  });

  describe("what is shown in a browser", () => {
    test("a name that is a script is stored as a name and given back as JSON that no browser runs", async () => {
      const name = "<script>alert('花')</script><img src=x onerror=alert(1)>";
      const item = await door.market.runtime.call(catalogue.actions.addItem, { code: "xss", speciesId: null, zh: name, category: "orchid", unit: "pot" }, AS_SYSTEM);
      const answer = await door.post("/api/catalogue/item", { itemId: item.id });
      expect(answer.body["zh"]).toBe(name);
      expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    });

    test("pages, answers and refusals carry a policy that lets only our own scripts run, in no foreign frame", async () => {
      for (const path of ["/", "/some/page", "/api/calendar/today", "/api/none", "/openapi.json", `/photos/${door.ids["photoId"]}`]) {
        const { headers } = await door.request(path);
        const policy = headers.get("content-security-policy") ?? "";
        expect(policy, path).toMatch(/default-src 'self'/);
        expect(policy, path).toMatch(/script-src 'self'(;|$)/);
        expect(policy, path).toMatch(/frame-ancestors 'self'/);
        expect(policy, path).toMatch(/object-src 'none'/);
        expect(headers.get("x-content-type-options"), path).toBe("nosniff");
        expect(headers.get("x-powered-by"), path).toBeNull();
      }
    });

    test("an address that is a script comes back as text in JSON, not as a page", async () => {
      const answer = await door.request("/api/<script>alert(1)</script>");
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    });
  });

  describe("paths", () => {
    const climbs = ["../hualian-beside.txt", "..%2fhualian-beside.txt", "%2e%2e/hualian-beside.txt", "%2e%2e%2fhualian-beside.txt", "..%5chualian-beside.txt", "....//hualian-beside.txt", "assets/../../hualian-beside.txt", "assets/%2e%2e/%2e%2e/hualian-beside.txt", "..%252fhualian-beside.txt", "%00/../hualian-beside.txt", "//etc/passwd", "/etc/passwd", "%c0%ae%c0%ae/etc/passwd"];

    test("above the pages and the photographs are climbed by nobody", async () => {
      for (const climb of climbs) {
        for (const base of ["/", "/photos/", "/assets/"]) {
          const answer = await raw(`${base}${climb}`);
          expect(answer.text, `${base}${climb}`).not.toContain("root:x:0:0");
          expect(answer.status, `${base}${climb}`).toBeLessThan(500);
        }
      }
      expect((await door.request("/.stamp")).text).not.toContain("not for visitors");
      expect((await door.request("/assets/main.js")).status).toBe(200);
    });

    test("a photograph is found by its id and by nothing else", async () => {
      const shown = await door.request(`/photos/${door.ids["photoId"]}`);
      expect(shown.status).toBe(200);
      expect(shown.headers.get("content-type")).toBe("image/png");
      const { rows } = await door.market.database.pool.query("select sha256 from kernel.file");
      for (const id of [rows[0].sha256 as string, "none", "018f3b6e-0000-7000-8000-000000000000", "*", "%27%20or%201=1"]) {
        expect([400, 404], id).toContain((await door.request(`/photos/${id}`)).status);
      }
    });

    /** Sends a path as it is; fetch would tidy the dots away. */
    const raw = (path: string) => new Promise<{ status: number; text: string }>((done, fail) => {
      const { hostname, port } = new URL(door.url);
      const call = rawRequest({ hostname, port, path, method: "GET" }, (response) => {
        let text = "";
        response.on("data", (chunk) => (text += String(chunk)));
        response.on("end", () => done({ status: response.statusCode ?? 0, text }));
      });
      call.on("error", fail);
      call.end();
    });
  });

  describe("bodies", () => {
    const keep = async (bytes: Buffer) => door.post("/api/files/keepPhoto", { base64: bytes.toString("base64") }, { authorization: `Bearer ${await door.token(door.people.grower)}` });

    test("what calls itself a photograph and is none is refused by name", async () => {
      const fakes: Record<string, Buffer> = {
        html: Buffer.from("<!doctype html><script>alert(1)</script>"), svg: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), gif: Buffer.from("GIF89a0000000000000000000000000000"),
        pdf: Buffer.from("%PDF-1.7 ............................"), half: PHOTO.subarray(0, 20), huge: Buffer.concat([PHOTO.subarray(0, 16), Buffer.from("7fffffff7fffffff0802000000", "hex")]), zip: Buffer.from("PK\u0003\u0004............................"),
        signature: Buffer.concat([PHOTO.subarray(0, 8), Buffer.from("<script>alert(1)</script>")]),
      };
      for (const [name, bytes] of Object.entries(fakes)) expect(await keep(bytes), name).toMatchObject({ status: 409, body: { refused: "not_a_photo" } });
      const token = await door.token(door.people.grower);
      expect(await door.post("/api/files/keepPhoto", { base64: "data:image/png;base64,AAAAAAAAAAAAAAAA" }, { authorization: `Bearer ${token}` })).toMatchObject({ status: 409, body: { refused: "not_base64" } });
    });

    test("a photograph with a script behind its picture is shown as a picture", async () => {
      const both = Buffer.concat([PHOTO, Buffer.from("<script>alert(1)</script>")]);
      const kept = await keep(both);
      expect(kept.status).toBe(200);
      const shown = await door.request(String(kept.body["url"]));
      expect(shown.headers.get("content-type")).toBe("image/png");
      expect(shown.headers.get("x-content-type-options")).toBe("nosniff");
    });

    test("that are too large are refused before they are read, by name", async () => {
      const large = await keep(Buffer.concat([PHOTO, Buffer.alloc(MAX_PHOTO_BYTES)]));
      expect([400, 409, 413]).toContain(large.status);
      expect(typeof large.body["refused"]).toBe("string");
      const huge = await door.post("/api/calendar/today", `{"x":"${"y".repeat(MAX_PHOTO_BYTES * 2)}"}`);
      expect(huge).toMatchObject({ status: 413, body: { refused: "bad_input", detail: { reason: "FST_ERR_CTP_BODY_TOO_LARGE" } } });
      const headers = await door.request("/health", { headers: { "x-long": "z".repeat(60_000) } }).catch(() => ({ status: 431 }));
      expect(headers.status).toBe(431);
      expect((await door.request("/health")).status).toBe(200);
    });

    test("that are no JSON, no UTF-8, or JSON with poison, are refused or read as harmless text", async () => {
      for (const body of ['{"on":', '{"__proto__":{"roles":["operator"]}}', '{"constructor":{"prototype":{"x":1}}}', "[".repeat(100_000)]) {
        const answer = await door.post("/api/calendar/today", body);
        expect(answer, body.slice(0, 40)).toMatchObject({ status: 400, body: { refused: "bad_input" } });
      }
      const wrongBytes = await door.request("/api/catalogue/items", { method: "POST", headers: { "content-type": "application/json" }, body: Buffer.from([...Buffer.from('{"query":"'), 0xff, 0xfe, 0xc0, 0x80, ...Buffer.from('"}')]) });
      expect(wrongBytes).toMatchObject({ status: 200, body: { total: 0 } });
      const byGet = await door.request(`/api/calendar/today?q=${encodeURIComponent('{"__proto__":{"x":1}}')}`);
      expect(byGet).toMatchObject({ status: 400, body: { refused: "bad_input" } });
      expect((await door.request("/api/calendar/today?q=%E0%A4%A")).status).toBeLessThan(500);
      expect((await door.request("/api/calendar/today?q={&q={}&__proto__[x]=1")).status).toBeLessThan(500);
    });

    test("that hold a misspelt field are refused, and the field is named", async () => {
      expect(await door.post("/api/calendar/today", { onn: "2026-11-23" })).toMatchObject({ status: 400, body: { refused: "bad_input", problems: [{ path: "onn", code: "unknown_field" }] } });
    });

    test("days that no calendar has are refused", async () => {
      for (const on of ["2026-02-30", "2026-13-01", "0000-00-00", "9999-12-31", "1899-12-31"]) expect((await door.post("/api/calendar/today", { on })).status, on).toBe(400);
      expect((await door.post("/api/calendar/today", { on: "2028-02-29" })).status).toBe(200);
    });
  });

  describe("guessing", () => {
    test("an unknown log-in is answered word for word as a known one, and costs the same work", async () => {
      const [known, unknown] = [await door.market.person("猜不到", ["buyer"]), "no-such-person"];
      const said = async (login: string) => {
        const from = performance.now();
        const { status, body } = await logIn(login, "wrong-guess-1");
        return { words: { status, ...body }, took: performance.now() - from };
      };
      const took = { known: [] as number[], unknown: [] as number[] };
      for (let i = 0; i < 4; i++) {
        const [a, b] = [await said(known.login), await said(unknown)];
        expect(b.words).toEqual(a.words);
        took.known.push(a.took);
        took.unknown.push(b.took);
      }
      // No wall-clock bar: without the decoy an unknown log-in would be answered at once, many times faster.
      expect(Math.min(...took.unknown)).toBeGreaterThan(Math.min(...took.known) / 4);
    });

    test("five wrong passwords close the account for everybody, the right password included", async () => {
      const person = await door.market.person("被锁的人", ["buyer"]);
      for (let i = 0; i < 5; i++) expect((await logIn(person.login, `wrong-${i}-guess`)).body).toMatchObject({ refused: "wrong_password", detail: { left: 4 - i } });
      expect(await logIn(person.login)).toMatchObject({ status: 409, body: { refused: "locked" } });
    });

    test("one address gets so many log-ins a minute, and is told so by name", async () => {
      let limited: Answer | null = null;
      for (let i = 0; i < 80 && limited === null; i++) {
        const answer = await door.post("/api/access/demoLogIn", { login: `nobody-${i}` });
        if (answer.status === 429) limited = answer;
        else expect(answer.status).toBe(409);
      }
      expect(limited).toMatchObject({ status: 429, body: { refused: "too_many_requests" } });
      expect((await door.request("/api/calendar/today")).status, "the rest of the market goes on").toBe(200);
    });

    test("a market that is no demonstration has no one-click log-ins", async () => {
      const { market } = await door.market.runtime.call(calendar.actions.today, {}, AS_SYSTEM);
      await door.market.runtime.call(calendar.actions.setMarket, { ...market, demo: false }, AS_SYSTEM);
      expect((await door.post("/api/access/demoLogIns", {})).body).toEqual({ logIns: [] });
      await door.market.runtime.call(calendar.actions.setMarket, market, AS_SYSTEM);
    });
  });

  test("through all of this nothing was a fault", () => {
    expect(door.faults).toEqual([]);
  });
});
