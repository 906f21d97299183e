import { calendar } from "../../kernel/calendar/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import type { packaging } from "./contract.ts";
import { balancesOf } from "./lists.ts";
import { ownParty, movementRows, rowView } from "./log.ts";
import { holderOf } from "./moving.ts";
import type { Tables } from "./store.ts";
import type { MovementRow } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof packaging, Tables>, "printSlip" | "printLabels">;
const SHORT_DIGITS = 6;
const sum = (rows: readonly MovementRow[], pick: (row: MovementRow) => number): number | null => {
  const total = rows.reduce((all, row) => all + pick(row), 0);
  return total === 0 ? null : total;
};

export const paperHandlers: Noun = {
  async printSlip(scene, { partyId, on, ...wanted }) {
    const { tx, actor, ask, refuse } = scene;
    const whose = ownParty(actor) ?? partyId ?? refuse("not_found", { party: "" });
    const party = await holderOf(scene, whose);
    const day = on ?? scene.businessDate;
    const rows = (await movementRows(tx).where("m.business_date", "=", day).where((of) => of.or([of("m.from_party", "=", whose), of("m.to_party", "=", whose)])).orderBy("m.seq").limit(500).execute()).map((row) => rowView(row, actor));
    const last = rows.at(-1);
    if (last === undefined) return refuse("nothing_moved", { party: party.name, day });
    const { market } = await ask(calendar.actions.today, {});
    const { balances } = await balancesOf(scene, { partyId: whose, limit: 500, offset: 0 });
    // Between two parties each has his own side on his slip: who takes pays, who gives gets back.
    const taken = (row: MovementRow): number => (row.toId === whose ? row.depositTaken : 0);
    const back = (row: MovementRow): number => (row.fromId === whose ? row.depositBack : 0);
    const charge = (row: MovementRow): number => (row.fromId === whose ? row.charge : 0);
    const paper: PaperData<"packaging_slip"> = {
      market: { zh: market.nameZh, en: market.nameEn }, demo: market.demo, code: "/packaging/mine", currency: last.currency, no: last.no, day, party: party.name,
      taken: sum(rows, taken), back: sum(rows, back), charge: sum(rows, charge), held: balances.reduce((all, row) => all + row.deposit, 0),
      lines: rows.map((row) => ({
        no: row.no, what: { zh: zh.acts[row.act], en: en.acts[row.act] }, kind: { zh: row.kindZh, en: row.kindEn }, quantity: row.quantity, amount: taken(row) - back(row) + charge(row), note: row.reason === "" ? null : row.reason,
      })),
      holds: balances.map((row) => ({ kind: { zh: row.kindZh, en: row.kindEn }, quantity: row.quantity, deposit: row.deposit })),
    };
    return ask(print.actions.render, { ...wanted, name: `${last.no} ${party.name}`, paper: { kind: "packaging_slip", papers: [paper] } });
  },

  async printLabels({ tx, ask, refuse }, { numbers, ...wanted }) {
    const { market } = await ask(calendar.actions.today, {});
    const rows = await tx.selectFrom("packaging.piece as p").innerJoin("packaging.kind as k", "k.id", "p.kind_id").select(["p.no", "k.zh", "k.en"]).where("p.no", "in", numbers).execute();
    const papers = numbers.map((number): PaperData<"asset_label"> => {
      const row = rows.find((one) => one.no === number) ?? refuse("unknown_number", { number });
      return { market: { zh: market.nameZh, en: market.nameEn }, demo: market.demo, code: `/packaging/t/${row.no}`, no: row.no, shortNo: row.no.slice(-SHORT_DIGITS), what: { zh: row.zh, en: row.en } };
    });
    return ask(print.actions.render, { ...wanted, name: numbers.length === 1 ? numbers[0]! : `${numbers[0]}+${numbers.length - 1}`, paper: { kind: "asset_label", papers } });
  },
};
