import { BODY_MAX, idSchema, list, object, string } from '../../../../model/index.js';
import { action, on } from './action.js';

export const publishRequest = action(
  'publish',
  'Lets the public see it. One meant for the desk is a conflict.',
);
export const hideRequest = action('hide', 'Takes it out of public view, its pictures too.');

export const redactRequest = action(
  'redact',
  'Gives the public another text; the original stays beside it for the desk. Numbers in it are covered as ever.',
  object(
    { publicBody: string({ minLength: 1, maxLength: BODY_MAX }) },
    {
      /** An empty one takes the title away. */
      title: string({ maxLength: 100 }),
      /** Ids of the photos that the public does not see, nor the unit of a confidential request; all others are shown. */
      withheld: list(string({ maxLength: 80 }), { maxItems: 20, default: undefined }),
    },
  ),
);

export const releaseRequest = action(
  'release',
  'Lets the unit of a confidential request see an addition, with its pictures; until then it sees none of it. Never public.',
  object({ addition: idSchema }),
);

export const pinRequest = action('pin', 'Pins it above the lists, or takes the pin off.', on);
export const featureRequest = action('feature', 'Puts it under Featured, or takes it off.', on);
export const highlightRequest = action(
  'highlight',
  'Marks it as a key issue for the level above, or takes the mark off. Never public.',
  on,
);
