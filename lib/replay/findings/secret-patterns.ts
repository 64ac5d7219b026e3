export interface SecretPattern {
  /** In words, as a reader is told. */
  kind: string;
  /**
   * Linear by construction: it begins with a text or where a word begins, every repetition is bounded and of one
   * class, and what follows a repetition cannot be in that class. `secret-patterns.test.ts` holds them to it.
   */
  pattern: RegExp;
  /** One of these stands in every match: looked for first, which is quicker. */
  hints?: readonly string[];
  /** A group that holds the secret; absent: all of the match. */
  group?: 1;
  /** Judges what was matched. */
  accepts?(secret: string): boolean;
}

/** Not inside a longer word; behind a line break that JSON escapes a word begins too. */
export const wordBegins = String.raw`(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt]))`;
const end = '(?![A-Za-z0-9_-])';

const token = (kind: string, hints: string, body: string): SecretPattern => ({
  kind,
  hints: hints.split(' '),
  pattern: new RegExp(`${wordBegins}${body}${end}`, 'g'),
});

/**
 * Prefixes and lengths as the providers document them and as the rules of secretlint and gitleaks have them;
 * the first pattern that matches at a place names it.
 */
export const secretPatterns: readonly SecretPattern[] = [
  {
    kind: 'private key',
    hints: ['PRIVATE KEY'],
    // To its end where that is there: the body is what must not be sent.
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{0,8000}(?:-[^-]{1,8000}){0,8}-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----)?/g,
  },
  token('Anthropic key', 'sk-ant-', 'sk-ant-[A-Za-z0-9_-]{20,300}'),
  token('OpenRouter key', 'sk-or-v1-', 'sk-or-v1-[0-9a-f]{32,128}'),
  token(
    'OpenAI key',
    'sk-proj- sk-svcacct- sk-admin-',
    'sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20,300}',
  ),
  token('OpenAI-style key', 'sk-', 'sk-[A-Za-z0-9]{20,128}'),
  token('Google API key', 'AIza', 'AIza[A-Za-z0-9_-]{35}'),
  token('Google OAuth token', 'ya29.', String.raw`ya29\.[A-Za-z0-9_-]{20,500}`),
  token('Groq key', 'gsk_', 'gsk_[A-Za-z0-9]{40,80}'),
  token('xAI key', 'xai-', 'xai-[A-Za-z0-9]{60,100}'),
  token('Hugging Face token', 'hf_', 'hf_[A-Za-z0-9]{30,60}'),
  token(
    'AWS access key',
    'AKIA ASIA AGPA AIDA AROA AIPA ANPA ANVA',
    '(?:AKIA|ASIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)[A-Z0-9]{16}',
  ),
  token('GitHub token', 'gho_ ghp_ ghu_ ghs_ ghr_', 'gh[opusr]_[A-Za-z0-9]{36,255}'),
  token('GitHub token', 'github_pat_', 'github_pat_[A-Za-z0-9_]{60,100}'),
  token(
    'GitLab token',
    'glpat- glptt- gldt- glrt- glcbt- glft- glsoat-',
    'gl(?:pat|ptt|dt|rt|cbt|ft|soat)-[A-Za-z0-9_-]{20,100}',
  ),
  token('npm token', 'npm_', 'npm_[A-Za-z0-9]{36}'),
  token('PyPI token', 'pypi-', 'pypi-[A-Za-z0-9_-]{50,300}'),
  token('Slack token', 'xox', 'xox[abeoprs]-[A-Za-z0-9-]{10,250}'),
  token('Slack token', 'xapp-', 'xapp-[0-9]-[A-Za-z0-9-]{10,250}'),
  {
    kind: 'Slack webhook',
    hints: ['hooks.slack.com'],
    pattern:
      /https:\/\/hooks\.slack\.com\/services\/T[A-Za-z0-9]{5,40}\/B[A-Za-z0-9]{5,40}\/[A-Za-z0-9]{10,40}/g,
  },
  token('Stripe key', 'k_live_ k_test_', '[rs]k_(?:live|test)_[A-Za-z0-9]{16,250}'),
  token('Stripe webhook secret', 'whsec_', 'whsec_[A-Za-z0-9+/=]{24,100}'),
  token('SendGrid key', 'SG.', String.raw`SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}`),
  token('Shopify token', 'shpat_ shpca_ shppa_ shpss_', 'shp(?:at|ca|pa|ss)_[A-Za-z0-9]{32,64}'),
  token('Linear key', 'lin_api_', 'lin_api_[A-Za-z0-9]{32,128}'),
  token('Notion token', 'ntn_', 'ntn_[A-Za-z0-9]{40,60}'),
  token('DigitalOcean token', '_v1_', 'do[opr]_v1_[0-9a-f]{64}'),
  token('Databricks token', 'dapi', 'dapi[0-9a-f]{32}(?:-[0-9])?'),
  token('1Password token', 'ops_eyJ', 'ops_eyJ[A-Za-z0-9+/=_-]{100,1500}'),
  token('Telegram bot token', ':AA', '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}'),
  token('age key', 'AGE-SECRET-KEY-1', 'AGE-SECRET-KEY-1[0-9A-Z]{58}'),
  token(
    'JSON Web Token',
    'eyJ',
    String.raw`eyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{10,8000}\.[A-Za-z0-9_-]{10,2000}`,
  ),
  {
    kind: 'password in an address',
    hints: ['://'],
    pattern:
      /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s:@/?#"'<>]{0,100}:([^\s:@/?#"'<>]{3,200})@[A-Za-z0-9[]/g,
    group: 1,
    accepts: isWritten,
  },
  {
    kind: 'bearer token',
    pattern: /(?<![A-Za-z0-9])bearer[ \t]{1,4}([A-Za-z0-9._~+/=-]{16,4000})/gi,
    group: 1,
    accepts: looksRandom,
  },
  {
    kind: 'basic authorization',
    pattern:
      /authorization\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?basic[ \t]{1,4}([A-Za-z0-9+/]{8,2000}={0,2})/gi,
    group: 1,
  },
];

/** What is put where a secret was or will be. */
const standIn =
  /^(?:[x*•._-]{1,200}|[<${%].{0,199}|.{0,200}(?:example|placeholder|redacted|removed|changeme|change_me|dummy|your[_-]|my[_-]).{0,200}|null|none|undefined|true|false|string|password|secret|hidden)$/i;

/** Of a password that a person made up: anything but a stand-in. */
export function isWritten(secret: string): boolean {
  return !standIn.test(secret.slice(0, 200));
}

/** Made up by no person: letters and digits together, many different ones. */
export function looksRandom(secret: string): boolean {
  const head = secret.slice(0, 200);
  return isWritten(head) && /[0-9]/.test(head) && /[A-Za-z]/.test(head) && entropy(head) >= 3;
}

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
