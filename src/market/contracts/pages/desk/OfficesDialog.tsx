import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { contracts } from "../../contract.ts";
import { useAct } from "../useAct.ts";
import { usePageWords } from "../words.ts";

const USCC = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const LEAST_NAME = 2;

/** Who is kept out of every contract besides the state organs. */
export function OfficesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { desk: words, common } = usePageWords();
  const api = useApi(contracts);
  const { roles } = useViewer();
  const { busy, act } = useAct();
  const { data } = useQuery({ queryKey: ["contracts", "offices"], queryFn: () => api.offices({}) });
  const [name, setName] = useState("");
  const [uscc, setUscc] = useState("");
  const [tried, setTried] = useState(false);
  const bad = !USCC.test(uscc.trim().toUpperCase()) || name.trim().length < LEAST_NAME;
  const add = (): void => {
    setTried(true);
    if (!bad) void act(() => api.nameOffice({ uscc, name }), () => { setName(""); setUscc(""); setTried(false); });
  };
  return (
    <Dialog open sticky title={words.offices} onClose={onClose} actions={<><Button onClick={onClose}>{common.close}</Button>{roles.includes("operator") ? <Button tone="primary" busy={busy} onClick={add}>{words.officeAdd}</Button> : null}</>}>
      <div className="contract-form">
        <p className="contract-hint">{words.officesWhy}</p>
        {data?.offices.length === 0 ? <p>{words.officeNone}</p> : <ul className="contract-plain">{data?.offices.map((one) => <li key={one.uscc}><b>{one.name}</b> <code>{one.uscc}</code></li>)}</ul>}
        {roles.includes("operator") ? (
          <FieldGrid>
            <Field label={words.officeName}><TextInput value={name} onChange={setName} maxLength={120} /></Field>
            <Field label={words.officeCode} error={tried && bad ? words.officeBad : undefined}><TextInput value={uscc} onChange={setUscc} maxLength={18} autoComplete="off" /></Field>
          </FieldGrid>
        ) : null}
      </div>
    </Dialog>
  );
}
