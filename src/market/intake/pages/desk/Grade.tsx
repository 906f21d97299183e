import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { files } from "../../../../kernel/files/contract.ts";
import { GRADES } from "../../../../kernel/lots/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { PhotoPicker } from "../../../../ui/PhotoPicker.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { base64Of } from "../../../../ui/files.ts";
import { useToast } from "../../../../ui/Toast.tsx";
import { intake, type LotCard } from "../../contract.ts";
import { MAX_DEFECTS } from "../../rules.ts";
import { shortNo, useIntakeTold, useIntakeWords, usePageWords } from "../words.ts";
import { useKeys } from "./keys.ts";

type GradeLetter = (typeof GRADES)[number];

/** What is measured on which kind of plant. */
const MEASURES: Readonly<Record<string, readonly string[]>> = {
  orchid: ["heightCm", "spikes", "flowers", "buds"], foliage: ["heightCm", "crownCm", "leaves"], palm: ["heightCm", "crownCm"], fern: ["crownCm", "leaves"],
  succulent: ["heightCm", "crownCm"], bonsai: ["heightCm", "crownCm"],
};
const USUAL = ["heightCm", "crownCm", "flowers", "buds"];

export interface GradeProps {
  readonly lot: LotCard;
  readonly onDone: (lot: LotCard) => void;
  /** Replaces a grade, with the reason. */
  readonly again?: boolean | undefined;
}

/** Five large keys, a few numbers, the defects as taps, a photo. */
export function Grade({ lot, onDone, again = false }: GradeProps): ReactNode {
  const words = usePageWords().desk;
  const own = useIntakeWords();
  const api = useApi(intake);
  const photos = useApi(files);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useIntakeTold();
  const [grade, setGrade] = useState<GradeLetter | null>(null);
  const [measured, setMeasured] = useState<Readonly<Record<string, string>>>(() => Object.fromEntries(Object.entries(lot.attributes).map(([key, value]) => [key, String(value)])));
  const [defects, setDefects] = useState<readonly string[]>(lot.defects);
  const [reason, setReason] = useState("");
  const [photo, setPhoto] = useState<{ readonly id: string; readonly url: string } | null>(null);
  const [tried, setTried] = useState(false);
  const attributes = Object.fromEntries(Object.entries(measured).filter(([, text]) => text.trim() !== "").map(([key, text]) => [key, numberOr(text)]));
  const send = useMutation({
    mutationFn: (letter: GradeLetter) => {
      const judgement = { lotId: lot.id, grade: letter, attributes, defects: [...defects], photoId: photo?.id ?? null };
      return again ? api.regrade({ ...judgement, reason }) : api.grade(judgement);
    },
    onSuccess: (card) => {
      toast(words.graded(shortNo(card.no), card.grade ?? ""), "leaf");
      void queries.invalidateQueries({ queryKey: ["intake"] });
      onDone(card);
    },
    onError: (error) => toast(told(error).text, "cinnabar"),
  });
  const confirm = (): void => {
    setTried(true);
    if (grade !== null && (!again || reason.trim().length >= 2)) send.mutate(grade);
  };
  useKeys(again ? {} : { ...Object.fromEntries(GRADES.map((letter) => [letter.toLowerCase(), () => setGrade(letter)])), Enter: confirm });
  const labels: Readonly<Record<string, string>> = own.attributes;
  const keep = async (blob: Blob): Promise<void> => {
    try {
      setPhoto(await photos.keepPhoto({ base64: await base64Of(blob) }));
    } catch (error) {
      toast(told(error).text, "cinnabar");
    }
  };
  return (
    <div className="desk-grade">
      <div className="desk-grades" role="radiogroup" aria-label={words.grade}>
        {GRADES.map((letter) => (
          <button key={letter} type="button" role="radio" aria-checked={grade === letter} data-grade={letter} onClick={() => setGrade(letter)} aria-keyshortcuts={letter}><b>{letter}</b><small>{words.gradeWords[letter]}</small></button>
        ))}
      </div>
      {again ? null : <p className="hl-field-hint">{words.gradeHint}</p>}
      {again ? <Field label={words.regradeReason} error={tried && reason.trim().length < 2 ? words.regradeReason : null}><TextInput value={reason} onChange={setReason} maxLength={300} /></Field> : null}
      <div className="desk-measures">
        {(MEASURES[lot.category] ?? USUAL).map((key) => (
          <Field key={key} label={labels[key] ?? key}><TextInput value={measured[key] ?? ""} onChange={(text) => setMeasured({ ...measured, [key]: text })} inputMode="decimal" autoComplete="off" maxLength={8} onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); confirm(); } }} /></Field>
        ))}
      </div>
      <Field group label={words.defects}>
        <div className="bench-chips">
          {Object.entries(own.defects).map(([code, text]) => {
            const on = defects.includes(code);
            return <button key={code} type="button" aria-pressed={on} disabled={!on && defects.length >= MAX_DEFECTS} onClick={() => setDefects(on ? defects.filter((one) => one !== code) : [...defects, code])}>{text}</button>;
          })}
        </div>
      </Field>
      <Field group label={words.photo}><PhotoPicker label={words.photo} max={1} photos={photo === null ? [] : [{ key: photo.id, url: photo.url }]} onPick={({ blob }) => keep(blob)} onRemove={() => setPhoto(null)} /></Field>
      <Button tone="primary" size="large" wide disabled={grade === null} busy={send.isPending} onClick={confirm} hint={again ? undefined : "Enter"}>{grade === null ? words.grade : again ? words.regradeDo(grade) : words.gradeDo(grade)}</Button>
    </div>
  );
}

const numberOr = (text: string): number | string => {
  const folded = text.normalize("NFKC").trim();
  return /^\d+(\.\d+)?$/.test(folded) ? Number(folded) : folded;
};
