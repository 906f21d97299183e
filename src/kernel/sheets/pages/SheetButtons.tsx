import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ExportButton, type ExchangeProps } from "../../../ui/exchange/Exchange.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import type { Told } from "../../../ui/told.ts";
import type { SheetFile } from "../contract.ts";
import { MAX_FILE_BYTES } from "../limits.ts";
import { ListExchange } from "./ListExchange.tsx";

interface Asked {
  readonly language: "zh" | "en";
  readonly template: boolean;
}

interface SheetProps {
  /** The list's giving action, with what picks the lines on the page. */
  readonly give: (asked: Asked) => Promise<SheetFile>;
  readonly told: (error: unknown) => Told;
  readonly size?: "small" | "normal" | undefined;
  /** The list's taking action; without it the list only goes out. */
  readonly taken?: Pick<ExchangeProps, "take" | "title" | "intro" | "counted" | "reasons"> & { /** Of what is read anew afterwards. */ readonly reads: readonly string[] } | undefined;
}

/** The Excel buttons of a list, to stand among its table's tools. */
export function SheetButtons({ give, told, size, taken }: SheetProps): ReactNode {
  const { language } = usePreferences();
  const queries = useQueryClient();
  const out = (): Promise<SheetFile> => give({ language, template: false });
  if (taken === undefined) return <ExportButton give={out} told={told} size={size} />;
  const { reads, ...rest } = taken;
  return <ListExchange {...rest} size={size} told={told} maxBytes={MAX_FILE_BYTES} give={out} template={() => give({ language, template: true })} onDone={() => void queries.invalidateQueries({ queryKey: reads })} />;
}
