import type { ReactNode } from "react";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { ClockDesk, ClockStates } from "./ClockGallery.tsx";
import { ExchangeGallery } from "./ExchangeGallery.tsx";
import { ActionGallery, FormGallery, StateGallery } from "./KitGallery.tsx";
import { SheetGallery, TableGallery } from "./TableGallery.tsx";
import type { Translate } from "./translate.ts";
import "./gallery.css";

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
      <ExchangeGallery t={t} />
      <SheetGallery t={t} />
    </Page>
  );
}
