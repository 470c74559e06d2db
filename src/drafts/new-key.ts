/** A random UUID, version 4. `randomUUID` is missing on plain http and in old browsers, `getRandomValues` is not. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  // Every 0 becomes any digit; the 8 keeps its highest bit, which is the variant.
  return '00000000-0000-4000-8000-000000000000'.replace(/[08]/g, (digit) => {
    const [random] = crypto.getRandomValues(new Uint8Array(1));
    return (+digit ? 8 + (random! & 3) : random! & 15).toString(16);
  });
}
