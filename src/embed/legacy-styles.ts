/*
 * Engines without constructable stylesheets get lit's <style> elements, which a page whose CSP forbids inline styles blocks.
 * Rules that come through the object model are not inline: they are put into the sheet of an empty file of our own, which
 * the page's `style-src` allows with the script's origin. A page may instead hand lit a nonce in `window.litNonce`.
 */
import { ReactiveElement, type CSSResultOrNative } from 'lit';

const EMPTY_SHEET = new URL('../styles.css', import.meta.url).href;
const prototype = ReactiveElement.prototype as unknown as { createRenderRoot(): ShadowRoot };
const { createRenderRoot } = prototype;
/** Known from the first element on. */
let blocked = false;

/** The rules of a text, cut at the braces. Our sheets hold no brace in a string. */
function rules(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++;
    if (text[i] === '}' && --depth === 0) {
      found.push(text.slice(start, i + 1));
      start = i + 1;
    }
  }
  return found;
}

function linkedStyles(text: string): HTMLLinkElement {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.crossOrigin = 'anonymous';
  link.href = EMPTY_SHEET;
  // An element that is moved within the page loads its sheet again, and loses what was put into it.
  link.addEventListener('load', () => {
    const sheet = link.sheet!;
    for (const rule of rules(text)) {
      try {
        sheet.insertRule(rule, sheet.cssRules.length);
      } catch {
        // A rule this engine does not know: a parser would have skipped it as well.
      }
    }
  });
  return link;
}

if (!('adoptedStyleSheets' in Document.prototype)) {
  prototype.createRenderRoot = function (this: ReactiveElement): ShadowRoot {
    const type = this.constructor as typeof ReactiveElement;
    const styles: CSSResultOrNative[] = type.elementStyles;
    // Once it is known to be blocked, lit must not try, and be reported, again.
    if (blocked) type.elementStyles = [];
    const root = createRenderRoot.call(this);
    type.elementStyles = styles;
    const tried = Array.from(root.querySelectorAll('style'));
    blocked = blocked || tried.some((style) => !style.sheet);
    if (blocked) {
      tried.forEach((style) => style.remove());
      root.appendChild(linkedStyles(styles.map((style) => (style as { cssText: string }).cssText).join('')));
    }
    return root;
  };
}
