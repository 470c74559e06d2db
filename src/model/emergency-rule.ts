import { list, object, string, type Infer } from './schema.js';

/** Words that mean: this cannot wait for a newsroom, ring this number. Board data, also offline, never in the way of a submit. */
export const emergencyRuleSchema = object({
  number: string(),
  label: string(),
  keywords: list(string()),
});
export type EmergencyRule = Infer<typeof emergencyRuleSchema>;
