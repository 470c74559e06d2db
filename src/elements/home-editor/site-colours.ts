const SWATCHES = 8;

/** `#rrggbb` of a colour as a browser writes it; nothing for what can be seen through. */
export function hexColour(value: string): string | undefined {
  const hex = /^#([\da-f]{6})$/i.exec(value.trim());
  if (hex) return `#${hex[1]!.toLowerCase()}`;
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(value.trim());
  if (short) return hexColour(`#${short.slice(1).map((one) => one + one).join('')}`); // prettier-ignore
  const rgb = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*(?:[,/]\s*([\d.]+%?)\s*)?\)$/.exec(value.trim());
  if (!rgb || (rgb[4] !== undefined && parseFloat(rgb[4]) !== 1 && rgb[4] !== '100%')) return undefined;
  return `#${rgb.slice(1, 4).map((n) => Number(n).toString(16).padStart(2, '0')).join('')}`; // prettier-ignore
}

const isGrey = (hex: string): boolean => {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return Math.max(...parts) - Math.min(...parts) < 24;
};

/** Rules of a sheet; a sheet of another origin keeps its own to itself. */
function rulesOf(sheet: CSSStyleSheet): CSSRule[] {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}

/**
 * The colours a site has of its own: those its style sheets name most often, custom properties first, and those its links,
 * headings and buttons have. Lively ones before greys.
 */
export function siteColours(page: Document): string[] {
  const counts = new Map<string, number>();
  const count = (value: string, weight: number) => {
    const hex = hexColour(value);
    if (hex) counts.set(hex, (counts.get(hex) ?? 0) + weight);
  };
  for (const sheet of [...page.styleSheets])
    for (const rule of rulesOf(sheet)) {
      const { style } = rule as CSSStyleRule;
      for (const name of [...(style ?? [])])
        if (name.startsWith('--')) count(style.getPropertyValue(name), 4);
        else if (/color$/.test(name) && !/^border-(right|bottom|left)/.test(name))
          count(style.getPropertyValue(name), 1);
    }
  const view = page.defaultView;
  for (const element of [...page.querySelectorAll('body, a, h1, h2, button')].slice(0, 50)) {
    const style = view?.getComputedStyle(element);
    count(style?.color ?? '', 2);
    count(style?.backgroundColor ?? '', 2);
  }
  return [...counts]
    .sort(([a, n], [b, m]) => Number(isGrey(a)) - Number(isGrey(b)) || m - n)
    .map(([hex]) => hex)
    .slice(0, SWATCHES);
}
