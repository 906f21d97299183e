import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";

export type Language = "zh" | "en";
export type Theme = "auto" | "light" | "dark";
export type TypeSize = "normal" | "large";

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly typeSize: TypeSize;
  readonly setLanguage: (language: Language) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setTypeSize: (typeSize: TypeSize) => void;
}

const nothing = (): void => undefined;

const PreferencesContext = createContext<Preferences>({
  language: "zh",
  theme: "auto",
  typeSize: "normal",
  setLanguage: nothing,
  setTheme: nothing,
  setTypeSize: nothing,
});

const KEYS = { language: "hualian.language", theme: "hualian.theme", typeSize: "hualian.type" } as const;

/** A private window or a locked-down kiosk may refuse storage; preferences then last for the visit. */
function recall<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  try {
    const kept = globalThis.localStorage?.getItem(key);
    return allowed.find((value) => value === kept) ?? fallback;
  } catch {
    return fallback;
  }
}

function keep(key: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(key, value);
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}

/** Chinese first: English only for a device that asks for nothing Chinese at all would surprise a shared PC, so the start is always Chinese. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, setLanguageState] = useState<Language>(() => recall(KEYS.language, ["zh", "en"], "zh"));
  const [theme, setThemeState] = useState<Theme>(() => recall(KEYS.theme, ["auto", "light", "dark"], "auto"));
  const [typeSize, setTypeSizeState] = useState<TypeSize>(() => recall(KEYS.typeSize, ["normal", "large"], "normal"));

  useEffect(() => {
    const root = document.documentElement;
    root.lang = language === "zh" ? "zh-CN" : "en";
    if (theme === "auto") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
    root.dataset["type"] = typeSize;
  }, [language, theme, typeSize]);

  const setLanguage = useCallback((value: Language) => { keep(KEYS.language, value); setLanguageState(value); }, []);
  const setTheme = useCallback((value: Theme) => { keep(KEYS.theme, value); setThemeState(value); }, []);
  const setTypeSize = useCallback((value: TypeSize) => { keep(KEYS.typeSize, value); setTypeSizeState(value); }, []);

  const value = useMemo(
    () => ({ language, theme, typeSize, setLanguage, setTheme, setTypeSize }),
    [language, theme, typeSize, setLanguage, setTheme, setTypeSize],
  );
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  return useContext(PreferencesContext);
}

/**
 * The words of a page in the reader's language. `zh` sets the shape; `en` must fill it, so a missing
 * translation does not compile. Parameters and plurals are functions inside the object.
 */
export function useWords<Words>(zh: Words, en: NoInfer<Words>): Words {
  return usePreferences().language === "zh" ? zh : en;
}
