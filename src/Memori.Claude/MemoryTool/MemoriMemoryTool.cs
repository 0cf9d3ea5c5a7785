using Anthropic.Exceptions;
using Anthropic.Helpers.Beta;
using Anthropic.Models.Beta.Messages;

namespace Memori.Claude.MemoryTool;

/// <summary>
/// The API's memory tool (<c>memory_20250818</c>) on memories instead of files: what the model writes under <c>/memories</c> are memories of one user,
/// which recall finds, lists show, exports carry and deletion reaches. Nothing touches a file system; another user's memories, and those of another
/// namespace, can't be named. A file has at most 99,000 characters; there are at most 1,000. Results are the API's documented texts, for the model.
/// Calls of one instance run one after another; of two instances that edit the same file at once, the last to write wins.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="scope">Whose memories: the user and namespace count; files belong to the user in every session.</param>
/// <param name="cacheControl">A cache breakpoint on the tool's definition. Default: none.</param>
public sealed class MemoriMemoryTool(MemoryEngine engine, Scope scope, BetaCacheControlEphemeral? cacheControl = null) : BetaAbstractMemoryTool(cacheControl), IDisposable
{
    private const int Around = 2;

    private readonly MemoryFiles _files = new(engine, scope);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Runs a command; one that lacks a field, or is none, is an error for the model like any other.</summary>
    public override async Task<BetaToolResultBlockParamContent> ExecuteAsync(BetaMemoryTool20250818Command command, CancellationToken cancellationToken)
    {
        try
        {
            return await base.ExecuteAsync(command, cancellationToken).ConfigureAwait(false);
        }
        catch (AnthropicInvalidDataException exception)
        {
            throw new BetaToolError($"Error: Invalid command: {exception.Message}", exception);
        }
    }

    /// <summary>Deletes all files.</summary>
    public override Task<BetaToolResultBlockParamContent> ClearAllMemoryAsync(CancellationToken cancellationToken = default) => RunAsync(
        async () =>
        {
            await DeleteAsync(await _files.ListAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return "All memory cleared";
        },
        cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    /// <inheritdoc />
    protected override Task<BetaToolResultBlockParamContent> ViewAsync(BetaMemoryTool20250818ViewCommand command, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var path = MemoryPath.Parse(command.Path);
            if (await FindAsync(path, cancellationToken).ConfigureAwait(false) is { } file)
            {
                var lines = file.Lines;
                var (from, to) = command.ViewRange is [var first, var last]
                    ? (Math.Clamp(first, 1, lines.Length + 1L) - 1, last == -1 ? lines.Length : Math.Clamp(last, 0, lines.Length))
                    : (0, lines.Length);
                return $"Here's the content of {command.Path} with line numbers:\n{MemoryFile.Numbered(lines, (int)from, (int)to)}";
            }

            var files = await _files.ListAsync(cancellationToken).ConfigureAwait(false);
            return path.IsRoot || files.Any(known => known.Path.IsUnder(path))
                ? MemoryListing.Of(path, command.Path, files)
                : throw new BetaToolError($"The path {command.Path} does not exist. Please provide a valid path.");
        },
        cancellationToken);

    /// <inheritdoc />
    protected override Task<BetaToolResultBlockParamContent> CreateAsync(BetaMemoryTool20250818CreateCommand command, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var path = NewFile(command.Path);
            if (await FindAsync(path, cancellationToken).ConfigureAwait(false) is not null)
            {
                throw new BetaToolError($"Error: File {command.Path} already exists");
            }

            await RequireFreeAsync(path, command.Path, cancellationToken).ConfigureAwait(false);
            await _files.WriteAsync(path, command.FileText, cancellationToken).ConfigureAwait(false);
            return $"File created successfully at: {command.Path}";
        },
        cancellationToken);

    /// <inheritdoc />
    protected override Task<BetaToolResultBlockParamContent> StrReplaceAsync(BetaMemoryTool20250818StrReplaceCommand command, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var file = await FindAsync(MemoryPath.Parse(command.Path), cancellationToken).ConfigureAwait(false)
                ?? throw new BetaToolError($"Error: The path {command.Path} does not exist. Please provide a valid path.");
            var places = Places(file.Text, command.OldStr);
            if (places is not [var at])
            {
                throw new BetaToolError(places.Count == 0
                    ? $"No replacement was performed, old_str `{command.OldStr}` did not appear verbatim in {command.Path}."
                    : $"No replacement was performed. Multiple occurrences of old_str `{command.OldStr}` in lines: {string.Join(", ", places.Select(place => LineOf(file.Text, place) + 1).Distinct())}. Please ensure it is unique");
            }

            var changed = file with { Text = $"{file.Text[..at]}{command.NewStr}{file.Text[(at + command.OldStr.Length)..]}" };
            await _files.WriteAsync(file.Path, changed.Text, cancellationToken).ConfigureAwait(false);
            var line = LineOf(file.Text, at);
            var lines = changed.Lines;
            return $"The memory file has been edited. Here is the snippet showing the change (with line numbers):\n{MemoryFile.Numbered(lines, Math.Max(0, line - Around), Math.Min(lines.Length, line + Around + 1))}";
        },
        cancellationToken);

    /// <inheritdoc />
    protected override Task<BetaToolResultBlockParamContent> InsertAsync(BetaMemoryTool20250818InsertCommand command, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var file = await FindAsync(MemoryPath.Parse(command.Path), cancellationToken).ConfigureAwait(false)
                ?? throw new BetaToolError($"Error: The path {command.Path} does not exist");
            List<string> lines = [.. file.Lines];
            if (command.InsertLine < 0 || command.InsertLine > lines.Count)
            {
                throw new BetaToolError($"Error: Invalid `insert_line` parameter: {command.InsertLine}. It should be within the range of lines of the file: [0, {lines.Count}]");
            }

            lines.Insert((int)command.InsertLine, command.InsertText.EndsWith('\n') ? command.InsertText[..^1] : command.InsertText);
            await _files.WriteAsync(file.Path, string.Join('\n', lines), cancellationToken).ConfigureAwait(false);
            return $"The file {command.Path} has been edited.";
        },
        cancellationToken);

    /// <inheritdoc />
    protected override Task<BetaToolResultBlockParamContent> DeleteAsync(BetaMemoryTool20250818DeleteCommand command, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var doomed = await AtOrUnderAsync(NotRoot(command.Path, "delete"), command.Path, cancellationToken).ConfigureAwait(false);
            await DeleteAsync(doomed, cancellationToken).ConfigureAwait(false);
            return $"Successfully deleted {command.Path}";
        },
        cancellationToken);

    /// <inheritdoc />
    protected override Task<BetaToolResultBlockParamContent> RenameAsync(BetaMemoryTool20250818RenameCommand command, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var from = NotRoot(command.OldPath, "rename");
            var to = NotRoot(command.NewPath, "rename");
            var moved = await AtOrUnderAsync(from, command.OldPath, cancellationToken).ConfigureAwait(false);
            var isTaken = await FindAsync(to, cancellationToken).ConfigureAwait(false) is not null;
            if (isTaken || to.IsUnder(from) || from.IsUnder(to))
            {
                throw new BetaToolError($"Error: The destination {command.NewPath} already exists");
            }

            await RequireFreeAsync(to, command.NewPath, cancellationToken).ConfigureAwait(false);
            List<MemoryFile> targets = [.. moved.Select(file => file with { Path = file.Path.Moved(from, to) })];

            // Written before the old ones go: what breaks off in the middle leaves a file twice, never none.
            foreach (var file in targets)
            {
                await _files.WriteAsync(file.Path, file.Text, cancellationToken).ConfigureAwait(false);
            }

            await DeleteAsync(moved, cancellationToken).ConfigureAwait(false);
            return $"Successfully renamed {command.OldPath} to {command.NewPath}";
        },
        cancellationToken);

    private async Task<BetaToolResultBlockParamContent> RunAsync(Func<Task<string>> command, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await command().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<MemoryFile?> FindAsync(MemoryPath path, CancellationToken cancellationToken) =>
        path.IsRoot ? null : await _files.FindAsync(path, cancellationToken).ConfigureAwait(false);

    /// <summary>The file at the path, or all files under the directory there.</summary>
    private async Task<IReadOnlyList<MemoryFile>> AtOrUnderAsync(MemoryPath path, string written, CancellationToken cancellationToken)
    {
        if (await FindAsync(path, cancellationToken).ConfigureAwait(false) is { } file)
        {
            return [file];
        }

        var files = (await _files.ListAsync(cancellationToken).ConfigureAwait(false)).Where(known => known.Path.IsUnder(path)).ToList();
        return files.Count > 0 ? files : throw new BetaToolError($"Error: The path {written} does not exist");
    }

    /// <summary>No directory of that name, and no file where a directory above must be.</summary>
    private async Task RequireFreeAsync(MemoryPath path, string written, CancellationToken cancellationToken)
    {
        var files = await _files.ListAsync(cancellationToken).ConfigureAwait(false);
        if (files.Any(file => file.Path.IsUnder(path)))
        {
            throw new BetaToolError($"Error: The destination {written} already exists");
        }

        foreach (var parent in path.Parents)
        {
            if (await FindAsync(parent, cancellationToken).ConfigureAwait(false) is not null)
            {
                throw new BetaToolError($"Error: {parent.Text} is a file, not a directory");
            }
        }
    }

    private async Task DeleteAsync(IReadOnlyList<MemoryFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            await _files.DeleteAsync(file.Path, cancellationToken).ConfigureAwait(false);
        }
    }

    private static MemoryPath NewFile(string written)
    {
        var path = MemoryPath.Parse(written);
        return path.IsRoot || written.EndsWith('/') ? throw new BetaToolError($"Error: {written} is a directory") : path;
    }

    private static MemoryPath NotRoot(string written, string verb)
    {
        var path = MemoryPath.Parse(written);
        return path.IsRoot ? throw new BetaToolError($"Error: Cannot {verb} the /memories directory itself") : path;
    }

    private static List<int> Places(string text, string sought)
    {
        var places = new List<int>();
        for (var at = sought.Length == 0 ? -1 : text.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            places.Add(at);
        }

        return places;
    }

    private static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n');
}
