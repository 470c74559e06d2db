export { fillBoard, SeedRefusedError } from './fill-board.js';
export { seedRequests } from './requests/index.js';
