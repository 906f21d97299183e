import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../catalogue/contract.ts";
import { openTestMarket, sealAll, type Person, type TestMarket } from "../../../tests/market.ts";
import { access } from "./contract.ts";
import { checkTrail, sealTrail } from "./trail.ts";

describe("the chained audit trail", () => {
  let market: TestMarket;
  let operator: Person;
  let auditor: Person;
  let n = 0;
  beforeAll(async () => {
    market = await openTestMarket();
    operator = await market.staff("市场经理", ["operator"]);
    auditor = await market.staff("审计员", ["auditor"]);
    for (let block = 0; block < 4; block++) {
      await Promise.all(Array.from({ length: 8 }, () => work()));
      await sealAll(market);
    }
  });
  afterAll(() => market.close());

  const work = () => market.runtime.call(catalogue.actions.addItem, { code: `trail-${++n}`, speciesId: null, zh: `红掌 ${n}`, category: "orchid", unit: "pot" }, operator.call);
  const check = () => market.runtime.call(access.actions.checkTrail, {}, auditor.call);
  const alter = async (statement: string) => {
    // Only the owner of the table can do this, by taking the guard off first; that is whom the chain is against.
    const client = await market.database.pool.connect();
    await client.query(`begin; alter table kernel.audit disable trigger user; alter table kernel.audit_seal disable trigger user; ${statement}; alter table kernel.audit enable trigger user; alter table kernel.audit_seal enable trigger user; commit`);
    client.release();
  };
  const inSealed = (n: number) => `(select id from kernel.audit where (xid, id) <= (select to_xid, to_id from kernel.audit_seal where n = ${n}) order by xid desc, id desc limit 1)`;

  test("is whole, covers every line and ends in a digest that can be published", async () => {
    const found = await check();
    expect(found).toMatchObject({ whole: true, firstBroken: null });
    expect(found.blocks).toBeGreaterThanOrEqual(4);
    expect(found.digest).toMatch(/^[0-9a-f]{64}$/);
    const { rows } = await market.database.pool.query("select count(*) as n from kernel.audit");
    expect(found.lines).toBe(rows[0].n);
    expect((await check()).digest).toBe(found.digest);
  });

  test("is guarded by the database against everybody who is not its owner's master", async () => {
    for (const statement of ["update kernel.audit set account_name = 'x'", "delete from kernel.audit", "truncate kernel.audit", "update kernel.audit_seal set digest = 'x'", "delete from kernel.audit_seal", "truncate kernel.audit_seal"]) {
      await expect(market.database.pool.query(statement), statement).rejects.toThrow(/append_only/);
    }
  });

  test.each([
    ["a changed amount", (block: number) => `update kernel.audit set input = '{"forged": true}' where id = ${inSealed(block)}`],
    ["a changed name", (block: number) => `update kernel.audit set account_name = 'somebody else' where id = ${inSealed(block)}`],
    ["a changed hour", (block: number) => `update kernel.audit set at = at + interval '1 second' where id = ${inSealed(block)}`],
    ["a line taken out", (block: number) => `delete from kernel.audit where id = ${inSealed(block)}`],
    ["a line slipped in", (block: number) => `insert into kernel.audit (xid, id, at, account_name, delegate, module, action, input, outcome, address, request_id) overriding system value select to_xid, 0, now(), 'nobody', false, 'x', 'y', '{}', 'done', 'z', 'r' from kernel.audit_seal where n = ${block}`],
    ["two lines changed over", (block: number) => `update kernel.audit a set account_name = b.account_name, at = b.at, input = b.input, request_id = b.request_id from kernel.audit b where a.id in (${inSealed(block)} , ${inSealed(block)} - 1) and b.id in (${inSealed(block)}, ${inSealed(block)} - 1) and a.id <> b.id`],
    ["a digest made to fit", (block: number) => `update kernel.audit_seal set digest = repeat('0', 64) where n = ${block}`],
  ])("%s is found, and its block named", async (_name, tamper) => {
    expect((await check()).whole).toBe(true);
    const lines = await market.database.pool.query("select * from kernel.audit");
    const seals = await market.database.pool.query("select * from kernel.audit_seal");
    await alter(tamper(2));
    expect(await check()).toMatchObject({ whole: false, firstBroken: 2 });
    await alter("truncate kernel.audit, kernel.audit_seal");
    await putBack("kernel.audit", lines.rows as Record<string, unknown>[]);
    await putBack("kernel.audit_seal", seals.rows as Record<string, unknown>[]);
    expect((await check()).whole).toBe(true);
  });

  test("a trail rewritten from end to end shows in the published digest", async () => {
    const before = await check();
    await alter(`update kernel.audit set account_name = 'somebody else' where id = ${inSealed(1)}; truncate kernel.audit_seal`);
    await sealAll(market);
    const after = await check();
    expect(after.whole).toBe(true);
    expect(after.digest).not.toBe(before.digest);
  });

  test("writers and sealers at once lose no line and seal none twice", async () => {
    await Promise.all([...Array.from({ length: 20 }, () => work()), ...Array.from({ length: 6 }, () => sealTrail(market.database.db as never, new Date()))]);
    await sealAll(market);
    const found = await checkTrail(market.database.db as never);
    const { rows } = await market.database.pool.query("select count(*) as n from kernel.audit");
    expect(found).toMatchObject({ whole: true, lines: rows[0].n });
  });

  test("a grower reads what was done in his name and nothing else; an auditor reads all", async () => {
    const [wang, li] = [await market.person("王桂兰", ["grower"]), await market.person("李秀英", ["grower"])];
    await market.runtime.call(access.actions.actFor, { partyId: wang.partyId }, wang.call);
    await market.runtime.call(access.actions.actFor, { partyId: li.partyId }, li.call);
    const mine = await market.runtime.call(access.actions.trail, {}, wang.call);
    expect(mine.lines.map((line) => line.accountName)).toEqual(["王桂兰"]);
    const tricked = await market.runtime.call(access.actions.trail, { accountId: li.accountId }, wang.call);
    expect(tricked.lines).toEqual([]);
    const all = await market.runtime.call(access.actions.trail, { limit: 500 }, auditor.call);
    const names = new Set(all.lines.map((line) => line.accountName));
    for (const name of ["市场经理", "system", "王桂兰", "李秀英"]) expect(names).toContain(name);
    const older = await market.runtime.call(access.actions.trail, { before: all.lines[2]!.id, limit: 2 }, auditor.call);
    expect(older.lines.map((line) => line.id)).toEqual(all.lines.slice(3, 5).map((line) => line.id));
  });

  async function putBack(table: string, rows: Record<string, unknown>[]): Promise<void> {
    const client = await market.database.pool.connect();
    for (const row of rows) {
      const columns = Object.keys(row);
      const values = columns.map((column) => (column === "input" ? JSON.stringify(row[column]) : row[column]));
      await client.query(`insert into ${table} (${columns.join(", ")}) overriding system value values (${columns.map((_column, at) => `$${at + 1}`).join(", ")})`, values);
    }
    client.release();
  }
});
