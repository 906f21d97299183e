import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../../ui/Button.tsx";
import { Dialog } from "../../../../../ui/Dialog.tsx";
import { Field } from "../../../../../ui/Field.tsx";
import { useWords } from "../../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../../ui/Segmented.tsx";
import { useToast } from "../../../../../ui/Toast.tsx";
import { useApi } from "../../../../../ui/api.ts";
import { useTold } from "../../../../../ui/told.ts";
import { access } from "../../../contract.ts";
import { en as refusalsEn } from "../../../words.en.ts";
import { zh as refusalsZh } from "../../../words.zh.ts";
import type { Account } from "./AccountsPage.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const STAFF = ["operator", "auctioneer", "grader", "cashier", "collector"] as const;
const ADMINS = ["none", "system_admin", "security_admin", "auditor"] as const;
type StaffRole = (typeof STAFF)[number];
type Admin = (typeof ADMINS)[number];

/** Business roles add up; of the three administrators one can be chosen, so the form cannot ask for what is refused. */
export function RolesDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(access);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useTold({ zh: refusalsZh.refusals, en: refusalsEn.refusals });
  const [staff, setStaff] = useState<readonly StaffRole[]>(STAFF.filter((role) => account.roles.includes(role)));
  const [admin, setAdmin] = useState<Admin>(ADMINS.find((role) => role !== "none" && account.roles.includes(role)) ?? "none");
  const wanted = [...staff, ...(admin === "none" ? [] : [admin])];
  const same = wanted.length === account.roles.length && wanted.every((role) => account.roles.includes(role));
  const save = useMutation({
    mutationFn: () => api.setRoles({ accountId: account.id, roles: wanted }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["access", "accounts"] });
      toast(words.granting.done(account.name), "leaf");
      onClose();
    },
  });
  const refused = save.error === null ? null : told(save.error).text;
  return (
    <Dialog open onClose={onClose} sticky title={words.granting.title(account.name)} actions={<Button tone="primary" disabled={same} busy={save.isPending} onClick={() => save.mutate()}>{same ? words.granting.same : words.granting.submit}</Button>}>
      <div className="admin-form">
        <Field label={words.granting.staff} group hint={words.granting.nothing}>
          <div className="admin-checks">
            {STAFF.map((role) => (
              <label key={role}>
                <input type="checkbox" checked={staff.includes(role)} onChange={(event) => setStaff(event.currentTarget.checked ? [...staff, role] : staff.filter((one) => one !== role))} />
                {words.roleNames[role]}
              </label>
            ))}
          </div>
        </Field>
        <Field label={words.granting.admin} group error={refused}>
          <Segmented value={admin} onChange={setAdmin} choices={ADMINS.map((value) => ({ value, label: value === "none" ? words.granting.noAdmin : words.roleNames[value] }))} />
        </Field>
      </div>
    </Dialog>
  );
}
