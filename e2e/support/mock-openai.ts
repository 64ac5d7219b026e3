import { startMockOpenaiChat } from '@/lib/resume/mock-openai-chat.testing';
import type { Mock, MockReply, MockRequest } from '@/lib/resume/mock-server.testing';

/** A small OpenAI Chat Completions server on loopback. Says `Done.` when nobody queued an answer. */
export class MockOpenai {
  private constructor(private readonly mock: Mock) {}

  static async start(): Promise<MockOpenai> {
    return new MockOpenai(await startMockOpenaiChat());
  }

  /** Base URL, as a person types it. */
  get url(): string {
    return this.mock.url;
  }

  get requests(): MockRequest[] {
    return this.mock.requests;
  }

  reply(...replies: MockReply[]): void {
    this.mock.reply(...replies);
  }

  stop(): Promise<void> {
    return this.mock.close();
  }
}
