import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Claims a data folder for this process: two servers over one folder would each sweep away what the other is
 * importing. The claim is a file lock, so it ends with the process, however that dies.
 * Returns what gives it back. Throws Error where another process has it.
 */
export function claimFolder(folder: string): () => void {
  // A database of its own: closing any handle on a file drops every lock that the process has on it.
  const claim = new Database(join(folder, 'claim.db'), { timeout: 0 });
  try {
    claim.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    claim.close();
    throw new Error(
      `Another Retake is running over ${folder}. Stop it, or give this one a folder of its own: RETAKE_DATA=… npm start`,
      { cause },
    );
  }
  return () => {
    claim.close();
  };
}
