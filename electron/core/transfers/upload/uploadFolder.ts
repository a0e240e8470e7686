import { SatchelError } from '../../satchelError.ts';
import type { MoveContext, MoveOutcome } from '../moving/moveContext.ts';
import { requestKindOf } from '../moving/requestKind.ts';
import { proofOf } from './sending.ts';
import { lookAtKey } from './targetKey.ts';

/** Makes the empty object `name/` that stands for an empty folder; one that is there already is as good. */
export async function uploadFolder(context: MoveContext): Promise<MoveOutcome> {
  const { storage, bucket, signal, item, flow } = context;
  const ref = { bucket, key: item.target };
  return flow.slots.run(requestKindOf(context, 'up', 'small'), signal, async () => {
    const { conditionalWrite } = storage.capabilities;
    const there = { kind: 'done', sizeBytes: 0, proof: {} } as const;
    if (!conditionalWrite && (await lookAtKey(context, item.target)).kind === 'there') return there;
    try {
      const condition = conditionalWrite ? { condition: { ifAbsent: true } as const } : {};
      return { ...there, proof: proofOf(await storage.put(ref, new Uint8Array(), { signal, ...condition })) };
    } catch (error) {
      if (error instanceof SatchelError && error.code === 'object.alreadyExists') return there;
      throw error;
    }
  });
}
