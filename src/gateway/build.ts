import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A short name of this program's file: another build may answer in another form, and says so in its ETags. */
export const BUILD = createHash('sha256')
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .digest('base64url')
  .replace(/[^\w]/g, '')
  .slice(0, 6);
