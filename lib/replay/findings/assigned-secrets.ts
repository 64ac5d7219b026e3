import type { FoundSecret } from './find-secrets';
import { isWritten, looksRandom, wordBegins } from './secret-patterns';

/** A name, quotes (escaped ones too), `:` or `=`, and a value without spaces, which may begin another one. */
const assignment = new RegExp(
  [
    wordBegins,
    '([A-Za-z_][A-Za-z0-9_.-]{2,60})',
    String.raw`\\{0,3}["']?[ \t]{0,4}(?:=>|[:=])[ \t]{0,4}`,
    String.raw`(\\{0,3}["'])?(?=([^\s"'\\,;&)}\]<>=]{6,500}={0,2}))`,
  ].join(''),
  'g',
);

/** The words that say of an assigned value that it is one. */
const secretWord =
  /pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?key|signing[_-]?key|encryption[_-]?key|account[_-]?key|credential/i;

/** Numbers, places in a list and marks of a form: no secrets. */
const harmless =
  /tokens|tokeni[sz]|token[_-]?(?:count|type|id|limit)|(?:page|next|sync|continuation)[_-]?token|csrf|(?:file|path|url|name)$/i;

/** A call, a member or an address says where a value comes from; it is none. */
const code = /[([]|^(?:process|os|env|config|self|this|https?)\b[.:]/;

/**
 * What is assigned to a name such as `password` or `api_key`, in JSON, settings or code. A password in quotes
 * or of a variable of the environment may be any word; everything else has to look random.
 */
export function assignedSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  if (!secretWord.test(text)) return found;
  for (const match of text.matchAll(assignment)) {
    const [all, name = '', quote, value = ''] = match;
    const word = secretWord.exec(name)?.[0];
    if (word === undefined || harmless.test(name) || code.test(value)) continue;
    const start = match.index + all.length;
    const end = start + value.length;
    const whole = quote !== undefined && /["'\\]/.test(text.charAt(end));
    const anyWord = /^(?:pass|pwd)/i.test(word) && (whole || /^[A-Z0-9_]+$/.test(name));
    if (anyWord ? !isWritten(value) : value.length < 8 || !looksRandom(value)) continue;
    found.push({ kind: `value of ${name}`, start, end });
  }
  return found;
}
