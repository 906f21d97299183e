import type { ReactNode } from "react";
import { agents } from "../../../../market/agents/contract.ts";
import { useWords } from "../../../../ui/Preferences.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { Task } from "../Task.tsx";
import { PLACES } from "../places.ts";
import { useRead } from "../useRead.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const LOOK_EVERY_MS = 15_000;
const LISTS_READ = 100;

/** What an agent has still to buy for his clients; for a buyer, how far the lists are that he has given. */
export function AgencyTask(): ReactNode {
  const { roles } = useViewer();
  return roles.includes("agent") ? <AgentTask /> : <ClientTask />;
}

function AgentTask(): ReactNode {
  const words = useWords(zh, en).agency;
  const lists = useRead(agents, "lists", { as: "agent", open: true, limit: LISTS_READ }, { every: LOOK_EVERY_MS });
  return (
    <Task title={words.lists} to={PLACES.agent} action={{ label: words.take, to: PLACES.agentNew }} query={lists} say={({ lists: open, total }) => {
      const urgent = open.reduce((sum, list) => sum + list.urgentOpen, 0);
      return { value: formatCount(total), unit: words.unit, tone: urgent > 0 ? "now" : undefined, note: total === 0 ? words.none : urgent > 0 ? words.urgent(formatCount(urgent)) : words.missing(formatCount(open.reduce((sum, list) => sum + list.lines - list.linesFilled - list.linesClosed, 0))), ...(total === 0 ? {} : { action: { label: words.work, to: PLACES.agent } }) };
    }} />
  );
}

function ClientTask(): ReactNode {
  const words = useWords(zh, en).agency;
  const lists = useRead(agents, "lists", { as: "client", open: true, limit: LISTS_READ }, { every: LOOK_EVERY_MS });
  // A buyer who never gave an agent a list has his three things and no fourth.
  if (lists.data === undefined || lists.data.total === 0) return null;
  return (
    <Task title={words.mine} to={PLACES.myLists} action={{ label: words.give, to: PLACES.myListsNew }} query={lists} say={({ lists: open, total }) => ({
      value: formatCount(total), unit: words.unit, note: words.filled(formatCount(open.reduce((sum, list) => sum + list.filled, 0)), formatCount(open.reduce((sum, list) => sum + list.units, 0))), action: { label: words.see, to: PLACES.myLists },
    })} />
  );
}
