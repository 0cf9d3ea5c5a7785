using System.Text.Json.Nodes;
using Anthropic.Helpers.Beta;
using Memori.Text;

namespace Memori.Claude.MemoryTool;

/// <summary>
/// Files as memories of one user (and namespace): one conscious memory of kind <c>context</c> each, which belongs to the user in every session, with the path
/// in its metadata and before its text. So recall, list, export and erase reach a file as they reach any memory, and equal files stay two.
/// </summary>
internal sealed class MemoryFiles(MemoryEngine engine, Scope scope)
{
    private const string PathField = "path";
    private const string Provenance = "memory-tool";
    private const int MaxFiles = 1_000;
    private const int Page = 500;

    // What the engine takes, less the longest path.
    private const int MaxLength = 99_000;

    private readonly Scope _scope = Scope.Create(scope.UserId, null, scope.Namespace);

    public async Task<MemoryFile?> FindAsync(MemoryPath path, CancellationToken cancellationToken) =>
        await engine.GetAsync(_scope, IdOf(path), cancellationToken).ConfigureAwait(false) is { } memory ? Read(memory) : null;

    /// <summary>All files, in the order of their paths.</summary>
    public async Task<IReadOnlyList<MemoryFile>> ListAsync(CancellationToken cancellationToken)
    {
        var files = new List<MemoryFile>();
        var filter = new MemoryFilter { Kinds = [MemoryKind.Context], Owner = Owner.User(_scope.UserId), Limit = Page };
        while (await engine.ListAsync(_scope, filter, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            files.AddRange(page.Select(Read).OfType<MemoryFile>());
            filter = filter with { Offset = filter.Offset + Page };
        }

        return [.. files.OrderBy(file => file.Path.Text, StringComparer.Ordinal)];
    }

    /// <summary>Keeps a file, new or in place of what it was.</summary>
    /// <exception cref="BetaToolError">It is too long, no text, or one too many.</exception>
    public async Task WriteAsync(MemoryPath path, string text, CancellationToken cancellationToken)
    {
        if (text.Length > MaxLength)
        {
            throw new BetaToolError($"Error: File {path.Text} would have {text.Length} characters. The maximum is {MaxLength}.");
        }

        var id = IdOf(path);
        var content = $"{path.Text}:\n{text}";
        var metadata = new JsonObject { [PathField] = path.Text };
        try
        {
            if (await engine.GetAsync(_scope, id, cancellationToken).ConfigureAwait(false) is null)
            {
                await RequireRoomAsync(cancellationToken).ConfigureAwait(false);
                var kept = await engine.RememberAsync(
                    _scope,
                    new NewMemory { Id = id, Content = content, Kind = MemoryKind.Context, Layer = MemoryLayer.Long, SessionBound = false, Metadata = metadata, Provenance = Provenance },
                    cancellationToken).ConfigureAwait(false);
                if (Read(kept)?.Text == text)
                {
                    return;
                }
            }

            // A known memory: the file as it was, one that was put aside, or the same words said by a person.
            await engine.UpdateAsync(_scope, id, new MemoryChange { Content = content, Metadata = metadata, Status = MemoryStatus.Active }, null, cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException exception) when (exception.Kind is FaultKind.BadRequest)
        {
            throw new BetaToolError($"Error: {exception.Text.English}", exception);
        }
    }

    public Task<bool> DeleteAsync(MemoryPath path, CancellationToken cancellationToken) => engine.ForgetAsync(_scope, IdOf(path), null, cancellationToken);

    private async Task RequireRoomAsync(CancellationToken cancellationToken)
    {
        if ((await ListAsync(cancellationToken).ConfigureAwait(false)).Count >= MaxFiles)
        {
            throw new BetaToolError($"Error: There are {MaxFiles} files already. Delete some first.");
        }
    }

    // By the key under which equal texts merge: paths that differ there can't have memories that merge.
    private string IdOf(MemoryPath path) => $"{Provenance}:{ContentKey.Of(_scope.Namespace, path.Text)}";

    private MemoryFile? Read(Memory memory)
    {
        if (memory is not { Kind: MemoryKind.Context, SessionId: null, Status: MemoryStatus.Active }
            || memory.Namespace != _scope.Namespace
            || memory.Metadata?[PathField] is not JsonValue value
            || !value.TryGetValue(out string? written)
            || !memory.Content.StartsWith(written + ":\n", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var path = MemoryPath.Parse(written);
            var id = IdOf(path);
            return path.Text == written && (memory.Id == id || memory.MergedIds.Contains(id, StringComparer.Ordinal))
                ? new MemoryFile(path, memory.Content[(written.Length + 2)..])
                : null;
        }
        catch (BetaToolError)
        {
            // Metadata that a person wrote.
            return null;
        }
    }
}
