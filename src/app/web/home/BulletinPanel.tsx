import type { ReactNode } from "react";
import { Link } from "react-router";
import { bulletins } from "../../../knowledge/bulletins/contract.ts";
import { ButtonLink } from "../../../ui/Button.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { PLACES } from "./places.ts";
import { useRead } from "./useRead.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The newest bulletin in a few lines; nothing before the first one is published. */
export function BulletinPanel(): ReactNode {
  const words = useWords(zh, en).bulletin;
  const { language } = usePreferences();
  const { data } = useRead(bulletins, "list", { limit: 1 });
  const newest = data?.bulletins[0];
  if (newest === undefined) return null;
  return (
    <Panel title={words.title} actions={<ButtonLink size="small" to={PLACES.bulletins}>{words.all}</ButtonLink>}>
      <p><b>{newest.title[language]}</b></p>
      <p className="home-bulletin">{newest.lead[language]}</p>
      <p><Link to={`${PLACES.bulletins}/${newest.period}`}>{words.read}</Link></p>
    </Panel>
  );
}
