import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { files } from "../../../../kernel/files/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { parseMoney } from "../../../../ui/money.ts";
import { useApi } from "../../../../ui/api.ts";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { newKey } from "../../../../ui/newKey.ts";
import { intake, type LotCard } from "../../contract.ts";
import { EMPTY, faultsOf, type Draft, type Faults } from "../form/draft.ts";
import { Extras, PhotoField } from "../form/Extras.tsx";
import { FloorEntry, QuantityEntry } from "../form/QuantityEntry.tsx";
import { uploaded } from "../form/send.ts";
import { useIntakeTold, usePageWords } from "../words.ts";
import "../form/LotForm.css";

/** What may still change before the goods arrive: everything but whose they are and what they are. */
export function ChangeDialog({ lot, onClose }: { readonly lot: LotCard; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const viewer = useViewer();
  const apis = { lots: useApi(intake), photos: useApi(files) };
  const queries = useQueryClient();
  const toast = useToast();
  const told = useIntakeTold();
  const [pad, setPad] = useState<"quantity" | "floor" | null>(null);
  const [tried, setTried] = useState(false);
  const item = { itemId: lot.itemId, zh: lot.itemZh, en: lot.itemEn, unit: lot.unit, packing: lot.packing, potExtra: lot.potExtra, lastFloorPrice: lot.floorPrice, photoId: lot.photoId };
  const [draft, setDraft] = useState<Draft>({
    ...EMPTY, item, written: lot.written, floor: lot.floorPrice === null ? "" : String(lot.floorPrice / 100), note: lot.note, plannedOn: lot.plannedOn,
    photo: lot.photoId === null ? null : { id: lot.photoId, url: `/photos/${lot.photoId}`, old: false },
  });
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const faults: Faults = tried ? faultsOf(draft, lot.currency, false) : {};
  const save = useMutation({
    mutationFn: async () => {
      const photo = draft.photo === null ? null : await uploaded(apis, draft.photo, newKey());
      return apis.lots.changeLot({
        lotId: lot.id, quantity: draft.written.trim(), floorPrice: draft.floor.trim() === "" ? null : parseMoney(draft.floor, lot.currency), photoId: photo?.id ?? null, note: draft.note.trim(),
        plannedOn: draft.plannedOn ?? viewer.businessDate ?? lot.plannedOn,
      });
    },
    onSuccess: () => { toast(words.form.saved, "leaf"); void queries.invalidateQueries({ queryKey: ["intake"] }); onClose(); },
    onError: (error) => toast(told(error).text, "cinnabar"),
  });
  const submit = (): void => {
    setTried(true);
    if (Object.keys(faultsOf(draft, lot.currency, false)).length === 0) save.mutate();
  };
  return (
    <Dialog open sticky onClose={onClose} title={`${words.titles.change} ${lot.no}`} actions={<Button tone="primary" busy={save.isPending} onClick={submit}>{words.form.save}</Button>}>
      <div className="lot-form lot-form-change">
        <QuantityEntry item={item} written={draft.written} onChange={(written) => change({ written })} fault={faults.written} open={pad === "quantity"} onOpen={() => setPad("quantity")} onEnter={submit} />
        <FloorEntry item={item} floor={draft.floor} onChange={(floor) => change({ floor })} currency={lot.currency} wrong={faults.floor === true} open={pad === "floor"} onOpen={() => setPad("floor")} />
        <PhotoField photo={draft.photo} apis={apis} onChange={(photo) => change({ photo })} />
        <Extras draft={draft} today={viewer.businessDate} onChange={change} potFixed />
      </div>
    </Dialog>
  );
}
