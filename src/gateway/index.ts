export { GatewayError } from './gateway-error.js';
export { createGateway, type Gateway, type GatewayOptions, type NewBoard } from './gateway.js';
export { openapi } from './http/openapi.js';
export type { Limit } from './http/rate-limit.js';
export { SeedRefusedError } from './seed/index.js';
export { DatabaseBusyError, DatabaseUnavailableError } from './storage/index.js';
