const listeners = new Set<() => void>();

/** Tells who listens in this process that a mail was put into an outbox; other processes find it when they look. */
export function mailWaits(): void {
  for (const listener of listeners) listener();
}

/** Calls the listener whenever a mail waits that was not there before. Answers the function that ends it. */
export function onMailWaiting(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
