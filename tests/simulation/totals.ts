import { expect } from "vitest";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import type { Town } from "./town.ts";

interface DaySums {
  readonly date: string;
  readonly state: string;
  readonly sales: number;
  readonly lots: number;
  readonly receivable: number;
  readonly payable: number;
  readonly statements: number;
  readonly bills: number;
  readonly due: number;
  readonly banked: number;
}

/** The same sums by five roads, each from other tables: papers, sales, lots × price, the ledger, the bank. Not by the product's own reckoning. */
const SUMS = `
  with entry as (
    select s.business_date as d, s.gross from settlement.sale s
    union all select r.business_date, -s.gross from settlement.reversal r join settlement.sale s on s.id = r.sale_id where r.state = 'confirmed'
  ), left_lots as (
    select s.business_date as d, m.quantity::bigint * s.price as worth from kernel.lot_movement m join settlement.sale s on s.lot_id = m.lot_id and s.cause = m.cause and s.cause_id = m.cause_id where m.kind in ('sale', 'direct_sale')
    union all select r.business_date, -m.quantity::bigint * s.price from settlement.reversal r join settlement.sale s on s.id = r.sale_id
      join kernel.lot_movement m on m.lot_id = s.lot_id and m.cause = s.cause and m.cause_id = s.cause_id and m.kind in ('sale', 'direct_sale') where r.state = 'confirmed'
  ), posted as (
    select p.business_date as d, a.code, l.amount from kernel.posting l join kernel.posting_set p on p.id = l.set_id join kernel.ledger_account a on a.id = l.ledger_account_id where p.kind in ('sale', 'sale_reversal')
  ), paper as (
    select s.*, exists (select 1 from settlement.bank_line l where l.statement_id = s.id and l.failed_at is null) as live, exists (select 1 from settlement.payment p where p.statement_id = s.id) as paid from settlement.statement s
  )
  select day.business_date::text as date, day.state,
    coalesce((select sum(gross) from entry where d = day.business_date), 0)::bigint as sales,
    coalesce((select sum(worth) from left_lots where d = day.business_date), 0)::bigint as lots,
    coalesce((select sum(amount) from posted where d = day.business_date and code = 'buyer_receivable'), 0)::bigint as receivable,
    -coalesce((select sum(amount) from posted where d = day.business_date and code = 'grower_payable'), 0)::bigint as payable,
    coalesce((select sum(gross + corrected) from paper where business_date = day.business_date and side = 'seller'), 0)::bigint as statements,
    coalesce((select sum(gross + corrected) from paper where business_date = day.business_date and side = 'buyer'), 0)::bigint as bills,
    coalesce((select sum(due) from paper where business_date = day.business_date), 0)::bigint as due,
    coalesce((select sum(case when live or paid then due when due > 0 then due else 0 end) from paper where business_date = day.business_date), 0)::bigint as banked
  from settlement.day day order by 1`;

/** What must be true after every deed, whatever it was. */
export async function agree(town: Town): Promise<void> {
  const days = await town.rows<DaySums>(SUMS);
  for (const day of days) {
    expect({ ...day, lots: day.sales, receivable: day.sales, payable: day.sales }, `the sums of ${day.date}`).toEqual(day);
    if (day.state === "closed") expect({ statements: day.statements, bills: day.bills }, `the papers of ${day.date}`).toEqual({ statements: day.sales, bills: day.sales });
  }
  const { balances, total, unbalancedSets } = await town.market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
  expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
  await owedAgrees(town, balances);
  await betweenAgrees(town, balances);
  await stockAgrees(town);
}

/** What the books owe a party, told from papers, sales, reversals and transfers alone. */
async function owedAgrees(town: Town, balances: readonly { account: string; partyId: string | null; amount: number }[]): Promise<void> {
  for (const [side, column, account, sign] of [["seller", "grower_id", "grower_payable", -1], ["buyer", "buyer_id", "buyer_receivable", 1]] as const) {
    const rows = await town.rows<{ party: string; owed: number }>(`
      with paper as (select s.*, p.at as paid_at from settlement.statement s left join settlement.payment p on p.statement_id = s.id where s.side = '${side}'),
        unpapered as (
          select s.${column} as party, s.business_date as d, s.gross as amount from settlement.sale s where s.money = 'market'
          union all select s.${column}, r.business_date, -s.gross from settlement.reversal r join settlement.sale s on s.id = r.sale_id where r.state = 'confirmed' and s.money = 'market'
          union all select party_id, business_date, amount from settlement.transfer_end where side = '${side}'
        )
      select party.id as party, (
        coalesce((select sum(due) from paper where party_id = party.id and paid_at is null), 0)
        + coalesce((select carried_out from paper where party_id = party.id order by business_date desc limit 1), 0)
        + coalesce((select sum(u.amount) from unpapered u where u.party = party.id and not exists (select 1 from paper where paper.party_id = party.id and paper.business_date = u.d)), 0))::bigint as owed
      from kernel.party party`);
    const ledgerOf = new Map<string, number>();
    for (const row of balances) if (row.account === account && row.partyId !== null) ledgerOf.set(row.partyId, (ledgerOf.get(row.partyId) ?? 0) + row.amount * sign);
    const wrong = rows.filter((row) => (ledgerOf.get(row.party) ?? 0) !== row.owed).map((row) => ({ ...row, ledger: ledgerOf.get(row.party) ?? 0 }));
    expect(wrong, `what the ledger owes a ${side} and what his papers and sales say`).toEqual([]);
  }
}

/** What two parties owe each other past the market's papers: sales settled between them, an agent's charges, and the money that went across. */
async function betweenAgrees(town: Town, balances: readonly { account: string; partyId: string | null; withId: string | null; amount: number }[]): Promise<void> {
  const rows = await town.rows<{ debtor: string; creditor: string; owed: number }>(`
    select debtor, creditor, sum(amount)::bigint as owed from (
      select s.buyer_id as debtor, s.grower_id as creditor, s.gross as amount from settlement.sale s where s.money = 'direct' and not exists (select from settlement.reversal r where r.sale_id = s.id and r.state = 'confirmed')
      union all select debtor_id, creditor_id, amount from settlement.between_charge
      union all select payer_id, payee_id, -amount from settlement.receipt
    ) as one group by debtor, creditor`);
  const said = (account: string, party: string, other: string): number => balances.filter((row) => row.account === account && row.partyId === party && row.withId === other).reduce((sum, row) => sum + row.amount, 0);
  const wrong = rows.map((row) => ({ ...row, owes: said("direct_owed", row.debtor, row.creditor), due: 0 - said("direct_due", row.creditor, row.debtor) })).filter((row) => row.owes !== row.owed || row.due !== row.owed);
  expect(wrong, "what two parties owe each other").toEqual([]);
}

async function stockAgrees(town: Town): Promise<void> {
  expect(await town.rows(`
    select no, 'stock below what is held' as what from kernel.lot where on_hand < 0 or held < 0 or held > on_hand
    union all select l.no, 'movements and balance differ' from kernel.lot l left join kernel.lot_movement m on m.lot_id = l.id group by l.id having l.on_hand <> coalesce(sum(case
      when m.kind in ('intake', 'split_in', 'return_in', 'count_up') then m.quantity when m.kind in ('hold', 'release', 'regrade') then 0 else -m.quantity end), 0)
    union all select l.no, 'sold more than came in' from kernel.lot l join settlement.sale s on s.lot_id = l.id left join settlement.reversal r on r.sale_id = s.id and r.state = 'confirmed' and r.goods = 'returned' where r.id is null
      group by l.id having sum(s.quantity) > (select sum(m.quantity) from kernel.lot_movement m where m.lot_id = l.id and m.kind in ('intake', 'split_in', 'count_up'))
    union all select party_id::text, 'credit beyond its limit' from kernel.credit_line where held + used > credit_limit or held < 0 or used < 0`)).toEqual([]);
}

/** The product's own list of differences, day by day: the cashier must see what the test sees. */
export async function dayBooksAgree(town: Town): Promise<void> {
  for (const { date } of await town.rows<{ date: string }>("select business_date::text as date from settlement.day order by 1")) {
    const view = await town.market.runtime.call(settlement.actions.dayOverview, { businessDate: date }, town.staff.cashier.call);
    expect({ date, balanced: view.balanced, checks: view.checks.filter((check) => check.difference !== 0), items: view.items.filter((item) => item.blocks) }).toEqual({ date, balanced: true, checks: [], items: [] });
  }
}
