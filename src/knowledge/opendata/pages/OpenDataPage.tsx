import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { isoWeekText, isDay } from "../../../engines/calendar/day.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { FileLink } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useTold } from "../../../ui/told.ts";
import { opendata } from "../contract.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh, type PageWords } from "./words.zh.ts";
import "./opendata.css";

type Catalogue = Output<typeof opendata.actions.catalogue.output>;
type Dataset = Catalogue["datasets"][number];
const useOpenWords = (): PageWords => useWords(zh, en);

/** /open: what anybody may download, how it is computed and how it is asked for. */
export default function OpenDataPage(): ReactNode {
  const words = useOpenWords();
  const told = useTold({ zh: moduleZh.refusals, en: moduleEn.refusals });
  const api = useApi(opendata);
  const { data, error, refetch } = useQuery({ queryKey: ["opendata", "catalogue"], queryFn: () => api.catalogue({}) });
  return (
    <Page title={words.title} intro={words.intro}>
      {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined ? (error === null ? <Skeleton lines={8} /> : null) : (
        <>
          {data.demo ? <p className="open-note">{words.demo}</p> : null}
          {data.datasets.map((dataset) => <DatasetPanel key={dataset.id} dataset={dataset} />)}
          <Examples />
          <div className="open-three">
            <Panel title={words.feeds}><p>{words.feedsWhy}</p><p className="open-files">{data.feeds.map((feed) => <FileLink key={feed.href} size="small" href={feed.href}>{feed.href.replace("/open/", "")}</FileLink>)}</p></Panel>
            <Panel title={words.licence}><p>{words.licenceWhy}</p><p><a href={data.licence.path}>{data.licence.title}</a></p></Panel>
            <Panel title={words.machine}><p>{words.machineWhy}</p><p className="open-files"><FileLink size="small" href="/open/index.json">index.json</FileLink><FileLink size="small" href="/openapi.json">openapi.json</FileLink></p></Panel>
          </div>
        </>
      )}
    </Page>
  );
}

function DatasetPanel({ dataset }: { readonly dataset: Dataset }): ReactNode {
  const words = useOpenWords();
  const { language } = usePreferences();
  const [newest, ...rest] = dataset.newest;
  return (
    <Panel title={dataset.title[language]} actions={<Badge>{dataset.id} {dataset.version}</Badge>}>
      <div className="open-dataset" id={dataset.id}>
        <p>{dataset.description[language]}</p>
        {newest === undefined ? <p className="open-faint">{words.none}</p> : (
          <>
            <h3>{words.newest}</h3>
            <ul className="open-periods">
              <PeriodFiles dataset={dataset} period={newest.period} note={newest.complete ? null : words.running} />
              {isDay(newest.period) ? <PeriodFiles dataset={dataset} period={isoWeekText(newest.period)} note={words.week} /> : null}
              {rest.slice(0, 3).map((one) => <PeriodFiles key={one.period} dataset={dataset} period={one.period} note={one.complete ? null : words.running} />)}
            </ul>
            <p className="open-faint">{words.all(dataset.total)}</p>
          </>
        )}
        <h3>{words.method}</h3>
        <ol>{dataset.method.map((line) => <li key={line.en}>{line[language]}</li>)}</ol>
        <details>
          <summary>{words.columns} · {dataset.columns.length}</summary>
          <p className="open-faint">{words.missing}</p>
          <dl className="open-columns">{dataset.columns.map((column) => <div key={column.name}><dt><code>{column.name}</code> <span>{words.types[column.type as keyof typeof words.types]}</span></dt><dd>{column.title[language]}{language === "zh" ? "：" : ": "}{column.description[language]}{column.codes.length === 0 ? null : <small>{column.codes.map((code) => `${code.id} ${code.name[language]}`).join(" · ")}</small>}</dd></div>)}</dl>
          <p><FileLink size="small" href={dataset.structure}>{words.structure}</FileLink></p>
        </details>
      </div>
    </Panel>
  );
}

function PeriodFiles({ dataset, period, note }: { readonly dataset: Dataset; readonly period: string; readonly note: string | null }): ReactNode {
  const words = useOpenWords();
  const base = `/open/${dataset.id}/${period}`;
  return (
    <li>
      <span><b>{period}</b>{note === null ? null : <> <Badge>{note}</Badge></>}</span>
      <span className="open-files">
        {dataset.formats.map((format) => <FileLink key={format} size="small" href={`${base}.${format}`}>{format === "sdmx.json" ? "SDMX" : format.toUpperCase()}</FileLink>)}
        <FileLink size="small" href={`${base}/datapackage.json`}>{words.package}</FileLink>
      </span>
    </li>
  );
}

function Examples(): ReactNode {
  const words = useOpenWords();
  const { origin } = location;
  return (
    <Panel title={words.examples}>
      <p>{words.addresses}</p>
      <pre className="open-code" tabIndex={0} aria-label={words.examples}>{[
        `curl ${origin}/open/prices/latest.csv`,
        `curl -H 'If-None-Match: "…"' ${origin}/open/prices/2026-W47.json`,
        "",
        "import pandas",
        `prices = pandas.read_csv("${origin}/open/prices/2026-W47.csv")`,
        'prices[prices.obs_status == "A"].groupby("item_zh")["value"].sum()',
      ].join("\n")}</pre>
    </Panel>
  );
}
