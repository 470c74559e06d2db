/*
 * The script tag as one file, for pages that name its hash (`integrity`): nothing is imported later, because `import()` has
 * no integrity. The page is looked at first, so that the data is asked for before the elements are defined.
 */
import './one-tag.js';
import '../elements/board/index.js';
import '../elements/home/index.js';
