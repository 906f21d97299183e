import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { packaging } from "../../contract.ts";
import { ACTS, readNumbers, type Act } from "../../rules.ts";
import { LogTable } from "../LogTable.tsx";
import { usePackagingTold, usePageWords, useTerms } from "../words.ts";

const PAGE = 100;

export function Log({ partyId, kindId }: { readonly partyId: string | null; readonly kindId: string | null }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const told = usePackagingTold();
  const api = useApi(packaging);
  const navigate = useNavigate();
  const [act, setAct] = useState<Act | "any">("any");
  const [text, setText] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const input = { limit, ...(partyId === null ? {} : { partyId }), ...(kindId === null ? {} : { kindId }), ...(act === "any" ? {} : { act }) };
  const { data, error, refetch } = useQuery({ queryKey: ["packaging", "log", input], queryFn: () => api.movements(input), placeholderData: (before) => before });
  const said = error === null ? undefined : told(error);
  const look = (): void => { const [number] = readNumbers(text); if (number !== undefined) void navigate(`/packaging/t/${encodeURIComponent(number)}`); };
  return (
    <>
      <LogTable
        caption={words.desk.log} rows={data?.movements} error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }}
        tools={<>
          <Field label={words.desk.filter}><Select value={act} onChange={setAct} choices={[{ value: "any" as const, label: words.common.all }, ...ACTS.map((value) => ({ value, label: terms.acts[value] }))]} /></Field>
          <form onSubmit={(event) => { event.preventDefault(); look(); }}><Field label={words.desk.trolleyNo}><TextInput value={text} onChange={setText} maxLength={120} type="search" autoComplete="off" /></Field></form>
        </>}
      />
      {data !== undefined && data.total > data.movements.length ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.movements.length)}</Button> : null}
    </>
  );
}
