using System.Text.Json;
using System.Text.RegularExpressions;
using Anthropic.Helpers.Beta;
using Anthropic.Models.Beta.Messages;
using Memori.Claude.MemoryTool;
using Memori.Storage;

namespace Memori.Server.Tests.Clients;

/// <summary>The memory tool on memories says what the official SDK's own says on files.</summary>
public sealed partial class MemoryToolTests
{
    private static readonly object[] Commands =
    [
        new { command = "view", path = "/memories" },
        new { command = "create", path = "/memories/notes.md", file_text = "one\ntwo\nthree\ntwo\nfive\n" },
        new { command = "create", path = "/memories/notes.md", file_text = "again" },
        new { command = "create", path = "/memories/notes/sub/deep/a.md", file_text = "a" },
        new { command = "create", path = "/memories/notes/b.md", file_text = "" },
        new { command = "create", path = "/memories/.hidden", file_text = "h" },
        new { command = "create", path = "/memories/项目.md", file_text = "中文 😀" },
        new { command = "view", path = "/memories" },
        new { command = "view", path = "/memories/notes" },
        new { command = "view", path = "/memories/notes.md" },
        new { command = "view", path = "/memories/notes.md", view_range = new[] { 2, 3 } },
        new { command = "view", path = "/memories/notes.md", view_range = new[] { 4, -1 } },
        new { command = "view", path = "/memories/notes.md", view_range = new[] { 5, 99 } },
        new { command = "view", path = "/memories/notes/b.md" },
        new { command = "view", path = "/memories/nothing" },
        new { command = "str_replace", path = "/memories/notes.md", old_str = "three", new_str = "3\n3½" },
        new { command = "str_replace", path = "/memories/notes.md", old_str = "two", new_str = "2" },
        new { command = "str_replace", path = "/memories/notes.md", old_str = "seven", new_str = "7" },
        new { command = "str_replace", path = "/memories/notes.md", old_str = "five", new_str = "$& $1" },
        new { command = "str_replace", path = "/memories/nothing", old_str = "a", new_str = "b" },
        new { command = "insert", path = "/memories/notes.md", insert_line = 0, insert_text = "zero\n" },
        new { command = "insert", path = "/memories/notes.md", insert_line = 7, insert_text = "end" },
        new { command = "insert", path = "/memories/notes.md", insert_line = 99, insert_text = "x" },
        new { command = "view", path = "/memories/notes.md" },
        new { command = "rename", old_path = "/memories/notes.md", new_path = "/memories/notes/c.md" },
        new { command = "rename", old_path = "/memories/notes", new_path = "/memories/项目.md" },
        new { command = "rename", old_path = "/memories/nothing", new_path = "/memories/x" },
        new { command = "rename", old_path = "/memories/notes", new_path = "/memories/archive/2026" },
        new { command = "rename", old_path = "/memories", new_path = "/memories/x" },
        new { command = "view", path = "/memories" },
        new { command = "delete", path = "/memories/archive/2026/sub" },
        new { command = "delete", path = "/memories/nothing" },
        new { command = "delete", path = "/memories" },
        new { command = "view", path = "/memories/archive/2026/sub/deep/a.md" },
    ];

    [Fact]
    public async Task Every_command_has_the_official_result()
    {
        NodeClient.Require();
        var official = (await NodeClient.RunAsync(["memory-tool.mjs", JsonSerializer.Serialize(Commands)]))["results"]!.AsArray().Select(result => Comparable((string)result!)).ToList();
        using var store = new InMemoryStore();
        using var engine = new MemoryEngine(store, TimeProvider.System);
        using var tool = new MemoriMemoryTool(engine, Scope.Create("ann"));
        for (var i = 0; i < Commands.Length; i++)
        {
            Comparable(await RunAsync(tool, Commands[i])).ShouldBe(official[i], Commands[i].ToString());
        }
    }

    private static async Task<string> RunAsync(MemoriMemoryTool tool, object command)
    {
        var input = JsonSerializer.SerializeToElement(command).EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
        try
        {
            return Text(await tool.ExecuteAsync(new BetaToolUseBlock { ID = "toolu_1", Name = "memory", Input = input }, TestContext.Current.CancellationToken));
        }
        catch (BetaToolError error)
        {
            return Text(error.Content);
        }
    }

    private static string Text(BetaToolResultBlockParamContent content) => content.TryPickString(out var text) ? text : "";

    // Which errors say that they are some differs between the SDK and the documentation; a directory's size is the file system's.
    private static string Comparable(string result) => Size().Replace(result.StartsWith("Error: ", StringComparison.Ordinal) ? result["Error: ".Length..] : result, "?\t");

    [GeneratedRegex(@"(?<=node_modules:\n)[0-9.]+[BKM]\t|^[0-9.]+[BKM]\t(?=.*/$)", RegexOptions.Multiline)]
    private static partial Regex Size();
}
