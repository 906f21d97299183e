import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { contracts } from "../../contract.ts";
import type { Terms } from "../../rules.ts";
import { useContractsTold, useItemName, usePageWords } from "../words.ts";
import { DraftForm } from "./DraftForm.tsx";
import { draftOf, newDraft } from "./draft.ts";
import "../contracts.css";

/** /contracts/new and /contracts/:no/edit. */
export default function DraftPage(): ReactNode {
  const { no } = useParams();
  const { titles, draft: words } = usePageWords();
  const { roles, businessDate } = useViewer();
  if (no !== undefined) return <Edit no={no} />;
  const sells = roles.includes("grower") || roles.includes("merchant");
  return (
    <Page title={titles.draft} intro={words.intro} narrow>
      {businessDate === null ? <Skeleton lines={8} /> : <DraftForm start={newDraft(sells ? "seller" : "buyer", businessDate)} currency="CNY" />}
    </Page>
  );
}

function Edit({ no }: { readonly no: string }): ReactNode {
  const { titles, draft: words, common } = usePageWords();
  const { language } = usePreferences();
  const told = useContractsTold();
  const api = useApi(contracts);
  const itemName = useItemName();
  // Read once: a form under the hand is not changed by what comes later.
  const { data, error } = useQuery({ queryKey: ["contracts", "edit", no], queryFn: () => api.contract({ no }), staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  if (error !== null) return <Page title={titles.edit} narrow><ErrorState title={common.error} number={told(error).number}>{told(error).text}</ErrorState></Page>;
  if (data === undefined) return <Page title={titles.edit} narrow><Skeleton lines={8} /></Page>;
  const { contract } = data;
  const as = contract.madeBy;
  const partner = as === "seller" ? { id: contract.buyerId, name: contract.buyer } : { id: contract.sellerId, name: contract.seller };
  const start = draftOf(data.terms as Terms, {
    as, partner, currency: contract.currency, item: { id: contract.itemId, name: itemName(contract), unit: contract.unit },
    substitutes: data.substitutes.map((one) => ({ id: one.id, name: language === "zh" || one.en === "" ? one.zh : one.en, unit: contract.unit })),
  });
  return <Page title={`${titles.edit} ${contract.no}`} intro={words.intro} narrow><DraftForm start={start} currency={contract.currency} contractId={contract.id} /></Page>;
}
