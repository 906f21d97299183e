import type { ComponentType, ReactNode } from "react";
import type { Role } from "../../../../kernel/machinery/contract.ts";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { ROLE_WORDS } from "../../connect.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { AuditorTasks, SecurityTasks, SystemTasks } from "./administrators.tsx";
import { AuctioneerTasks, CashierTasks, GraderTasks, OperatorTasks } from "./staff.tsx";
import { BuyerTasks, GrowerTasks, MerchantTasks } from "./traders.tsx";

const TASKS: readonly (readonly [roles: readonly Role[], Tasks: ComponentType])[] = [
  [["merchant"], MerchantTasks], [["grower"], GrowerTasks], [["buyer", "agent"], BuyerTasks], [["auctioneer"], AuctioneerTasks], [["grader"], GraderTasks], [["cashier"], CashierTasks],
  [["operator"], OperatorTasks], [["system_admin"], SystemTasks], [["security_admin"], SecurityTasks], [["auditor"], AuditorTasks],
];

/** Three things for each of one's roles, and one more for whoever works with an agent's lists; most people have one role. Loaded only for those who are signed in. */
export default function TasksPart(): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const { roles } = useViewer();
  const mine = TASKS.filter(([any]) => any.some((role) => roles.includes(role)));
  if (mine.length === 0) return <EmptyState title={words.noRole}>{words.noRoleWhy}</EmptyState>;
  return (
    <>
      {mine.map(([any, Tasks]) => {
        const role = any.find((one) => roles.includes(one)) ?? "buyer";
        return (
          <section key={role} className="home-tasks" aria-label={ROLE_WORDS[role][language]}>
            {mine.length === 1 ? null : <h2>{ROLE_WORDS[role][language]}</h2>}
            <div><Tasks /></div>
          </section>
        );
      })}
    </>
  );
}
