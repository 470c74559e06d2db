import type { AdapterOptions, HelpBoardAdapter } from '../contract.js';
import { hotlineAdapter } from './adapter.js';
import { checkProfile, ProfileError } from './check-profile.js';
import { HotlineClient } from './client.js';
import { fetchExchange } from './exchange.js';
import type { HotlineProfile } from './profile.js';

export * from './adapter.js';
export * from './answer.js';
export * from './call.js';
export * from './check-profile.js';
export * from './client.js';
export * as codecs from './codecs.js';
export type { Codec, Place, Table } from './codecs.js';
export * from './exchange.js';
export * from './order.js';
export * from './profile.js';
export * from './profiles/index.js';
export * from './read-order.js';

export interface HotlineAdapterOptions extends Omit<AdapterOptions, 'early'> {
  profile: HotlineProfile;
}

/**
 * A city's hotline, spoken to through its profile. In a page: the profile may ask for the page's own `token`, never for a
 * secret or a signature, which belong to a gateway; and nothing is submitted where a post could be doubled.
 * @throws ProfileError naming each place of the profile at fault
 */
export function createHotlineAdapter(options: HotlineAdapterOptions): HelpBoardAdapter {
  const { profile, backend, getToken, board } = options;
  checkProfile(profile);
  const secrets: Record<string, string> = {};
  profile.credentials?.forEach(({ credential }, index) => {
    if (credential !== 'token')
      secrets[`credentials.${index}.credential`] = `"${credential}" is a secret; only a gateway can have it`;
  });
  if (profile.signer) secrets['signer'] = 'signing needs a secret; only a gateway can do it';
  if (Object.keys(secrets).length) throw new ProfileError(profile.name, secrets);
  const client = new HotlineClient({
    profile,
    exchange: fetchExchange(backend),
    credentials: async () => ({ token: await getToken?.() }),
  });
  return hotlineAdapter(client, board);
}
