import type { Handlers } from "../../kernel/machinery/module.ts";
import { canonical } from "../../kernel/machinery/canonical.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import type { pooled } from "./contract.ts";
import { lineOf, roundOpen, sideOf, type PooledScene } from "./course.ts";
import type { DivisionInput, DivisionOutput } from "./division.ts";
import { bindingIn } from "./list.ts";
import { hubOf, itemNames, substituteView, visible } from "./lists.ts";
import { divideAgain, hashOf, type Tools } from "./runs.ts";
import { signatureFits } from "./signer.ts";
import type { Order, Run, Tables } from "./store.ts";
import type { BasisView, CandidateView, SheetView, WhyView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "quotas" | "sheet" | "verifySheet" | "printSheet">;
type Seen = Awaited<ReturnType<typeof visible>>;

/** The sheets of an order are counted from 1; without a number the last one is meant. */
export async function runOf(scene: Pick<PooledScene, "tx" | "actor" | "refuse">, { orderId, round }: { orderId: string; round?: number | undefined }): Promise<{ order: Seen; run: Run }> {
  const order = await visible(scene, { orderId });
  let found = scene.tx.selectFrom("pooled.run").selectAll().where("order_id", "=", order.id);
  if (round !== undefined) found = found.where("seq", "=", round);
  const run = await found.orderBy("seq", "desc").limit(1).executeTakeFirst();
  return run === undefined ? scene.refuse("no_sheet_yet", { no: order.no }) : { order, run };
}

export async function sheetOf(scene: Pick<PooledScene, "tx">, order: Order, run: Run): Promise<SheetView> {
  const input = run.input as DivisionInput;
  const output = run.output as DivisionOutput;
  const drops = await scene.tx.selectFrom("pooled.drop").selectAll().where("order_id", "=", order.id).execute();
  const items = await itemNames(scene.tx, [...new Set([...drops.map((drop) => drop.item_id), ...output.drops.flatMap((drop) => drop.shares.flatMap((share) => share.itemId ?? []))])]);
  const ids = [...new Set(output.drops.flatMap((drop) => drop.shares.map((share) => share.growerId)))];
  const parties = ids.length === 0 ? [] : await scene.tx.selectFrom("kernel.party").select(["id", "name"]).where("id", "in", ids).execute();
  const name = new Map(parties.map((party) => [party.id, party.name]));
  const { runs } = await scene.tx.selectFrom("pooled.run").select((of) => of.fn.countAll<number>().as("runs")).where("order_id", "=", order.id).executeTakeFirstOrThrow();
  return {
    orderNo: order.no, title: order.title, rule: input.rule, seq: run.seq, sheets: Number(runs), kind: run.kind, round: run.round, madeAt: run.made_at.toISOString(), madeBy: run.account_name, hash: run.hash, previous: run.previous, signature: run.signature, publicKey: run.public_key,
    drops: output.drops.map((out) => {
      const asked = input.drops.find((one) => one.dropId === out.dropId)!;
      const drop = drops.find((one) => one.id === out.dropId)!;
      const item = items.get(asked.itemId)!;
      return {
        dropId: out.dropId, line: asked.line, n: asked.n, dueOn: asked.dueOn, place: drop.place, itemZh: item.zh, itemEn: item.en, unit: asked.unit, estate: asked.estate, step: asked.step, minBatch: asked.minBatch, given: out.given, unplaced: out.unplaced, clearing: out.clearing,
        shares: out.shares.map((share) => {
          const answer = input.answers.find((one) => one.dropId === out.dropId && one.growerId === share.growerId);
          return { growerId: share.growerId, grower: name.get(share.growerId) ?? "", quota: answer?.quota ?? 0, accepted: answer?.accepted ?? 0, extra: answer?.extra ?? 0, ask: answer?.ask ?? null, guaranteed: share.guaranteed, flowed: share.flowed, units: share.units, why: share.why, ...(share.itemId === undefined ? {} : { substitute: substituteView(lineOf(order, drop), share.itemId, items) }) };
        }),
      };
    }),
  };
}

export const sheetHandlers = (tools: Tools): Noun => ({
  async quotas(scene, { orderId, round }) {
    const order = await visible(scene as unknown as PooledScene, { orderId });
    return quotasShown(scene as unknown as PooledScene, order, round ?? order.round);
  },

  async sheet(scene, which) {
    const { order, run } = await runOf(scene as unknown as PooledScene, which);
    return sheetOf(scene as unknown as PooledScene, order, run);
  },

  async verifySheet(scene, { hash: typed, ...which }) {
    const inner = scene as unknown as PooledScene;
    const { order, run } = await runOf(inner, which);
    const recomputed = hashOf(order.id, run);
    const again = await divideAgain(run, tools.solving).catch((error: unknown) => scene.refuse("solver_failed", { why: error instanceof Error ? error.message : String(error) }));
    const sharesStand = canonical(again) === canonical(run.output) && (await promisesStand(inner, run));
    const hashStands = recomputed === run.hash;
    const before = run.seq === 1 ? null : await inner.tx.selectFrom("pooled.run").selectAll().where("order_id", "=", order.id).where("seq", "=", run.seq - 1).executeTakeFirst();
    const chainStands = before === null ? run.previous === null : before !== undefined && run.previous === before.hash && hashOf(order.id, before) === before.hash;
    const known = await inner.tx.selectFrom("pooled.signing_key").select("public_key").where("public_key", "=", run.public_key).executeTakeFirst();
    const signatureStands = known !== undefined && signatureFits(run.hash, run.signature, run.public_key);
    const given = typed === undefined ? "none" : typed === recomputed ? "same" : "other";
    return { hash: run.hash, recomputed, sharesStand, hashStands, chainStands, signatureStands, given, sound: sharesStand && hashStands && chainStands && signatureStands && given !== "other" };
  },

  async printSheet(scene, { orderId, round, ...wanted }) {
    const { order, run } = await runOf(scene as unknown as PooledScene, { orderId, round });
    const sheet = await sheetOf(scene as unknown as PooledScene, order, run);
    const market = await scene.tx.selectFrom("kernel.market").selectAll().executeTakeFirstOrThrow();
    return scene.ask(print.actions.render, { ...wanted, name: `${order.no}-${sheet.seq}`, paper: { kind: "allocation_sheet", papers: [paperOf(order, sheet, hubOf(order, market), { zh: market.name_zh, en: market.name_en, demo: market.demo })] } });
  },
});

/** What stands as promised says what the sheet says: the same growers, the same units. */
async function promisesStand({ tx }: PooledScene, run: Run): Promise<boolean> {
  const rows = await tx.selectFrom("pooled.promise").select(["drop_id", "grower_id", "quantity"]).where("run_id", "=", run.id).execute();
  const shares = (run.output as DivisionOutput).drops.flatMap((drop) => drop.shares.filter((share) => share.units > 0).map((share) => `${drop.dropId} ${share.growerId} ${share.units}`));
  return rows.map((row) => `${row.drop_id} ${row.grower_id} ${row.quantity}`).toSorted().join("\n") === shares.toSorted().join("\n");
}

/**
 * The quotas of a round as stored when they went out. Growers read everybody's figures, not which batches and lots are behind
 * another's; who was left out, and why, is read by the hub and by himself. The enterprise reads names once the sheet is out.
 */
async function quotasShown(scene: PooledScene, order: Seen, round: number) {
  const { tx, actor } = scene;
  const side = sideOf(actor, order);
  const drops = await tx.selectFrom("pooled.drop").selectAll().where("order_id", "=", order.id).orderBy("line").orderBy("n").execute();
  const rows = await tx.selectFrom("pooled.invitation as i").innerJoin("kernel.party as g", "g.id", "i.grower_id").selectAll("i").select(["g.name", "g.town"]).where("i.order_id", "=", order.id).where("i.round", "=", round).orderBy((of) => of("i.instead_id", "is not", null)).orderBy("i.quota", "desc").orderBy("i.grower_id").execute();
  const names = await itemNames(tx, [...new Set(rows.flatMap((row) => row.instead_id ?? [])), ...drops.map((drop) => drop.item_id)]);
  const all = side === "hub" || side === "looker";
  const hidden = side === "enterprise" && (order.state === "open" || (roundOpen(order) && round === order.round));
  const shown = hidden ? [] : rows.filter((row) => all || row.excluded === "none" || row.grower_id === actor.partyId);
  return {
    rule: order.rule, round,
    drops: drops.map((drop) => ({
      dropId: drop.id, line: drop.line, dueOn: drop.due_on, quantity: drop.quantity,
      candidates: shown.filter((row) => row.drop_id === drop.id).map((row): CandidateView => {
        const basis = row.basis as BasisView;
        return { growerId: row.grower_id, grower: row.name, town: row.town, available: row.available, quota: row.quota, basis: all || row.grower_id === actor.partyId ? basis : { ...basis, batches: [], lots: [] }, why: row.why as WhyView | null, excluded: row.excluded as CandidateView["excluded"], ...(row.instead_id === null ? {} : { substitute: substituteView(lineOf(order, drop), row.instead_id, names) }) };
      }),
    })),
  };
}

/** The one sentence about a share that fits on paper. */
function whyOn(share: SheetView["drops"][number]["shares"][number]): { zh: string; en: string } {
  const more = share.units > 0 && share.flowed > 0 ? { zh: `，流入 ${share.flowed}`, en: `, ${share.flowed} flowed on` } : { zh: "", en: "" };
  const instead = share.substitute === undefined ? { zh: "", en: "" } : { zh: `以${share.substitute.itemZh}替代；`, en: `${share.substitute.itemEn} instead; ` };
  return { zh: `${instead.zh}${bindingIn("zh", share.why.binding)}${more.zh}`, en: `${instead.en}${bindingIn("en", share.why.binding)}${more.en}` };
}

function paperOf(order: Seen, sheet: SheetView, hub: { zh: string; en: string }, market: { zh: string; en: string; demo: boolean }): PaperData<"allocation_sheet"> {
  const amount = (quantity: number, unit: string) => ({ quantity, unit: unit as "pot" });
  const nameOf = (drop: SheetView["drops"][number]): string => `${drop.line}-${drop.n}`;
  return {
    market: { zh: market.zh, en: market.en }, demo: market.demo, code: `/pooled/${order.no}`, currency: order.currency, no: order.no, title: order.title, enterprise: order.enterprise, hub, rule: { zh: zh.rules[sheet.rule], en: en.rules[sheet.rule] }, sheet: sheet.seq, madeAt: sheet.madeAt, madeBy: sheet.madeBy === "" ? null : sheet.madeBy,
    hash: sheet.hash, previous: sheet.previous, signature: `${sheet.signature.slice(0, 64)} ${sheet.signature.slice(64)}`, publicKey: sheet.publicKey,
    drops: sheet.drops.map((drop) => ({ drop: nameOf(drop), day: drop.dueOn, place: drop.place, item: { zh: drop.itemZh, en: drop.itemEn }, wanted: amount(drop.estate, drop.unit), given: amount(drop.given, drop.unit), unplaced: drop.unplaced, price: drop.clearing })),
    shares: sheet.drops.flatMap((drop) => drop.shares.map((share) => ({ drop: nameOf(drop), grower: share.grower, quota: share.quota, accepted: share.accepted, extra: share.extra, ask: share.ask, units: share.units, why: whyOn(share) }))),
  };
}
