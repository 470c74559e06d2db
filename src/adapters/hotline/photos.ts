import { HelpBoardError } from '../errors.js';
import type { HotlineFile } from './call.js';
import type { Attachments } from './profile.js';

/** Chromium before 76 has no `Blob.arrayBuffer`. */
async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await new Response(blob).arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

/**
 * Pictures between `upload` and `submit`. They are kept in memory alone: after a reload the submission misses them, and the
 * outbox, which has them on the disk, uploads them again first.
 */
export class Photos {
  private readonly kept = new Map<string, HotlineFile>();

  async keep(key: string, sha256: string, blob: Blob, way: Attachments, url?: string): Promise<void> {
    if (blob.type && !/^image\//.test(blob.type)) throw new HelpBoardError('unsupported-type');
    if (way.bytes && blob.size > way.bytes) throw new HelpBoardError('too-large');
    const type = blob.type || 'image/jpeg';
    const file: HotlineFile = { name: `${sha256.slice(0, 16)}.${type.slice(6)}`, type };
    if (way.send === 'base64') file.base64 = await base64Of(blob);
    else if (way.send === 'multipart') file.blob = blob;
    else file.url = url;
    this.kept.set(`${key}/${sha256}`, file);
  }

  has(key: string, sha256: string): boolean {
    return this.kept.has(`${key}/${sha256}`);
  }

  /** Those of a submission. @throws HelpBoardError `missing-upload` */
  of(key: string, attachments: readonly { sha256: string }[]): HotlineFile[] {
    return attachments.map(({ sha256 }) => {
      const file = this.kept.get(`${key}/${sha256}`);
      if (!file) throw new HelpBoardError('missing-upload');
      return file;
    });
  }

  forget(key: string): void {
    for (const name of [...this.kept.keys()]) if (name.startsWith(`${key}/`)) this.kept.delete(name);
  }
}
