import { plainLine } from '../plain-line';
import { glyphSheet } from './glyph';
import { Html, html } from './html';
import { fileStyle } from './style';
import { words } from './words';

export interface FileHead {
  title: string;
  /** One line of what it shows. */
  summary: string;
  /** Base64 SHA-256 of `fileStyle`: no other style has effect. */
  styleHash: string;
  /** What this is, and what was left out of it, in a few sentences. */
  about: readonly string[];
  /** Places to go to. */
  links: readonly { to: string; text: string }[];
}

const policy = (styleHash: string): string =>
  `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** Everything before the first part. The policy comes first: nothing behind it may run or load. */
export const documentStart = ({
  title,
  summary,
  styleHash,
  about,
  links,
}: FileHead): Html => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(styleHash)}">
<meta name="robots" content="noindex,nofollow">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${plainLine(summary)}">
<title>${plainLine(title)} · Retake</title>
<style>${new Html(fileStyle)}</style></head>
<body>${glyphSheet()}
<a class="skip" href="#main">Skip to the content</a>
<header><div class="top"><svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><path d="M4.5 1.5v13M4.5 11c0-3.5 7-2.5 7-6.5v-3"/></svg><h1>${words(title)}</h1>${summary !== '' && html`<span class="soft small">${words(summary)}</span>`}</div>
<div class="about">${about.map((sentence) => html`<p>${sentence}</p>`)}</div></header>
${links.length > 0 && html`<nav aria-label="In this file"><ul>${links.map(({ to, text }) => html`<li><a href="#${to}">${text}</a></li>`)}</ul></nav>`}
<main id="main" tabindex="-1">
`;

export const documentEnd = (): Html =>
  html`</main><footer>Made by Retake. This file asks for nothing from any server.</footer></body></html>
`;
