import type { ColumnType, Generated } from "kysely";
import type { MachineryTables } from "../machinery/tables.ts";
import type { Template } from "./template.ts";

export interface PrintTables {
  "kernel.print_template": { kind: string; size: string; version: number; template: ColumnType<Template | null, string | null, never>; at: Date; account_id: string | null; account_name: string };
  "kernel.print_setting": { only_one: Generated<boolean>; address: string | null };
  "kernel.printer": {
    id: string;
    name: string;
    host: string;
    port: number;
    size: "58mm" | "80mm";
    charset: "gb18030" | "gbk";
    cuts: boolean;
    opens_drawer: boolean;
    removed_at: Date | null;
  };
  "kernel.print_job": {
    id: string;
    printer_id: string;
    title: string;
    at: Date;
    account_id: string | null;
    account_name: string;
    state: "waiting" | "sending" | "sent" | "failed";
    tries: Generated<number>;
    failure: string | null;
    done_at: Date | null;
    bytes: Uint8Array | null;
  };
}
export type Tables = PrintTables & Pick<MachineryTables, "kernel.market">;
