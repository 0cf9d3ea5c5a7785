namespace Memori.Claude.Tests.MemoryTool;

/// <summary>Attack 17: a path that means another place than it says.</summary>
public sealed class MemoryToolPathTests
{
    public static TheoryData<string> Evil =>
    [
        "", "/", "memories", "memories/a", "/memory/a", "/memoriesx", "/memories_evil/a", "/etc/passwd", "C:\\memories\\a", "file:///memories/a", "~/memories/a",
        "/memories/../etc/passwd", "/memories/..", "/memories/a/../../b", "/memories/./a", "/memories/.", "/memories/a/..", "/memories/a/.", "/memories/...", "/memories/..../a",
        "../memories/a", "/memories/../memories/a", "/../memories/a", "//memories/a", "/memories//a", "/memories/a//b", "/memories/a//", "/memories//",
        "/memories/%2e%2e/a", "/memories/%2E%2E%2Fetc", "/memories/%2fetc", "/memories/%252e%252e/a", "/memories/%00", "/memories/%c0%ae%c0%ae/a",
        "/memories\\..\\a", "/memories/..\\..\\a", "/memories/a\\b", "\\memories\\a", "\\\\server\\share",
        "/memories/a\0", "/memories/a\0.md", "/memories/\n", "/memories/a\r\nb", "/memories/\u001b[0m", "/memories/\t",
        "/memories/\uff0e\uff0e/a", "/memories/\u2025/a", "/memories/\u2024\u2024/a", "/memories/\ufe52\ufe52/a", "/memories/\u2026",
        "/memories\uff0f..\uff0fa", "/memories/a\uff0fb", "/memories/a\u2215b", "/memories/a\u2044b", "/memories/..\u2216a", "/memories/a\uff3cb", "/memories/a\ufe68b", "/memories/a\u29f8b",
        "\uff0fmemories/a", "/memories/\u202e/a", "/memories/a\u200b", "/memories/\ufeffa", "/memories/\u2028", "/memories/a\ud800", "/memories/\ufffd",
        "/memories/ ", "/memories/ a", "/memories/a ", "/memories/a /b", "/memories/a  b", "/memories/a\u00a0", "/memories/a:stream", "/memories/\uff1a",
        "/Memories/a", "/MEMORIES", $"/memories/{new string('x', 400)}", $"/memories/{string.Join('/', Enumerable.Repeat("d", 17))}", $"/memories/{new string('\ufdfa', 39)}",
    ];

    [Theory]
    [MemberData(nameof(Evil))]
    public async Task No_command_takes_a_path_that_is_not_plain(string path)
    {
        using var tool = new MemoryToolFixture();
        await tool.CreateAsync("/memories/a", "kept");
        foreach (var command in (object[])[
            new { command = "view", path },
            new { command = "create", path, file_text = "x" },
            new { command = "str_replace", path, old_str = "kept", new_str = "x" },
            new { command = "insert", path, insert_line = 0, insert_text = "x" },
            new { command = "delete", path },
            new { command = "rename", old_path = path, new_path = "/memories/new" },
            new { command = "rename", old_path = "/memories/a", new_path = path }])
        {
            (await tool.TryAsync(command)).ShouldBe((true, "Error: The path is not valid. It must be /memories or a plain path under it."), command.ToString());
        }

        (await tool.MemoriesAsync()).Single().Content.ShouldBe("/memories/a:\nkept");
    }

    [Theory]
    [InlineData("/memories/a.md")]
    [InlineData("/memories/.hidden")]
    [InlineData("/memories/a..b")]
    [InlineData("/memories/..a")]
    [InlineData("/memories/100% sure")]
    [InlineData("/memories/two words.md")]
    [InlineData("/memories/客户/王芳.md")]
    [InlineData("/memories/na\u00efve/caf\u00e9.txt")]
    [InlineData("/memories/😀")]
    [InlineData("/memories/[id]/{x}~$@!#")]
    public async Task Plain_names_are_taken(string path)
    {
        using var tool = new MemoryToolFixture();
        (await tool.CreateAsync(path, "x")).ShouldBe($"File created successfully at: {path}");
        (await tool.ViewAsync(path)).ShouldEndWith("     1\tx");
    }
}
