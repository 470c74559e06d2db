import { maskText, type Board, type Explainer, type Suggestions } from '../../model/index.js';
import type { PublicReader } from '../storage/public-reads.js';
import { dice, pairsIn } from './pairs.js';
import { similarRequests } from './similar-requests.js';

const REQUESTS_MAX = 5;
const EXPLAINERS_MAX = 3;
/** Below this two texts have no more in common than any two have. */
const ALIKE = 0.15;

/** What somebody who writes this might want to read first. */
export async function suggestionsFor(reader: PublicReader, board: Board, text: string): Promise<Suggestions> {
  const masked = maskText(text);
  const similar = await similarRequests(reader, board.key, masked);
  return {
    requests: similar
      .filter(({ likeness }) => likeness >= ALIKE)
      .slice(0, REQUESTS_MAX)
      .map(({ request }) => request),
    explainers: explainersFor(board.explainers, masked),
  };
}

/** Those with a key word that is in the text, then those whose title is like it. */
function explainersFor(explainers: readonly Explainer[], text: string): Explainer[] {
  const pairs = pairsIn(text);
  const plain = text.toLowerCase();
  return explainers
    .map((explainer) => {
      const words = explainer.keywords ?? [];
      const named = words.filter((word) => word && plain.includes(word.toLowerCase())).length;
      return { explainer, fit: named + dice(pairs, pairsIn(explainer.title)) };
    })
    .filter(({ fit }) => fit >= ALIKE)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, EXPLAINERS_MAX)
    .map(({ explainer }) => explainer);
}
