import type { ReactNode } from "react";
import { Page } from "../../ui/Page.tsx";
import { usePreferences } from "../../ui/Preferences.tsx";
import { ScaledCanvas } from "../../ui/ScaledCanvas.tsx";
import type { PageEntry } from "../../ui/page.ts";
import { ClockDesk, ClockStates } from "./gallery/ClockGallery.tsx";
import { ActionGallery, FormGallery, StateGallery } from "./gallery/KitGallery.tsx";
import { LoopingClock } from "./gallery/LoopingClock.tsx";
import { SheetGallery, TableGallery } from "./gallery/TableGallery.tsx";
import type { Translate } from "./gallery/translate.ts";
import "./gallery/gallery.css";

function useTranslate(): Translate {
  const { language } = usePreferences();
  return (zh, en) => (language === "zh" ? zh : en);
}

/** Every piece of the kit in every state, for the eyes and for the accessibility checker. */
export default function Gallery(): ReactNode {
  const t = useTranslate();
  return (
    <Page title={t("样品间", "Gallery")} intro={t("设计套件的每一件，每一种状态。", "Every piece of the kit in every state.")}>
      <ClockStates />
      <ClockDesk />
      <TableGallery t={t} />
      <ActionGallery t={t} />
      <FormGallery t={t} />
      <StateGallery t={t} />
      <SheetGallery t={t} />
    </Page>
  );
}

function WallGallery(): ReactNode {
  return (
    <ScaledCanvas label="wall">
      <div className="gallery-wall">{[0, 1, 2, 3, 4, 5].map((index) => <LoopingClock key={index} index={index} size="wall" />)}</div>
    </ScaledCanvas>
  );
}

function PhoneGallery(): ReactNode {
  return <div className="gallery-phone"><h1 className="hl-hidden">Phone</h1><LoopingClock index={0} size="compact" press /></div>;
}

/** Registered while developing only; never part of a built market. */
export const galleryPages: readonly PageEntry[] = [
  { path: "/_gallery", roles: "anyone", titleWords: { zh: "样品间", en: "Gallery" }, icon: "pot", nav: 900, group: { zh: "设计", en: "Design" }, load: async () => ({ default: Gallery }) },
  { path: "/_gallery/field", roles: "anyone", titleWords: { zh: "大棚版", en: "Field" }, icon: "home", nav: 901, group: { zh: "设计", en: "Design" }, stage: "field", load: async () => ({ default: Gallery }) },
  { path: "/_gallery/phone", roles: "anyone", titleWords: { zh: "手机钟", en: "Phone clock" }, icon: "clock", nav: 902, stage: "field", group: { zh: "设计", en: "Design" }, load: async () => ({ default: PhoneGallery }) },
  { path: "/_gallery/wall", roles: "anyone", titleWords: { zh: "大屏", en: "Wall" }, icon: "wall", nav: 903, stage: "wall", load: async () => ({ default: WallGallery }) },
];
