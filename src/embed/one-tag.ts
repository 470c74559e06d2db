import { embed } from './embed.js';

embed({ code: () => new Promise(() => undefined), place: () => import('./place.js') });
