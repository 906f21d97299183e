import { useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { fillIn } from "../../../../ui/told.ts";
import { pooled } from "../../contract.ts";
import type { PromiseView } from "../../views.ts";
import { BarLegend, Counts, DueDay, Instead, ProgressBar, PromiseBadge } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { useAmount, useItemName, usePooledWords, useTray, useUnit, useWhy } from "../words.ts";
import { BringDialog } from "./BringDialog.tsx";
import { WithdrawDialog } from "./WithdrawDialog.tsx";
import { useGrowerWords } from "./words.ts";

/** What a grower brings on which day; what is over stands below. */
export function Promises({ promises }: { readonly promises: readonly PromiseView[] }): ReactNode {
  const words = useGrowerWords();
  const { language } = usePreferences();
  const api = useApi(pooled);
  const { busy, act } = useAct();
  if (promises.length === 0) return <EmptyState title={words.noPromises}>{words.noPromisesWhy}</EmptyState>;
  const open = promises.filter((one) => one.state === "standing");
  const over = promises.filter((one) => one.state !== "standing");
  const days = [...new Set(open.map((one) => one.dueOn))].toSorted();
  return (
    <div className="pooled-days">
      {open.length === 0 ? null : <BarLegend />}
      {days.map((day) => (
        <section key={day} aria-label={day}>
          <h2><DueDay on={day} plain /></h2>
          <ul className="pooled-cards">{open.filter((one) => one.dueOn === day).map((one) => <li key={one.id}><PromiseCard promise={one} /></li>)}</ul>
        </section>
      ))}
      {over.length === 0 ? null : (
        <details className="pooled-more" open={open.length === 0}>
          <summary>{words.promise.total(over.length)} · {words.tabs.done}</summary>
          <ul className="pooled-cards">{over.toSorted((a, b) => b.dueOn.localeCompare(a.dueOn)).map((one) => <li key={one.id}><PromiseCard promise={one} dated /></li>)}</ul>
        </details>
      )}
      <Button icon="download" busy={busy} onClick={() => void act(() => api.exportCalendar({ language }), (file) => saveBase64(file.name, file.base64))}>{words.promise.excel}</Button>
    </div>
  );
}

/** One promise: how far it is, why it is so much, and what may be done: bring today, say that it will not come. */
export function PromiseCard({ promise, dated = false, alone = false }: { readonly promise: PromiseView; readonly dated?: boolean | undefined; readonly alone?: boolean | undefined }): ReactNode {
  const { promise: words } = useGrowerWords();
  const { bar } = usePooledWords();
  const { businessDate } = useViewer();
  const amount = useAmount();
  const tray = useTray();
  const itemName = useItemName();
  const say = useWhy();
  const [doing, setDoing] = useState<"bring" | "withdraw" | null>(null);
  const { unit, quantity, announced, accepted, shipped, open } = promise;
  const today = businessDate !== null && promise.dueOn <= businessDate;
  return (
    <article className="pooled-promise" data-state={promise.state} data-today={(today && promise.state === "standing") || undefined}>
      <header><h3>{itemName(promise)} <small>{promise.grade}</small></h3><b>{tray.both(quantity, promise)}</b></header>
      <Instead of={promise.substitute} />
      <p className="pooled-promise-who">{dated ? <DueDay on={promise.dueOn} plain /> : null}<span>{promise.enterprise} · {promise.place}</span>{promise.state === "standing" ? null : <PromiseBadge state={promise.state} />}</p>
      <ProgressBar of={quantity} promised={announced} graded={accepted} shipped={shipped} unit={unit} />
      <Counts counts={[[words.open, amount(open, unit)], [words.announced, amount(announced, unit)], [bar.graded, amount(accepted, unit)], [bar.shipped, amount(shipped, unit)]]} />
      <PriceLine promise={promise} />
      {promise.why === null ? null : <details className="pooled-more"><summary>{words.whyShare}</summary><p>{say(promise.why, promise)}</p></details>}
      <div className="pooled-deeds">
        {promise.can.includes("bring") ? <Button tone="primary" size="large" wide icon="truck" onClick={() => setDoing("bring")}>{today ? words.bring : words.bringOther}</Button> : null}
        <span>
          {promise.can.includes("withdraw") ? <Button wide onClick={() => setDoing("withdraw")}>{words.withdraw}</Button> : null}
          {alone ? null : <ButtonLink wide to={`/pooled/${promise.orderNo}`}>{words.order}</ButtonLink>}
        </span>
      </div>
      {doing === "bring" ? <BringDialog promise={promise} onClose={() => setDoing(null)} /> : null}
      {doing === "withdraw" ? <WithdrawDialog promise={promise} onClose={() => setDoing(null)} /> : null}
    </article>
  );
}

function PriceLine({ promise }: { readonly promise: PromiseView }): ReactNode {
  const { promise: words } = useGrowerWords();
  const unit = useUnit();
  const { price, priceAtLeast, currency, deposit } = promise;
  const parts = [
    price === null ? words.priceLater : fillIn(words.price(formatMoney(price, currency)), { unit: unit(promise.unit) }),
    ...(price === null && priceAtLeast !== null ? [words.least(formatMoney(priceAtLeast, currency))] : []), ...(deposit > 0 ? [words.deposit(formatMoney(deposit, currency))] : []),
  ];
  return <p className="pooled-hint">{parts.join(" · ")}</p>;
}
