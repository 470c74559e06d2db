import { embed } from './embed.js';

// The elements are further down in this file; only what tags with `data-*` need is asked for.
embed((_, file) => (/place$/.test(file) ? import('./place.js') : new Promise(() => undefined)));
