const TYPES: Readonly<Record<string, string>> = { xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", csv: "text/csv", pdf: "application/pdf" };
/** Revoking at once loses the file in some browsers; by the next minute it has long been saved. */
const KEPT_MS = 60_000;

/** Hands a file to the browser's own download. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

export const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** The same for a file that came as base64. */
export function saveBase64(name: string, base64: string): void {
  saveBlob(name, new Blob([bytesOf(base64)], { type: TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream" }));
}
