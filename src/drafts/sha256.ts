/** SHA-256 in lower-case hex. Plain-http pages have no `crypto.subtle`: there a pure implementation is fetched. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Old engines have no BigInt either: most implementations begin with one.
  if (!crypto.subtle) return (await import('js-sha256')).sha256(bytes);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => (byte + 0x100).toString(16).slice(1)).join('');
}
