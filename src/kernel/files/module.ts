import { photoFacts } from "../../engines/photo/photo.ts";
import { defineModule, type Module } from "../machinery/module.ts";
import { MAX_PHOTO_BYTES, files } from "./contract.ts";
import type { Shelf } from "./shelf.ts";
import type { FileTables } from "./store.ts";

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Photographs: content-addressed on disk, known to the database by their digest. */
export function filesModule(shelf: Shelf): Module {
  return defineModule<typeof files, FileTables>(files, {
    handlers: {
      async keepPhoto({ tx, actor, now, newId, emit, refuse }, { base64 }) {
        if (!BASE64.test(base64)) return refuse("not_base64");
        const bytes = Buffer.from(base64, "base64");
        if (bytes.length > MAX_PHOTO_BYTES) return refuse("too_large", { bytes: bytes.length, limit: MAX_PHOTO_BYTES });
        const facts = photoFacts(bytes);
        if (facts === null) return refuse("not_a_photo");
        const sha256 = shelf.keep(bytes);
        const id = newId();
        await tx.insertInto("kernel.file").values({
          id, sha256, mime: facts.mime, bytes: bytes.length, width: facts.width, height: facts.height,
          party_id: actor.partyId, account_id: actor.accountId, created_at: now,
        }).execute();
        await emit("photoKept", { fileId: id, sha256 });
        return { id, mime: facts.mime, bytes: bytes.length, width: facts.width, height: facts.height, url: `/photos/${id}` };
      },

      async photo({ tx, refuse }, { photoId }) {
        const row = await tx.selectFrom("kernel.file").selectAll().where("id", "=", photoId).executeTakeFirst();
        return row === undefined ? refuse("not_found", { photo: photoId }) : { sha256: row.sha256, mime: row.mime, bytes: row.bytes };
      },
    },
  });
}
