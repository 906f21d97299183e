import type { ColumnType, Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { DeclaredAs, Loss, PromiseKind, State, VersionKind } from "./rules.ts";

/** Written as text, read as what it is. */
type Json<T> = ColumnType<T, string, string>;
type Grade = "A" | "B" | "C" | "D" | "E";

export interface VersionChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface BatchTables {
  "batches.counter": { business_date: string; last: number };
  "batches.batch": {
    id: string; no: string; version: Generated<number>; state: Generated<State>; grower_id: string; item_id: string; unit: string; planted: number | null; expected: number; promised: Generated<number>; fulfilled: Generated<number>;
    ready_from: string; ready_to: string; grade: Grade | null; attributes: Json<Record<string, string | number>>; place: string; note: string; photo_id: string | null; told_short: Generated<number>;
    created_at: Date; changed_at: Date; account_id: string | null; account_name: string; declared_as: DeclaredAs;
  };
  "batches.batch_version": {
    batch_id: string; version: number; at: Date; kind: VersionKind; account_id: string | null; account_name: string; declared_as: DeclaredAs; reason: Loss | null; text: string; photo_id: string | null; changes: Json<readonly VersionChange[]>; expected: number;
  };
  "batches.batch_lot": { lot_id: string; batch_id: string; cause: string | null; cause_id: string | null; at: Date; account_id: string | null; account_name: string };
  /** A view: what was brought, what is free and what is short of each batch. */
  "batches.standing": { id: ColumnType<string, never, never>; brought: ColumnType<number, never, never>; free: ColumnType<number, never, never>; short: ColumnType<number, never, never> };
  "batches.promise_move": { id: Generated<number>; batch_id: string; kind: PromiseKind; quantity: number; cause: string; cause_id: string; deed_id: string; label: string; due_on: string | null; account_id: string | null; at: Date };
  "batches.capacity": { grower_id: string; unit: string; per_day: number; per_trip: number | null; at: Date; account_name: string };
  "batches.town": { town: string; metres: number; at: Date; account_name: string };
  "batches.protection": {
    id: string; variety_id: string | null; item_id: string | null; holder: string; holder_id: string | null; certificate: string; from_on: string; to_on: string; note: string; ended_on: Generated<string | null>; ended_why: Generated<string>; at: Date; account_name: string;
  };
  "batches.licence": {
    id: string; protection_id: string; grower_id: string; from_on: string; to_on: string; quantity_limit: number | null; note: string; ended_on: Generated<string | null>; ended_why: Generated<string>; at: Date; account_name: string;
  };
}
/** Its own tables, and kernel nouns to read. */
export type Tables = BatchTables & KernelNouns;
export type Batch = Selectable<BatchTables["batches.batch"]>;
