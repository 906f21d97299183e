const MIME = { xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", csv: "text/csv" } as const;

/** Hands a file that came as base64 to the browser's own download. */
export function saveBase64(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const type = name.endsWith(".xlsx") ? MIME.xlsx : MIME.csv;
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun with the click; the bytes may go as soon as the browser has turned to them.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
