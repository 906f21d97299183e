import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { figuresOf } from "../../../engines/bulletin/figures.ts";
import { plainText } from "../../../engines/bulletin/write.ts";
import { useApi } from "../../../ui/api.ts";
import { Button, ButtonLink, FileLink } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { bulletins, type BulletinView } from "../contract.ts";
import { TEXT_SECTIONS, writingOf } from "../rules.ts";
import { MoverBars, TrendColumns } from "./Charts.tsx";
import { Lines } from "./Lines.tsx";
import { Prose } from "./Words.tsx";
import { marketTime, useBulletinTold, usePageWords, useTerms } from "./words.ts";
import "./bulletins.css";

/** /bulletins/:period: a published bulletin, to be read on a phone first; ?edition= for an earlier one. */
export default function BulletinPage(): ReactNode {
  const words = usePageWords().bulletin;
  const told = useBulletinTold();
  const api = useApi(bulletins);
  const { period = "" } = useParams();
  const [search] = useSearchParams();
  const asked = Number(search.get("edition") ?? "");
  const wish = { period, ...(Number.isInteger(asked) && asked > 0 ? { edition: asked } : {}) };
  const { data, error, refetch } = useQuery({ queryKey: ["bulletins", "one", wish], queryFn: () => api.bulletin(wish), retry: false });
  if (error !== null) return <Page title={period} narrow><ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState><p><Link to="/bulletins">{words.archive}</Link></p></Page>;
  if (data === undefined) return <Page title={period} narrow><Skeleton lines={8} /></Page>;
  return <Reading view={data} />;
}

function Reading({ view }: { readonly view: BulletinView }): ReactNode {
  const words = usePageWords().bulletin;
  const terms = useTerms();
  const { language } = usePreferences();
  const { data, texts, period, edition } = view;
  const figures = figuresOf(data);
  const own = view.editions.find((one) => one.edition === edition)!;
  const newest = view.editions[0]!.edition;
  const file = (suffix: string): string => `/open/bulletins/${period}/${edition}${suffix}`;
  const paper = language === "zh" ? "" : ".en";
  return (
    <Page
      title={plainText(texts[language].title, figures, writingOf(data, language))}
      intro={<>{data.market[language] || data.market.zh} · {terms.editionOf(edition)} · {words.published(marketTime(own.publishedAt, data), own.publishedBy)} · {own.editedBy === null ? words.automatic : words.edited(own.editedBy)}</>}
      actions={(
        <>
          <FileLink size="small" href={file(`${paper}.docx`)}>{words.word}</FileLink><FileLink size="small" href={file(`${paper}.pdf`)}>{words.pdf}</FileLink><FileLink size="small" href={file(".csv")}>{words.csv}</FileLink><FileLink size="small" href={file(".json")}>{words.json}</FileLink>
          <Button size="small" icon="print" onClick={() => print()}>{words.print}</Button>
        </>
      )}
    >
      {data.demo ? <p className="bul-note">{words.demo}</p> : null}
      {edition < newest ? <p className="bul-note" role="status">{words.newer(newest)} <Link to={`/bulletins/${period}`}>{words.toNewest}</Link></p> : null}
      {own.reason === null ? null : <p className="bul-note" role="status">{words.corrected}：{own.reason}</p>}
      <article className="bul-read">
        <div className="bul-text">
          {TEXT_SECTIONS.filter((section) => texts[language][section].trim() !== "").map((section) => (
            <section key={section} data-section={section}><h2>{terms.sections[section]}</h2><Prose text={texts[language][section]} data={data} figures={figures} language={language} /></section>
          ))}
        </div>
        <div className="bul-charts"><MoverBars data={data} language={language} /><TrendColumns data={data} /></div>
      </article>
      <Lines data={data} language={language} />
      <Panel title={words.editions}>
        <ul className="bul-editions">{view.editions.map((one) => <li key={one.edition}><Link to={`/bulletins/${period}?edition=${one.edition}`}>{terms.editionOf(one.edition)}</Link> {marketTime(one.publishedAt, data)} · {one.reason ?? words.first}</li>)}</ul>
        <p className="bul-hash">{words.fingerprint}<code>{view.sha256}</code><small>{words.fingerprintWhy}</small></p>
      </Panel>
      <nav className="bul-beside" aria-label={words.archive}>
        {view.previous === null ? <span /> : <ButtonLink icon="left" to={`/bulletins/${view.previous}`}>{words.previous}</ButtonLink>}
        <ButtonLink to="/bulletins">{words.archive}</ButtonLink>
        {view.next === null ? <span /> : <ButtonLink icon="right" to={`/bulletins/${view.next}`}>{words.next}</ButtonLink>}
      </nav>
    </Page>
  );
}
