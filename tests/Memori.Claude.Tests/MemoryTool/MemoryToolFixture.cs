using System.Text.Json;
using Anthropic.Helpers.Beta;
using Anthropic.Models.Beta.Messages;
using Memori.Claude.MemoryTool;
using Memori.Storage;

namespace Memori.Claude.Tests.MemoryTool;

/// <summary>The tool as a model calls it, over an engine of its own.</summary>
internal sealed class MemoryToolFixture : IDisposable
{
    private readonly InMemoryStore _store;
    private readonly MemoriMemoryTool _tool;

    public MemoryToolFixture(Scope? scope = null)
    {
        var time = new FakeTime();
        _store = new InMemoryStore(time);
        Engine = new MemoryEngine(_store, time);
        _tool = new MemoriMemoryTool(Engine, scope ?? Ann);
    }

    public static Scope Ann { get; } = Scope.Create("ann", "s1");

    public MemoryEngine Engine { get; }

    /// <summary>Runs a command; gives its result, or what its error says.</summary>
    public async Task<string> RunAsync(object command) => (await TryAsync(command)).Result;

    public async Task<(bool IsError, string Result)> TryAsync(object command)
    {
        var input = JsonSerializer.SerializeToElement(command).EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
        var call = new BetaToolUseBlock { ID = "toolu_1", Name = "memory", Input = input };
        try
        {
            return (false, TextOf(await _tool.ExecuteAsync(call, TestContext.Current.CancellationToken)));
        }
        catch (BetaToolError error)
        {
            return (true, TextOf(error.Content));
        }
    }

    public Task<string> CreateAsync(string path, string text) => RunAsync(new { command = "create", path, file_text = text });

    public Task<string> ViewAsync(string path) => RunAsync(new { command = "view", path });

    public Task<IReadOnlyList<Memory>> MemoriesAsync(Scope? scope = null) => Engine.ListAsync(scope ?? Scope.Create("ann"), new MemoryFilter { Status = null, Limit = 1_000 });

    public void Dispose()
    {
        _tool.Dispose();
        Engine.Dispose();
        _store.Dispose();
    }

    private static string TextOf(BetaToolResultBlockParamContent content) =>
        content.TryPickString(out var text) ? text : throw new InvalidOperationException("No text.");
}
