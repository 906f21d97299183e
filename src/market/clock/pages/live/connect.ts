import { openLine } from "../../screen.ts";
import type { Line, LineOptions, ScreenWorld } from "../../screen.ts";
import { LIVE_PATH } from "../../wire.ts";

/** A socket that the browser could not even open is told to the line as lost, like any other. */
const NEVER_OPENED = 1006;

/** The browser as the line to the live channel needs it. */
const browser: ScreenWorld = {
  connect({ open, message, closed }) {
    const url = new URL(LIVE_PATH, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    socket.onopen = () => open();
    socket.onmessage = (event) => message(String(event.data));
    socket.onclose = (event) => closed(event.code === 0 ? NEVER_OPENED : event.code);
    return { send: (text) => socket.send(text), close: () => socket.close() };
  },
  now: () => performance.now(),
  wall: () => Date.now(),
  random: () => Math.random(),
  after(ms, fire) {
    const timer = setTimeout(fire, ms);
    return () => clearTimeout(timer);
  },
};

export function connect(options: LineOptions): Line {
  return openLine(options, browser);
}
