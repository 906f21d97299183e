import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import { useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { othersName, useViewer } from "../../../ui/Viewer.tsx";
import { BulletinPanel } from "./BulletinPanel.tsx";
import { ClockPanel } from "./ClockPanel.tsx";
import { DayBand } from "./DayBand.tsx";
import { DoorPanel } from "./DoorPanel.tsx";
import { FeePanel } from "./FeePanel.tsx";
import { SheetPanel } from "./SheetPanel.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./home.css";

const TasksPart = lazy(() => import("./tasks/TasksPart.tsx"));

/** No marketing: the day, the clock, the prices, the fees; and for those who are known, what they have to do. */
export default function HomePage(): ReactNode {
  const words = useWords(zh, en);
  const viewer = useViewer();
  const { name } = viewer;
  const others = othersName(viewer);
  return (
    <div className="home">
      <h1 className={name === null ? "hl-hidden" : "home-hello"}>{name === null ? words.market : words.signedIn(name)}{others === null || name === null ? null : <small>{words.actingFor(others)}</small>}</h1>
      {name === null ? null : <Suspense fallback={<Skeleton lines={4} />}><TasksPart /></Suspense>}
      <div className="home-first">
        <DayBand />
        <ClockPanel />
      </div>
      <div className="home-second">
        <SheetPanel />
        <div className="home-side">
          {name === null ? <DoorPanel /> : null}
          <BulletinPanel />
          <FeePanel />
        </div>
      </div>
    </div>
  );
}
