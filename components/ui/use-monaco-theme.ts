'use client';

import { useLayoutEffect } from 'react';
import { defineMonacoTheme } from './monaco-setup';
import { useScheme } from './use-scheme';

/** Name of the editor's theme for the scheme on screen, defined from the tokens each time that scheme comes. */
export function useMonacoTheme(): string {
  const scheme = useScheme();
  // In the layout phase: the editor asks for the theme in an ordinary effect, after all of these.
  useLayoutEffect(() => defineMonacoTheme(scheme), [scheme]);
  return `retake-${scheme}`;
}
