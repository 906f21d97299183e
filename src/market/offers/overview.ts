import { sql } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { offers } from "./contract.ts";
import { KINDS } from "./rules.ts";
import { marketOf } from "./settings.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "overview">;

export const overviewHandlers: Noun = {
  async overview({ tx, businessDate, now }) {
    const lines = await tx.selectFrom("offers.line as l").innerJoin("offers.line_left as left", "left.line_id", "l.id").where("l.state", "=", "open").where("l.until_at", ">", now)
      .select(["l.kind", sql<number>`count(*)`.as("lines"), sql<number>`sum(l.quantity)::bigint`.as("offered"), sql<number>`sum(l.taken)::bigint`.as("taken"), sql<number>`sum(greatest(0, "left".stock))::bigint`.as("left")]).groupBy("l.kind").execute();
    const sold = await tx.selectFrom("offers.purchase_line as pl").where("pl.business_date", "=", businessDate).where("pl.state", "in", ["confirmed", "booked"])
      .select(["pl.kind", sql<number>`sum(pl.quantity * pl.price)::bigint`.as("amount"), sql<number>`count(distinct pl.purchase_id)`.as("orders")]).groupBy("pl.kind").execute();
    const { rows: [waits] } = await sql<{ carts: number; reserved: number; to_confirm: number; promised: number; short: number; requests: number; orders: number }>`select
      (select count(*) from offers.purchase where state = 'cart' and expires_at > ${now}) as carts,
      (select coalesce(sum(quantity), 0)::bigint from offers.purchase_line where state = 'reserved') as reserved,
      (select count(*) from offers.purchase_line where state = 'placed') as to_confirm,
      (select coalesce(sum(quantity), 0)::bigint from offers.part where state = 'promised') as promised,
      (select count(*) from offers.purchase_line where cut > 0 and business_date = ${businessDate}) as short,
      (select count(*) from offers.request where state = 'open') as requests,
      (select count(distinct purchase_id) from offers.purchase_line where business_date = ${businessDate} and state in ('placed', 'confirmed', 'booked')) as orders`.execute(tx);
    return {
      businessDate, currency: (await marketOf(tx)).currency,
      channels: KINDS.map((kind) => {
        const line = lines.find((one) => one.kind === kind);
        return { kind, lines: line?.lines ?? 0, offered: line?.offered ?? 0, taken: line?.taken ?? 0, left: line?.left ?? 0, amount: sold.find((one) => one.kind === kind)?.amount ?? 0 };
      }),
      carts: waits!.carts, reserved: waits!.reserved, toConfirm: waits!.to_confirm, promised: waits!.promised, shortToday: waits!.short, openRequests: waits!.requests, ordersToday: waits!.orders,
      amountToday: sold.reduce((sum, one) => sum + one.amount, 0),
    };
  },
};
