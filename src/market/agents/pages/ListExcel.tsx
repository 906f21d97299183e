import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ListExchange } from "../../../kernel/sheets/pages/ListExchange.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { useApi } from "../../../ui/api.ts";
import { MAX_WORKBOOK_BYTES, agents } from "../contract.ts";
import { useAgentsTold, usePageWords, useTerms } from "./words.ts";

interface ListExcelProps {
  readonly listId: string;
  /** Whose a new list is; left out for one that is there. */
  readonly clientId?: string;
  readonly agentId?: string;
  readonly onDone?: () => void;
}

/** A list out as a workbook, and a table into it, or as a new one. */
export function ListExcel({ listId, clientId, agentId, onDone }: ListExcelProps): ReactNode {
  const words = usePageWords().fresh;
  const { importProblems } = useTerms();
  const { language } = usePreferences();
  const api = useApi(agents);
  const queries = useQueryClient();
  const told = useAgentsTold();
  const fresh = clientId !== undefined || agentId !== undefined;
  const whose = { ...(clientId === undefined ? {} : { clientId }), ...(agentId === undefined ? {} : { agentId }) };
  return (
    <ListExchange
      title={words.excel} intro={words.excelIntro} counted={words.lines} maxBytes={MAX_WORKBOOK_BYTES} told={told} reasons={importProblems}
      give={() => (fresh ? api.listTemplate({ language }) : api.exportList({ listId, language }))} template={() => api.listTemplate({ language })} take={(input) => api.importList({ ...input, ...whose, listId })}
      onDone={() => { void queries.invalidateQueries({ queryKey: ["agents"] }); onDone?.(); }}
    />
  );
}
