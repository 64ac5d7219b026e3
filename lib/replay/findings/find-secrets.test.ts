import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets } from './find-secrets';
import { maskSecret } from './mask-secret';

/** Made up, and put together here: a scanner of this repository shall find none. */
const random = (length: number) =>
  createHash('sha512')
    .update(String(length))
    .digest('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .repeat(9)
    .slice(0, length);
const hex = (length: number) => createHash('sha512').update('h').digest('hex').slice(0, length);
const upper = (length: number) =>
  random(length * 2)
    .toUpperCase()
    .slice(0, length);
const jwt = `${'eyJ'}${random(20)}.${'eyJ'}${random(40)}.${random(43)}`;
const pem = (kind: string) =>
  `-----${'BEGIN'} ${kind}PRIVATE KEY-----\n${random(64)}\n${random(64)}\n-----${'END'} ${kind}PRIVATE KEY-----`;

const keys: [kind: string, secret: string][] = [
  ['Anthropic key', `${'sk-'}ant-api03-${random(90)}-AA`],
  ['OpenRouter key', `${'sk-'}or-v1-${hex(64)}`],
  ['OpenAI key', `${'sk-'}proj-${random(60)}_x-${random(30)}`],
  ['OpenAI-style key', `${'sk-'}${random(48)}`],
  ['Google API key', `${'AI'}za${random(35)}`],
  ['Google OAuth token', `${'ya'}29.${random(60)}`],
  ['Groq key', `${'gs'}k_${random(52)}`],
  ['xAI key', `${'xa'}i-${random(80)}`],
  ['Hugging Face token', `${'h'}f_${random(34)}`],
  ['AWS access key', `${'AK'}IA${upper(16)}`],
  ['GitHub token', `${'gh'}p_${random(36)}`],
  ['GitHub token', `${'github'}_pat_${random(82)}`],
  ['GitLab token', `${'gl'}pat-${random(20)}`],
  ['npm token', `${'np'}m_${random(36)}`],
  ['PyPI token', `${'py'}pi-${random(80)}`],
  ['Slack token', `${'xo'}xb-123456789012-${random(24)}`],
  ['Slack token', `${'xa'}pp-1-A0${random(20)}`],
  [
    'Slack webhook',
    `https://hooks.${'slack'}.com/services/T${upper(9)}/B${upper(9)}/${random(24)}`,
  ],
  ['Stripe key', `${'sk'}_live_${random(24)}`],
  ['Stripe webhook secret', `${'wh'}sec_${random(32)}`],
  ['SendGrid key', `${'SG'}.${random(22)}.${random(43)}`],
  ['Shopify token', `${'shp'}at_${hex(32)}`],
  ['Linear key', `${'lin'}_api_${random(40)}`],
  ['Notion token', `${'nt'}n_${random(46)}`],
  ['DigitalOcean token', `${'do'}p_v1_${hex(64)}`],
  ['Databricks token', `${'da'}pi${hex(32)}`],
  ['1Password token', `${'op'}s_eyJ${random(300)}`],
  ['Telegram bot token', `${'12345'}6789:AA${random(33)}`],
  ['age key', `${'AGE'}-SECRET-KEY-1${upper(58)}`],
  ['JSON Web Token', jwt],
  ['private key', pem('RSA ')],
  ['private key', pem('OPENSSH ')],
  ['private key', pem('')],
];

const found = (text: string) =>
  findSecrets(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('findSecrets', () => {
  it.each(keys)('finds: %s', (kind, secret) => {
    expect(found(secret)).toEqual([[kind, secret]]);
    expect(found(`It is "${secret}", keep it.`)).toEqual([[kind, secret]]);
    const escaped = JSON.stringify({ output: `line\n${secret}\nline` });
    expect(found(escaped)).toEqual([[kind, JSON.stringify(secret).slice(1, -1)]]);
    expect(found(JSON.stringify(escaped)).map(([one]) => one)).toEqual([kind]);
  });

  it.each([
    ['password in an address', 'postgres://app:hunter2@db.internal:5432/x', 'hunter2'],
    ['password in an address', 'redis://:s3cr3tpass@cache:6379', 's3cr3tpass'],
    ['password in an address', 'mongodb+srv://me:p%40ss@c.example/db', 'p%40ss'],
    ['bearer token', `Authorization: Bearer ${random(40)}`, random(40)],
    ['bearer token', `-H 'authorization: bearer ${hex(32)}'`, hex(32)],
    ['basic authorization', 'Authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['basic authorization', '{"authorization":"Basic dXNlcjpwYXNz"}', 'dXNlcjpwYXNz'],
    ['value of password', '{"password": "correct-horse"}', 'correct-horse'],
    ['value of password', '{\\"password\\": \\"correct-horse\\"}', 'correct-horse'],
    ['value of DB_PASSWORD', 'export DB_PASSWORD=correcthorse\n', 'correcthorse'],
    ['value of client_secret', `client_secret=${random(24)}&x=1`, random(24)],
    ['value of api_key', `?page=2&api_key=${hex(32)}`, hex(32)],
    ['value of apiKey', `const apiKey = '${random(32)}';`, random(32)],
    [
      'value of AWS_SECRET_ACCESS_KEY',
      `AWS_SECRET_ACCESS_KEY=${random(20)}/${random(19)}`,
      `${random(20)}/${random(19)}`,
    ],
    ['value of session_token', `Cookie: session_token=${random(30)}; a=b`, random(30)],
    [
      'value of secret',
      'secret: 3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    ],
    ['value of AccountKey', `AccountName=a;AccountKey=${random(64)}==;`, `${random(64)}==`],
  ])('finds: %s in %s', (kind, text, secret) => {
    expect(found(text)).toEqual([[kind, secret]]);
    expect(found(`before\n${text}\nafter`)).toEqual([[kind, secret]]);
  });

  it.each([
    [
      'prose',
      'The token was wrong and the password is secret: ask Bob. Bearer bonds. A key: value.',
    ],
    [
      'a uuid',
      'id 3f2504e0-4f89-41d3-9a0c-0305e82c3301, "request_id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301"',
    ],
    ['hashes', `sha256:${hex(64)} ${hex(40)} commit=${hex(40)}`],
    ['a picture', `data:image/png;base64,${random(5000)}/+${random(5000)}==`],
    [
      'counts',
      '"max_tokens": 4096, "total_tokens":12345678, token_count=1234567890, tokenizer: o200k_base_v12345',
    ],
    ['a page', `"nextPageToken":"${random(40)}"`],
    ['a schema', '{"password":{"type":"string"},"api_key":{"description":"Your key"}}'],
    [
      'code',
      'password = os.environ["DB_PASSWORD"]; api_key=process.env.API_KEY_2024; token = getToken(12345678)',
    ],
    [
      'stand-ins',
      'password="********" API_KEY=your_api_key_1234 token=$GITHUB_TOKEN_1 "secret": "<redacted-12345>"',
    ],
    [
      'addresses without a password',
      'https://a.example:8080/x@y see http://user@host/ and mailto:a@b.example',
    ],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----'],
    ['persons', 'write to ann@example.com or call +1 555 0100'],
    ['call ids', `call_${random(24)} toolu_01${random(22)} chatcmpl-${random(29)} resp_${hex(50)}`],
    ['task names', 'risk-assessment-of-the-whole-system, desk-abcdefghijklmnopqrstuvwxyz'],
  ])('finds nothing in %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('tells places that follow one another and never overlap', () => {
    const pieces = fc.constantFrom(
      ...keys.map(([, secret]) => secret),
      ' ',
      '\n',
      '"',
      'a',
      'password=',
      '://',
      '-----',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (some) => {
        const text = some.join('');
        let last = 0;
        for (const { start, end } of findSecrets(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each([
    ...['a', '=', '-', '/', '"', '\\n', ' ', 'aB3', 'a=', 'aaa=aaaaaaaa', 'token: ', 'password="'],
    ...['-----BEGIN PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----a-b-c-d-e-f-g-h-i '],
    ...['eyJaaaaaaaaaaaaaaaa.', 'eyJ', 'sk-ant-', 'postgres://u:', 'a://a:aaaaaaaaaaaa', 'bearer '],
    ...[
      'authorization: basic ',
      'whsec_aaaaaaaaaaaaaaaaaaaaaaaaaa+',
      'xoxb-',
      'AKIA',
      '0123456789:AA',
    ],
  ])('comes to an end in a million of %j', (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(() => findSecrets(text)).not.toThrow();
  });
});

describe('maskSecret', () => {
  it('shows at most four characters, and of a short one fewer', () => {
    expect(maskSecret('abcdefghijklmnopqrstuvwxyz')).toBe('abcd…');
    expect(maskSecret('hunter2')).toBe('h…');
    expect(maskSecret('abc')).toBe('…');
  });
});
