import type { TruckRule } from "../../engines/allocation/least-cost.ts";
import type { DivisionInput, DropInput } from "./division.ts";

/**
 * What is on the trucks of a town on a day while an order is divided, drop after drop: a truck that goes for one drop takes along
 * what fits of another, whatever place they go on to from the dock. Pure.
 */
export class Loads {
  readonly #holds: number | null;
  readonly #growers: ReadonlyMap<string, DivisionInput["growers"][number]>;
  /** Units by day, unit and zone. */
  readonly #units = new Map<string, number>();

  constructor({ truckHolds, growers }: DivisionInput) {
    this.#holds = truckHolds ?? null;
    this.#growers = new Map(growers.map((grower) => [grower.id, grower]));
  }

  /** The trucks of every zone somebody claims from, with the room that is left on those that go anyway. */
  trucksFor(drop: DropInput, claims: readonly { readonly id: string }[]): TruckRule[] {
    const holds = this.#holds;
    if (holds === null) return [];
    const zones = new Map(claims.flatMap(({ id }) => {
      const { zone, trip } = this.#growers.get(id)!;
      return zone === undefined ? [] : [[zone, trip ?? 0] as const];
    }));
    return [...zones].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([zone, fixed]) => {
      const over = (this.#units.get(keyOf(drop, zone)) ?? 0) % holds;
      return { zone, holds, fixed, free: over === 0 ? 0 : holds - over };
    });
  }

  put(drop: DropInput, shares: readonly { readonly id: string; readonly units: number }[]): void {
    for (const { id, units } of shares) {
      const zone = this.#growers.get(id)?.zone;
      if (zone !== undefined) this.#units.set(keyOf(drop, zone), (this.#units.get(keyOf(drop, zone)) ?? 0) + units);
    }
  }
}

const keyOf = ({ dueOn, unit }: DropInput, zone: string): string => `${dueOn} ${unit} ${zone}`;
