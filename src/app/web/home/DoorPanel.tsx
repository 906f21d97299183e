import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { access } from "../../../kernel/access/contract.ts";
import { useApi } from "../../../ui/api.ts";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { ROLE_WORDS } from "../connect.ts";
import { PLACES } from "./places.ts";
import { useRead } from "./useRead.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** One account of each kind; the log-in page has them all. */
const SHOWN = ["buyer", "grower", "auctioneer", "grader", "cashier", "operator"] as const;

/** How to get in: one click on a demonstration market, the log-in page elsewhere. */
export function DoorPanel(): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const api = useApi(access);
  const queries = useQueryClient();
  const toast = useToast();
  const { data } = useRead(access, "demoLogIns", {});
  const enter = useMutation({
    mutationFn: (login: string) => api.demoLogIn({ login }),
    onSuccess: () => {
      queries.clear();
      window.dispatchEvent(new Event("hualian:session-changed"));
      window.scrollTo({ top: 0 });
    },
    onError: () => toast(words.demo.failed, "cinnabar"),
  });
  const people = SHOWN.flatMap((role) => data?.logIns.find((one) => one.roles[0] === role) ?? []);
  if (people.length === 0) {
    return <Panel title={words.staffIn.title}><p>{words.staffIn.why}</p><ButtonLink tone="primary" icon="user" to={PLACES.login}>{words.staffIn.button}</ButtonLink></Panel>;
  }
  return (
    <Panel title={words.demo.title} actions={<ButtonLink size="small" to={PLACES.login}>{words.demo.all}</ButtonLink>}>
      <p>{words.demo.why}</p>
      <div className="home-people">
        {people.map(({ login, name, roles }) => {
          const title = ROLE_WORDS[roles[0] ?? "buyer"][language];
          return <Button key={login} busy={enter.isPending && enter.variables === login} onClick={() => enter.mutate(login)} aria-label={words.demo.as(`${title} ${name}`)}><b>{title}</b><small>{name.startsWith(title) ? name.slice(title.length).trim() : name}</small></Button>;
        })}
      </div>
    </Panel>
  );
}
