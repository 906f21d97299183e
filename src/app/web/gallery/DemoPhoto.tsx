import type { ReactNode } from "react";

/** Stand-ins for photographs, drawn: the gallery must not depend on a network or on anybody's pictures. */
export type DemoFlower = "phalaenopsis" | "anthurium" | "cyclamen" | "kalanchoe";

const GROUND: Readonly<Record<DemoFlower, readonly [string, string]>> = {
  phalaenopsis: ["#24323a", "#3d5157"],
  anthurium: ["#1f3a2c", "#39604a"],
  cyclamen: ["#3a2836", "#5d4355"],
  kalanchoe: ["#3a3020", "#63543a"],
};

export function DemoPhoto({ flower }: { readonly flower: DemoFlower }): ReactNode {
  const [from, to] = GROUND[flower];
  return (
    <svg viewBox="0 0 160 120" preserveAspectRatio="xMidYMid slice" role="img" aria-label={flower}>
      <rect width="160" height="120" fill={from} />
      <circle cx="105" cy="38" r="75" fill={to} opacity="0.7" />
      {flower === "phalaenopsis" ? <Phalaenopsis /> : flower === "anthurium" ? <Anthurium /> : flower === "cyclamen" ? <Cyclamen /> : <Kalanchoe />}
    </svg>
  );
}

function Moth({ x, y, scale }: { readonly x: number; readonly y: number; readonly scale: number }): ReactNode {
  return (
    <g transform={`translate(${x} ${y}) scale(${scale})`}>
      {[0, 130, 230].map((turn) => <path key={turn} d="M0 2C-7-4-6-15 0-18 6-15 7-4 0 2Z" fill="#e9a8cc" transform={`rotate(${turn})`} />)}
      <path d="M0 0C-8-12-24-13-24-2-22 8-8 7 0 2Z" fill="#f4c6de" />
      <path d="M0 0C8-12 24-13 24-2 22 8 8 7 0 2Z" fill="#f4c6de" />
      <path d="M-4 1Q0-5 4 1 5 8 0 10-5 8-4 1Z" fill="#a3226f" />
      <circle r="2" fill="#f4bd4c" />
    </g>
  );
}

function Phalaenopsis(): ReactNode {
  return (
    <>
      <path d="M48 118C52 80 68 42 128 30" fill="none" stroke="#6a8a5c" strokeWidth="3" />
      <path d="M48 118C20 112 14 98 10 92 28 88 44 98 50 112ZM52 118C74 100 92 98 110 104 96 116 74 122 52 120Z" fill="#3f6b49" />
      <Moth x={70} y={62} scale={1} /><Moth x={96} y={42} scale={0.92} /><Moth x={122} y={36} scale={0.75} /><circle cx="140" cy="30" r="5" fill="#c987ad" />
    </>
  );
}

function Anthurium(): ReactNode {
  return (
    <>
      <path d="M58 120C60 90 62 76 60 60M98 120C98 96 104 80 108 70" fill="none" stroke="#7fa36f" strokeWidth="3" />
      <path d="M60 66C30 64 24 30 52 28 60 28 62 34 64 34 78 22 98 40 60 66Z" fill="#d23a3a" />
      <path d="M60 56Q70 40 82 26" stroke="#f3d27a" strokeWidth="5" strokeLinecap="round" />
      <path d="M108 80C84 78 82 54 102 52 118 46 134 62 108 80Z" fill="#b52e36" /><path d="M108 72Q118 60 128 52" stroke="#f3d27a" strokeWidth="4" strokeLinecap="round" />
      <path d="M20 120C14 98 30 84 44 88 46 104 36 116 20 120ZM120 120C118 102 134 90 150 96 150 110 138 120 120 120Z" fill="#3d7a52" />
    </>
  );
}

function Cyclamen(): ReactNode {
  return (
    <>
      {[[52, 46, 1], [86, 34, 1.1], [116, 52, 0.9]].map(([x = 0, y = 0, scale = 1]) => (
        <g key={x} transform={`translate(${x} ${y}) scale(${scale})`}>
          <path d={`M0 6Q4 40 ${(80 - x) / 4} ${(112 - y) / scale}`} fill="none" stroke="#96785f" strokeWidth="2.5" />
          {[-48, -18, 14, 44].map((turn) => <path key={turn} d="M0 8C-8 0-8-16 0-26 8-16 8 0 0 8Z" fill={turn < 0 ? "#e2548f" : "#ef7fae"} transform={`rotate(${turn})`} />)}
        </g>
      ))}
      <path d="M30 118C28 98 54 92 66 104 78 92 108 92 126 118Z" fill="#4a7556" />
    </>
  );
}

function Kalanchoe(): ReactNode {
  const dots = Array.from({ length: 34 }, (_, index) => ({ x: 80 + Math.cos(index * 2.4) * Math.sqrt(index) * 8.5, y: 52 + Math.sin(index * 2.4) * Math.sqrt(index) * 5.4 }));
  return (
    <>
      <path d="M20 120C30 88 60 82 80 92 100 82 130 88 142 120Z" fill="#3f6b41" />
      {dots.map((dot) => <g key={`${dot.x}`} transform={`translate(${dot.x} ${dot.y})`}><circle r="6.5" fill="#f0932f" /><circle r="2" fill="#fbe08a" /></g>)}
    </>
  );
}
