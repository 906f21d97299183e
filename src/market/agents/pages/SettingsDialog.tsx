import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { useApi } from "../../../ui/api.ts";
import { agents } from "../contract.ts";
import { SHARES, type Share } from "../rules.ts";
import { useAct, usePageWords, useTerms } from "./words.ts";

/** Whether purchases go by the rule, and how equal wishes share. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const { shares } = useTerms();
  const api = useApi(agents);
  const { busy, act } = useAct();
  const { data } = useQuery({ queryKey: ["agents", "settings"], queryFn: () => api.settings({}) });
  const [chosen, setChosen] = useState<{ byRule?: boolean; share?: Share }>({});
  const now = { byRule: chosen.byRule ?? data?.byRule ?? true, share: chosen.share ?? data?.share ?? "arrival" };
  return (
    <Dialog open sticky onClose={onClose} title={words.desk.settings} actions={<Button tone="primary" busy={busy} disabled={data === undefined} onClick={() => void act(() => api.setSettings(now), onClose)}>{words.common.save}</Button>}>
      <div className="agent-form">
        <p>{words.desk.settingsWhy}</p>
        <Field group label={words.desk.byRuleLabel}><Segmented wide value={now.byRule ? "on" : "off"} onChange={(value) => setChosen({ ...chosen, byRule: value === "on" })} choices={[{ value: "on", label: words.desk.byRuleOn }, { value: "off", label: words.desk.byRuleOff }]} /></Field>
        <Field group label={words.desk.shareLabel}><Segmented wide value={now.share} onChange={(share) => setChosen({ ...chosen, share })} choices={SHARES.map((value) => ({ value, label: shares[value] }))} /></Field>
      </div>
    </Dialog>
  );
}
