using Memori.Claude.Emulator;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests;

/// <summary>The product's client in front of an emulator, on a clock that stands.</summary>
internal sealed class ClaudeFixture : IAsyncDisposable
{
    private ClaudeFixture(MessagesEmulator emulator, FakeTime time, ClaudeOptions options)
    {
        Emulator = emulator;
        Time = time;
        Client = ClaudeChatClient.Create(options, time, random: () => 0);
    }

    public MessagesEmulator Emulator { get; }

    public FakeTime Time { get; }

    public IChatClient Client { get; }

    public static async Task<ClaudeFixture> StartAsync(Action<ClaudeOptions>? configure = null, DateTimeOffset? now = null, int minCacheTokens = 1024)
    {
        var time = new FakeTime(now ?? new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var emulator = await MessagesEmulator.StartAsync(new EmulatorOptions { ApiKey = "test-key", Time = time, MinCacheTokens = minCacheTokens });
        var options = new ClaudeOptions { ApiKey = "test-key", BaseUrl = emulator.BaseUrl };
        configure?.Invoke(options);
        return new ClaudeFixture(emulator, time, options);
    }

    public Task<ChatResponse> AskAsync(string text = "Hello", ChatOptions? options = null) =>
        Client.GetResponseAsync([new ChatMessage(ChatRole.User, text)], options, TestContext.Current.CancellationToken);

    public Task<ChatResponse> StreamAsync(string text = "Hello", ChatOptions? options = null) =>
        Client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, text)], options, TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
    }
}
