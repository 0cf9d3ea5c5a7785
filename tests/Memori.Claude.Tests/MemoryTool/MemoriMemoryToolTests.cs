namespace Memori.Claude.Tests.MemoryTool;

/// <summary>The commands with the results that the API documents.</summary>
public sealed class MemoriMemoryToolTests : IDisposable
{
    private readonly MemoryToolFixture _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task View_of_a_file_numbers_its_lines()
    {
        (await _tool.CreateAsync("/memories/notes.md", "Hello\nWorld\n")).ShouldBe("File created successfully at: /memories/notes.md");
        (await _tool.ViewAsync("/memories/notes.md")).ShouldBe("Here's the content of /memories/notes.md with line numbers:\n     1\tHello\n     2\tWorld\n     3\t");
    }

    [Theory]
    [InlineData(2, 3, "     2\tb\n     3\tc")]
    [InlineData(3, -1, "     3\tc\n     4\td")]
    [InlineData(0, 1, "     1\ta")]
    [InlineData(4, 99, "     4\td")]
    [InlineData(9, 12, "")]
    [InlineData(3, 2, "")]
    [InlineData(long.MinValue, long.MaxValue, "     1\ta\n     2\tb\n     3\tc\n     4\td")]
    public async Task View_of_a_range_shows_those_lines(long from, long to, string expected)
    {
        await _tool.CreateAsync("/memories/a", "a\nb\nc\nd");
        (await _tool.RunAsync(new { command = "view", path = "/memories/a", view_range = new[] { from, to } }))
            .ShouldBe($"Here's the content of /memories/a with line numbers:\n{expected}");
    }

    [Fact]
    public async Task View_of_a_directory_lists_two_levels_without_hidden_items()
    {
        foreach (var path in (string[])["/memories/b.md", "/memories/x/one.md", "/memories/x/y/deep.md", "/memories/x/y/z/deeper.md", "/memories/.hidden", "/memories/node_modules/m.js", "/memories/项目/说明.md"])
        {
            await _tool.CreateAsync(path, new string('1', path.Length * 100));
        }

        (await _tool.ViewAsync("/memories")).ShouldBe("""
            Here're the files and directories up to 2 levels deep in /memories, excluding hidden items and node_modules:
            13.7K	/memories
            1.4K	/memories/b.md
            6.3K	/memories/x/
            1.8K	/memories/x/one.md
            4.5K	/memories/x/y/
            1.8K	/memories/项目/
            1.8K	/memories/项目/说明.md
            """);
        (await _tool.ViewAsync("/memories/x/")).ShouldStartWith("Here're the files and directories up to 2 levels deep in /memories/x, excluding hidden items and node_modules:\n6.3K\t/memories/x\n");
        (await _tool.ViewAsync("/memories/none")).ShouldBe("The path /memories/none does not exist. Please provide a valid path.");
    }

    [Fact]
    public async Task View_of_the_root_works_before_anything_is_kept() =>
        (await _tool.ViewAsync("/memories")).ShouldBe("Here're the files and directories up to 2 levels deep in /memories, excluding hidden items and node_modules:\n0B\t/memories");

    [Fact]
    public async Task Create_refuses_what_is_there_already()
    {
        await _tool.CreateAsync("/memories/a", "1");
        await _tool.CreateAsync("/memories/d/f", "1");
        (await _tool.CreateAsync("/memories/a", "2")).ShouldBe("Error: File /memories/a already exists");
        (await _tool.CreateAsync("/memories/A", "2")).ShouldBe("Error: File /memories/A already exists", "paths that differ in case are one file");
        (await _tool.CreateAsync("/memories/d", "2")).ShouldBe("Error: The destination /memories/d already exists");
        (await _tool.CreateAsync("/memories/a/b/c", "2")).ShouldBe("Error: /memories/a is a file, not a directory");
        (await _tool.CreateAsync("/memories/d/", "2")).ShouldBe("Error: /memories/d/ is a directory");
        (await _tool.MemoriesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Str_replace_changes_what_is_there_once_and_shows_it()
    {
        await _tool.CreateAsync("/memories/a", "1\n2\n3\nred\n5\n6\n7");
        (await ReplaceAsync("red", "green\nblue")).ShouldBe(
            "The memory file has been edited. Here is the snippet showing the change (with line numbers):\n     2\t2\n     3\t3\n     4\tgreen\n     5\tblue\n     6\t5");
        (await ReplaceAsync("red", "x")).ShouldBe("No replacement was performed, old_str `red` did not appear verbatim in /memories/a.");
        (await ReplaceAsync("", "x")).ShouldStartWith("No replacement was performed");
        await _tool.CreateAsync("/memories/b", "x x\ny\nx");
        (await ReplaceAsync("x", "z", "/memories/b")).ShouldBe("No replacement was performed. Multiple occurrences of old_str `x` in lines: 1, 3. Please ensure it is unique");
        (await ReplaceAsync("x", "z", "/memories/c")).ShouldBe("Error: The path /memories/c does not exist. Please provide a valid path.");
        (await ReplaceAsync("x", "z", "/memories")).ShouldStartWith("Error: The path /memories does not exist");
    }

    [Theory]
    [InlineData(0, "new\na\nb")]
    [InlineData(1, "a\nnew\nb")]
    [InlineData(2, "a\nb\nnew")]
    public async Task Insert_puts_lines_after_the_line_named(int line, string expected)
    {
        await _tool.CreateAsync("/memories/a", "a\nb");
        (await InsertAsync(line, "new\n")).ShouldBe("The file /memories/a has been edited.");
        (await ContentAsync("/memories/a")).ShouldBe(expected);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public async Task Insert_outside_the_file_is_refused(int line)
    {
        await _tool.CreateAsync("/memories/a", "a\nb");
        (await InsertAsync(line, "x")).ShouldBe($"Error: Invalid `insert_line` parameter: {line}. It should be within the range of lines of the file: [0, 2]");
        (await ContentAsync("/memories/a")).ShouldBe("a\nb");
    }

    [Fact]
    public async Task Delete_takes_a_file_or_all_under_a_directory_never_the_root()
    {
        foreach (var path in (string[])["/memories/a", "/memories/d/1", "/memories/d/e/2", "/memories/dd"])
        {
            await _tool.CreateAsync(path, "same text");
        }

        (await DeleteAsync("/memories/a")).ShouldBe("Successfully deleted /memories/a");
        (await DeleteAsync("/memories/a")).ShouldBe("Error: The path /memories/a does not exist");
        (await DeleteAsync("/memories/d")).ShouldBe("Successfully deleted /memories/d");
        (await _tool.MemoriesAsync()).Single().Content.ShouldStartWith("/memories/dd");
        foreach (var root in (string[])["/memories", "/memories/"])
        {
            (await DeleteAsync(root)).ShouldBe("Error: Cannot delete the /memories directory itself");
        }

        (await _tool.CreateAsync("/memories/a", "again")).ShouldStartWith("File created");
        (await ContentAsync("/memories/a")).ShouldBe("again");
    }

    [Fact]
    public async Task Rename_moves_files_and_directories_and_overwrites_nothing()
    {
        await _tool.CreateAsync("/memories/a", "1");
        await _tool.CreateAsync("/memories/b", "2");
        await _tool.CreateAsync("/memories/d/e/f", "3");
        (await RenameAsync("/memories/a", "/memories/b")).ShouldBe("Error: The destination /memories/b already exists");
        (await RenameAsync("/memories/a", "/memories/d")).ShouldBe("Error: The destination /memories/d already exists");
        (await RenameAsync("/memories/none", "/memories/c")).ShouldBe("Error: The path /memories/none does not exist");
        (await RenameAsync("/memories/d", "/memories/d/e/g")).ShouldBe("Error: The destination /memories/d/e/g already exists");
        (await RenameAsync("/memories", "/memories/x")).ShouldBe("Error: Cannot rename the /memories directory itself");
        (await RenameAsync("/memories/a", "/memories")).ShouldBe("Error: Cannot rename the /memories directory itself");
        (await RenameAsync("/memories/a", "/memories/new/a.md")).ShouldBe("Successfully renamed /memories/a to /memories/new/a.md");
        (await RenameAsync("/memories/d", "/memories/g")).ShouldBe("Successfully renamed /memories/d to /memories/g");
        (await ContentAsync("/memories/new/a.md")).ShouldBe("1");
        (await ContentAsync("/memories/g/e/f")).ShouldBe("3");
        (await _tool.MemoriesAsync()).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("  leading and trailing \n\n")]
    [InlineData("中文 😀 \u0001 \t")]
    public async Task What_was_written_is_read_again_to_the_letter(string text)
    {
        await _tool.CreateAsync("/memories/a", text);
        (await ContentAsync("/memories/a")).ShouldBe(text);
    }

    [Fact]
    public async Task A_file_too_long_or_of_broken_text_is_refused_and_nothing_changes()
    {
        (await _tool.CreateAsync("/memories/a", new string('x', 99_000))).ShouldStartWith("File created");
        (await _tool.CreateAsync("/memories/b", new string('x', 99_001))).ShouldBe("Error: File /memories/b would have 99001 characters. The maximum is 99000.");
        (await InsertAsync(0, "more")).ShouldStartWith("Error: File /memories/a would have");
        (await _tool.CreateAsync("/memories/c", "no store takes \0")).ShouldStartWith("Error: ");
        (await ContentAsync("/memories/a")).Length.ShouldBe(99_000);
        (await _tool.MemoriesAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"command":"view"}""")]
    [InlineData("""{"command":"view","path":null}""")]
    [InlineData("""{"command":"view","path":7}""")]
    [InlineData("""{"command":"create","path":"/memories/b"}""")]
    [InlineData("""{"command":"insert","path":"/memories/a","insert_line":1.5,"insert_text":"x"}""")]
    [InlineData("""{"command":"insert","path":"/memories/a","insert_line":1}""")]
    [InlineData("""{"command":"rename","old_path":"/memories/a"}""")]
    [InlineData("""{"command":"view","path":"/memories/a","view_range":["1"]}""")]
    [InlineData("""{"command":"format","path":"/memories/a"}""")]
    [InlineData("""{}""")]
    public async Task A_command_that_is_none_is_an_error_for_the_model(string command)
    {
        await _tool.CreateAsync("/memories/a", "kept");
        (await _tool.TryAsync(System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(command))).IsError.ShouldBeTrue();
        (await ContentAsync("/memories/a")).ShouldBe("kept");
        (await _tool.MemoriesAsync()).Count.ShouldBe(1);
    }

    private Task<string> ReplaceAsync(string old, string @new, string path = "/memories/a") => _tool.RunAsync(new { command = "str_replace", path, old_str = old, new_str = @new });

    private Task<string> InsertAsync(int line, string text) => _tool.RunAsync(new { command = "insert", path = "/memories/a", insert_line = line, insert_text = text });

    private Task<string> DeleteAsync(string path) => _tool.RunAsync(new { command = "delete", path });

    private Task<string> RenameAsync(string from, string to) => _tool.RunAsync(new { command = "rename", old_path = from, new_path = to });

    private async Task<string> ContentAsync(string path) =>
        string.Join('\n', (await _tool.ViewAsync(path)).Split('\n').Skip(1).Select(line => line[7..]));
}
