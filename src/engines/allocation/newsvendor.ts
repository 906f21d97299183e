/** Fen or any other money; salvage < cost < price. */
export interface Margins {
  readonly price: number;
  readonly cost: number;
  readonly salvage: number;
}
