import { useState } from "react";
import type { ReactNode } from "react";
import { ROLES } from "../../../../kernel/machinery/contract.ts";
import type { Role } from "../../../../kernel/machinery/contract.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { ROLE_WORDS } from "../../connect.ts";
import { actionName, moduleName } from "../actionNames.ts";
import { CONTRACTS } from "../contracts.ts";
import { matrixOf, rightOf } from "./matrix.ts";
import type { MatrixRow } from "./matrix.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./permissions.css";

const ALL = matrixOf(CONTRACTS);
const INTERNAL = CONTRACTS.reduce((sum, one) => sum + Object.keys(one.actions).length, 0) - ALL.length;
const MARKS = { role: "●", signed_in: "◐", public: "○" } as const;
type Kind = "all" | "read" | "write";

/** Nothing is kept from anybody about who may do what. */
export default function PermissionsPage(): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const [role, setRole] = useState<Role | "">("");
  const [kind, setKind] = useState<Kind>("all");
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const rows = ALL.filter((row) =>
    (kind === "all" || row.kind === kind) && (role === "" || rightOf(row, role) !== null)
    && (wanted === "" || `${actionName(row.module, row.action, language)} ${row.module}.${row.action} ${row.summary}`.toLowerCase().includes(wanted)));
  return (
    <Page title={words.title} intro={words.intro}>
      <ul className="rights-rules">{words.rules.map((rule) => <li key={rule}>{rule}</li>)}</ul>
      <div className="rights-tools">
        <Select<Role | ""> aria-label={words.filterRole} value={role} onChange={setRole} choices={[{ value: "", label: words.everyone }, ...ROLES.map((one) => ({ value: one, label: ROLE_WORDS[one][language] }))]} />
        <Segmented<Kind> label={words.kind} value={kind} onChange={setKind} choices={(["all", "read", "write"] as const).map((value) => ({ value, label: words.kinds[value] }))} />
        <TextInput type="search" value={text} onChange={setText} placeholder={words.search} aria-label={words.search} />
        <span className="rights-count" role="status">{words.rows(rows.length, ALL.length)}</span>
        <span className="rights-legend">{words.legend}</span>
      </div>
      {rows.length === 0 ? <EmptyState title={words.none}>{words.noneWhy}</EmptyState> : <Matrix rows={rows} highlighted={role} />}
      <p className="rights-count">{words.internal(INTERNAL)}</p>
    </Page>
  );
}

function Matrix({ rows, highlighted }: { readonly rows: readonly MatrixRow[]; readonly highlighted: Role | "" }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const modules = [...new Set(rows.map((row) => row.module))];
  return (
    <div className="rights-box">
      <table className="rights">
        <thead>
          <tr>
            <th scope="col">{words.action}</th>
            <th scope="col" className="rights-who">{words.who}</th>
            {ROLES.map((role) => <th key={role} scope="col" data-on={role === highlighted || undefined} title={ROLE_WORDS[role][language]}>{words.short[role]}</th>)}
          </tr>
        </thead>
        {modules.map((module) => (
          <tbody key={module}>
            <tr className="rights-module"><th scope="rowgroup" colSpan={ROLES.length + 2}>{moduleName(module, language)} <code>{module}</code></th></tr>
            {rows.filter((row) => row.module === module).map((row) => <Row key={row.action} row={row} highlighted={highlighted} />)}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Row({ row, highlighted }: { readonly row: MatrixRow; readonly highlighted: Role | "" }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const name = actionName(row.module, row.action, language);
  return (
    <tr>
      <th scope="row">
        <span>{name} {row.kind === "write" ? <Badge tone="orchid">{words.write}</Badge> : null}</span>
        <small>{language === "zh" ? `${row.module}.${row.action}` : row.summary}</small>
      </th>
      <td className="rights-who">{whoIn(row, language, words)}</td>
      {ROLES.map((role) => {
        const right = rightOf(row, role);
        return <td key={role} data-on={role === highlighted || undefined} data-right={right ?? undefined}>{right === null ? null : <span role="img" aria-label={words.yes(ROLE_WORDS[role][language], name)}>{MARKS[right]}</span>}</td>;
      })}
    </tr>
  );
}

/** The whole answer in one line, for narrow screens where ten columns do not fit. */
function whoIn(row: MatrixRow, language: "zh" | "en", words: typeof zh): string {
  if (row.who.includes("public")) return words.anyone;
  if (row.who.includes("signed_in")) return words.signedIn;
  return ROLES.filter((role) => row.who.includes(role)).map((role) => ROLE_WORDS[role][language]).join(language === "zh" ? "、" : ", ");
}
