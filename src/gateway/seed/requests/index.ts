import { complaint } from './complaint.js';
import { healthCode } from './health-code.js';
import { maternity } from './maternity.js';
import { medical } from './medical.js';
import { medicine } from './medicine.js';
import { mentalHealth } from './mental-health.js';
import { other } from './other.js';
import { parcels } from './parcels.js';
import { property } from './property.js';
import { quarantine } from './quarantine.js';
import { schooling } from './education.js';
import { supplies } from './supplies.js';
import { testing } from './testing.js';
import { travel } from './travel.js';
import { utilities } from './utilities.js';
import { work } from './work.js';
import type { SeedRequest } from '../seed-types.js';

/** Every request of the demonstration board, one list, in no order: times decide. */
export const seedRequests: readonly SeedRequest[] = [
  ...quarantine,
  ...healthCode,
  ...testing,
  ...travel,
  ...medical,
  ...medicine,
  ...maternity,
  ...mentalHealth,
  ...supplies,
  ...schooling,
  ...parcels,
  ...work,
  ...utilities,
  ...property,
  ...complaint,
  ...other,
];
