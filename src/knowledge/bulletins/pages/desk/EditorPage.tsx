import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import type { Language } from "../../../../engines/bulletin/data.ts";
import { SECTIONS, type Section } from "../../../../engines/bulletin/draft.ts";
import { figuresOf } from "../../../../engines/bulletin/figures.ts";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { ConfirmDialog } from "../../../../ui/Dialog.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextArea } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { bulletins, type BothTexts, type DraftView } from "../../contract.ts";
import { allMarks, type Mark } from "../../rules.ts";
import { Prose } from "../Words.tsx";
import { useAct, useBulletinTold, usePageWords, useTerms } from "../words.ts";
import { FigureList } from "./FigureList.tsx";
import "../bulletins.css";

const ROWS = { title: 1, long: 4 } as const;

/** /bulletins/desk/:id: the words of a draft beside what they come to; numbers stay bound to the data. */
export default function EditorPage(): ReactNode {
  const told = useBulletinTold();
  const api = useApi(bulletins);
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery({ queryKey: ["bulletins", "draft", id], queryFn: () => api.draft({ bulletinId: id }), retry: false, refetchOnWindowFocus: false });
  const words = usePageWords();
  if (error !== null) return <Page title={words.desk.title}><ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState></Page>;
  if (data === undefined) return <Page title={words.desk.title}><Skeleton lines={8} /></Page>;
  return <Editor key={`${data.id} ${data.version}`} draft={data} />;
}

function Editor({ draft }: { readonly draft: DraftView }): ReactNode {
  const { editor: words } = usePageWords();
  const terms = useTerms();
  const preferences = usePreferences();
  const [language, setLanguage] = useState<Language>(preferences.language);
  const [texts, setTexts] = useState<BothTexts>(draft.texts);
  const [section, setSection] = useState<Section>("overview");
  const figures = useMemo(() => figuresOf(draft.data), [draft.data]);
  const marks = useMemo(() => allMarks(texts, draft.data), [texts, draft.data]);
  const may = draft.can.includes("save");
  const changed = texts !== draft.texts;
  const write = (where: Section, text: string): void => setTexts((before) => ({ ...before, [language]: { ...before[language], [where]: text } }));
  const sectionName = (one: Section): string => (one === "title" ? words.title : terms.sections[one]);
  return (
    <Page title={`${draft.period} · ${terms.editionOf(draft.edition)}`} intro={words.intro} actions={may ? <Deeds draft={draft} texts={texts} changed={changed} marks={marks.length} /> : undefined}>
      {draft.reason === null ? null : <p className="bul-note">{words.correcting(draft.reason)}</p>}
      {draft.stale ? <p className="bul-note" role="status">{words.stale}</p> : null}
      {draft.data.now.complete ? null : <p className="bul-note" role="status">{words.notClosed}</p>}
      {may && !draft.can.includes("publish") ? <p className="bul-note">{words.needsOther}</p> : null}
      <Segmented label={words.language} value={language} onChange={setLanguage} choices={[{ value: "zh", label: words.zh }, { value: "en", label: words.en }]} />
      <div className="bul-edit">
        <div className="bul-sections">
          {SECTIONS.map((one) => {
            const own = marks.filter((mark) => mark.language === language && mark.section === one);
            return (
              <div key={one} className="bul-section" data-marked={own.length > 0 || undefined}>
                <Field label={sectionName(one)}><TextArea value={texts[language][one]} rows={one === "title" ? ROWS.title : ROWS.long} readOnly={!may} onFocus={() => setSection(one)} onChange={(text) => write(one, text)} lang={language} /></Field>
                {own.map((mark) => <MarkLine key={`${mark.at} ${mark.code}`} mark={mark} onUse={!may || mark.figure === null ? undefined : () => write(one, texts[language][one].slice(0, mark.from) + `{${mark.figure}}` + texts[language][one].slice(mark.to))} />)}
                {one === "title" ? null : <div className="bul-preview"><span className="hl-hidden">{words.preview}</span><Prose text={texts[language][one]} data={draft.data} figures={figures} language={language} linked={false} /></div>}
              </div>
            );
          })}
        </div>
        <FigureList figures={figures} data={draft.data} language={language} into={words.insertInto(sectionName(section))} onPick={may ? (key) => write(section, `${texts[language][section]}{${key}}`) : undefined} />
      </div>
    </Page>
  );
}

function MarkLine({ mark, onUse }: { readonly mark: Mark; readonly onUse: (() => void) | undefined }): ReactNode {
  const { editor: words } = usePageWords();
  return <p className="bul-mark"><Badge tone={mark.code === "unknown_number" || mark.code === "not_bound" ? "pollen" : "cinnabar"}>{words.marks[mark.code](mark.text, mark.figure ?? "")}</Badge>{onUse === undefined ? null : <Button size="small" onClick={onUse}>{words.use}</Button>}</p>;
}

/** Saving, publishing and the rest; asked again where something is lost or becomes final. */
function Deeds({ draft, texts, changed, marks }: { readonly draft: DraftView; readonly texts: BothTexts; readonly changed: boolean; readonly marks: number }): ReactNode {
  const { editor: words } = usePageWords();
  const api = useApi(bulletins);
  const toast = useToast();
  const go = useNavigate();
  const { busy, act } = useAct();
  const [asking, setAsking] = useState<"publish" | "redraft" | "discard" | null>(null);
  const at = { bulletinId: draft.id, version: draft.version };
  const close = (): void => setAsking(null);
  return (
    <ButtonRow align="end">
      {changed ? <span className="bul-unsaved" role="status">{words.unsaved}</span> : null}
      <Button size="small" disabled={changed} busy={busy} onClick={() => void act(() => api.refresh({ ...at, redraft: false }))}>{words.refresh}</Button>
      <Button size="small" onClick={() => setAsking("redraft")}>{words.redraft}</Button>
      <Button size="small" tone="danger" onClick={() => setAsking("discard")}>{words.discard}</Button>
      <Button tone={changed ? "primary" : "plain"} busy={busy} disabled={!changed} onClick={() => void act(() => api.save({ ...at, texts }), () => toast(words.saved, "leaf"))}>{words.save}</Button>
      {draft.can.includes("publish") ? <Button tone={changed ? "plain" : "primary"} disabled={changed || !draft.data.now.complete} onClick={() => setAsking("publish")}>{words.publish}</Button> : null}
      <ConfirmDialog open={asking === "publish"} title={words.publishTitle} action={words.publish} busy={busy} onClose={close} onConfirm={() => void act(() => api.publish(at), ({ period }) => { toast(words.published, "leaf"); void go(`/bulletins/${period}`); })}>{words.publishWhy(draft.edition, marks)}</ConfirmDialog>
      <ConfirmDialog open={asking === "redraft"} title={words.redraftTitle} action={words.redraft} tone="danger" busy={busy} onClose={close} onConfirm={() => void act(() => api.refresh({ ...at, redraft: true }), close)}>{words.redraftWhy}</ConfirmDialog>
      <ConfirmDialog open={asking === "discard"} title={words.discardTitle} action={words.discard} tone="danger" busy={busy} onClose={close} onConfirm={() => void act(() => api.discard(at), () => { toast(words.dropped, "leaf"); void go("/bulletins/desk"); })}>{words.discardWhy}</ConfirmDialog>
    </ButtonRow>
  );
}
