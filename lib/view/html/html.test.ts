import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html } from './html';
import { messageFigure } from './message';
import { dangers, readMarkup } from './read-markup.testing';
import { textBlock, valueBlock } from './value';
import { words } from './words';

const nowhere = { image: () => null };

const hostile = [
  '</script><script>hit()</script>',
  '<img src=x onerror=hit()>',
  '" onmouseover="hit()" x="',
  "' onfocus='hit()' autofocus='",
  '</pre></bdi></title></style><svg onload=hit()>',
  '<!-- --> <![CDATA[ ]]> <?xml ?>',
  'javascript:hit()',
  '&lt;b&gt; &#x3c;script&#x3e; &amp;',
  'a\u0000b\u0008c\u007fd\u009be',
  'invoice\u202efdp.exe \u2066x\u2069',
  '\ud800 half, \udfff other half, \ufffe',
  '\u001b]0;title\u0007\u001b[31mred',
  '\r\nline\rline\u2028line',
];

describe('html', () => {
  it('escapes every value and keeps what was made by itself', () => {
    expect(
      html`<p title="${'"<&>\''}">${'<b>'}${html`<bdi>${1}</bdi>`}${null}${false}</p>`.markup,
    ).toBe('<p title="&quot;&lt;&amp;&gt;&#39;">&lt;b&gt;<bdi>1</bdi></p>');
  });

  it('writes no control, no half of a character, no noncharacter', () => {
    expect(escapeHtml('a\tb\nc')).toBe('a\tb\nc');
    expect(escapeHtml('\u0000\u0008\r\u001b\u007f\u0085\ud800\udc00x\ud800y\ufffe')).toBe(
      `${'\ufffd'.repeat(6)}\ud800\udc00x\ufffdy\ufffd`,
    );
  });
});

describe('words of a trace', () => {
  it.each(hostile)('are only words: %j', (text) => {
    const message = {
      role: 'tool' as const,
      name: text,
      parts: [
        { type: 'text' as const, text },
        { type: 'reasoning' as const, text },
        { type: 'tool-call' as const, callId: text, tool: text, input: { [text]: [text] } },
        { type: 'tool-result' as const, callId: text, tool: text, output: text },
        { type: 'media' as const, mediaType: text, url: text, name: text },
        { type: 'unknown' as const, value: { [text]: text } },
      ],
    };
    const markup = html`<div title="${text}">${words(text)}${messageFigure(message, nowhere)}</div>`;
    expect(dangers(readMarkup(markup.markup))).toEqual([]);
    expect(markup.markup).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it('stay in their places whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.jsonValue(), (text, value) => {
        // What came through JSON.parse is JSON.
        const given = value as Parameters<typeof valueBlock>[0];
        const { markup } =
          html`<div title="${text}">${words(text)}${textBlock(text)}${valueBlock(given)}</div>`;
        expect(dangers(readMarkup(markup))).toEqual([]);
      }),
    );
  });

  it('lose nothing where a long text is folded', () => {
    const text = `${'😀'.repeat(5_000)}${'x\n'.repeat(20_000)}end`;
    const shown = textBlock(text)
      .markup.replace(/<summary>.*?<\/summary>/, '')
      .replace(/<[^>]*>/g, '');
    expect(shown).toBe(text);
  });

  it('become an image only where its body came along', () => {
    const blob = { sha256: 'x', mediaType: 'image/png', bytes: 3 };
    const part = {
      type: 'media' as const,
      mediaType: 'image/png',
      blob,
      url: 'http://evil.example/a',
    };
    const message = { role: 'user' as const, parts: [part] };
    const image = 'data:image/png;base64,AAAA';
    expect(messageFigure(message, { image: () => image }).markup).toContain(`src="${image}"`);
    expect(messageFigure(message, nowhere).markup).toContain('(not fetched)');
    expect(messageFigure(message, nowhere).markup).not.toContain('<img');
  });
});
