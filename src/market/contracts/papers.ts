import { sha256 } from "../../engines/clock/sha256.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import type { contracts } from "./contract.ts";
import { termsOf, periodsOf, type ContractScene } from "./course.ts";
import { signaturesOf, visible } from "./lists.ts";
import { bandOf, SIDES } from "./rules.ts";
import type { Contract, Tables } from "./store.ts";
import { clausesOf, sealOf, textOf, type Facts } from "./text.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof contracts, Tables>, "document" | "verify" | "printContract">;
type Written = Contract & { readonly text: string; readonly hash: string };

export const paperHandlers: Noun = {
  async document(scene, { contractId }) {
    const row = await written(scene, { contractId });
    return { no: row.no, clauses: clausesOf(row.facts as Facts), text: row.text, hash: row.hash, seal: row.seal, signatures: await signaturesOf(scene.tx, row) };
  },

  async verify(scene, { contractId, no, hash }) {
    const row = await written(scene, { contractId, no });
    const facts = row.facts as Facts;
    const text = textOf(facts);
    const recomputed = sha256(text);
    const signatures = await signaturesOf(scene.tx, row);
    const seal = row.seal === null ? null : sealOf(text, signatures);
    const signaturesStand = signatures.every((one) => one.hash === recomputed && one.party === facts[one.side].name) && (row.seal === null || SIDES.every((side) => signatures.some((one) => one.side === side)));
    const stands = { textStands: text === row.text && recomputed === row.hash, termsStand: await termsStand(scene, row), signaturesStand, sealStands: seal === null ? null : seal === row.seal };
    const given = hash === undefined ? "none" : hash === recomputed ? "terms" : hash === seal ? "seal" : "neither";
    return { no: row.no, recomputed, stored: row.hash, seal: row.seal, ...stands, given, sound: stands.textStands && stands.termsStand && stands.signaturesStand && stands.sealStands !== false && given !== "neither" };
  },

  async printContract(scene, { contractId, ...wanted }) {
    const { tx, ask } = scene;
    const row = await written(scene, { contractId });
    const market = await tx.selectFrom("kernel.market").selectAll().executeTakeFirstOrThrow();
    return ask(print.actions.render, { ...wanted, name: row.no, paper: { kind: "contract", papers: [paperOf(row, await signaturesOf(tx, row), { zh: market.name_zh, en: market.name_en, demo: market.demo })] } });
  },
};

async function written(scene: Pick<ContractScene, "tx" | "actor" | "refuse">, which: { contractId?: string | undefined; no?: string | undefined }): Promise<Written> {
  const row = await visible(scene, which);
  return row.text === null || row.hash === null ? scene.refuse("no_text_yet", { no: row.no }) : { ...row, text: row.text, hash: row.hash };
}

/** The columns and periods by which the contract runs say what the text says. */
async function termsStand(scene: Pick<ContractScene, "tx">, row: Contract): Promise<boolean> {
  const { terms } = row.facts as Facts;
  const whole = bandOf(terms.quantity, terms.band);
  const columns = row.quantity === terms.quantity && row.lower === whole.lower && row.upper === whole.upper && row.item_id === terms.itemId && row.deposit_seller === terms.deposit.seller && row.deposit_buyer === terms.deposit.buyer
    && clausesOf({ ...(row.facts as Facts), terms: termsOf(row) }).map(({ text }) => text.zh).join("\n") === clausesOf(row.facts as Facts).map(({ text }) => text.zh).join("\n");
  const periods = await periodsOf(scene, row.id);
  return columns && (row.running_at === null || (periods.length === terms.periods.length && periods.every((one, n) => {
    const planned = terms.periods[n]!;
    const band = bandOf(planned.planned, terms.periodBand);
    return one.from_on === planned.from && one.to_on === planned.to && one.planned === planned.planned && one.lower === band.lower && one.upper === band.upper;
  })));
}

/** A cell of a paper holds so many characters; a longer clause goes on in the next one. */
const MAX_CELL = 280;
function pieces(text: string): string[] {
  const found: string[] = [];
  for (let rest = text; rest !== "";) {
    const cut = rest.length <= MAX_CELL ? rest.length : Math.max(rest.lastIndexOf(" ", MAX_CELL), rest.lastIndexOf("。", MAX_CELL) + 1, 1);
    found.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return found;
}

function paperOf(row: Written, signatures: Awaited<ReturnType<typeof signaturesOf>>, market: { zh: string; en: string; demo: boolean }): PaperData<"contract"> {
  const facts = row.facts as Facts;
  return {
    market: { zh: market.zh, en: market.en }, demo: market.demo, code: `/contracts/${row.no}`, no: row.no, seller: facts.seller.name, buyer: facts.buyer.name, state: { zh: zh.states[row.state], en: en.states[row.state] },
    hash: row.hash, seal: row.seal, proposedAt: row.proposed_at!.toISOString(),
    clauses: clausesOf(facts).flatMap(({ title, text }) => {
      const [first, second] = [pieces(text.zh), pieces(text.en)];
      return Array.from({ length: Math.max(first.length, second.length) }, (_, n) => ({ title: n === 0 ? title : { zh: "", en: "" }, text: { zh: first[n] ?? " ", en: second[n] ?? " " } }));
    }),
    signatures: signatures.map((one) => ({ side: { zh: zh.sides[one.side], en: en.sides[one.side] }, party: one.party, account: one.account, at: one.at })),
  };
}
