import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { claims } from "../../claims/contract.ts";
import { usePageWords } from "./words.ts";

const DESK = ["cashier", "operator", "auditor"] as const;
const TRADERS = ["buyer", "agent", "grower"] as const;
/** A party has a handful of claims on a day; the list is read whole and narrowed here. */
const READ = 500;

/** Complaints about sales of this party and day, open or ended; their money stands among the transfers of the day it moved. */
export function DayClaims({ businessDate, partyId, party }: { readonly businessDate: string; readonly partyId: string; readonly party: string }): ReactNode {
  const words = usePageWords().partyDay;
  const { roles } = useViewer();
  const api = useApi(claims);
  const desk = DESK.some((role) => roles.includes(role));
  const { data } = useQuery({
    queryKey: ["settlement", "dayClaims", businessDate, partyId], enabled: desk || TRADERS.some((role) => roles.includes(role)),
    queryFn: async () => (desk ? (await api.desk({ query: party, limit: READ })).claims : (await api.mine({ limit: READ })).claims),
  });
  const own = (data ?? []).filter((one) => one.saleDate === businessDate && (one.growerId === partyId || one.buyerId === partyId));
  if (own.length === 0) return null;
  return (
    <Panel title={words.claims}>
      <ul className="settle-plain">
        {own.map((one) => (
          <li key={one.id}>
            <span><Link to={`/claims/${one.no}`}>{one.no}</Link> {one.lotNo} · {one.grower} → {one.buyer}</span>
            <span>{one.state === "closed" ? <MoneyText minor={one.outcomeAmount} currency={one.currency} bare /> : <MoneyText minor={one.askAmount} currency={one.currency} bare />} <Badge tone={one.state === "closed" ? "plain" : "pollen"}>{one.state === "closed" ? words.claimClosed : words.claimOpen}</Badge></span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
