import { access } from "../../src/kernel/access/contract.ts";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { parties } from "../../src/kernel/parties/contract.ts";
import { demoMobile } from "../../src/engines/identity/demo.ts";
import { logIn, type MarketProcess, type User } from "../process.ts";

const FIRST = "first-password-2026";
const OWN = "lily-garden-2026";

export interface Cast {
  readonly operator: User;
  readonly auctioneer: User;
  readonly grader: User;
  readonly cashier: User;
  readonly cashier2: User;
  readonly growers: readonly User[];
  readonly buyers: readonly User[];
  readonly merchants: readonly User[];
}

/** Fills an empty market with people the way its administrators would: one opens accounts, another gives roles. */
export async function appoint(market: MarketProcess, counts: { growers: number; buyers: number; merchants?: number } = { growers: 3, buyers: 2 }): Promise<Cast> {
  const admin = async (login: string): Promise<User> => {
    const first = market.firstPasswords.find((one) => one.login === login)!;
    const user = await logIn(market.url, login, first.password);
    await user.on(access).changePassword({ old: first.password, fresh: OWN });
    return logIn(market.url, login, OWN);
  };
  const system = await admin("system-admin");
  const security = await admin("security-admin");
  const account = async (login: string, name: string): Promise<string> => (await system.on(access).openAccount({ login, name, password: FIRST })).id;
  let doors = 0;
  const enter = async (login: string): Promise<User> => {
    // Each has a telephone of his own, and so an address.
    const from = `127.0.1.${++doors}`;
    const user = await logIn(market.url, login, FIRST, from);
    await user.on(access).changePassword({ old: FIRST, fresh: OWN });
    return logIn(market.url, login, OWN, from);
  };
  const staff = async (login: string, name: string, role: "operator" | "auctioneer" | "grader" | "cashier"): Promise<User> => {
    await security.on(access).setRoles({ accountId: await account(login, name), roles: [role] });
    return enter(login);
  };
  const operator = await staff("operator", "市场经理", "operator");
  const trader = async (login: string, name: string, role: "grower" | "buyer" | "merchant", n: number): Promise<User> => {
    const accountId = await account(login, name);
    const party = await operator.on(parties).register({ kind: "person", name, roles: [role], phone: demoMobile(n), bankName: "示例银行", bankAccount: `62280000${10_000 + n}` });
    await operator.on(parties).join({ accountId, partyId: party.id, role: "owner" });
    if (role === "buyer") await operator.on(ledger).setLimit({ partyId: party.id, currency: "CNY", limit: 100_000_00, causeId: `first-${party.id}` });
    return enter(login);
  };
  const today = new Date().toISOString().slice(0, 4);
  for (const fee of [
    { code: "commission", zh: "花农佣金", en: "Commission", payer: "seller" as const, basis: "rate_on_gross" as const, value: 30_000 },
    { code: "service", zh: "采购服务费", en: "Service fee", payer: "buyer" as const, basis: "rate_on_gross" as const, value: 20_000 },
  ]) await operator.on(ledger).addFee({ ...fee, minMinor: null, maxMinor: null, channel: null, currency: "CNY", validFrom: `${today}-01-01`, validTo: null, example: true });
  const growers: User[] = [];
  for (let n = 0; n < counts.growers; n++) growers.push(await trader(`grower-${n}`, `花农 ${n + 1}`, "grower", n));
  const buyers: User[] = [];
  for (let n = 0; n < counts.buyers; n++) buyers.push(await trader(`buyer-${n}`, `采购商 ${n + 1}`, "buyer", 100 + n));
  const merchants: User[] = [];
  for (let n = 0; n < (counts.merchants ?? 0); n++) merchants.push(await trader(`merchant-${n}`, `档口商户 ${n + 1}`, "merchant", 200 + n));
  return {
    operator, growers, buyers, merchants,
    auctioneer: await staff("auctioneer", "拍卖师", "auctioneer"),
    grader: await staff("grader", "质检员", "grader"),
    cashier: await staff("cashier", "结算员", "cashier"),
    cashier2: await staff("cashier2", "复核员", "cashier"),
  };
}
