/** A bill as the slip of the print centre: a PDF, the bytes of a 58 or 80 mm printer, or a job for a printer of the hall. */
import { isUnit } from "../../engines/units/units.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import { billViewOf } from "./bills.ts";
import type { stall } from "./contract.ts";
import { creditOf } from "./customers.ts";
import { marketOf, placeAt, type StallScene } from "./right.ts";
import type { Method } from "./rules.ts";
import { slipOf } from "./slip.ts";
import type { Tables } from "./store.ts";
import type { BillLineView, BillView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "printSlip" | "slipPrinters" | "queueSlip">;
type SlipData = PaperData<"stall_slip">;

export const printHandlers: Noun = {
  async printSlip(handed, { billId, ...wanted }) {
    const slip = await slipFor(handed as StallScene, billId);
    return handed.ask(print.actions.render, { ...wanted, name: slip.no, paper: { kind: "stall_slip", papers: [slip] } });
  },

  async slipPrinters(handed, { stallId }) {
    await placeAt(handed as StallScene, stallId);
    const { printers } = await handed.ask(print.actions.printers, {});
    return { printers: printers.map(({ id, name, size }) => ({ id, name, size })) };
  },

  async queueSlip(handed, { billId, printerId, language, origin }) {
    const slip = await slipFor(handed as StallScene, billId);
    const job = await handed.ask(print.actions.queue, { printerId, title: slip.no, language, ...(origin === undefined ? {} : { origin }), paper: { kind: "stall_slip", papers: [slip] } });
    return { jobId: job.id, printer: job.printer };
  },
};

async function slipFor(scene: StallScene, billId: string): Promise<SlipData> {
  const found = await scene.tx.selectFrom("stall.bill").select(["id", "stall_id", "party_id", "customer_id"]).where("id", "=", billId).executeTakeFirst();
  if (found === undefined) return scene.refuse("not_found", { bill: billId });
  const { stall } = await placeAt(scene, found.stall_id);
  const bill = await billViewOf(scene, billId);
  const { currency } = await marketOf(scene);
  const balance = found.customer_id === null ? null : (await creditOf(scene, stall, currency, found.party_id))(found.party_id).balance;
  return slipData(bill, balance);
}

/** What `slip.ts` says of the bill, in the print centre's fields: goods, pots and allowance make the total, what was paid and what is owed follow. */
export function slipData(bill: BillView, balance: number | null): SlipData {
  const slip = slipOf({ ...bill, provisional: false, at: bill.madeAt, customer: bill.customer, void: bill.state === "void", lines: bill.lines.map((line) => ({ ...line, name: line.zh, quantity: line.quantityNow, total: line.totalNow })) });
  const lines = bill.lines.filter((line) => line.quantityNow > 0);
  const pots = lines.reduce((sum, line) => sum + potsIn(line), 0);
  const allowance = slip.payments.filter((payment) => payment.method === "allowance").reduce((sum, payment) => sum + payment.amount, 0);
  const paid = slip.paid - allowance;
  return {
    market: { zh: bill.market.zh, en: bill.market.en }, demo: bill.market.demo, code: slip.path, currency: bill.currency, no: bill.no, stall: `${bill.stall.name} ${bill.stall.number}`, phone: null, at: bill.madeAt, seller: bill.by, buyer: bill.customer === "" ? null : bill.customer,
    gross: slip.total - pots, pots: orNull(pots), discount: orNull(0 - allowance), total: slip.total - allowance, paid, paidBy: paidBy(slip.payments.map((payment) => payment.method).filter((method) => method !== "allowance")),
    owed: orNull(slip.due), debt: balance !== null && balance > 0 ? balance : null, credit: balance !== null && balance < 0 ? 0 - balance : null, note: noteOf(bill), lines: lines.map(lineData),
  };
}

/** A returned part of a line takes its pots along in proportion, as its total does; one haggled price has them in it. */
function potsIn(line: BillLineView): number {
  if (line.lump || line.potPrice === null || line.pots === 0 || line.total === 0) return 0;
  return Math.round((line.pots * line.potPrice * line.totalNow) / line.total);
}

/** The print centre shows a price for the unit that is counted; how it was written stands behind the name. */
function lineData(line: BillLineView): SlipData["lines"][number] {
  if (!isUnit(line.unit)) throw new Error(`No words are known for the unit ${line.unit}.`);
  const plain = !line.lump && line.per === line.unit;
  const amount = line.totalNow - potsIn(line);
  const how = (words: typeof zh): string => (plain ? "" : line.lump ? ` (${words.lump})` : ` (${line.written})`);
  return {
    item: { zh: `${line.zh}${how(zh)}`, en: line.en === "" ? "" : `${line.en}${how(en)}` }, grade: null, quantity: { quantity: line.quantityNow, unit: line.unit }, price: plain ? line.price : Math.round(amount / line.quantityNow), amount,
    potExtra: potsIn(line) > 0,
  };
}

const orNull = (value: number): number | null => (value === 0 ? null : value);
const paidBy = (methods: readonly Method[]): SlipData["paidBy"] => (methods.length === 0 ? null : { zh: methods.map((one) => zh.methods[one]).join("、"), en: methods.map((one) => en.methods[one]).join(", ") });
const noteOf = (bill: BillView): string | null => [bill.state === "void" ? `${zh.changes.void} VOID` : "", bill.note].filter((part) => part !== "").join(" · ") || null;
