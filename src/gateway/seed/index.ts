export { seedAnnouncements } from './announcements.js';
export { seedDirectory } from './directory.js';
export { seedExplainers } from './explainers.js';
export { seedRequests } from './requests/index.js';
export { regions as seedRegions } from './units.js';
