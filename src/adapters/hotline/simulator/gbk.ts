/** Sign → its two bytes. Nothing in the platform writes GBK, so the decoder is asked what each pair of bytes means. */
let pairs: Map<string, number> | undefined;

function gbkPairs(): Map<string, number> {
  if (pairs) return pairs;
  pairs = new Map();
  const decoder = new TextDecoder('gbk');
  for (let first = 0x81; first <= 0xfe; first++)
    for (let second = 0x40; second <= 0xfe; second++) {
      const sign = decoder.decode(Uint8Array.of(first, second));
      if (sign.length === 1 && sign !== '\ufffd' && !pairs.has(sign)) pairs.set(sign, (first << 8) | second);
    }
  return pairs;
}

/** A text as GBK has it; what GBK does not have is a question mark, as everywhere. */
export function gbk(text: string): Uint8Array<ArrayBuffer> {
  const known = gbkPairs();
  const bytes = Array.from(text).flatMap((sign) => {
    if (sign <= '\u007f') return sign.charCodeAt(0);
    const pair = known.get(sign);
    return pair === undefined ? 0x3f : [pair >> 8, pair & 0xff];
  });
  return Uint8Array.from(bytes);
}
