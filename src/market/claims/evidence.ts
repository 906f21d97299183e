import { files } from "../../kernel/files/contract.ts";
import type { ClaimScene } from "./course.ts";
import type { Claim } from "./store.ts";

interface Photo {
  readonly photoId: string;
  readonly takenAt: string;
  readonly place: { readonly text: string; readonly latE6: number | null; readonly lonE6: number | null };
}
/** A device's clock may run ahead of the market's by this much. */
const CLOCK_AHEAD_MS = 10 * 60_000;

/** Evidence has a time after the sale and before now; the device says it, and the step that brings it has the market's own time. */
export function mustBeInTime({ now, refuse }: ClaimScene, saleAt: Date, times: readonly string[]): void {
  for (const text of times) {
    const at = new Date(text).getTime();
    if (at < saleAt.getTime() || at > now.getTime() + CLOCK_AHEAD_MS) refuse("evidence_time", { at: text, from: saleAt.toISOString() });
  }
}

export async function keepPhotos({ tx, ask }: ClaimScene, claim: Pick<Claim, "id">, by: "buyer" | "grower", photos: readonly Photo[]): Promise<void> {
  const { last } = await tx.selectFrom("claims.photo").select((of) => of.fn.max("seq").as("last")).where("claim_id", "=", claim.id).executeTakeFirstOrThrow();
  for (const [n, { photoId, takenAt, place }] of photos.entries()) {
    await ask(files.actions.photo, { photoId });
    await tx.insertInto("claims.photo").values({
      claim_id: claim.id, seq: Number(last ?? 0) + 1 + n, photo_id: photoId, by, taken_at: new Date(takenAt), place: place.text, lat_e6: place.latE6, lon_e6: place.lonE6,
    }).execute();
  }
}
