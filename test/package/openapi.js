// Part of the build: the contract's OpenAPI document, as the gateway serves it, for those who have no gateway running.
import { writeFileSync } from 'node:fs';
import { openapi } from '../../src/gateway/dist/index.js';

writeFileSync('dist/openapi.json', `${JSON.stringify(openapi(), null, 2)}\n`);
