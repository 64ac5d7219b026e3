'use client';

import { useState } from 'react';
import { MenuChoice } from './menu';
import { parseTheme, type Theme, themeCookie } from './theme';

const options = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Part of a menu: light, dark, or whatever the system says. Kept for a year in a cookie of this site. */
export function ThemeChoice() {
  // A menu is only drawn in the browser, where the page says what it is drawn in.
  const [theme, setTheme] = useState<Theme>(() =>
    parseTheme(document.documentElement.dataset.theme),
  );
  const choose = (next: Theme) => {
    setTheme(next);
    const root = document.documentElement;
    if (next === 'system') delete root.dataset.theme;
    else root.dataset.theme = next;
    const age = next === 'system' ? 0 : 31_536_000;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${age}; samesite=lax`;
  };
  return <MenuChoice label="Theme" value={theme} onChange={choose} options={options} />;
}
