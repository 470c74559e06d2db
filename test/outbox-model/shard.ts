// A share of the runs, in a process of its own; with MUTANT, on an outbox that one of the mutants has broken.
import { checkInNode } from '../unit/drafts/model/in-node.js';

const { OUTBOX_RUNS: runs, MUTANT: mutant } = process.env;
try {
  await checkInNode(Number(runs), !mutant);
} catch (error) {
  console.error(error);
  // Of its own, so that it is not taken for a mutant that does not even load.
  process.exitCode = 3;
}
