import type { Script } from './scripted-model';

/** For where an endpoint is opened and the scripted model has no branch to go by. */
export const noScript: Script = {
  call: () => null,
  made: 0,
  setupEdited: true,
  edit: 'there is no branch.',
  recorded: () => null,
  isRecorded: () => true,
  delay: () => Promise.resolve(),
};
