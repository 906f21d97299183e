/** Why an index cannot be computed. `where` fills the sentence of whoever shows it; the message is the same in English. */
export const INDEX_FAULTS = [
  "no-observations", "bad-observation", "needs-quantities", "unknown-period", "ambiguous-dates", "no-match", "not-connected", "bad-window", "bad-sigma", "bad-hedonic", "bad-sample",
] as const;
export type IndexFaultCode = (typeof INDEX_FAULTS)[number];

export class IndexFault extends Error {
  readonly code: IndexFaultCode;
  readonly where: Readonly<Record<string, string | number>>;
  constructor(code: IndexFaultCode, where: Readonly<Record<string, string | number>>, message: string) {
    super(message);
    this.name = "IndexFault";
    this.code = code;
    this.where = where;
  }
}

export function noMatch(from: string, to: string): IndexFault {
  return new IndexFault("no-match", { from, to }, `No item was traded both in ${from} and in ${to}, so their prices cannot be compared. Group the items more coarsely, take longer periods, or leave one of the two out.`);
}

export function notConnected(from: string, to: string): IndexFault {
  return new IndexFault("not-connected", { from, to }, `No chain of common items leads from ${from} to ${to}, so no level joins them. Group the items more coarsely, take longer periods, or compute the two parts apart.`);
}
