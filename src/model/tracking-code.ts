/** Crockford's base32: no I, L, O, U, so nothing is misread when somebody copies it by hand. */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code as it is shown: in groups of four. */
export const groupedCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** A code as somebody wrote it down, spelled out, or typed on a phone: `7k3m 9xq2 0ab1`, O for 0, I or L for 1. */
export function plainCode(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐–—_.·]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}
