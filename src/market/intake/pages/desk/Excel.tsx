import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ListExchange } from "../../../../kernel/sheets/pages/ListExchange.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { useApi } from "../../../../ui/api.ts";
import { intake } from "../../contract.ts";
import { MAX_WORKBOOK_BYTES } from "../../rules.ts";
import { useIntakeTold, useIntakeWords, usePageWords } from "../words.ts";

/** The lots of a day out as a workbook, and a table of lots in. */
export function ExcelButtons({ on }: { readonly on: string | undefined }): ReactNode {
  const words = usePageWords().desk;
  const { importProblems } = useIntakeWords();
  const { language } = usePreferences();
  const api = useApi(intake);
  const queries = useQueryClient();
  const told = useIntakeTold();
  const day = on === undefined ? {} : { on };
  return (
    <ListExchange
      title={words.importTitle} intro={words.importIntro} counted={words.lots} maxBytes={MAX_WORKBOOK_BYTES} told={told} reasons={importProblems}
      give={() => api.exportLots({ ...day, language })} template={() => api.lotsTemplate({ language })} take={(input) => api.importLots({ ...day, ...input })}
      onDone={() => void queries.invalidateQueries({ queryKey: ["intake"] })}
    />
  );
}
