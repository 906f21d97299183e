import type { Client } from "../../../../kernel/machinery/client.ts";
import type { files } from "../../../../kernel/files/contract.ts";
import { parseMoney } from "../../../../ui/money.ts";
import type { LotCard, intake } from "../../contract.ts";
import type { Draft, DraftPhoto } from "./draft.ts";

export interface Apis {
  readonly lots: Client<typeof intake>;
  readonly photos: Client<typeof files>;
}

/** The photo with the market's id: a picture that waited on the device is sent first. */
export async function uploaded(apis: Apis, photo: DraftPhoto, key: string): Promise<DraftPhoto> {
  if (photo.id !== null) return photo;
  const kept = await apis.photos.keepPhoto({ base64: photo.url.slice(photo.url.indexOf(",") + 1) }, key);
  return { ...photo, id: kept.id, url: kept.url };
}

/** Sends a draft under its key; sending it again after a lost answer makes no second lot. */
export async function send(apis: Apis, draft: Draft, key: string, currency: string): Promise<LotCard> {
  if (draft.item === null) throw new Error("a draft is checked before it is sent");
  const photo = draft.photo === null ? null : await uploaded(apis, draft.photo, `${key}-photo`);
  return apis.lots.declareLot({
    ...(draft.grower === null ? {} : { growerId: draft.grower.id }),
    itemId: draft.item.itemId, quantity: draft.written.trim(), floorPrice: draft.floor.trim() === "" ? null : parseMoney(draft.floor, currency),
    photoId: photo?.id ?? null, note: draft.note.trim(), potExtra: draft.potExtra ?? draft.item.potExtra, ...(draft.plannedOn === null ? {} : { plannedOn: draft.plannedOn }), ...(draft.batch === null ? {} : { batchId: draft.batch.id }),
  }, key);
}
