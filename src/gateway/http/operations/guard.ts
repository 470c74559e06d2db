import { boardGuardSchema } from '../../guard/board-guard.js';
import { boardParam, type Operation } from './operation.js';

const common = {
  path: '/desk/boards/{board}/guard',
  tag: 'desk',
  roles: ['admin'],
  params: boardParam,
  status: 200,
  answer: boardGuardSchema,
} as const;

export const readGuard: Operation = {
  ...common,
  id: 'readGuard',
  method: 'GET',
  summary:
    'Challenge, word list and moderation of the board. The secret of its moderation is not shown again.',
  problems: ['unknown-board', 'unauthorized', 'forbidden'],
};

export const setGuard: Operation = {
  ...common,
  id: 'setGuard',
  sets: true,
  method: 'PUT',
  summary: 'Sets what stands before the board. The moderation goes to a public address only.',
  body: boardGuardSchema,
  problems: ['unknown-board', 'unauthorized', 'forbidden', 'invalid'],
};
