export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The server reads it and writes `data-theme`, so that no script has to run before the first paint. */
export const themeCookie = 'retake-theme';

export const parseTheme = (value: string | undefined): Theme =>
  themes.find((theme) => theme === value) ?? 'system';
