import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { Button } from "../../../ui/Button.tsx";
import { BrandMark } from "../../../ui/Brand.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import type { IconName } from "../../../ui/Icon.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { useTold } from "../../../ui/told.ts";
import type { Told } from "../../../ui/told.ts";
import { access } from "../contract.ts";
import { en as refusalsEn } from "../words.en.ts";
import { zh as refusalsZh } from "../words.zh.ts";
import { afterLogIn, sessionChanged } from "./session.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./LogInPage.css";

interface DemoLogIn {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** The roles a newcomer wants to see first, one of each. */
const FIRST = ["grower", "buyer", "auctioneer", "grader", "cashier", "delegate"];
const ICONS: Readonly<Record<string, IconName>> = { grower: "pot", buyer: "buyer", agent: "list", auctioneer: "hammer", grader: "grade", cashier: "ledger", collector: "chart", operator: "wall", auditor: "search", system_admin: "gear", security_admin: "shield" };

export default function LogInPage(): ReactNode {
  const words = useWords(zh, en).logIn;
  const api = useApi(access);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [query] = useSearchParams();
  const told = useTold({ zh: refusalsZh.refusals, en: refusalsEn.refusals });
  const [problem, setProblem] = useState<Told | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const demo = useQuery({ queryKey: ["access", "demoLogIns"], queryFn: () => api.demoLogIns({}), staleTime: 60_000 });
  const enter = async (who: string, call: () => Promise<{ who: { roles: readonly string[]; mustChange: boolean } }>): Promise<void> => {
    if (busy !== null) return;
    setBusy(who);
    setProblem(null);
    try {
      const answer = await call();
      // Nothing another person has read may stay in this browser's memory.
      queries.clear();
      sessionChanged();
      void navigate(answer.who.mustChange ? "/account" : afterLogIn(query.get("to"), answer.who.roles), { replace: true });
    } catch (error) {
      setProblem(told(error));
      setBusy(null);
    }
  };
  return (
    <div className="log-in">
      <header className="log-in-head"><BrandMark /><div><h1>{words.title}</h1><p>{words.intro}</p></div></header>
      <div className="log-in-body">
        <PasswordForm busy={busy === "password"} problem={problem} onEnter={(login, password) => void enter("password", () => api.logIn({ login, password }))} />
        {demo.isPending ? <Panel><Skeleton lines={5} height="3rem" /></Panel> : null}
        {demo.data !== undefined && demo.data.logIns.length > 0 ? <DemoDoors logIns={demo.data.logIns} busy={busy} onEnter={(login) => void enter(login, () => api.demoLogIn({ login }))} /> : null}
      </div>
    </div>
  );
}

function PasswordForm({ busy, problem, onEnter }: { readonly busy: boolean; readonly problem: Told | null; readonly onEnter: (login: string, password: string) => void }): ReactNode {
  const words = useWords(zh, en).logIn;
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (login.trim() !== "" && password !== "") onEnter(login, password);
  };
  return (
    <Panel>
      <form className="log-in-form" onSubmit={submit} noValidate>
        {problem === null ? null : <p className="log-in-problem" role="alert"><Icon name="warn" /><span>{problem.text}{problem.number === undefined ? null : <strong> {problem.number}</strong>}</span></p>}
        <Field label={words.login} error={tried && login.trim() === "" ? words.loginNeeded : null}>
          <TextInput value={login} onChange={setLogin} autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={60} name="login" />
        </Field>
        <Field label={words.password} error={tried && password === "" ? words.passwordNeeded : null}>
          <TextInput
            value={password} onChange={setPassword} type={shown ? "text" : "password"} autoComplete="current-password" maxLength={128} name="password"
            suffix={<button type="button" className="log-in-show" onClick={() => setShown(!shown)} aria-pressed={shown}>{shown ? words.hide : words.show}</button>}
          />
        </Field>
        <Button type="submit" tone="primary" size="large" wide busy={busy}>{words.submit}</Button>
        <p className="log-in-help">{words.help}</p>
      </form>
    </Panel>
  );
}

function DemoDoors({ logIns, busy, onEnter }: { readonly logIns: readonly DemoLogIn[]; readonly busy: string | null; readonly onEnter: (login: string) => void }): ReactNode {
  const words = useWords(zh, en).logIn;
  const first = FIRST.flatMap((login) => logIns.filter((one) => one.login === login));
  const others = logIns.filter((one) => !first.includes(one));
  return (
    <Panel title={words.demoTitle}>
      <p className="log-in-demo-intro">{words.demoIntro}</p>
      <div className="log-in-doors">{first.map((one) => <Door key={one.login} one={one} busy={busy} onEnter={onEnter} />)}</div>
      {others.length === 0 ? null : (
        <details className="log-in-more" open={first.length === 0}>
          <summary>{words.otherDemo}（{others.length}）</summary>
          <div className="log-in-doors">{others.map((one) => <Door key={one.login} one={one} busy={busy} onEnter={onEnter} />)}</div>
        </details>
      )}
    </Panel>
  );
}

function Door({ one, busy, onEnter }: { readonly one: DemoLogIn; readonly busy: string | null; readonly onEnter: (login: string) => void }): ReactNode {
  const { does, roles } = useWords(zh, en);
  const role = one.roles[0] ?? "buyer";
  const what: Readonly<Record<string, string>> = does;
  const title = (roles as Readonly<Record<string, string>>)[role] ?? role;
  return (
    <button type="button" className="log-in-door" data-login={one.login} aria-busy={busy === one.login || undefined} aria-disabled={busy !== null || undefined} onClick={() => onEnter(one.login)}>
      <Icon name={one.login === "delegate" ? "people" : ICONS[role] ?? "user"} size="1.75em" />
      <span><strong>{one.login === "delegate" ? what["delegate"] : what[one.login] ?? what[role] ?? title}</strong><small>{one.name.startsWith(title) ? one.name : `${title} · ${one.name}`}</small></span>
    </button>
  );
}
