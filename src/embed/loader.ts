/*
 * The script tag: <script async src="https://help.example.cn/help-board.js"></script>. It is small, and takes the code from
 * the tree that the browser can read.
 */
import { embed } from './embed.js';

// Array.prototype.at came with ES2021 syntax (Chrome 92, Safari 15.4), constructable sheets are Chrome 73 and Safari 16.4.
const tree = 'at' in [] && 'adoptedStyleSheets' in document ? 'modern/' : 'legacy/';

embed((base, file) => import(base + tree + file + '.js'));
