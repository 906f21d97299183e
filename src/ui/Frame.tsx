import { useEffect, useId } from "react";
import type { ReactNode } from "react";
import { Link, useLocation } from "react-router";
import { Brand } from "./Brand.tsx";
import { ConnectionDot } from "./ConnectionDot.tsx";
import { DateLeaf } from "./DateLeaf.tsx";
import { DemoWatermark } from "./DemoWatermark.tsx";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./Icon.tsx";
import { usePreferences, useWords } from "./Preferences.tsx";
import { othersName } from "./Viewer.tsx";
import type { Viewer } from "./Viewer.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Frame.css";

export interface NavItem {
  readonly to: string;
  readonly title: string;
  readonly icon: IconName;
  /** Heading it stands under in the side navigation. */
  readonly group?: string | undefined;
}

export interface FrameProps {
  readonly viewer: Viewer;
  readonly nav: readonly NavItem[];
  /** "desk": dense, for staff; "field": large, for growers. Sets the density of the whole document. */
  readonly density?: "desk" | "field" | undefined;
  readonly onSignOut?: (() => void) | undefined;
  readonly signInPath?: string | undefined;
  /** Beside the account, for what the app adds (a scan button, messages). */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** How many pages the bottom bar of a phone holds before "more". */
const PHONE_NAV_SLOTS = 4;

/** The shell of every page but the wall: bar above, stem of pages at the side, bottom bar on a phone. */
export function Frame({ viewer, nav, density = "desk", onSignOut, signInPath, tools, children }: FrameProps): ReactNode {
  const words = useWords(zh, en);
  useEffect(() => {
    document.documentElement.dataset["density"] = density;
    return () => { delete document.documentElement.dataset["density"]; };
  }, [density]);
  return (
    <div className="hl-frame" data-nav={nav.length > 0 || undefined}>
      <a className="hl-frame-skip" href="#content">{words.skipToContent}</a>
      <FrameBar viewer={viewer} onSignOut={onSignOut} signInPath={signInPath} tools={tools} />
      {nav.length === 0 ? null : <SideNav nav={nav} />}
      <main className="hl-frame-main" id="content" tabIndex={-1}>{children}</main>
      {nav.length === 0 ? null : <PhoneNav nav={nav} />}
      {viewer.demo ? <DemoWatermark /> : null}
    </div>
  );
}

function FrameBar({ viewer, onSignOut, signInPath, tools }: Pick<FrameProps, "viewer" | "onSignOut" | "signInPath" | "tools">): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const others = othersName(viewer);
  return (
    <header className="hl-frame-bar hl-dark">
      <Link to="/" className="hl-frame-home"><Brand /></Link>
      {viewer.businessDate === null ? null : <span className="hl-frame-date"><DateLeaf date={viewer.businessDate} lunar={viewer.lunar} /></span>}
      <span className="hl-frame-gap" />
      {viewer.demo ? <span className="hl-frame-demo" title={words.demoHint}>{words.demoData}</span> : null}
      {tools}
      <ConnectionDot quality={viewer.connection} roundTrip={viewer.roundTrip} />
      <DisplayMenu />
      {viewer.name === null ? (
        signInPath === undefined ? null : <Link className="hl-frame-account" to={signInPath}>{words.signIn}</Link>
      ) : (
        <span className="hl-frame-account">
          <span className="hl-frame-who">
            <span className="hl-frame-name">{others === null ? viewer.name : `${viewer.name} → ${others}`}</span>
            {viewer.roleTitle === null ? null : <span className="hl-frame-role">{viewer.roleTitle[language]}</span>}
          </span>
          {onSignOut === undefined ? null : (
            <button type="button" className="hl-frame-tool" onClick={onSignOut} aria-label={words.signOut} title={words.signOut}><Icon name="leave" /></button>
          )}
        </span>
      )}
    </header>
  );
}

/** Language, letters, light: the three things a reader changes, one tap away. */
function DisplayMenu(): ReactNode {
  const words = useWords(zh, en);
  const { language, theme, typeSize, setLanguage, setTheme, setTypeSize } = usePreferences();
  const id = useId();
  return (
    <>
      <button type="button" className="hl-frame-tool hl-frame-language" lang={language === "zh" ? "en" : "zh-CN"} title={words.switchLanguage} onClick={() => setLanguage(language === "zh" ? "en" : "zh")}>
        {words.otherLanguage}
      </button>
      <button type="button" className="hl-frame-tool" popoverTarget={id} aria-label={words.settings} title={words.settings}><Icon name="type" /></button>
      <div className="hl-frame-menu" id={id} popover="auto" role="group" aria-label={words.settings}>
        <label><input type="checkbox" checked={typeSize === "large"} onChange={(event) => setTypeSize(event.currentTarget.checked ? "large" : "normal")} />{words.largeType}</label>
        <fieldset>
          <legend>{words.theme}</legend>
          {(["auto", "light", "dark"] as const).map((value) => (
            <label key={value}>
              <input type="radio" name={`${id}-theme`} checked={theme === value} onChange={() => setTheme(value)} />
              {value === "auto" ? words.themeAuto : value === "light" ? words.themeLight : words.themeDark}
            </label>
          ))}
        </fieldset>
      </div>
    </>
  );
}

function groups(nav: readonly NavItem[]): readonly { readonly title: string | undefined; readonly items: readonly NavItem[] }[] {
  const found: { title: string | undefined; items: NavItem[] }[] = [];
  for (const item of nav) {
    const group = found.find((one) => one.title === item.group);
    if (group) group.items.push(item);
    else found.push({ title: item.group, items: [item] });
  }
  return found;
}

/** The page of the navigation one is in: the longest address that leads to where one stands. */
export function openItem(nav: readonly NavItem[], pathname: string): string | undefined {
  return nav
    .map((item) => item.to)
    .filter((to) => pathname === to || (to !== "/" && pathname.startsWith(`${to}/`)))
    .toSorted((a, b) => b.length - a.length)[0];
}

/** The pages hang on a stem; the open one is in flower. */
function SideNav({ nav }: { readonly nav: readonly NavItem[] }): ReactNode {
  const words = useWords(zh, en);
  const open = openItem(nav, useLocation().pathname);
  return (
    <nav className="hl-frame-side" aria-label={words.navigation}>
      {groups(nav).map((group) => (
        <div key={group.title ?? ""} className="hl-frame-group">
          {group.title === undefined ? null : <p>{group.title}</p>}
          <ul>
            {group.items.map((item) => (
              <li key={item.to}>
                <Link to={item.to} aria-current={item.to === open ? "page" : undefined}><Icon name={item.icon} /><span>{item.title}</span></Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function PhoneNav({ nav }: { readonly nav: readonly NavItem[] }): ReactNode {
  const words = useWords(zh, en);
  const id = useId();
  const open = openItem(nav, useLocation().pathname);
  const fits = nav.length <= PHONE_NAV_SLOTS + 1;
  const shown = fits ? nav : nav.slice(0, PHONE_NAV_SLOTS);
  const folded = fits ? [] : nav.slice(PHONE_NAV_SLOTS);
  return (
    <nav className="hl-frame-phone" aria-label={words.navigation}>
      {shown.map((item) => (
        <Link key={item.to} to={item.to} aria-current={item.to === open ? "page" : undefined}><Icon name={item.icon} size="1.5em" /><span>{item.title}</span></Link>
      ))}
      {folded.length === 0 ? null : (
        <>
          <button type="button" popoverTarget={id}><Icon name="more" size="1.5em" /><span>{words.more}</span></button>
          <div className="hl-frame-more" id={id} popover="auto">
            {folded.map((item) => (
              <Link key={item.to} to={item.to} aria-current={item.to === open ? "page" : undefined} onClick={(event) => event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover()}>
                <Icon name={item.icon} size="1.5em" /><span>{item.title}</span>
              </Link>
            ))}
          </div>
        </>
      )}
    </nav>
  );
}
