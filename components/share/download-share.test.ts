import { expect, it } from 'vitest';
import { fileNameOf } from './download-share';

it('saves a file under the name that the server gave it', () => {
  expect(fileNameOf('attachment; filename="run.html"')).toBe('run.html');
  expect(fileNameOf(`attachment; filename="run.html"; filename*=UTF-8''l%C3%B8p.html`)).toBe(
    'løp.html',
  );
  expect(fileNameOf(`attachment; filename*=UTF-8''%E0%A4%A`)).toBe('retake-share.html');
  expect(fileNameOf(null)).toBe('retake-share.html');
});
