const GB = /^(gb2312|gbk|gb18030|x-gbk|cp936)$/i;

/** What the answer says about itself: in its content type, else in the first line of its XML. */
function charsetOf(bytes: Uint8Array, contentType: string): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 100));
  return (
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1] ??
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1]
  );
}

/**
 * The text of a body. Older hotlines write GBK, and not all of them say so: what is no UTF-8 is read as GB 18030, which has
 * all of GBK and GB 2312 in it.
 */
export function bodyText(body: ArrayBuffer, contentType = ''): string {
  const bytes = new Uint8Array(body);
  if (GB.test(charsetOf(bytes, contentType) ?? '')) return new TextDecoder('gb18030').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
