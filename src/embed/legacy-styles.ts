/*
 * Engines without constructable stylesheets get lit's <style> elements, which a page whose CSP forbids inline styles blocks,
 * and reports. Rules that come through the object model are not inline: they are put into the sheet of an empty file of our
 * own, which the page's `style-src` allows with the script's origin. To try a <style> first would save its request, and be
 * one report a visit on every strict page. A page may instead hand lit a nonce in `window.litNonce`.
 */
import { ReactiveElement, type CSSResultOrNative } from 'lit';
import type { Api } from './embed.js';

const page = window as unknown as { helpBoard: Api; litNonce?: string };
const prototype = ReactiveElement.prototype as unknown as { createRenderRoot(): ShadowRoot };
const { createRenderRoot } = prototype;

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
  link.href = page.helpBoard.base + 'legacy/styles.css';
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
  link.addEventListener('error', () => {
    // The file cannot be had. Where inline styles are allowed, they do as well.
    const style = document.createElement('style');
    style.textContent = text;
    link.parentNode?.replaceChild(style, link);
  });
  return link;
}

if (!('adoptedStyleSheets' in document) && !page.litNonce) {
  prototype.createRenderRoot = function (this: ReactiveElement): ShadowRoot {
    const type = this.constructor as typeof ReactiveElement;
    const styles: CSSResultOrNative[] = type.elementStyles;
    type.elementStyles = [];
    const root = createRenderRoot.call(this);
    type.elementStyles = styles;
    root.appendChild(linkedStyles(styles.map((style) => (style as { cssText: string }).cssText).join('')));
    return root;
  };
}
