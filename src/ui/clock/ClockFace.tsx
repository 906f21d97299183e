import { useRef } from "react";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import { BrandMark } from "../Brand.tsx";
import { Icon } from "../Icon.tsx";
import { MoneyText } from "../MoneyText.tsx";
import { useWords } from "../Preferences.tsx";
import { useViewer } from "../Viewer.tsx";
import { formatCount, formatMoney, moneyParts } from "../money.ts";
import type { FacePhase, FaceProgramme, FaceState } from "./reading.ts";
import { shortPrice } from "./dial.ts";
import { en as kitEn } from "../words.en.ts";
import { zh as kitZh } from "../words.zh.ts";
import { useDial } from "./useDial.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./ClockFace.css";

export interface ClockFaceProps {
  /** Name of the clock: "3号钟". */
  readonly name: string;
  readonly lotNumber?: string | undefined;
  readonly lotTitle?: string | undefined;
  /** One line under the title: grower, town, grade. */
  readonly lotNote?: ReactNode;
  readonly programme: FaceProgramme | null;
  readonly state: FaceState;
  /** Session time in milliseconds, synchronised with the host. Read every frame; must be cheap. */
  readonly now: () => number;
  /** Sales units still on offer; without it the programme's quantity. */
  readonly left?: number | undefined;
  /** The sales unit as it stands after a number: "盆", "pots". */
  readonly unit: string;
  /** The unit after "/" when it differs: "pot". */
  readonly per?: string | undefined;
  readonly currency?: string | undefined;
  /** The lot's first start price; keeps the dial's scale when a remainder restarts lower. */
  readonly topPrice?: number | undefined;
  /** Price of my limit order on this lot, minor units. */
  readonly myLimit?: number | null | undefined;
  /** An <img>, sized by the face. */
  readonly photo?: ReactNode;
  /** <Facts dense …> beside the dial. */
  readonly facts?: ReactNode;
  /** "compact": phone, dial first; "desk": a panel among others; "wall": fills its cell on a ScaledCanvas. */
  readonly size?: "compact" | "desk" | "wall" | undefined;
  /** Called with the step that stood on the screen when the finger came down. Without it the face is only watched. */
  readonly onPress?: ((step: number, at: number) => void) | undefined;
  /** Key that presses this clock, shown on it. The page listens. */
  readonly pressKey?: string | undefined;
  /** The clock the buyer's keys act on, among several. */
  readonly active?: boolean | undefined;
}

export function ClockFace(props: ClockFaceProps): ReactNode {
  const { name, lotNumber, lotTitle, lotNote, photo, facts, size = "desk", active = false, state } = props;
  const words = useWords(zh, en);
  const kit = useWords(kitZh, kitEn);
  const { demo } = useViewer();
  const currency = props.currency ?? "CNY";
  const dial = useDial({ programme: props.programme, state, now: props.now, currency, topPrice: props.topPrice, myLimit: props.myLimit ?? null });
  const mine = state.kind === "sold" && state.to === "me";
  return (
    <section className="hl-clock-box" data-size={size}>
      <div className="hl-clock" data-phase={dial.phase} data-mine={mine || undefined} data-active={active || undefined} data-size={size} aria-label={`${name} ${lotTitle ?? ""}`.trim()} role="group">
        <header className="hl-clock-head">
          <strong>{name}</strong>
          {lotNumber === undefined ? null : <span className="hl-clock-number">{lotNumber}</span>}
          <span className="hl-clock-phase">{over(state) ? words.over : words.phase[dial.phase]}</span>
        </header>
        {lotTitle === undefined && photo === undefined ? null : (
          <div className="hl-clock-lot">
            <div className="hl-clock-photo">{photo ?? <span><Icon name="photo" size="1.75rem" />{words.noPhoto}</span>}</div>
            <div><p className="hl-clock-title">{lotTitle}</p>{lotNote === undefined ? null : <p className="hl-clock-note">{lotNote}</p>}</div>
          </div>
        )}
        <div className="hl-clock-stage">
          <div className="hl-clock-dial" ref={dial.host}>
            <canvas ref={dial.canvas} aria-hidden="true" />
            {demo ? <span className="hl-clock-demo" aria-hidden="true">{kit.demoData}</span> : null}
            {mine ? <span className="hl-clock-bloom"><BrandMark /></span> : null}
            <FaceCentre {...props} currency={currency} phase={dial.phase} priceRef={dial.price} countRef={dial.countdown} />
            <FaceCorners {...props} currency={currency} />
            {props.onPress === undefined ? null : <PressArea {...props} onPress={props.onPress} phase={dial.phase} shownStep={dial.shownStep} />}
          </div>
        </div>
        {facts === undefined ? null : <div className="hl-clock-facts">{facts}</div>}
        <p className="hl-hidden" role="status">{announcement(state, words, currency, props.unit)}</p>
      </div>
    </section>
  );
}

const over = (state: FaceState): boolean => state.kind === "waiting" && state.over === true;

/** Only outcomes are spoken; a running price read aloud would never catch up with itself. */
function announcement(state: FaceState, words: typeof zh, currency: string, unit: string): string {
  if (state.kind === "sold") return words.announceSold(formatMoney(state.price, currency), `${formatCount(state.quantity)} ${unit}`, state.to === "me");
  return state.kind === "passed" || state.kind === "paused" || state.kind === "reconnecting" ? words.phase[state.kind] : "";
}

interface CentreProps extends ClockFaceProps {
  readonly currency: string;
  readonly phase: FacePhase;
  readonly priceRef: RefObject<HTMLSpanElement | null>;
  readonly countRef: RefObject<HTMLSpanElement | null>;
}

/** How many ems the widest price of this run takes at the centre's size; the type shrinks to fit the dial. */
export function priceEms(minor: number, currency: string): number {
  const parts = moneyParts(minor, currency);
  const commas = parts.whole.split(",").length - 1;
  return parts.symbol.length * 0.3 + (parts.whole.length - commas) * 0.58 + commas * 0.26 + (parts.fraction === "" ? 0 : 0.14 + (parts.fraction.length - 1) * 0.32);
}

function FaceCentre({ programme, state, phase, currency, unit, per, left, topPrice, priceRef, countRef }: CentreProps): ReactNode {
  const words = useWords(zh, en);
  const widest = Math.max(topPrice ?? 0, programme?.startPrice ?? 0);
  // Long prices on the rim leave less room between them.
  const room = 66 - 3 * Math.max(0, shortPrice(widest, currency).length - 3);
  const fit = Math.min(25, room / Math.max(1.6, priceEms(widest, currency)));
  const showPrice = programme !== null && phase !== "waiting" && phase !== "reconnecting";
  const quantity = state.kind === "sold" ? state.quantity : left ?? programme?.quantity;
  return (
    <div className="hl-clock-centre">
      <p className="hl-clock-above">
        {phase === "coming" ? <><span className="hl-clock-count" ref={countRef} /></> : state.kind === "sold" ? (state.to === "me" ? words.mine : words.phase.sold) : phase === "running" ? null : over(state) ? words.over : words.phase[phase]}
      </p>
      {showPrice ? <p className="hl-clock-price" style={{ fontSize: `${fit}cqi` }}><span ref={priceRef} /></p> : <p className="hl-clock-price" data-none>—</p>}
      <p className="hl-clock-below">{below(state, phase, words)}{showPrice && (phase === "running" || phase === "coming" || phase === "floor") ? `/${per ?? unit}` : null}</p>
      <p className="hl-clock-left">
        {quantity === undefined ? null : state.kind === "sold" ? <b>{formatCount(quantity)}</b> : <>{words.left}<b>{formatCount(quantity)}</b></>}
        {quantity === undefined ? null : <span>{unit}</span>}
      </p>
    </div>
  );
}

function below(state: FaceState, phase: FacePhase, words: typeof zh): ReactNode {
  if (state.kind === "sold") return state.beatenBy !== undefined && state.to === "other" ? <em>{words.beaten(state.beatenBy.ms, state.beatenBy.steps)}</em> : state.to === "me" ? null : words.anonymous;
  if (state.kind === "hold") return <><span className="hl-clock-dots" aria-hidden="true"><i /><i /><i /></span><span className="hl-hidden">{words.holdHint}</span></>;
  if (state.kind === "passed" || state.kind === "paused") return state.reason ?? null;
  if (phase === "reconnecting") return words.lostPrice;
  return phase === "waiting" && state.kind === "waiting" ? state.note ?? null : null;
}

/** The corners outside the circle: where it starts, where it must stop, where mine waits. */
function FaceCorners({ programme, myLimit, currency, topPrice }: ClockFaceProps & { readonly currency: string }): ReactNode {
  const words = useWords(zh, en);
  if (programme === null) return null;
  return (
    <>
      <p className="hl-clock-corner" data-at="floor"><small>{words.floor}</small><MoneyText minor={programme.floorPrice} currency={currency} /></p>
      <p className="hl-clock-corner" data-at="start"><small>{words.start}</small><MoneyText minor={topPrice ?? programme.startPrice} currency={currency} /></p>
      {myLimit === null || myLimit === undefined ? null : <p className="hl-clock-corner" data-at="limit"><small>{words.myLimit}</small><MoneyText minor={myLimit} currency={currency} /></p>}
    </>
  );
}

interface PressProps extends ClockFaceProps {
  readonly onPress: (step: number, at: number) => void;
  readonly phase: FacePhase;
  readonly shownStep: RefObject<number>;
}

/** The whole dial is the button, and it acts when the finger comes down: waiting for it to lift would cost a step. */
function PressArea({ onPress, phase, shownStep, now, name, pressKey }: PressProps): ReactNode {
  const words = useWords(zh, en);
  const down = useRef(false);
  const press = (): void => { if (phase === "running" && shownStep.current >= 0) onPress(shownStep.current, now()); };
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key !== " " && event.key !== "Enter") || event.repeat) return;
    event.preventDefault();
    press();
  };
  return (
    <button
      type="button" className="hl-clock-press" aria-keyshortcuts={pressKey} aria-disabled={phase !== "running"}
      onPointerDown={(event) => { if (event.button === 0) { down.current = true; press(); } }}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => { if (event.key === " ") event.preventDefault(); }}
      // A click without a finger comes from a screen reader or a switch; after a finger it is the same press again.
      onClick={() => { if (!down.current) press(); down.current = false; }}
    >
      <span className="hl-hidden">{words.press} {name}</span>
      {pressKey === undefined ? null : <kbd>{pressKey}</kbd>}
    </button>
  );
}

