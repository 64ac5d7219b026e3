import { constraints } from './constraints';
import { decisions } from './decisions';
import { errors } from './errors';
import type { Projector } from './fact';
import { files } from './files';
import { goals } from './goals';
import { risks } from './risks';
import { tests } from './tests';
import { todos } from './todos';
import { values } from './values';

/** One line per projector. Their order means nothing. */
export const projectors: readonly Projector[] = [
  goals,
  constraints,
  tests,
  files,
  decisions,
  risks,
  errors,
  todos,
  values,
];
