import { isUnit } from "../../engines/units/units.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import { contextIn, giveOut } from "../../kernel/sheets/exchange.ts";
import type { pooled } from "./contract.ts";
import type { PooledScene } from "./course.ts";
import { deliveryEn } from "./delivery-words.en.ts";
import { deliveryZh } from "./delivery-words.zh.ts";
import { visible } from "./lists.ts";
import { MONEY, moneyLines } from "./money-list.ts";
import { moneyFor } from "./money.ts";
import type { Tables } from "./store.ts";
import type { SettlementView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "printInvoice" | "printStatement" | "exportSettlement">;
type Seen = Awaited<ReturnType<typeof visible>>;
const MAX_MONEY_ROWS = 10_000;
/** Papers printed in one go; whoever has more growers prints them by name. */
const MAX_STATEMENTS = 100;

export const paperHandlers: Noun = {
  async printInvoice(scene, { orderId, ...wanted }) {
    const inner = scene as unknown as PooledScene;
    const order = await visible(inner, { orderId });
    const money = await moneyFor(inner, order);
    if (money.invoice === null || money.invoice.lines.length === 0) return inner.refuse("nothing_yet", { no: order.no });
    return inner.ask(print.actions.render, { ...wanted, name: order.no, paper: { kind: "pooled_invoice", papers: [invoicePaper(await headOf(inner, order, money), money, money.invoice)] } });
  },

  async printStatement(scene, { orderId, growerId, ...wanted }) {
    const inner = scene as unknown as PooledScene;
    const order = await visible(inner, { orderId });
    const money = await moneyFor(inner, order);
    const wished = money.statements.filter((one) => (growerId === undefined || one.growerId === growerId) && one.lines.length + one.deductions.length > 0).slice(0, MAX_STATEMENTS);
    if (wished.length === 0) return inner.refuse("nothing_yet", { no: order.no });
    const head = await headOf(inner, order, money);
    return inner.ask(print.actions.render, { ...wanted, name: order.no, paper: { kind: "pooled_statement", papers: wished.map((one) => statementPaper(head, one)) } });
  },

  async exportSettlement(scene, { orderId, language }) {
    const inner = scene as unknown as PooledScene;
    const order = await visible(inner, { orderId });
    const rows = moneyLines(await moneyFor(inner, order), language);
    if (rows.length <= 1) return inner.refuse("nothing_yet", { no: order.no });
    if (rows.length > MAX_MONEY_ROWS) return inner.refuse("too_many_rows", { rows: rows.length, most: MAX_MONEY_ROWS });
    return giveOut(MONEY, rows, contextIn(order.currency, language), order.no);
  },
};

async function headOf({ tx }: PooledScene, order: Seen, money: SettlementView) {
  const market = await tx.selectFrom("kernel.market").select(["name_zh", "name_en", "demo"]).executeTakeFirstOrThrow();
  return {
    market: { zh: market.name_zh, en: market.name_en }, demo: market.demo, code: `/pooled/${order.no}`, currency: order.currency, no: order.no, title: order.title, enterprise: order.enterprise, hub: money.hub, state: { zh: zh.states[order.state], en: en.states[order.state] },
  };
}
type Head = Awaited<ReturnType<typeof headOf>>;

const kindOf = (kind: string) => ({ zh: deliveryZh.deductions[kind] ?? kind, en: deliveryEn.deductions[kind] ?? kind });
const orNull = (amount: number): number | null => (amount === 0 ? null : amount);
const textOf = (text: string): string | null => (text === "" ? null : text.slice(0, MAX_TEXT));
/** A cell of a paper holds so many characters. */
const MAX_TEXT = 280;
function amountOf(units: number, unit: string) {
  if (!isUnit(unit)) throw new Error(`No words are known for the unit ${unit}.`);
  return { quantity: units, unit };
}

function invoicePaper(head: Head, { margin }: SettlementView, invoice: NonNullable<SettlementView["invoice"]>): PaperData<"pooled_invoice"> {
  return {
    ...head, gross: invoice.gross, credited: orNull(invoice.credited), due: invoice.due, deposit: orNull(invoice.deposit), margin,
    lines: invoice.lines.map((line) => ({ item: { zh: line.itemZh, en: line.itemEn }, grade: line.grade, quantity: amountOf(line.units, line.unit), way: { zh: deliveryZh.priceWays[line.way] ?? line.way, en: deliveryEn.priceWays[line.way] ?? line.way }, price: line.price, amount: line.gross })),
    credits: invoice.credits.map((one) => ({ what: kindOf(one.kind), text: textOf(one.text), amount: one.amount })),
    bills: invoice.bills.map((bill) => ({ day: bill.businessDate, amount: bill.amount })),
  };
}

function statementPaper(head: Head, statement: SettlementView["statements"][number]): PaperData<"pooled_statement"> {
  return {
    ...head, grower: statement.grower, promised: statement.promised, delivered: statement.delivered, gross: statement.gross, downgrade: orNull(statement.lines.reduce((sum, line) => sum + line.downgrade, 0)), deducted: orNull(statement.deducted), net: statement.net, deposit: orNull(statement.depositHeld),
    lines: statement.lines.map((line) => ({ item: { zh: line.itemZh, en: line.itemEn }, grade: line.grade, quantity: amountOf(line.units, line.unit), ordered: line.orderedPrice, price: line.price, amount: line.gross })),
    deductions: statement.deductions.map((one) => ({ what: kindOf(one.kind), text: textOf(one.text), amount: one.amount })),
  };
}
