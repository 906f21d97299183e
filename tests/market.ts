import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { access } from "../src/kernel/access/contract.ts";
import { sealTrail } from "../src/kernel/access/trail.ts";
import { calendar } from "../src/kernel/calendar/contract.ts";
import { catalogue } from "../src/kernel/catalogue/contract.ts";
import { ledger } from "../src/kernel/ledger/contract.ts";
import type { Actor } from "../src/kernel/machinery/module.ts";
import type { BUSINESS_ROLES, Role } from "../src/kernel/machinery/contract.ts";
import { realWorld, type World } from "../src/kernel/machinery/ids.ts";
import { AS_SYSTEM, INSIDE, type Call } from "../src/kernel/machinery/runtime.ts";
import { parties } from "../src/kernel/parties/contract.ts";
import type { Payer } from "../src/market/payments/payer.ts";
import { open, type Opened } from "../src/app/open.ts";

export interface TestMarket extends Opened {
  readonly databaseUrl: string;
  readonly data: string;
  /** A person with an account, a party and, for buyers, a credit limit in fen. */
  person(name: string, roles: readonly (typeof BUSINESS_ROLES)[number][], limit?: number): Promise<Person>;
  staff(name: string, roles: readonly Role[]): Promise<Person>;
  item(zh: string): Promise<{ id: string; unit: string }>;
}
export interface Person {
  readonly accountId: string;
  readonly partyId: string;
  readonly login: string;
  readonly password: string;
  readonly call: Call;
}

export interface TestOptions {
  readonly world?: World;
  readonly background?: boolean;
  readonly payer?: Payer;
  /** Reopens an existing database and data folder, as after a crash. */
  readonly again?: { databaseUrl: string; data: string };
}

/** A fresh market in a database of its own, through the same door as the real one. */
export async function openTestMarket(options: TestOptions = {}): Promise<TestMarket> {
  const place = options.again ?? { databaseUrl: await freshMarketDatabase(), data: mkdtempSync(join(tmpdir(), "hualian-data-")) };
  const opened = await open({ edition: "market", ...place, world: options.world ?? realWorld, background: options.background ?? false, payer: options.payer });
  const { runtime } = opened;
  if (options.again === undefined) {
    await runtime.call(calendar.actions.setMarket, { nameZh: "试验市场", nameEn: "Test market", currency: "CNY", utcOffsetMinutes: 480, cutoverHour: 4, demo: true }, AS_SYSTEM);
  }
  let n = 0;
  const person = async (name: string, roles: readonly (typeof BUSINESS_ROLES)[number][], limit = 0): Promise<Person> => {
    const login = `user-${++n}-${randomBytes(3).toString("hex")}`;
    const password = "peony-2026-garden";
    const account = await runtime.call(access.actions.openAccount, { login, name, password, mustChange: false, demo: true }, AS_SYSTEM);
    const party = await runtime.call(parties.actions.register, { kind: "person", name, roles: [...roles], bankName: "示例银行", bankAccount: `62280000${String(1000 + n)}` }, AS_SYSTEM);
    await runtime.call(parties.actions.join, { accountId: account.id, partyId: party.id, role: "owner" }, AS_SYSTEM);
    if (limit > 0) await runtime.call(ledger.actions.setLimit, { partyId: party.id, currency: "CNY", limit, causeId: `start-${party.id}` }, AS_SYSTEM);
    return { accountId: account.id, partyId: party.id, login, password, call: { actor: actorOf(account.id, name, party.id, roles), origin: INSIDE } };
  };
  return {
    ...opened, ...place, person,
    async staff(name, roles) {
      const login = `staff-${++n}-${randomBytes(3).toString("hex")}`;
      const password = "peony-2026-garden";
      const account = await runtime.call(access.actions.openAccount, { login, name, password, mustChange: false, demo: true }, AS_SYSTEM);
      await runtime.call(access.actions.setRoles, { accountId: account.id, roles: roles as never }, AS_SYSTEM);
      return { accountId: account.id, partyId: "", login, password, call: { actor: actorOf(account.id, name, null, roles), origin: INSIDE } };
    },
    item: (zh) => runtime.call(catalogue.actions.addItem, { code: `test-${zh}`, speciesId: null, zh, category: "orchid", unit: "pot" }, AS_SYSTEM),
    async close() {
      await opened.close();
      if (options.again === undefined) rmSync(place.data, { recursive: true, force: true });
    },
  };
}

/** Seals every line of the audit trail. Lines wait for transactions that began before theirs, in any database of the server, so this waits too. */
export async function sealAll(market: Opened): Promise<void> {
  for (;;) {
    await sealTrail(market.runtime.db as never, market.runtime.world.now());
    const { rows } = await market.database.pool.query<{ open: boolean }>("select (select count(*) from kernel.audit) > (select coalesce(sum(lines), 0) from kernel.audit_seal) as open");
    if (rows[0]?.open !== true) return;
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

const actorOf = (accountId: string, accountName: string, partyId: string | null, roles: readonly Role[]): Actor =>
  ({ accountId, accountName, partyId, roles, delegate: false, system: false });

/** An empty database. */
export async function freshDatabase(template?: string): Promise<string> {
  const server = process.env["HUALIAN_TEST_SERVER"];
  if (server === undefined) throw new Error("Run this test through vitest, which starts a database for it.");
  const name = `t_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    await admin.query(`create database ${name}${template === undefined ? "" : ` template ${template}`}`);
  } finally {
    await admin.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** A database in which every migration of the market has run; on a server brought from elsewhere it is an empty one. */
export const freshMarketDatabase = (): Promise<string> => freshDatabase(process.env["HUALIAN_TEST_TEMPLATE"]);
