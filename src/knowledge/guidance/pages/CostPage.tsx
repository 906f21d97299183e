import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { parseMoney } from "../../../ui/money.ts";
import { guidance } from "../contract.ts";
import type { CostView } from "../views.ts";
import { money, useAct, useGuidanceTold, useItemName, usePageWords } from "./words.ts";

const FEN = 100;
const PER_POT = ["seedling", "pot", "medium", "labour", "other"] as const;
const PER_AREA = ["heat", "place"] as const;
const TIMES = ["growWeeks", "heatedWeeks", "density", "loss"] as const;
const RECKONED = ["ownPrice", "usual", "spread", "salvage"] as const;
type Name = (typeof PER_POT)[number] | (typeof PER_AREA)[number] | (typeof TIMES)[number] | (typeof RECKONED)[number];
type Draft = Readonly<Record<Name, string>>;

const yuan = (fen: number | null): string => (fen === null ? "" : String(fen / FEN));
const draftOf = (cost: CostView): Draft => ({
  seedling: yuan(cost.seedling), pot: yuan(cost.pot), medium: yuan(cost.medium), labour: yuan(cost.labour), other: yuan(cost.other), heat: yuan(cost.heat), place: yuan(cost.place), growWeeks: String(cost.growWeeks), heatedWeeks: String(cost.heatedWeeks), density: String(cost.potsPerSquareMetre), loss: String(cost.lossPermille / 10),
  ownPrice: yuan(cost.ownPrice), usual: cost.usualAWeek === null ? "" : String(cost.usualAWeek), spread: cost.spreadPermille === null ? "" : String(cost.spreadPermille / 10), salvage: String(cost.salvagePermille / 10),
});

const whole = (text: string): number | null => (/^\d{1,7}$/.test(text.trim()) ? Number(text) : null);
const permille = (text: string): number | null => (/^\d{1,3}(?:\.\d)?$/.test(text.trim()) ? Math.round(Number(text) * 10) : null);
const READ: Readonly<Record<Name, (text: string) => number | null>> = {
  seedling: parseMoney, pot: parseMoney, medium: parseMoney, labour: parseMoney, other: parseMoney, heat: parseMoney, place: parseMoney, growWeeks: whole, heatedWeeks: whole, density: whole, loss: permille, ownPrice: parseMoney, usual: whole, spread: permille, salvage: permille,
};
const MAY_BE_BLANK: ReadonlySet<Name> = new Set(["ownPrice", "usual", "spread"]);

/** /guidance/:id/cost: my own figures; the example stands there until I change it. */
export default function CostPage(): ReactNode {
  const { titles } = usePageWords();
  const { id = "" } = useParams();
  const api = useApi(guidance);
  const told = useGuidanceTold();
  const found = useQuery({ queryKey: ["guidance", "cost", id], queryFn: () => api.cost({ itemId: id }) });
  if (found.isError) return <Page title={titles.cost} narrow><ErrorState number={told(found.error).number} onRetry={() => void found.refetch()}>{told(found.error).text}</ErrorState></Page>;
  if (found.data === undefined) return <Page title={titles.cost} narrow><Skeleton lines={8} /></Page>;
  return <Sheet key={`${id} ${found.data.example}`} cost={found.data} />;
}

function Sheet({ cost }: { readonly cost: CostView }): ReactNode {
  const { titles, cost: words, common } = usePageWords();
  const name = useItemName();
  const api = useApi(guidance);
  const toast = useToast();
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const [draft, setDraft] = useState(draftOf(cost));
  const [wrong, setWrong] = useState<Name | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const field = (one: Name, hint?: string): ReactNode => (
    <Field key={one} label={words[one]} hint={hint} error={wrong === one ? words.bad(words[one]) : null}><TextInput inputMode="decimal" autoComplete="off" maxLength={10} value={draft[one]} onChange={(text) => { setDraft({ ...draft, [one]: text }); if (wrong === one) setWrong(null); }} /></Field>
  );
  const save = (): void => {
    const read = Object.fromEntries((Object.keys(READ) as Name[]).map((one) => [one, draft[one].trim() === "" && MAY_BE_BLANK.has(one) ? undefined : READ[one](draft[one].normalize("NFKC"))])) as Record<Name, number | null | undefined>;
    const bad = (Object.keys(READ) as Name[]).find((one) => read[one] === null) ?? null;
    setWrong(bad);
    if (bad !== null) return;
    const of = (one: Name): number => read[one] ?? 0;
    void act(() => api.setCost({
      itemId: cost.itemId, seedling: of("seedling"), pot: of("pot"), medium: of("medium"), labour: of("labour"), other: of("other"), heat: of("heat"), place: of("place"), growWeeks: of("growWeeks"), heatedWeeks: of("heatedWeeks"), potsPerSquareMetre: of("density"), lossPermille: of("loss"),
      ownPrice: read.ownPrice ?? null, usualAWeek: read.usual ?? null, spreadPermille: read.spread ?? null, salvagePermille: of("salvage"),
    }), () => { toast(words.saved, "leaf"); void navigate(`/guidance/${cost.itemId}`); }, setWhy);
  };
  return (
    <Page title={`${titles.cost} · ${name(cost)}`} intro={words.intro} narrow>
      {cost.example ? <p className="gd-warn" role="status">{words.example}</p> : null}
      <Panel title={words.perPot}><div className="gd-fields">{PER_POT.map((one) => field(one))}</div></Panel>
      <Panel title={words.perArea}><div className="gd-fields">{PER_AREA.map((one) => field(one))}</div></Panel>
      <Panel title={words.times}><div className="gd-fields">{TIMES.map((one) => field(one))}</div></Panel>
      <Panel title={words.reckon}><div className="gd-fields">{RECKONED.map((one) => field(one, one === "ownPrice" ? words.ownPriceHint : undefined))}</div></Panel>
      <p className="gd-soft">{words.now}: {words.planted(money(cost.planted, "CNY"))} · {words.breakEven(money(cost.breakEven, "CNY"))}</p>
      <div className="gd-submit">
        {why === null ? null : <p className="gd-warn" role="alert">{why}</p>}
        <ButtonRow>{cost.example ? null : <Button busy={busy} onClick={() => void act(() => api.dropCost({ itemId: cost.itemId }), undefined, setWhy)}>{words.drop}</Button>}<Button tone="primary" busy={busy} onClick={save}>{common.save}</Button></ButtonRow>
      </div>
    </Page>
  );
}
