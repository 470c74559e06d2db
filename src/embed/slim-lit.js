// What no visitor of a script tag needs of lit: 1.3 kB of the first load, gzip. Each pattern is met in lit as it is published
// (minified, one version); a lit without one of them fails the build, and so do templates that use what is left out.

/** [what is met, what stands there instead] */
const EVERYWHERE = [
  // css: words for developers, sheets that are put together out of values or were not made by lit.
  [/if\(this\._\$cssResult\$=!0,o!==s\)throw Error\("CSSResult is not[^"]+"\);/, 'this._$cssResult$=!0;'],
  [/const o=1===t\.length\?t\[0\]:e\.reduce\(.*?,t\[0\]\);return new n\(o,t,s\)/, 'return new n(t[0],t,s)'],
  [/c=e\?t=>t:t=>t instanceof CSSStyleSheet\?.*?:t;/, 'c=t=>t;'],
  // A list of sheets is all that an element has.
  [
    /const i=\[\];if\(Array\.isArray\(s\)\)\{.*?\}else void 0!==s&&i\.push\(t\(s\)\);return i/,
    'return s??[]',
  ],

  // Polyfills of shadow DOM, which no browser of ours lacks; the list of versions.
  [/\(void 0===t\.ShadyCSS\|\|t\.ShadyCSS\.nativeShadow\)&&/, ''],
  [/,p=a\.reactiveElementPolyfillSupport/, ''],
  [/,p\?\.\(\{ReactiveElement:y\}\),\(a\.reactiveElementVersions\?\?=\[\]\)\.push\("[^"]+"\)/, ''],
  [/,B=t\.litHtmlPolyfillSupport;B\?\.\(S,k\),\(t\.litHtmlVersions\?\?=\[\]\)\.push\("[^"]+"\)/, ''],
  [
    /,s\.litElementHydrateSupport\?\.\(\{LitElement:i\}\);const o=s\.litElementPolyfillSupport;o\?\.\(\{LitElement:i\}\)/,
    '',
  ],
  [/\(s\.litElementVersions\?\?=\[\]\)\.push\("[^"]+"\);/, ''],

  // Metadata of standard decorators, with its change to the page's own `Symbol`.
  [/Symbol\.metadata\?\?=Symbol\("metadata"\),a\.litPropertyMetadata\?\?=new WeakMap;/, ''],
  [/const t=this\[Symbol\.metadata\];if\(null!==t\)\{[^}]+\}/, ''],

  // Properties that are written back to their attribute, converters of one's own, JSON in attributes, defaults.
  [/toAttribute\(t,s\)\{switch\(s\)\{.*?\}return t\},/, ''],
  [/case Object:case Array:try\{i=JSON\.parse\(t\)\}catch\(t\)\{i=null\}/, ''],
  [/_\$ET\(t,s\)\{.*?this\._\$Em=null\}\}/, ''],
  [
    /if\(void 0!==e&&this\._\$Em!==e\)\{const t=i\.getPropertyOptions\(e\),h=.*?this\._\$Em=null\}/,
    'void 0!==e&&(this[e]=u.fromAttribute(s,i.getPropertyOptions(e).type))',
  ],
  [/this\._\$Em=null,/, ''],
  [/\|\|i\.useDefault&&i\.reflect&&.*?hasAttribute\(r\._\$Eu\(t,i\)\)/, ''],
  [
    /C\(t,s,\{useDefault:i.*?this\._\$Eq\?\?=new Set\)\.add\(t\)\)\}/,
    'C(t,s){this._$AL.has(t)||(this.hasUpdated||(s=void 0),this._$AL.set(t,s))}',
  ],
  [/this\._\$Eq&&=this\._\$Eq\.forEach\(t=>this\._\$ET\(t,this\[t\]\)\),/, ''],
  [/reflect:!1,useDefault:!1,/, ''],
  // Accessors of one's own below a property.
  [/,this\.prototype\.hasOwnProperty\(t\)&&\(\(s=Object\.create\(s\)\)\.wrapped=!0\)/, ''],
  [/const t=this\.constructor\.elementProperties;if\(t\.size>0\)for\(.*?this\.C\(s,void 0,i,e\)\}/, ''],
  // MooTools puts its own in the place of `Event`.
  [/class s extends Event\{/, 'class s extends CustomEvent{'],
  [/class e extends Event\{/, 'class e extends CustomEvent{'],
  // Hooks that nobody hooks into.
  [/removeController\(t\)\{[^}]+\}/, ''],
  [/const t=this\.scheduleUpdate\(\);return null!=t&&await t,/, 'return this.performUpdate(),'],
  [/scheduleUpdate\(\)\{return this\.performUpdate\(\)\}/, ''],
  [/t=this\.shouldUpdate\(s\),t\?\((.*?)\):this\._\$EM\(\)\}catch/, 't=!0,$1}catch'],
  [/shouldUpdate\(t\)\{return!0\}/, ''],

  // html: words for developers, MathML, comments, values inside of `<textarea>`, `<title>`, `<style>` and `<script>`, on an
  // element as a whole or in comments; templates compiled by a tool; directives that hear when they are taken out.
  [/"invalid template strings array"/, '"raw"'],
  [/let n,l=2===i\?"<svg>":3===i\?"<math>":""/, 'let l=2===i?"<svg>":""'],
  [/:3===i\?"<\/math>":""/, ':""'],
  [/,2===i\|\|3===i\)/, ',2===i)'],
  [
    /"!--"===u\[1\]\?c=_:void 0!==u\[1\]\?c=m:void 0!==u\[2\]\?\(y\.test\(u\[2\]\)&&\(n=RegExp\("<\/"\+u\[2\],"g"\)\),c=p\):void 0!==u\[3\]&&\(c=p\)/,
    'c=p',
  ],
  [/c=n\?\?v,/, 'c=v,'],
  [/c===\$\|\|c===g\?c=p:c===_\|\|c===m\?c=v:\(c=p,n=void 0\)/, 'c=p'],
  [/if\(y\.test\(r\.tagName\)\)\{.*?r\.append\(t\[i\],c\(\)\)\}\}/, ''],
  [/else t\.startsWith\(o\)&&\(d\.push\(\{type:6,index:l\}\),r\.removeAttribute\(t\)\)/, ''],
  [
    /else\{let t=-1;for\(;-1!==\(t=r\.data\.indexOf\(o,t\+1\)\);\)d\.push\(\{type:7,index:l\}\),t\+=o\.length-1\}/,
    '',
  ],
  [/:1===r\.type\?(i=new r\.ctor\([^)]+\)):6===r\.type&&\(i=new Z\(h,this,t\)\)/, ':$1'],
  [/e="number"==typeof s\?this\._\$AC\(t\):\(void 0===s\.el&&.*?,s\);if/, 'e=this._$AC(t);if'],
  [/const\{values:i,_\$litType\$:s\}=t,/, 'const{values:i}=t,'],
  [/\(t\?\.creationScope\?\?l\)\.importNode/, 'l.importNode'],
  [/for\(this\._\$AP\?\.\(!1,!0,s\);t!==/, 'for(;t!=='],
  [/setConnected\(t\)\{void 0===this\._\$AM&&\(this\._\$Cv=t,this\._\$AP\?\.\(t\)\)\}/, ''],
  [/,this\._\$Cv=e\?\.isConnected\?\?!0/, ''],
  [/connectedCallback\(\)\{super\.connectedCallback\(\),this\._\$Do\?\.setConnected\(!0\)\}/, ''],
  [/disconnectedCallback\(\)\{super\.disconnectedCallback\(\),this\._\$Do\?\.setConnected\(!1\)\}/, ''],
  [/this\.hasUpdated\|\|\(this\.renderOptions\.isConnected=this\.isConnected\),/, ''],
  [/get parentNode\(\)\{return this\._\$AM\.parentNode\}/, ''],
  [/get parentNode\(\)\{let t=.*?return void 0!==i&&11===t\?\.nodeType&&\(t=i\.parentNode\),t\}/, ''],
  [/get startNode\(\)\{return this\._\$AA\}get endNode\(\)\{return this\._\$AB\}/, ''],
];

/** Where the tree is chosen because the browser has constructable sheets, `css` may make them at once. */
const MODERN = [
  [/const t=globalThis,e=[^;]+?prototype,s=Symbol\(\),o=new WeakMap;/, 'const e=!0;'],
  [/class n\{constructor.*?\}toString\(\)\{return this\.cssText\}\}/, 'class n{}'],
  [/r=t=>new n\("string"==typeof t\?t:t\+"",void 0,s\),/, 'r=0,'],
  [
    /i=\(t,\.\.\.e\)=>\{.*?\},S=\(s,o\)=>\{.*?\},c=/,
    'i=t=>{const s=new CSSStyleSheet;return s.replaceSync(t[0]),s},S=(s,o)=>{s.adoptedStyleSheets=o},c=',
  ],
];

const LIT =
  /[\\/](lit-html|lit-element|reactive-element|css-tag|context-request-event|context-provider)\.js$/;
const VALUE_IN_TEXT = /[^>\s]\s*<\/(textarea|title|style|script)>/;

/** The plugin for one of the trees of the script tag. */
export const slimLit = (tree) => {
  const leftOut = tree === 'modern' ? [...EVERYWHERE, ...MODERN] : EVERYWHERE;
  const met = new Set();
  return {
    name: 'slim-lit',
    transform(code, id) {
      if (/css`[^`]*\$\{/.test(code))
        this.error(`a sheet with a value in it, which is left out of lit: ${id}`);
      if (/html`/.test(code) && VALUE_IN_TEXT.test(code))
        this.error(`a value where lit's templates have none any more: ${id}`);
      if (!LIT.test(id)) return undefined;
      return leftOut.reduce((rest, [pattern, instead]) => {
        if (pattern.test(rest)) met.add(pattern);
        return rest.replace(pattern, instead);
      }, code);
    },
    buildEnd(error) {
      const missed = leftOut.find(([pattern]) => !met.has(pattern));
      if (missed && !error) this.error(`lit has changed: ${missed[0]}`);
    },
  };
};
