import { onSite } from './on-site.js';
import type { Given } from './options.js';

export async function keyList(given: Given): Promise<void> {
  for (const { version, values, seals, retired } of await onSite(given, 'listKeys', null))
    console.log(
      [`key ${version}`, `${values} values`, seals ? 'seals' : retired ? 'retired' : 'opens'].join('\t'),
    );
}

export async function keyRotate(given: Given): Promise<void> {
  const version = await onSite(given, 'rotateKey', null);
  console.log(`everything private is sealed with key ${version}. Keep a copy of the file “secret” of now.`);
}

export async function keyRetire(given: Given): Promise<void> {
  const versions = await onSite(given, 'retireKeys', null);
  console.log(
    versions.length
      ? `key ${versions.join(', ')} is out of the secret. Backups from before need the file “secret” of then.`
      : 'every key is still needed',
  );
}
