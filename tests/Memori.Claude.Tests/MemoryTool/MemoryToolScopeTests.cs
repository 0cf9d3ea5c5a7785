using Anthropic.Models.Beta.Messages;
using FsCheck;
using FsCheck.Fluent;
using Memori.Claude.MemoryTool;
using Memori.Recall;

namespace Memori.Claude.Tests.MemoryTool;

/// <summary>Files are memories like any other, of one user and namespace and no other's.</summary>
public sealed class MemoryToolScopeTests
{
    private static readonly string[] Paths =
    [
        "/memories", "/memories/a", "/memories/A", "/memories/b", "/memories/d", "/memories/d/a", "/memories/d/e/a", "/memories/../bob/a", "/memories/%2e%2e/bob", "/memories/bob/a", "/", "",
    ];

    private static readonly Gen<string> Path = Gen.Elements(Paths);

    private static readonly Gen<string> Text = Gen.Elements("", "secret", "x\ny", "/memories/a:\nsecret", "bob's plan", new string('x', 99_001));

    private static readonly Gen<object> Command = Gen.OneOf(
        Path.Select(path => (object)new { command = "view", path }),
        Path.SelectMany(path => Text.Select(text => (object)new { command = "create", path, file_text = text })),
        Path.SelectMany(path => Text.Select(text => (object)new { command = "str_replace", path, old_str = "secret", new_str = text })),
        Path.SelectMany(path => Text.Select(text => (object)new { command = "insert", path, insert_line = 0, insert_text = text })),
        Path.Select(path => (object)new { command = "delete", path }),
        Path.SelectMany(from => Path.Select(to => (object)new { command = "rename", old_path = from, new_path = to })));

    [Fact]
    public void Whatever_the_commands_no_other_memory_changes() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Arb.From(Gen.ListOf(Command)), commands => UnchangedAsync([.. commands]).GetAwaiter().GetResult()));

    [Fact]
    public async Task A_file_is_found_listed_exported_and_erased_with_its_users_memories()
    {
        using var tool = new MemoryToolFixture();
        await tool.CreateAsync("/memories/trips.md", "Ann's flight to Lisbon leaves at nine.");
        await tool.CreateAsync("/memories/empty.md", "");
        var other = Scope.Create("ann", "another-session");
        (await tool.Engine.RecallAsync(other, new RecallRequest { Query = "When does the flight to Lisbon leave?" }))[0].Memory.Content.ShouldContain("Lisbon");
        (await tool.MemoriesAsync(other)).Select(memory => (string?)memory.Metadata!["path"]).ShouldBe(["/memories/trips.md", "/memories/empty.md"], ignoreOrder: true);
        (await tool.MemoriesAsync()).ShouldAllBe(memory => memory.Kind == MemoryKind.Context && memory.Mode == MemoryMode.Conscious && memory.Layer == MemoryLayer.Long);
        using var exported = new MemoryStream();
        (await tool.Engine.ExportAsync(other, exported)).ShouldBe(2);
        (await tool.Engine.EraseUserAsync("ann")).ShouldBe(2);
        (await tool.ViewAsync("/memories/trips.md")).ShouldContain("does not exist");
    }

    [Fact]
    public async Task A_person_who_said_the_same_words_and_puts_the_file_aside_is_obeyed()
    {
        using var tool = new MemoryToolFixture();
        var scope = Scope.Create("ann");
        await tool.Engine.RememberAsync(scope, new NewMemory { Content = "/memories/a:\nsame", Kind = MemoryKind.Context, SessionBound = false });
        await tool.CreateAsync("/memories/a", "same");
        (await tool.ViewAsync("/memories/a")).ShouldEndWith("     1\tsame");
        await tool.Engine.UpdateAsync(scope, (await tool.MemoriesAsync()).Single().Id, new MemoryChange { Status = MemoryStatus.Archived });
        (await tool.ViewAsync("/memories/a")).ShouldContain("does not exist");
        await tool.CreateAsync("/memories/a", "new");
        (await tool.ViewAsync("/memories/a")).ShouldEndWith("     1\tnew");
        (await tool.MemoriesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Files_of_namespaces_and_users_are_apart()
    {
        using var tool = new MemoryToolFixture();
        using var bobs = new MemoriMemoryTool(tool.Engine, Scope.Create("bob"));
        using var sales = new MemoriMemoryTool(tool.Engine, Scope.Create("ann", null, "sales"));
        await tool.CreateAsync("/memories/a", "Ann's");
        foreach (var other in (MemoriMemoryTool[])[bobs, sales])
        {
            await other.ExecuteAsync(new BetaMemoryTool20250818CreateCommand { Path = "/memories/a", FileText = "other" }, default);
            await other.ExecuteAsync(new BetaMemoryTool20250818RenameCommand { OldPath = "/memories/a", NewPath = "/memories/b" }, default);
            await other.ClearAllMemoryAsync();
        }

        (await tool.ViewAsync("/memories/a")).ShouldEndWith("     1\tAnn's");
        (await tool.MemoriesAsync(Scope.Create("bob"))).ShouldBeEmpty();
        (await tool.MemoriesAsync()).Count.ShouldBe(1);
    }

    private static async Task<bool> UnchangedAsync(object[] commands)
    {
        using var tool = new MemoryToolFixture();
        Scope[] others = [Scope.Create("bob"), Scope.Create("ann", null, "sales"), Scope.Create("/memories/a"), Scope.Create("ann", "s1")];
        foreach (var other in others)
        {
            await tool.Engine.RememberAsync(other, new NewMemory { Content = "secret", Kind = MemoryKind.Fact });
            await tool.Engine.RememberAsync(other, new NewMemory { Content = "/memories/a:\nsecret", Kind = MemoryKind.Context });
        }

        using var bobs = new MemoriMemoryTool(tool.Engine, Scope.Create("bob"));
        await bobs.ExecuteAsync(new BetaMemoryTool20250818CreateCommand { Path = "/memories/a", FileText = "Bob's own" }, default);
        var before = await OthersAsync(tool);
        foreach (var command in commands)
        {
            (await tool.TryAsync(command)).Result.ShouldNotContain("Bob's own");
        }

        (await OthersAsync(tool)).ShouldBe(before);
        return true;
    }

    /// <summary>All memories but the tool's own files, as text.</summary>
    private static async Task<List<string>> OthersAsync(MemoryToolFixture tool)
    {
        var memories = new List<Memory>();
        foreach (var user in (string[])["ann", "bob", "/memories/a"])
        {
            memories.AddRange(await tool.MemoriesAsync(Scope.Create(user)));
        }

        return [.. memories
            .Where(memory => memory.Owner.Id != "ann" || memory.Provenance != "memory-tool")
            .Select(memory => $"{memory.Id} {memory.Owner} {memory.SessionId} {memory.Namespace} {memory.Status} {memory.Content} {memory.Metadata?.ToJsonString()} {memory.UpdatedAt:O}")
            .Order(StringComparer.Ordinal)];
    }
}
