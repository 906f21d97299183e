import { createContext, useContext, useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import "./ScaledCanvas.css";

export interface ScaledCanvasProps {
  /** Design size in CSS pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly label: string;
  /** A wall is the page's main landmark; false where it stands inside a framed page. */
  readonly landmark?: boolean | undefined;
  readonly children: ReactNode;
}

const StageScale = createContext(1);

/** How much the stage around is enlarged: a canvas on it needs as many more pixels to stay sharp. */
export function useStageScale(): number {
  return useContext(StageScale);
}

/** How large a stage may be drawn in a window without being cut or stretched. */
export function fitScale(stage: { readonly width: number; readonly height: number }, view: { readonly width: number; readonly height: number }): number {
  if (view.width <= 0 || view.height <= 0) return 1;
  return Math.min(view.width / stage.width, view.height / stage.height);
}

/** A wall screen: laid out once at 1920 × 1080, then scaled as a whole; what is left over is ink. */
export function ScaledCanvas({ width = 1920, height = 1080, label, landmark = true, children }: ScaledCanvasProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(1);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const fit = (): void => setScale(fitScale({ width, height }, { width: element.clientWidth, height: element.clientHeight }));
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(element);
    return () => watch.disconnect();
  }, [width, height]);
  const Stage = landmark ? "main" : "section";
  return (
    <div className="hl-stage-box hl-dark" ref={box}>
      <Stage className="hl-stage" aria-label={label} style={{ inlineSize: width, blockSize: height, transform: `translate(-50%, -50%) scale(${scale})` }}>
        <StageScale value={scale}>{children}</StageScale>
      </Stage>
    </div>
  );
}
