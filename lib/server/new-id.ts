import { uuidv7obj } from 'uuidv7';

/** 32 hex digits that sort by time. Ids from traces are data and never become one of these. */
export const newId = (): string => uuidv7obj().toHex();
