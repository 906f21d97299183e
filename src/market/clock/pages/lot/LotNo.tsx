import type { ReactNode } from "react";
import "./lot.css";

/** A lot's number on one line; with `short` the part people say, the whole of it on demand. */
export function LotNo({ no, short = false }: { readonly no: string; readonly short?: boolean | undefined }): ReactNode {
  return <b className="lot-no" title={short ? no : undefined}>{short ? shortNo(no) : no}</b>;
}

/** L20261122-0037 → 0037. */
export function shortNo(lotNo: string): string {
  return lotNo.split("-").at(-1) ?? lotNo;
}
