import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { intake } from "../../contract.ts";
import { useIntakeTold, usePageWords } from "../words.ts";

/** Where a label's code leads: the desk opens its workbench, a grower his lot, a buyer his complaint. */
export default function ScanPage(): ReactNode {
  const words = usePageWords();
  const { no = "" } = useParams();
  const viewer = useViewer();
  const navigate = useNavigate();
  const api = useApi(intake);
  const told = useIntakeTold();
  // A buyer who scans the label of a box has something to say about its goods.
  const buys = viewer.roles.includes("buyer") || viewer.roles.includes("agent");
  const found = useQuery({ queryKey: ["intake", "no", no], queryFn: () => api.lot({ no }), retry: false, enabled: !buys });
  const lot = found.data?.lot;
  const desk = viewer.roles.includes("grader") || viewer.roles.includes("operator");
  useEffect(() => {
    if (buys) void navigate(`/claims/new?lot=${encodeURIComponent(no)}`, { replace: true });
    if (lot === undefined) return;
    void navigate(desk ? `/desk?lot=${lot.no}` : viewer.roles.includes("grower") ? `/lots/${lot.id}` : `/desk/lots/${lot.id}`, { replace: true });
  }, [lot, desk, buys, no, navigate, viewer.roles]);
  if (found.isError) {
    const said = told(found.error);
    return <EmptyState title={words.lot.unknownCode} actions={<ButtonLink tone="primary" to={desk ? "/desk" : "/lots"}>{desk ? words.titles.desk : words.lot.back}</ButtonLink>}>{said.code === "not_found" ? words.lot.unknownCodeHint(no) : said.text}</EmptyState>;
  }
  return <Skeleton lines={6} />;
}
