import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import type { Kysely } from 'kysely';
import { openDatabase } from '../../../src/gateway/storage/database/index.js';
import { openStorage, type Place } from '../../../src/gateway/storage/index.js';
import { migrate } from '../../../src/gateway/storage/migrations/index.js';
import { openSecret } from '../../../src/gateway/storage/secret-file.js';
import { readSlot } from '../../../src/gateway/slot/read.js';
import { TEMPLATES } from '../../../src/model/index.js';
import { newPlace, removePlace } from '../support/place.js';

let place: Place;
after(() => removePlace(place));

it('a slot from before there were versions is the first one, and still shown', async () => {
  place = await newPlace();
  const { db, search, close } = await openDatabase(place);
  const secret = () => openSecret(place.dataDir, db);
  await db
    .transaction()
    .execute((trx) => migrate(trx as unknown as Kysely<never>, { search, secret }, '0010-indexes'));
  const home = { on: true, headline: '有困难，说一声' };
  for (const [key, slot] of [
    ['qingxi', home],
    ['beihe', undefined],
  ] as const)
    await db
      .insertInto('board')
      .values({
        ...{ key, figures: JSON.stringify({ received: 0 }), public_version: 1, created_at: 1 },
        definition: JSON.stringify({ ...TEMPLATES.everyday(), key, title: key, region: key }),
        home: slot ? JSON.stringify(slot) : null,
      })
      .execute();
  await close();

  const storage = await openStorage(place);
  assert.deepEqual(storage.boards.get('qingxi')!.board.home, { ...home, version: 1 });
  const { shown, versions, showings } = await readSlot(storage, 'qingxi', Date.now());
  assert.deepEqual(shown, { ...home, version: 1 });
  assert.deepEqual([versions.length, showings.length], [1, 1]);
  assert.deepEqual((await readSlot(storage, 'beihe', Date.now())).versions, []);
  await storage.close();
});
