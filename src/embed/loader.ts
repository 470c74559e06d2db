/*
 * The script tag: <script async src="https://help.example.cn/help-board.js"></script>. It is small, and takes the code from
 * the tree that the browser can read.
 */
import { embed } from './embed.js';

// `inset` came to Chrome (87) after ES2021's syntax (85), and no script can put it into an older one, as many pages do with
// `Array.prototype.at`; constructable sheets are Chrome 73 and Safari 16.4.
const tree = CSS.supports('(inset:0)') && 'adoptedStyleSheets' in document ? 'modern/' : 'legacy/';

embed((base, file) => import(base + tree + file + '.js'));
