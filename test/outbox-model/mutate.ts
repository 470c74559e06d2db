// Loaded before a shard: what it imports has the mutant's change in it.
import { register } from 'node:module';
import { mutants } from './mutants.js';

const mutant = mutants.find(({ name }) => name === process.env.MUTANT);
if (mutant) register('./mutation-hook.js', import.meta.url, { data: mutant });
