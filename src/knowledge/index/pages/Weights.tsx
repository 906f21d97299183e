import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useActing } from "../../../ui/acting.ts";
import { useApi } from "../../../ui/api.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../ui/Field.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { TextArea, TextInput } from "../../../ui/TextInput.tsx";
import { WHOLE_PPM, index } from "../contract.ts";
import { GROUP_WORDS, groupWords } from "../groups.ts";
import { useGroupName, useIndexTold, useIndexWords } from "./words.ts";

const READ_AGAIN: readonly string[] = ["index"];
const PPM_IN_PERCENT = 10_000;
const CODES = Object.keys(GROUP_WORDS).filter((code) => code !== "all");

/** "orchid 35.5" a line, or null where a line is none, or the whole is not a hundred. */
function weightsFrom(text: string): { category: string; ppm: number }[] | null {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "").map((line) => {
    const [category = "", percent = ""] = line.replaceAll("%", "").split(/\s+/);
    return { category, ppm: Math.round(Number(percent) * PPM_IN_PERCENT) };
  });
  const whole = lines.reduce((sum, line) => sum + line.ppm, 0);
  return lines.length > 0 && whole === WHOLE_PPM && lines.every((line) => line.ppm > 0 && line.category !== "") ? lines : null;
}

/** The dated tables of household weights; a new one is added, older ones stay. */
export function Weights({ mayAdd }: { readonly mayAdd: boolean }): ReactNode {
  const words = useIndexWords();
  const groupName = useGroupName();
  const api = useApi(index);
  const [adding, setAdding] = useState(false);
  const { data } = useQuery({ queryKey: ["index", "baskets"], queryFn: () => api.baskets({}) });
  return (
    <Panel title={words.weights} actions={mayAdd ? <Button icon="plus" onClick={() => setAdding(true)}>{words.addWeights}</Button> : undefined}>
      {data?.baskets.length === 0 ? <p className="index-faint">{words.consumptionWithheld.no_basket}</p> : null}
      {data?.baskets.map((basket) => <p key={basket.id}><strong>{words.basket(basket.validFrom, basket.source)}</strong><br />{basket.weights.map((line) => `${groupName(groupWords(line.category))} ${line.ppm / PPM_IN_PERCENT}%`).join(" · ")}</p>)}
      {adding ? <AddWeights onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function AddWeights({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useIndexWords();
  const api = useApi(index);
  const { busy, act } = useActing(useIndexTold(), READ_AGAIN);
  const [from, setFrom] = useState("");
  const [source, setSource] = useState("");
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const weights = weightsFrom(text);
  const save = (): void => {
    setTried(true);
    if (weights !== null && from !== "" && source.trim().length >= 2) void act(() => api.addBasket({ validFrom: from, source, weights }), onClose);
  };
  return (
    <Dialog open sticky title={words.addWeights} onClose={onClose} actions={<><Button onClick={onClose}>{words.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{words.save}</Button></>}>
      <FieldGrid>
        <Field label={words.validFrom} required><TextInput type="date" value={from} onChange={setFrom} /></Field>
        <Field label={words.weightSource} required><TextInput value={source} onChange={setSource} maxLength={200} /></Field>
      </FieldGrid>
      <Field label={words.weightLines} hint={words.weightHint(CODES.join(", "))} error={tried && weights === null ? words.badWeights : undefined} required><TextArea value={text} onChange={setText} rows={7} maxLength={1_000} /></Field>
    </Dialog>
  );
}
