import { drawingSVG, qrcode } from "bwip-js/browser";

/** A QR code as SVG text, on white with its quiet zone. Loaded only when an order is shown: the drawer weighs 65 kB. */
export function qrSvg(text: string): string {
  const options = { bcid: "qrcode", text, eclevel: "M", scale: 2, padding: 4, backgroundcolor: "FFFFFF" };
  return qrcode<string>(options, drawingSVG());
}
