import { expect, it } from 'vitest';
import { resourceOrigin } from './resource-origin';

it('takes version control and version from the resources, new names before old ones', () => {
  const resource = {
    'service.name': 'desk',
    'service.version': '1.4.0',
    'vcs.ref.head.name': 'main',
    'vcs.repository.ref.name': 'old',
    'vcs.repository.ref.revision': 'a1b2c3d4',
  };
  expect(resourceOrigin([resource, { 'service.name': 'other' }])).toEqual({
    ...{ branch: 'main', commit: 'a1b2c3d4', version: '1.4.0' },
  });
});

it('says nothing where they disagree, or tell nothing', () => {
  expect(resourceOrigin([{ 'service.version': '1' }, { 'service.version': '2' }])).toBeNull();
  expect(resourceOrigin([])).toBeNull();
  expect(resourceOrigin([{ 'service.version': 3 }])).toBeNull();
});
