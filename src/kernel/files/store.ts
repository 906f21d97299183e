export interface FileTables {
  "kernel.file": {
    id: string;
    sha256: string;
    mime: "image/jpeg" | "image/png" | "image/webp";
    bytes: number;
    width: number;
    height: number;
    party_id: string | null;
    account_id: string | null;
    created_at: Date;
  };
}
