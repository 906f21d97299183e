/** Why a file as a whole cannot be read. */
export const SHEET_FAULTS = ["empty", "broken", "encrypted", "unknown_format", "unknown_encoding", "open_quote", "too_large", "too_wide", "slow"] as const;
export type SheetFaultCode = (typeof SHEET_FAULTS)[number];

export class SheetFault extends Error {
  readonly fault: SheetFaultCode;
  constructor(fault: SheetFaultCode, why: string) {
    super(why);
    this.name = "SheetFault";
    this.fault = fault;
  }
}
