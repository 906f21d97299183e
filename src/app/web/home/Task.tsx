import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** What one of the three cards says once its numbers are there. */
export interface Said {
  /** The number, already formatted; null when there is none to tell. */
  readonly value: ReactNode;
  readonly unit?: string | undefined;
  readonly note?: ReactNode;
  /** "now" asks to be done, "wrong" must be looked at, "well" is as it should be. */
  readonly tone?: "now" | "wrong" | "well" | undefined;
  /** Replaces the card's own action, such as "join" while a session runs. */
  readonly action?: { readonly label: string; readonly to: string } | undefined;
}

export interface TaskProps<Data> {
  readonly title: string;
  /** Where the records behind the number are. */
  readonly to: string;
  readonly action: { readonly label: string; readonly to: string };
  readonly query: UseQueryResult<Data>;
  readonly say: (data: Data) => Said;
}

/** One thing to do next: the number behind it, and the way to do it. */
export function Task<Data>({ title, to, action, query, say }: TaskProps<Data>): ReactNode {
  const words = useWords(zh, en);
  if (query.data === undefined) {
    return (
      <article className="home-task">
        <h2>{title}</h2>
        {query.isError ? <><p className="home-task-value">—</p><p className="home-task-note">{words.failed}</p><Button size="small" icon="replay" onClick={() => void query.refetch()}>{words.retry}</Button></> : <Skeleton lines={3} />}
      </article>
    );
  }
  const said = say(query.data);
  const way = said.action ?? action;
  return (
    <article className="home-task" data-tone={said.tone}>
      <h2>{title}</h2>
      <Link className="home-task-value" to={to}>{said.value ?? words.none}{said.unit === undefined || said.value === null ? null : <small>{said.unit}</small>}</Link>
      {said.note === undefined ? null : <p className="home-task-note">{said.note}</p>}
      <Link className="home-task-way" to={way.to}>{way.label}<Icon name="right" size="1em" /></Link>
    </article>
  );
}
