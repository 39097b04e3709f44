import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import {
  type BridgeCall,
  type BridgeReply,
  type BridgeRequest,
  bridge,
  type Result,
} from '../../shared/bridge.ts';
import { isOurPage } from '../scheme.ts';

export type Handlers = {
  readonly [C in BridgeCall]: (
    request: BridgeRequest<C>,
    sender: WebContents,
  ) => BridgeReply<C> | Promise<BridgeReply<C>>;
};

/** A request is answered only for our own page's top frame and only in the contract's shape. */
export async function answer<C extends BridgeCall>(
  call: C,
  handlers: Handlers,
  senderUrl: string | undefined,
  request: unknown,
  sender: WebContents,
): Promise<Result<BridgeReply<C>>> {
  if (!senderUrl || !isOurPage(senderUrl)) return { ok: false, error: `${call}: not our page` };
  const parsed = bridge[call].request.safeParse(request);
  if (!parsed.success)
    return { ok: false, error: `${call}: ${parsed.error.issues[0]?.message ?? 'bad request'}` };
  try {
    return { ok: true, value: await handlers[call](parsed.data as BridgeRequest<C>, sender) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

export function handleBridge(handlers: Handlers): void {
  for (const call of Object.keys(bridge) as BridgeCall[]) {
    ipcMain.handle(call, (event: IpcMainInvokeEvent, request: unknown) => {
      const top = event.senderFrame?.parent === null ? event.senderFrame.url : undefined;
      return answer(call, handlers, top, request, event.sender);
    });
  }
}
