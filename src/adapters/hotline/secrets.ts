/** Names under which secrets and keys stand in real interfaces. `tokenName` and the like are no secret: the end decides. */
const NAMES =
  /(?:secret|passw(?:or)?d|pwd|(?:api|app|access|private|secret|sign)[-_]?key|token|signature|cookie|authorization|credentials?|ak|sk)$/i;
/** Where a profile names a place or another's word instead of a value. */
const PLACES = /^(?:path|credential|page|size|cursor|next|order|returns|root|message|data)$/;

const WHY = 'a secret in a profile; name it in credentials, its value is given to the gateway alone';

/** Places of a profile at which a value stands that looks like a secret, in plain sight or inside a URL. */
export function secretsIn(profile: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  const seen = new Set<unknown>();
  const walk = (value: unknown, place: string, key: string): void => {
    if (typeof value === 'string') {
      const inUrl = /^https?:\/\/[^/?#]*@|[?&]([^=&#]+)=[^&#{]/i.exec(value);
      if (value && NAMES.test(key) && !PLACES.test(key)) found[place] = WHY;
      else if (inUrl && (!inUrl[1] || NAMES.test(inUrl[1]))) found[place] = WHY;
    }
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [name, inner] of Object.entries(value)) {
      // The names of fields are ours, and what stands under them are places.
      if (name === 'fields' || name === 'board' || name === 'credentials') continue;
      walk(inner, place ? `${place}.${name}` : name, name.split('.').pop()!);
    }
  };
  walk(profile, '', '');
  return found;
}
