import { createCipheriv, createDecipheriv } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { GatewayError } from '../../gateway-error.js';
import { SignatureError, timeOf, type Scheme, type Secrets } from './scheme.js';

/** SM4 as GB/T 32907 has it, with PKCS#7 around: CBC where both sides have agreed on a first block, else ECB. */
const cipherOf = ({ sm4iv }: Secrets): [name: string, iv: Buffer | null] =>
  sm4iv ? ['sm4-cbc', Buffer.from(sm4iv, 'hex')] : ['sm4-ecb', null];

export function sealSm4(plain: string, secrets: Secrets): string {
  const [name, iv] = cipherOf(secrets);
  const cipher = createCipheriv(name, Buffer.from(secrets['sm4key']!, 'hex'), iv);
  return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

export function openSm4(sealed: string, secrets: Secrets): string {
  const [name, iv] = cipherOf(secrets);
  const decipher = createDecipheriv(name, Buffer.from(secrets['sm4key']!, 'hex'), iv);
  return Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]).toString('utf8');
}

/** With the user id of GB/T 35276; the public half is worked out from the private one. */
export const signSm2 = (text: string, privateKey: string, userId?: string): string =>
  sm2.doSignature(text, privateKey, {
    hash: true,
    publicKey: sm2.getPublicKeyFromPrivateKey(privateKey),
    ...(userId && { userId }),
  });

export const isSignedSm2 = (text: string, signature: string, publicKey: string, userId?: string): boolean =>
  sm2.doVerifySignature(text, signature, publicKey, { hash: true, ...(userId && { userId }) });

/** What the signature is over: the sealed body alone would be as good tomorrow as today. */
const signedText = (data: string, timestamp: string, nonce: string) => data + timestamp + nonce;

/**
 * The whole body sealed with SM4 (base64) and signed with SM2 (hex): each side signs with its own private key and checks
 * with the other's public one. Node's own SM2 does not agree with others, so SM2 comes from a library.
 */
export const sealedBody: Scheme = {
  needs: ['sm4key', 'sm2private', 'sm2public'],
  sign(call, secrets, { at, nonce }) {
    if (call.body instanceof FormData)
      throw new GatewayError('A body in parts cannot be sealed: send pictures in another way.');
    const data = sealSm4(call.body ?? '', secrets);
    const timestamp = String(at);
    const signature = signSm2(signedText(data, timestamp, nonce), secrets['sm2private']!);
    return {
      ...call,
      headers: { ...call.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ data, timestamp, nonce, signature }),
    };
  },
  check({ body }, secrets) {
    let said: Record<string, unknown>;
    try {
      said = JSON.parse(body) as Record<string, unknown>;
    } catch {
      throw new SignatureError('body', 'no JSON');
    }
    const text = (name: string): string => {
      const value = said?.[name];
      if (typeof value !== 'string' && typeof value !== 'number') throw new SignatureError(name, 'missing');
      return String(value);
    };
    const [data, timestamp, nonce] = [text('data'), text('timestamp'), text('nonce')];
    const signature = text('signature');
    const fits =
      /^[0-9a-f]{128}$/i.test(signature) &&
      isSignedSm2(signedText(data, timestamp, nonce), signature, secrets['sm2public']!);
    if (!fits) throw new SignatureError('signature', 'does not fit');
    try {
      return { at: timeOf('timestamp', timestamp, 'ms'), nonce, body: openSm4(data, secrets) };
    } catch (error) {
      throw error instanceof SignatureError ? error : new SignatureError('data', 'does not open');
    }
  },
};
