import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import type { Action } from "../../src/kernel/machinery/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { files } from "../../src/kernel/files/contract.ts";
import { claims } from "../../src/market/claims/contract.ts";
import { clock } from "../../src/market/clock/contract.ts";
import { offers } from "../../src/market/offers/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { listTables, selectOf } from "../../src/app/backup/tables.ts";
import { jsonSchema } from "../../src/app/openapi.ts";
import type { Person } from "../market.ts";
import { FLOOR_PRICE, openDoor, outside, sample, SECRET_NOTE, type Door } from "./harness.ts";

const CREDIT = 135_792_468;
const QUANTITY = 7;
const PRICE = 1_234_567;
/** What one customer is offered and writes on his order; nobody else's business. */
const OFFER_PRICE = 7_654_321;
const ORDER_NOTE = "only-for-the-grower-5822";
/** The creditor of a credit line of the market itself. */
const THE_MARKET = "00000000-0000-0000-0000-000000000000";
const PHOTO = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex").toString("base64");
/** Written by every request of anybody; whose they are is told by their own columns. */
const EVERYBODYS = new Set(["kernel.event", "kernel.audit", "kernel.audit_seal", "kernel.request", "kernel.session", "kernel.bookmark", "kernel.unknown_login"]);

describe("nobody reads or touches what is another's", () => {
  let door: Door;
  let ids: Record<string, string>;
  let secrets: string[];

  beforeAll(async () => {
    door = await openDoor();
    const { market, people } = door;
    const run = market.runtime;
    await run.call(ledger.actions.setLimit, { partyId: people.buyer.partyId, currency: "CNY", limit: CREDIT, causeId: "secret" }, AS_SYSTEM);
    const { sale } = await run.call(settlement.actions.recordSale, {
      channel: "stall", lotId: door.ids["lotId"]!, buyerId: people.buyer.partyId, quantity: QUANTITY, price: PRICE, currency: "CNY", fromHold: false, creditHeld: false, cause: "stall", causeId: "one",
    }, AS_SYSTEM);
    await run.settle();
    const photo = await run.call(files.actions.keepPhoto, { base64: PHOTO }, people.buyer.call);
    const claim = await run.call(claims.actions.file, {
      saleId: sale.id, units: 1, fault: "broken", photos: [{ photoId: photo.id, takenAt: sale.at, place: { text: "仓库" } }], ask: { kind: "refund", amount: PRICE },
    }, people.buyer.call);
    const session = await run.call(clock.actions.planSession, { businessDate: sale.businessDate, title: "早场", clocks: [{ name: "一号钟" }] }, people.staff.call);
    const place = await run.call(clock.actions.saveWorkplace, { name: "柜台", dailyLimit: 4_000_000 } as never, people.buyer.call) as { id?: string; workplaces?: { id: string }[] };
    await run.call(settlement.actions.closeDay, { businessDate: sale.businessDate }, people.staff.call);
    for (let steps = 0; steps < 50; steps++) if (await run.call(settlement.actions.closeStep, { businessDate: sale.businessDate }, AS_SYSTEM).then(() => false, () => true)) break;
    const { rows } = await market.database.pool.query("select id from settlement.statement where party_id = $1", [people.grower.partyId]);
    const customer = await offerToACustomer();
    ids = { ...door.ids, ...customer, statementId: rows[0].id as string, sessionId: session.id, saleId: sale.id, claimId: claim.id, workplaceId: place.id ?? place.workplaces?.[0]?.id ?? "", accountId: people.grower.accountId };
    const { rows: banks } = await market.database.pool.query("select bank_account from kernel.party where id = $1", [people.grower.partyId]);
    secrets = [String(FLOOR_PRICE), SECRET_NOTE, String(OFFER_PRICE), ORDER_NOTE, String(CREDIT), String(banks[0].bank_account).slice(-4).padStart(6, "*")];
  });
  afterAll(() => door.close());

  /** The grower's group, his offer to one customer and that customer's order and request. */
  const offerToACustomer = async (): Promise<Record<string, string>> => {
    const { market: { runtime: run, person }, people: { grower }, ids: { lotId } } = door;
    const regular = await person("常客", ["buyer"], 1_000_000_000);
    const group = await run.call(offers.actions.saveGroup, { name: "熟客", buyerIds: [regular.partyId] }, grower.call);
    const request = await run.call(offers.actions.askFor, { spec: "红掌", quantity: "10", wantedOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) }, regular.call);
    const line = await run.call(offers.actions.saveOffer, { lotIds: [lotId!], quantity: "20", price: OFFER_PRICE, buyerId: regular.partyId, byHand: true, until: new Date(Date.now() + 86_400_000).toISOString() }, grower.call);
    await run.call(offers.actions.reserve, { lineId: line.id, quantity: "5" }, regular.call);
    const order = await run.call(offers.actions.place, { note: ORDER_NOTE }, regular.call);
    await run.settle();
    const { items } = await run.call(offers.actions.order, { orderId: order.id }, regular.call);
    return { groupId: group.id, requestId: request.id, lineId: line.id, orderId: order.id, orderLineId: items[0]!.id };
  };

  /** Every row, of whatever table, that names one of the ids: the whole estate of the grower and the buyer. */
  const estate = async (): Promise<string[]> => {
    const client = new pg.Client({ connectionString: door.market.databaseUrl });
    await client.connect();
    const found: string[] = [];
    const mine = [door.people.grower.partyId, door.people.grower.accountId, door.people.buyer.partyId, door.people.buyer.accountId, ids["lotId"]!, ids["statementId"]!, ids["sessionId"]!];
    for (const table of await listTables(client)) {
      if (EVERYBODYS.has(table.name)) continue;
      const { rows } = await client.query<(string | null)[]>({ text: selectOf(table), rowMode: "array" });
      for (const row of rows) if (mine.some((id) => row.some((cell) => cell?.includes(id)))) found.push(`${table.name} ${row.join("|")}`);
    }
    await client.end();
    return found;
  };

  /** Tries every action of every module with the ids of somebody else, and returns what was shown that should not be. */
  const barrage = async (intruder: Person | null, allowed: (action: Action) => boolean, reachFor = ids): Promise<{ shown: string[]; tried: number }> => {
    const shown: string[] = [];
    let tried = 0;
    let token = intruder === null ? null : await door.token(intruder);
    for (const action of outside(door.market)) {
      if (!allowed(action) || /logIn$/i.test(action.name)) continue;
      tried++;
      const { input } = sample(jsonSchema(action.input, "input"), reachFor);
      const answer = await door.post(`/api/${action.module}/${action.name}`, input, token === null ? {} : { authorization: `Bearer ${token}` });
      for (const secret of secrets) if (answer.text.includes(secret)) shown.push(`${action.module}.${action.name} shows ${secret}: ${answer.text.slice(0, 300)}`);
      if (answer.status >= 500) shown.push(`${action.module}.${action.name}: ${answer.text}`);
      if (intruder !== null && answer.status === 401) token = await door.token(intruder);
    }
    return { shown, tried };
  };
  const roleOf = (person: Person) => (action: Action) => action.who.some((who) => who === "public" || who === "signed_in" || (person.call.actor.roles as readonly string[]).includes(who));

  test("the owner does see his own: the secrets are there to be found", async () => {
    const { shown } = await barrage(door.people.grower, (action) => action.kind === "read" && roleOf(door.people.grower)(action));
    for (const secret of [String(FLOOR_PRICE), SECRET_NOTE]) expect(shown.some((one) => one.includes(`shows ${secret}`)), secret).toBe(true);
    const buyers = await barrage(door.people.buyer, (action) => action.kind === "read" && roleOf(door.people.buyer)(action), { ...ids, partyId: door.people.buyer.partyId, creditorId: THE_MARKET });
    expect(buyers.shown.some((one) => one.includes(String(CREDIT)))).toBe(true);
  });

  test.each([
    ["another grower", "grower2"], ["another buyer's agent", "agent"], ["a buyer, of the grower", "buyer"], ["nobody", null], ["the system administrator", "system_admin"],
  ] as const)("%s, with every action and the grower's ids, sees nothing of his and changes nothing of his", { timeout: 180_000 }, async (_name, who) => {
    const before = await estate();
    expect(before.length).toBeGreaterThan(8);
    const intruder = who === null ? null : door.people[who];
    const may = intruder === null ? () => true : roleOf(intruder);
    const { shown, tried } = await barrage(intruder, (action) => may(action) && !(who === "buyer" && action.kind === "write"));
    expect(tried).toBeGreaterThan(15);
    expect(shown).toEqual([]);
    const after = await estate();
    // The administrator's own work is to close accounts; and whoever logs in leaves the time on his own account.
    const same = (rows: string[]) => rows.filter((row) => !(row.startsWith("kernel.account ") && (who === "system_admin" || row.includes(intruder?.accountId ?? "-"))));
    expect(same(after)).toEqual(same(before));
  });

  test("names from a request never choose the role or the party of the one who asks", async () => {
    const token = await door.token(door.people.grower2);
    for (const input of [{ partyId: door.people.grower.partyId, roles: ["operator"] }, { partyId: door.people.grower.partyId, actor: { system: true } }]) {
      expect(await door.post("/api/parties/get", input, { authorization: `Bearer ${token}` })).toMatchObject({ status: 400, body: { refused: "bad_input" } });
    }
    expect(await door.post("/api/access/actFor", { partyId: door.people.grower.partyId }, { authorization: `Bearer ${token}` })).toMatchObject({ status: 409, body: { refused: "not_a_member" } });
    expect(await door.post("/api/lots/move", { lotId: ids["lotId"], kind: "write_off", quantity: 1, cause: "x", causeId: "y" }, { authorization: `Bearer ${token}` })).toMatchObject({ status: 404 });
  });
});
