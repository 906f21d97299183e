import { initialsOf, pinyinOf } from "../../engines/names/pinyin.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { parties } from "../../kernel/parties/contract.ts";
import type { stall } from "./contract.ts";
import { marketOf, ownerAt, placeAt, type Place, type StallScene } from "./right.ts";
import type { CustomerRow, StallRow, Tables } from "./store.ts";
import type { CustomerView } from "./views.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "registerCustomer" | "welcome" | "changeCustomer" | "setCredit">;

export interface NewCustomer {
  readonly id: string;
  readonly nickname: string;
  readonly phone: string | null;
  readonly group: string;
  readonly note?: string;
}

export const customerHandlers: Noun = {
  async registerCustomer(scene, { stallId, customer }) {
    const { stall } = await placeAt(scene, stallId, true);
    const row = await register(scene, stall, customer);
    return customerViewOf(scene, stall, row);
  },

  async welcome({ tx, now, newId, refuse }, { number, partyId }) {
    const found = await tx.selectFrom("stall.stall as s").innerJoin("kernel.party as k", "k.id", "s.party_id").selectAll("s").select("k.name as keeper").where("s.number", "=", number).where("s.open", "=", true).executeTakeFirst();
    if (found === undefined || found.party_id === partyId) return refuse("no_such_stall", { number });
    const party = await tx.selectFrom("kernel.party").select(["name", "phone"]).where("id", "=", partyId).executeTakeFirst();
    if (party === undefined) return refuse("not_found", { party: partyId });
    const nickname = party.name.slice(0, 60);
    const written = await tx.insertInto("stall.customer").values({
      id: newId(), stall_id: found.id, party_id: partyId, nickname, group_name: "", phone_tail: party.phone?.slice(-4) ?? "", pinyin: pinyinOf(nickname), initials: initialsOf(nickname), note: "", created_at: now, last_at: null,
    }).onConflict((conflict) => conflict.columns(["stall_id", "party_id"]).doNothing()).executeTakeFirst();
    return { stall: { id: found.id, hall: found.hall, number: found.number, name: found.name, partyId: found.party_id, keeper: found.keeper, open: found.open }, already: written.numInsertedOrUpdatedRows !== 1n };
  },

  async changeCustomer(scene, { customerId, nickname, group, note }) {
    const { tx } = scene;
    const { customer, stall } = await customerAt(scene, customerId);
    const set = {
      ...(nickname === undefined ? {} : { nickname, pinyin: pinyinOf(nickname), initials: initialsOf(nickname) }), ...(group === undefined ? {} : { group_name: group }), ...(note === undefined ? {} : { note }),
    };
    const row = Object.keys(set).length === 0 ? customer : await tx.updateTable("stall.customer").set(set).where("id", "=", customerId).returningAll().executeTakeFirstOrThrow();
    return customerViewOf(scene, stall, row);
  },

  async setCredit(scene, { customerId, changeId, limit }) {
    const { customer, stall } = await customerAt(scene, customerId);
    await ownerAt(scene, stall.id);
    const { currency } = await marketOf(scene);
    await scene.ask(ledger.actions.setPartyLimit, { partyId: customer.party_id, creditorId: stall.party_id, currency, limit, cause: "stall.credit", causeId: changeId });
    return customerViewOf(scene, stall, customer);
  },
};

/** Registers a person with the market and puts him on the stall's own list. The phone number itself stands with the market only. */
export async function register(scene: StallScene, stall: StallRow, customer: NewCustomer): Promise<CustomerRow> {
  const { tx, now, ask, refuse } = scene;
  const { demo } = await marketOf(scene);
  const earlier = await tx.selectFrom("stall.customer").selectAll().where("id", "=", customer.id).executeTakeFirst();
  if (earlier !== undefined) return earlier.stall_id === stall.id ? earlier : refuse("customer_id_reused");
  const party = await ask(parties.actions.register, { kind: "person", name: customer.nickname, roles: ["buyer"], phone: customer.phone, demo });
  return tx.insertInto("stall.customer").values({
    id: customer.id, stall_id: stall.id, party_id: party.id, nickname: customer.nickname, group_name: customer.group, phone_tail: customer.phone?.slice(-4) ?? "",
    pinyin: pinyinOf(customer.nickname), initials: initialsOf(customer.nickname), note: customer.note ?? "", created_at: now, last_at: null,
  }).returningAll().executeTakeFirstOrThrow();
}

/** A customer of a stall at which the actor may work; another's is not found. */
export async function customerAt(scene: StallScene, customerId: string, change = false): Promise<Place & { readonly customer: CustomerRow }> {
  const customer = await scene.tx.selectFrom("stall.customer").selectAll().where("id", "=", customerId).executeTakeFirst();
  if (customer === undefined) return scene.refuse("not_found", { customer: customerId });
  return { customer, ...(await placeAt(scene, customer.stall_id, change)) };
}

interface Credit {
  readonly balance: number;
  readonly limit: number;
  readonly used: number;
}
const NO_CREDIT: Credit = { balance: 0, limit: 0, used: 0 };

/** What every customer owes the keeper, as the ledger says. */
export async function creditOf({ ask }: StallScene, stall: StallRow, currency: string, partyId?: string): Promise<(partyId: string) => Credit> {
  const { debts } = await ask(ledger.actions.owed, { creditorId: stall.party_id, currency, ...(partyId === undefined ? {} : { partyId }) });
  const known = new Map(debts.map((debt) => [debt.partyId, debt]));
  return (of) => known.get(of) ?? NO_CREDIT;
}

export async function customerViewOf(scene: StallScene, stall: StallRow, row: CustomerRow): Promise<CustomerView> {
  const { currency } = await marketOf(scene);
  const credit = await creditOf(scene, stall, currency, row.party_id);
  const prices = await pricesOf(scene, stall, row.party_id);
  return viewOf(row, credit(row.party_id), prices.get(row.party_id) ?? []);
}

/** What customers last paid, latest first. */
export async function pricesOf({ tx }: StallScene, stall: StallRow, partyId?: string): Promise<Map<string, CustomerView["prices"]>> {
  let found = tx.selectFrom("stall.last_price").selectAll().where("stall_id", "=", stall.id);
  if (partyId !== undefined) found = found.where("party_id", "=", partyId);
  const rows = await found.orderBy("at", "desc").execute();
  const by = new Map<string, CustomerView["prices"]>();
  for (const row of rows) {
    const list = by.get(row.party_id) ?? [];
    list.push({ itemId: row.item_id, price: row.price, per: row.per, potPrice: row.pot_price, written: row.written });
    by.set(row.party_id, list);
  }
  return by;
}

export const viewOf = (row: CustomerRow, { balance, limit, used }: Credit, prices: CustomerView["prices"]): CustomerView => ({
  id: row.id, partyId: row.party_id, nickname: row.nickname, group: row.group_name, phoneTail: row.phone_tail, pinyin: row.pinyin, initials: row.initials, note: row.note,
  lastAt: row.last_at?.toISOString() ?? null, balance, limit, free: limit - used, prices,
});
