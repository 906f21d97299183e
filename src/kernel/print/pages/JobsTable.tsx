import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { useMarketTime } from "../../access/pages/admin/useMarketTime.ts";
import type { Output } from "../../machinery/contract.ts";
import { print } from "../contract.ts";
import { KINDS } from "../kinds.ts";
import { isKind } from "../rules.ts";
import { usePrintTold } from "./told.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Job = Output<typeof print.actions.jobs.output>["jobs"][number];
const TONES: Readonly<Record<Job["state"], BadgeTone>> = { waiting: "plain", sending: "river", sent: "leaf", failed: "cinnabar" };
const LOOK_EVERY_MS = 5_000;

/** What was sent to network printers and how it went; what failed can be sent once more. */
export function JobsTable(): ReactNode {
  const words = useWords(zh, en).jobs;
  const { language } = usePreferences();
  const api = useApi(print);
  const queries = useQueryClient();
  const toast = useToast();
  const told = usePrintTold();
  const time = useMarketTime();
  const { data, error, refetch } = useQuery({ queryKey: ["print", "jobs"], queryFn: () => api.jobs({}), refetchInterval: LOOK_EVERY_MS });
  const again = useMutation({
    mutationFn: (jobId: string) => api.sendAgain({ jobId }),
    onSuccess: () => toast(words.sent, "leaf"),
    onError: (failed) => toast(told(failed).text, "cinnabar"),
    onSettled: () => queries.invalidateQueries({ queryKey: ["print", "jobs"] }),
  });
  const title = ({ title: name }: Job): string => (isKind(name) ? KINDS[name][language] : name);
  const columns: readonly Column<Job>[] = [
    { key: "at", title: words.at, cell: (job) => time(job.at) },
    { key: "printer", title: words.printer, cell: (job) => job.printer },
    { key: "what", title: words.what, phone: "title", cell: title },
    { key: "by", title: words.by, phone: "wide-only", cell: (job) => job.by },
    { key: "state", title: words.state, cell: (job) => <><Badge tone={TONES[job.state]}>{words.states[job.state]}</Badge> {job.failure === null ? null : words.failures[job.failure] ?? job.failure}</> },
    { key: "again", title: "", align: "end", cell: (job) => (job.can.includes("again") ? <Button size="small" busy={again.isPending && again.variables === job.id} onClick={() => again.mutate(job.id)}>{words.again}</Button> : null) },
  ];
  return (
    <Table
      caption={words.title} columns={columns} rows={data?.jobs} rowKey={(job) => job.id} tone={(job) => (job.state === "failed" ? "cinnabar" : undefined)} empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
      error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }}
    />
  );
}
