import type { ReactNode } from "react";
import { Badge } from "../../../../../ui/Badge.tsx";
import { Icon } from "../../../../../ui/Icon.tsx";
import type { IconName } from "../../../../../ui/Icon.tsx";
import { useWords } from "../../../../../ui/Preferences.tsx";
import { useViewer } from "../../../../../ui/Viewer.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const PARTS: readonly (readonly ["system_admin" | "security_admin" | "auditor", IconName])[] = [["system_admin", "gear"], ["security_admin", "shield"], ["auditor", "search"]];

/** Why there are three and what each of them cannot do. */
export function ThreeAdministrators(): ReactNode {
  const words = useWords(zh, en);
  const { roles } = useViewer();
  return (
    <section className="admin-three" aria-labelledby="admin-three-title">
      <div><h2 id="admin-three-title">{words.three.title}</h2><p>{words.three.why}</p></div>
      <ul>
        {PARTS.map(([role, icon]) => (
          <li key={role} data-you={roles.includes(role) || undefined}>
            <Icon name={icon} size="1.5em" />
            <p><b>{words.roleNames[role]}</b> {roles.includes(role) ? <Badge tone="orchid">{words.three.you}</Badge> : null}</p>
            <p>{words.three[role]}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
