import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { oneClient } from "./clients.ts";
import type { agents } from "./contract.ts";
import { monthAfter, monthOf, rebateOf } from "./rules.ts";
import { balancesOf, clientOf, marketOf, ownClient, type AgentScene } from "./scene.ts";
import type { Tables } from "./store.ts";
import { rebateRuleOn, termsOn } from "./terms.ts";

/** What a client owes, why, and what he has paid. */
type Noun = Pick<Handlers<typeof agents, Tables>, "statement" | "notePayment" | "grantRebates">;

/** Of one moment: the goods before what follows from them. */
const IN_ORDER = ["goods", "refund", "moved", "reversed", "commission", "rebate", "payment"];

export const moneyHandlers: Noun = {
  async statement(scene, { clientId, from: asked, to: until }) {
    const { tx, businessDate } = scene;
    const { client } = await clientOf(scene, clientId);
    const to = until ?? addDays(businessDate, 1);
    const from = asked ?? monthOf(businessDate);
    const { carried } = await tx.selectFrom("agents.entry").select(sql<number>`coalesce(sum(amount), 0)::bigint`.as("carried")).where("client_id", "=", clientId).where("on_day", "<", from).executeTakeFirstOrThrow();
    const rows = await tx.selectFrom("agents.entry as e").leftJoin("agents.line as n", "n.id", "e.line_id").leftJoin("agents.list as l", "l.id", "n.list_id").leftJoin("agents.fill as f", "f.id", "e.fill_id").leftJoin("agents.purchase as p", "p.sale_id", "f.sale_id")
      .leftJoin("kernel.trade_item as i", (join) => join.on((of) => of("i.id", "=", of.fn.coalesce("p.item_id", "n.item_id"))))
      .select(["e.at", "e.on_day", "e.kind", "e.amount", "e.memo", "l.no", "i.zh", "i.en", "n.spec", "f.units", "p.unit", "f.price"])
      .where("e.client_id", "=", clientId).where("e.on_day", ">=", from).where("e.on_day", "<=", to).orderBy("e.at").orderBy(sql`array_position(${IN_ORDER}::text[], e.kind)`).orderBy("e.fill_id").execute();
    let balance = carried;
    const entries = rows.map((row) => {
      balance += row.amount;
      return { at: row.at.toISOString(), onDay: row.on_day, kind: row.kind, listNo: row.no, itemZh: row.zh ?? row.spec ?? "", itemEn: row.en ?? row.spec ?? "", units: row.units, unit: row.unit ?? "", price: row.price, memo: row.memo, amount: row.amount, balance };
    });
    const sum = (...kinds: readonly string[]): number => entries.reduce((total, entry) => total + (kinds.includes(entry.kind) ? entry.amount : 0), 0);
    const { currency } = await marketOf(tx);
    const owed = await balancesOf(scene, client.agent_id, currency, client.party_id);
    const month = monthOf(businessDate);
    const goods = await monthGoods(scene, clientId, month);
    return {
      client: await oneClient(scene, clientId), from, to, carried, balance: owed(client.party_id), currency, entries, terms: await termsOn(tx, client.agent_id, client.id, businessDate),
      sums: { goods: sum("goods", "moved", "reversed", "refund"), commission: sum("commission"), rebate: sum("rebate"), paid: 0 - sum("payment") },
      rebateSoFar: { month, goods, amount: rebateOf(await rebateRuleOn(scene, client.agent_id, client.id, businessDate), goods) },
    };
  },

  async notePayment(scene, { paymentId, clientId, amount, method, memo }) {
    const { tx, now, actor, businessDate, refuse, ask, emit } = scene;
    const client = await ownClient(scene, clientId);
    const { currency } = await marketOf(tx);
    const earlier = await tx.selectFrom("agents.payment").selectAll().where("id", "=", paymentId).executeTakeFirst();
    if (earlier !== undefined && (earlier.client_id !== clientId || earlier.amount !== amount || earlier.method !== method)) return refuse("payment_id_reused");
    if (earlier === undefined) {
      const { receiptId } = await ask(settlement.actions.recordReceipt, { payerId: client.party_id, payeeId: client.agent_id, method, amount, currency, memo, cause: "agents.payment", causeId: paymentId });
      await tx.insertInto("agents.payment").values({ id: paymentId, client_id: clientId, at: now, on_day: businessDate, amount, method, memo, account_name: actor.accountName, receipt_id: receiptId }).execute();
      await emit("paymentNoted", { clientId, agentId: client.agent_id, amount, currency });
    }
    const balance = await balancesOf(scene, client.agent_id, currency, client.party_id);
    return { balance: balance(client.party_id), repeated: earlier !== undefined };
  },

  async grantRebates(scene) {
    return { changed: await rebateEnded(scene) };
  },
};

/** What was bought for a client in a calendar month, by the business day of the sale, less what was given back. */
async function monthGoods({ tx }: Pick<AgentScene, "tx">, clientId: string, month: string): Promise<number> {
  const { goods } = await tx.selectFrom("agents.fill as f").innerJoin("agents.purchase as p", "p.sale_id", "f.sale_id").innerJoin("agents.line as n", "n.id", "f.line_id").innerJoin("agents.list as l", "l.id", "n.list_id")
    .select(sql<number>`coalesce(sum(f.goods - f.refunded), 0)::bigint`.as("goods")).where("l.client_id", "=", clientId).where("f.back_at", "is", null).where("p.business_date", ">=", month).where("p.business_date", "<", monthAfter(month)).executeTakeFirstOrThrow();
  return goods;
}

/** Every month that has ended and whose goods are other than when its rebate was last computed, a late correction included. */
export async function rebateEnded(scene: AgentScene): Promise<number> {
  const { tx, businessDate } = scene;
  const { rows } = await sql<{ client_id: string; month: string; goods: number; n: number | null; before: number | null }>`
    with bought as (
      select l.client_id, date_trunc('month', p.business_date)::date as month, sum(f.goods - f.refunded)::bigint as goods
      from agents.fill f join agents.purchase p on p.sale_id = f.sale_id join agents.line n on n.id = f.line_id join agents.list l on l.id = n.list_id
      where f.back_at is null and p.business_date < ${monthOf(businessDate)}::date group by 1, 2
    ), last as (select distinct on (client_id, month) * from agents.rebate order by client_id, month, n desc)
    select coalesce(b.client_id, r.client_id) as client_id, coalesce(b.month, r.month) as month, coalesce(b.goods, 0)::bigint as goods, r.n, r.computed as before
    from bought b full join last r on r.client_id = b.client_id and r.month = b.month
    where coalesce(b.goods, 0) <> coalesce(r.goods, 0) or r.n is null
    limit 200`.execute(tx);
  for (const row of rows) await rebateMonth(scene, row);
  return rows.length;
}

async function rebateMonth(scene: AgentScene, { client_id: clientId, month, goods, n, before }: { client_id: string; month: string; goods: number; n: number | null; before: number | null }): Promise<void> {
  const { tx, now, businessDate, ask } = scene;
  const client = await tx.selectFrom("agents.client").selectAll().where("id", "=", clientId).executeTakeFirstOrThrow();
  const computed = rebateOf(await rebateRuleOn(scene, client.agent_id, clientId, addDays(monthAfter(month), -1)), goods);
  const amount = computed - (before ?? 0);
  const next = (n ?? 0) + 1;
  const { currency } = await marketOf(tx);
  const charged = amount === 0 ? null : await ask(settlement.actions.chargeBetween, {
    kind: "agency_rebate", debtorId: client.party_id, creditorId: client.agent_id, amount: -amount, currency, memo: `${month.slice(0, 7)} 返利`, cause: "agents.rebate", causeId: `${clientId}/${month}/${next}`,
  });
  await tx.insertInto("agents.rebate").values({ client_id: clientId, month, n: next, at: now, on_day: charged?.businessDate ?? businessDate, goods, computed, amount, charge_id: charged?.chargeId ?? null }).execute();
}
