import { list, object, string, type Infer } from './schema.js';

/** Words that mean: this cannot wait for a newsroom, ring this number. Board data, also offline, never in the way of a submit. */
export const emergencyRuleSchema = object({
  number: string({ pattern: '^[0-9]{3,11}$' }),
  label: string({ maxLength: 40 }),
  keywords: list(string({ maxLength: 20 })),
});
export type EmergencyRule = Infer<typeof emergencyRuleSchema>;
