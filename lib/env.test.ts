import { describe, expect, it } from 'vitest';
import { environmentKey, readEnv } from './env';

describe('readEnv', () => {
  it('has defaults that are safe', () => {
    expect(readEnv({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      password: null,
      secret: null,
      previousSecret: null,
      publicUrl: null,
      allowPrivateEndpoints: false,
      maxRuns: 4,
      maxUpload: 1_073_741_824,
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readEnv({ RETAKE_PASSWORD: '', PORT: ' ', RETAKE_PUBLIC_URL: '' })).toEqual(readEnv({}));
  });

  it('reads what is set', () => {
    const env = readEnv({
      HOST: '0.0.0.0',
      PORT: '8080',
      RETAKE_DATA: '/var/retake',
      RETAKE_PASSWORD: 'correct horse',
      RETAKE_SECRET: 'correct horse battery staple\n',
      RETAKE_PUBLIC_URL: 'https://Retake.example.com/',
      RETAKE_ALLOW_PRIVATE_ENDPOINTS: 'true',
    });
    expect(env).toMatchObject({
      host: '0.0.0.0',
      port: 8080,
      dataFolder: '/var/retake',
      password: 'correct horse',
      secret: 'correct horse battery staple',
      publicUrl: 'https://retake.example.com',
      allowPrivateEndpoints: true,
    });
  });

  it.each([
    ['PORT', '0'],
    ['PORT', 'http'],
    ['RETAKE_PUBLIC_URL', 'retake.example.com'],
    ['RETAKE_PUBLIC_URL', 'ftp://retake.example.com'],
    ['RETAKE_PUBLIC_URL', 'https://retake.example.com/app'],
    ['RETAKE_PUBLIC_URL', 'https://me:pw@retake.example.com'],
    ['RETAKE_ALLOW_PRIVATE_ENDPOINTS', 'maybe'],
    ['RETAKE_MAX_UPLOAD', '1GB'],
    ['RETAKE_PASSWORD', 'hunter2'],
    ['RETAKE_SECRET', 'hunter2'],
    ['RETAKE_SECRET', '   hunter2        '],
    ['RETAKE_SECRET_PREVIOUS', 'hunter2'],
  ])('refuses %s=%s by its name, without its value', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`${name}: .*must|${name}: Too`));
    expect(() => readEnv({ [name]: value })).not.toThrow(/hunter2|me:pw/);
  });
});

describe('environmentKey', () => {
  const source = { OPENAI_API_KEY: 'sk-secret' };

  it('goes to its canonical origin', () => {
    expect(environmentKey('https://api.openai.com/v1', source)).toBe('sk-secret');
    expect(environmentKey('https://api.openai.com:443', source)).toBe('sk-secret');
    expect(environmentKey('https://api.openai.com', {})).toBeNull();
  });

  it('is found by provider, under either name of Google’s', () => {
    const google = 'https://generativelanguage.googleapis.com/v1beta';
    expect(environmentKey('https://api.anthropic.com/v1', { ANTHROPIC_API_KEY: ' k ' })).toBe('k');
    expect(environmentKey('https://api.anthropic.com/v1', source)).toBeNull();
    expect(environmentKey(google, { GEMINI_API_KEY: 'g' })).toBe('g');
    const both = { GOOGLE_GENERATIVE_AI_API_KEY: 'a', GEMINI_API_KEY: 'g' };
    expect(environmentKey(google, both)).toBe('a');
    expect(environmentKey(google, { ...both, GOOGLE_GENERATIVE_AI_API_KEY: ' ' })).toBe('g');
  });

  it.each([
    'http://api.openai.com/v1',
    'https://api.openai.com:8443/v1',
    'https://api.openai.com.evil.example/v1',
    'https://evil.example/api.openai.com',
    'https://api.openai.com@evil.example/v1',
    'https://evil.example#https://api.openai.com',
    'not a url',
    'null',
  ])('never to %s', (url) => {
    expect(environmentKey(url, source)).toBeNull();
  });
});
