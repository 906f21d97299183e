import type { ItemView } from "../../kernel/catalogue/contract.ts";
import { access } from "../../kernel/access/contract.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, INSIDE, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import { seedContracts } from "../../market/contracts/seed.ts";
import type { Region } from "../../market/intake/seed.ts";

const DESK: Call = { ...AS_SYSTEM, actor: { ...SYSTEM_ACTOR, accountName: "质检员 韩雪（演示）" } };

/** The demonstration's contracts, between people who have log-ins, so that a visitor can take either side. */
export async function plantContracts(runtime: Runtime, { growers, buyers }: Region, items: readonly ItemView[]): Promise<number> {
  const { accounts } = await runtime.call(access.actions.accounts, {}, AS_SYSTEM);
  const buying = buyers.flatMap((buyer): Call[] => {
    const account = accounts.find((one) => one.login === buyer.login);
    return account === undefined ? [] : [{ origin: INSIDE, actor: { accountId: account.id, accountName: account.name, partyId: buyer.partyId, roles: [...buyer.roles], delegate: false, system: false } }];
  });
  const selling = growers.filter((one) => one.login !== undefined);
  const [first, second] = selling;
  const [one, other] = buying;
  const grown = (species: readonly string[]): string | undefined => items.find((item) => species.includes(item.speciesId ?? "") && item.unit === "pot")?.id;
  const [goods, others] = [grown(first?.grows ?? []), grown(second?.grows ?? [])];
  if (first === undefined || second === undefined || one === undefined || other === undefined || goods === undefined || others === undefined) return 0;
  return seedContracts(runtime, { growers: [first.call, second.call], buyers: [one, other], desk: DESK, itemIds: [goods, others] });
}
