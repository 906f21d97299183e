import { sql, type Selectable } from "kysely";
import type { CatalogueTables } from "../catalogue/store.ts";
import { isCheckViolation } from "../db/errors.ts";
import type { Role } from "../machinery/contract.ts";
import { defineModule, type Actor, type Tx } from "../machinery/module.ts";
import { lots, type LotView, type MOVEMENTS } from "./contract.ts";
import type { LotTables } from "./store.ts";

type Tables = LotTables & Pick<CatalogueTables, "kernel.trade_item">;
type LotRow = Selectable<LotTables["kernel.lot"]>;

export const lotsModule = defineModule<typeof lots, Tables>(lots, {
  migrations: null,
  handlers: {
    async create({ tx, now, businessDate, newId, emit, refuse }, input) {
      const item = await tx.selectFrom("kernel.trade_item").select(["unit"]).where("id", "=", input.itemId).executeTakeFirst();
      if (item === undefined) return refuse("unknown_item", { item: input.itemId });
      const id = newId();
      const no = await nextNumber(tx, businessDate);
      const row = await tx.insertInto("kernel.lot").values({
        id, no, item_id: input.itemId, grower_id: input.growerId, business_date: businessDate, unit: item.unit,
        declared: input.declared, grade: null, floor_price: input.floorPrice, pot_extra: input.potExtra, photo_id: input.photoId,
        note: input.note, attributes: JSON.stringify(input.attributes), status: "declared", parent_id: input.parentId, created_at: now,
      }).returningAll().executeTakeFirstOrThrow();
      await emit("lotCreated", { lotId: id, no, growerId: input.growerId, itemId: input.itemId, declared: input.declared });
      return view(row);
    },

    async change({ tx, refuse }, { lotId, ...change }) {
      const before = await tx.selectFrom("kernel.lot").selectAll().where("id", "=", lotId).forUpdate().executeTakeFirst();
      if (before === undefined) return refuse("not_found", { lot: lotId });
      if (before.status === "closed" || before.status === "cancelled") return refuse("lot_closed", { lot: before.no, status: before.status });
      const set = {
        ...(change.declared === undefined ? {} : { declared: change.declared }),
        ...(change.floorPrice === undefined ? {} : { floor_price: change.floorPrice }),
        ...(change.photoId === undefined ? {} : { photo_id: change.photoId }),
        ...(change.note === undefined ? {} : { note: change.note }),
        ...(change.grade === undefined ? {} : { grade: change.grade }),
        ...(change.status === undefined ? {} : { status: change.status }),
      };
      if (Object.keys(set).length === 0) return view(before);
      return view(await tx.updateTable("kernel.lot").set(set).where("id", "=", lotId).returningAll().executeTakeFirstOrThrow());
    },

    async move({ tx, actor, now, emit, refuse }, input) {
      // The row lock puts movements of one lot in a line; a savepoint is not needed because a refusal ends the transaction.
      const before = await tx.selectFrom("kernel.lot").select(["no", "on_hand", "held"]).where("id", "=", input.lotId).forUpdate().executeTakeFirst();
      if (before === undefined) return refuse("not_found", { lot: input.lotId });
      try {
        const moved = await tx.insertInto("kernel.lot_movement").values({
          lot_id: input.lotId, kind: input.kind, quantity: input.quantity, cause: input.cause, cause_id: input.causeId,
          reason: input.reason, account_id: actor.accountId, at: now,
        }).onConflict((conflict) => conflict.columns(["lot_id", "kind", "cause", "cause_id"]).doNothing()).executeTakeFirst();
        if (moved.numInsertedOrUpdatedRows !== 1n) {
          const done = await tx.selectFrom("kernel.lot_movement").select("quantity")
            .where("lot_id", "=", input.lotId).where("kind", "=", input.kind).where("cause", "=", input.cause).where("cause_id", "=", input.causeId).executeTakeFirstOrThrow();
          return done.quantity === input.quantity ? balance(before, true) : refuse("key_reused", { lot: before.no, causeId: input.causeId });
        }
      } catch (error) {
        if (isCheckViolation(error)) return refuse("not_enough_stock", { lot: before.no, free: before.on_hand - before.held, held: before.held, asked: input.quantity });
        throw error;
      }
      const after = afterMove(before, input.kind, input.quantity);
      await emit("lotMoved", {
        lotId: input.lotId, kind: input.kind as (typeof MOVEMENTS)[number], quantity: input.quantity,
        onHand: after.on_hand, held: after.held, cause: input.cause, causeId: input.causeId,
      });
      return balance(after, false);
    },

    async get({ tx, actor, refuse }, { lotId }) {
      const row = await tx.selectFrom("kernel.lot").selectAll().where("id", "=", lotId).executeTakeFirst();
      if (row === undefined) return refuse("not_found", { lot: lotId });
      return isDesk(actor) || row.grower_id === actor.partyId ? view(row) : refuse("not_found", { lot: lotId });
    },

    async movements({ tx, actor, refuse }, { lotId }) {
      const lot = await tx.selectFrom("kernel.lot").select("grower_id").where("id", "=", lotId).executeTakeFirst();
      if (lot === undefined || (!isDesk(actor) && lot.grower_id !== actor.partyId)) return refuse("not_found", { lot: lotId });
      const rows = await tx.selectFrom("kernel.lot_movement").selectAll().where("lot_id", "=", lotId).orderBy("id").execute();
      return {
        movements: rows.map((row) => ({
          kind: row.kind as (typeof MOVEMENTS)[number], quantity: row.quantity, cause: row.cause, causeId: row.cause_id, reason: row.reason, at: row.at.toISOString(),
        })),
      };
    },
  },
});

/** Those whose work is everybody's lots. A trader knows his own; who administers accounts knows none. */
const isDesk = (actor: Actor): boolean => actor.system || actor.roles.some((role) => DESK_ROLES.has(role));
const DESK_ROLES: ReadonlySet<Role> = new Set<Role>(["operator", "auctioneer", "grader", "cashier", "auditor"]);

const balance = (lot: { on_hand: number; held: number }, repeated: boolean) =>
  ({ onHand: lot.on_hand, held: lot.held, free: lot.on_hand - lot.held, repeated });

/** What the table's trigger made of the locked lot; said again here so that nobody has to ask for it. `lots.test.ts` holds the two together. */
function afterMove({ on_hand, held }: { on_hand: number; held: number }, kind: (typeof MOVEMENTS)[number], quantity: number) {
  const hand = ADDS.has(kind) ? quantity : TAKES.has(kind) ? -quantity : 0;
  const hold = kind === "hold" ? quantity : kind === "release" || kind === "sale" ? -quantity : 0;
  return { on_hand: on_hand + hand, held: held + hold };
}
const ADDS: ReadonlySet<string> = new Set(["intake", "split_in", "return_in", "count_up"]);
const TAKES: ReadonlySet<string> = new Set(["sale", "direct_sale", "split_out", "write_off", "donation", "take_back", "count_down"]);

/** Lots are numbered through the business day, as L20261122-0001, so that people can read them out. */
async function nextNumber(tx: Tx<Tables>, businessDate: string): Promise<string> {
  const { last } = await tx.insertInto("kernel.lot_counter").values({ business_date: businessDate, last: 1 })
    .onConflict((conflict) => conflict.column("business_date").doUpdateSet({ last: sql`kernel.lot_counter.last + 1` }))
    .returning("last").executeTakeFirstOrThrow();
  return `L${businessDate.replaceAll("-", "")}-${String(last).padStart(4, "0")}`;
}

function view(row: LotRow): LotView {
  return {
    id: row.id, no: row.no, itemId: row.item_id, growerId: row.grower_id, businessDate: row.business_date, unit: row.unit,
    declared: row.declared, grade: row.grade, floorPrice: row.floor_price, potExtra: row.pot_extra, photoId: row.photo_id,
    note: row.note, status: row.status, onHand: row.on_hand, held: row.held, createdAt: row.created_at.toISOString(),
  };
}
