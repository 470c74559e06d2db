import {
  boolean,
  deskSettingsSchema,
  homeSlotSchema,
  NEWSROOM,
  slotContentSchema,
  SUPERVISION,
  type Schema,
} from '../../../../model/index.js';
import { boardParam, type Operation } from '../operation.js';
import { problems, tag } from './action.js';

/** No default for `on`: a new headline alone must not switch anything. */
const homeBody: Schema<unknown> = {
  ...slotContentSchema,
  properties: { ...slotContentSchema.properties, on: boolean() },
  required: ['on'],
};
export const switchHome: Operation = {
  id: 'switchHome',
  method: 'POST',
  path: '/desk/boards/{board}/home',
  summary:
    'Switches the slot on home pages on or off, as a version of its own; texts that are left out stay as they are. Not in an emergency.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  body: homeBody,
  status: 200,
  answer: homeSlotSchema,
  problems,
};

export const readSettings: Operation = {
  id: 'readSettings',
  method: 'GET',
  path: '/desk/boards/{board}/settings',
  summary:
    'How the desk works: review steps, the word in front of slip numbers, the automatic acknowledgement.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  status: 200,
  answer: deskSettingsSchema,
  problems,
};

export const changeSettings: Operation = {
  id: 'changeSettings',
  method: 'PUT',
  path: '/desk/boards/{board}/settings',
  summary: 'Changes how the desk works, as a whole.',
  tag,
  roles: SUPERVISION,
  params: boardParam,
  body: deskSettingsSchema,
  status: 200,
  answer: deskSettingsSchema,
  problems,
};
